"""Header labels: as one line, each one unique, and how much each looks like a field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from rapidfuzz import fuzz, process

from loaders.cells.text import INVISIBLE
from loaders.personal.masks import masked
from loaders.source import Column, Source

EXACT, WITHOUT_BRACKETS, SWAPPED, SAME_DAY, ALIKE = 1.0, 0.95, 0.92, 0.91, 0.9
BRIEF = 0.88
"""How surely a header that only hints at a field ("접수") is one, where nothing else speaks against it."""
LEAST_ALIKE, ASKED = 82.0, 0.85
_STRAY = re.compile(r"^undefined(?=[가-힣])")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>")
_FOOTNOTES = re.compile(r"^[①-⑳❶-❿㉠-㉭ⓐ-ⓩ※*]+ *|[※¹²³⁰⁴-⁹]+[)⁾]?")
_FOOTNOTE = re.compile(r"(?<=[가-힣 ])(?<!문항)(?<!문항 )(?<!질문)(?<!질문 )(?<!항목)(?<!항목 )\d{1,2}\)$")
_PUNCTUATION = re.compile(r"[\s_\-./·ㆍ:*'\"#?!,~]+")
_DAY = re.compile(r"(?<=.)(?:년월일|연월일|일자|일시|날짜|시각|시점|일)$")
_NUMBER = re.compile(r"^(?:(?:문항?|설문|질문|q) ?)?\d{1,2}(?:-\d{1,2})? ?(?:[.):]|번[.)]?) ?(?=\D)", re.IGNORECASE)
_WHO = re.compile(r"^(?:귀하|선생님|고객님?|민원인)(?:께서는?|가|는|은|의|이)? ?|^(?:오늘|최근에?) ?")
_VERB = re.compile(r"(?<=[가-힣])(?:하신|하셨던|한|했던) (?=\S)")
_ASKS = re.compile(
    r" ?(?:[은는] ?)?(?:무엇|어디|언제)?(?:입니까|인가요|이었습니까|였습니까|하십니까|하시나요|하셨습니까|하셨나요|한다|합니다|하였다|했다|했습니다)? ?[?.]* *$"
)
_COUNTER = re.compile(r" \(\d+\)$")


def clean(label: str) -> str:
    """Return a header cell as one line without surrounding blanks and letters that show nothing."""
    return re.sub(r"\s+", " ", INVISIBLE.sub("", unicodedata.normalize("NFC", label))).strip()


def plain(label: str) -> str:
    """Return a label as it is compared: NFKC, casefolded, without blanks and punctuation."""
    folded = unicodedata.normalize("NFKC", label).casefold()
    return _PUNCTUATION.sub("", _STRAY.sub("", folded.strip()))


def without_brackets(label: str) -> str:
    """Return the compared label without what stands in brackets (units, remarks), a number before it and footnote marks."""
    bare = _FOOTNOTES.sub("", _BRACKETS.sub("", _COUNTER.sub("", label)).strip())
    return plain(_BRACKETS.sub("", unicodedata.normalize("NFKC", bare)))


def unique(labels: Iterable[str]) -> tuple[str, ...]:
    """Return the labels with repeats kept apart as "요구유형 (2)"; a blank one is called after its column, "[C]".

    Labels are kept with every upload: registration numbers and the like are covered in them.
    """
    seen: dict[str, int] = {}
    taken: list[str] = []
    for place, raw in enumerate(labels):
        label = masked(clean(raw)) or f"[{letters(place)}]"
        seen[label] = seen.get(label, 0) + 1
        name = label if seen[label] == 1 else f"{label} ({seen[label]})"
        while name in taken:
            seen[label] += 1
            name = f"{label} ({seen[label]})"
        taken.append(name)
    return tuple(taken)


def letters(place: int) -> str:
    """Return the letters Excel shows over a 0-based column."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text


