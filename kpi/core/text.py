"""Every sentence a user can see, in both languages, beside the code that speaks it."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from typing import Literal

Lang = Literal["ko", "en"]
LANGS: tuple[Lang, ...] = ("ko", "en")


_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+")
"""Letters that move the cursor, end the line, turn the direction of writing or are none at all."""


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
        """Return the text in one language with its placeholders filled; a value that is a text is said in that language."""
        template = self.ko if lang == "ko" else self.en
        if not placeholders(template):
            return template
        said = {name: value.say(lang) if isinstance(value, Text) else value for name, value in values.items()}
        return template.format(**said)
