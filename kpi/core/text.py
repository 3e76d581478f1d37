"""Every sentence a user can see, in both languages, beside the code that speaks it."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Lang = Literal["ko", "en"]
LANGS: tuple[Lang, ...] = ("ko", "en")


_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+")
"""Letters that move the cursor, end the line, turn the direction of writing or are none at all."""


_ADJECTIVES = (
    "more|new|other|open|such|total|blank|remark|repeated|header|example|statutory|different|joint|good|proactive"
)
_NOUNS = (
    "rows files columns fields uploads tables errors warnings notes cells places findings answers cases ratings "
    "achievements periods tasks departments entries months names values numbers dates codes letters items means times totals "
    "sheets parts seconds characters days comments pages documents steps targets holidays actions changes awards projects practices failures"
)
_VERBS = {"are": "is", "were": "was", "have": "has", "do": "does", "carry": "carries"} | {
    verb: f"{verb}s"
    for verb in ("hold", "bring", "look", "repeat", "end", "count", "stay", "say", "occur", "need", "lie", "stand")
}
_PLACE, _REST = r"\{(?P<name>\w+)[^}]*\}", r"(?P<rest>(?:\([^)]*\)|'[^']*'|[^.;:{}(])*)"
_COUNTED = re.compile(
    f"{_PLACE}(?P<between>(?: (?:{_ADJECTIVES})){{0,2}}) (?P<noun>{_NOUNS.replace(' ', '|')})\\b(?! and ){_REST}"
)
_FIRST_VERB = re.compile(f"\\b({'|'.join(_VERBS)})\\b")
_NEXT_VERB = re.compile(f"(?:(?<=and )|(?<=but ))({'|'.join(_VERBS)})\\b")


def in_number(template: str, values: Mapping[str, object]) -> str:
    """Return an English template with its counted nouns and their verbs in the singular where the count is 1."""

    def agreed(match: re.Match[str]) -> str:
        if str(values.get(match["name"])) != "1":
            return match[0]
        noun = re.sub("ies$", "y", match["noun"]) if match["noun"].endswith("ies") else match["noun"][:-1]
        rest = _FIRST_VERB.sub(lambda verb: _VERBS[verb[0]], match["rest"], count=1)
        rest = _NEXT_VERB.sub(lambda verb: _VERBS[verb[0]], rest)
        start = match[0][: match.start("between") - match.start()]
        return f"{start}{match['between']} {noun}{rest}"

    return _COUNTED.sub(agreed, template)


def in_one_line(text: str) -> str:
    """Return a text of unknown origin as it may stand in a sentence: each run of unshowable letters is one blank."""
    return _UNSHOWN.sub(" ", text)


def placeholders(template: str) -> frozenset[str]:
    """Return the names in braces of a format template."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)


@dataclass(frozen=True)
class Text:
    """A text in Korean and English; it cannot exist in one language only.

    Raises
    ------
    ValueError
        When a language is empty or the two have different ``{placeholders}``.
    """

    ko: str
    en: str

    def __post_init__(self) -> None:
        if not self.ko.strip() or not self.en.strip():
            raise ValueError(f"both languages are needed: {self.ko!r} / {self.en!r}")
        if placeholders(self.ko) != placeholders(self.en):
            raise ValueError(f"different placeholders: {self.ko!r} / {self.en!r}")

    def say(self, lang: Lang, **values: object) -> str:
        """Return the text in one language with its placeholders filled; a value that is a text is said in that language.

        In English what is counted once is said in the singular: "1 row is", not "1 rows are".
        """
        template = self.ko if lang == "ko" else in_number(self.en, values)
        if not placeholders(template):
            return template
        said = {name: value.say(lang) if isinstance(value, Text) else value for name, value in values.items()}
        return template.format(**said)