@cache
def aliases(source: Source) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Return compared alias -> (field, rank), for all columns of a source."""
    found: dict[str, list[tuple[str, int]]] = {}
    for column in source.columns:
        for rank, alias in enumerate(spellings(column)):
            found.setdefault(plain(alias), []).append((column.name, rank))
    return {alias: tuple(fields) for alias, fields in found.items()}


def spellings(column: Column) -> tuple[str, ...]:
    """Return all spellings of a column, best first."""
    return tuple(dict.fromkeys((column.name, column.label.ko, column.label.en, *column.aliases)))


def likeness(label: str, source: Source) -> dict[str, float]:
    """Return field -> how much the label looks like it, 0-1; exact aliases first, then similarity, then as a question."""
    return (
        aliased(label, source)
        or _hinted(label, source)
        or _similar(without_brackets(label), aliases(source))
        or _asked(label, source)
    )


def _hinted(label: str, source: Source) -> dict[str, float]:
    """Return the field that a brief header hints at; it is taken only where the cells fit."""
    said = without_brackets(label)
    return {column.name: BRIEF for column in source.columns if said in map(plain, column.brief)}


def _asked(label: str, source: Source) -> dict[str, float]:
    """Return the fields of which a numbered label or a question asks: "1. 방문하신 부서는?" is "방문부서"."""
    text = _VERB.sub("", _WHO.sub("", _NUMBER.sub("", unicodedata.normalize("NFKC", label).strip())))
    bare = without_brackets(_ASKS.sub("", text))
    known = aliases(source).get(bare, ()) if bare != without_brackets(label) else ()
    return {name: ASKED - min(rank, 90) * 0.0005 for name, rank in known}


def aliased(label: str, source: Source) -> dict[str, float]:
    """Return field -> how surely the label is one of its aliases, 0-1.

    Two words count in the other order too: under a merged "일시" stand "접수" and "완료". "접수년월일" is "접수일", and so may
    "접수시간" be, whose cells tell a time of day from a whole date.
    """
    known = aliases(source)
    found: dict[str, float] = {}
    words = label.split()
    swapped = plain("".join(reversed(words))) if len(words) == 2 else ""
    noted = without_brackets(_FOOTNOTE.sub("", label.strip()))
    for text, weight in (
        (plain(label), EXACT),
        (without_brackets(label), WITHOUT_BRACKETS),
        (noted, WITHOUT_BRACKETS),
        (swapped, SWAPPED),
    ):
        for name, rank in known.get(text, ()):
            found[name] = max(found.get(name, 0.0), weight - min(rank, 90) * 0.001)
    day = _DAY.sub("일", without_brackets(label))
    times_of_day = {name for name in found if source.by_name[name].kind == "clock"}
    for name, rank in () if found.keys() - times_of_day else _days(source).get(day, ()):
        found[name] = max(found.get(name, 0.0), SAME_DAY - min(rank, 90) * 0.001)
    return found


@cache
def _days(source: Source) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Return "접수일" for "접수일자", "접수일시" and the like -> (field, rank), of the fields that are moments."""
    moments = {column.name for column in source.columns if column.kind == "datetime"}
    found: dict[str, list[tuple[str, int]]] = {}
    for alias, fields in aliases(source).items():
        if _DAY.search(alias):
            found.setdefault(_DAY.sub("일", alias), []).extend(one for one in fields if one[0] in moments)
    return {alias: tuple(fields) for alias, fields in found.items()}


def _similar(text: str, known: Mapping[str, Sequence[tuple[str, int]]]) -> dict[str, float]:
    """Return fields by string similarity, or because the label ends in an alias (Korean heads stand last)."""
    found: dict[str, float] = {}
    if len(text) < 2:
        return found
    for alias, ratio, _ in process.extract(text, list(known), scorer=fuzz.ratio, limit=4, score_cutoff=LEAST_ALIKE):
        if min(len(alias), len(text)) >= 4:
            _raise(found, known[alias], ALIKE * ratio / 100)
    for alias, fields in known.items():
        if len(alias) >= (5 if alias.isascii() else 3) and text.endswith(alias):
            _raise(found, fields, 0.7 + 0.15 * len(alias) / len(text))
    return found


def _raise(found: dict[str, float], fields: Sequence[tuple[str, int]], weight: float) -> None:
    for name, rank in fields:
        found[name] = max(found.get(name, 0.0), weight - min(rank, 90) * 0.0005)


def nearest(word: str, known: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """Return the known words most like this one, best first."""
    choices = list(known)
    ranked = process.extract(word, choices, scorer=fuzz.WRatio, processor=plain, limit=count)
    return tuple(choice for choice, _, _ in ranked)
