"""Which wide tables a header may be: labels taken apart into a period, a department or an item, and what is told of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from kpi.core.organisation import Register
from loaders.match.header import Header
from loaders.match.labels import aliases, clean, plain
from loaders.match.melt import VALUE, Melt, long_labels
from loaders.match.titles import is_office, is_open_period, is_period
from loaders.match.trim import is_total_word
from loaders.source import sources

Told = tuple[str, str]
"""A label taken apart: the value of the axis, and the rest, "" where there is none."""
MOST_CHAINS = 6
_YEARS = frozenset(
    {"연도", "년도", "기준연도", "기준년도", "조사연도", "조사년도", "처리연도", "평가연도", "평가년도", "year"}
)
"""Labels of a column of years."""
_COUNTER = re.compile(r" \(\d+\)$")
_STAT_KINDS = frozenset({"number", "duration"})
_MONTH_NUMBER = re.compile(r"((?:19|20)\d\d)\.(\d{1,2})")
_OTHER_WORDS = frozenset({"최소", "최대", "최솟값", "최댓값", "중앙값", "비율", "전년대비", "증감", "증감률", "순위"})


def chains_of(header: Header, known: Register | None, also: frozenset[str] = frozenset()) -> list[tuple[Melt, ...]]:
    """Return the ways to turn a table long: one step, or two where what is left is wide itself.

    ``also``: names (plain) that are departments, whatever they look like.
    """
    parts = dict(zip(header.labels, header.parts, strict=True)) if header.parts else {}
    found: list[tuple[Melt, ...]] = []
    for melt in _melts(header.labels, parts, known, also):
        rest = {label: (label,) for label in melt.values}
        further = _melts(melt.values, rest, known, also)
        found += [(melt, again) for again in further if again.axis != melt.axis]
        found.append((melt,))
    return found[:MOST_CHAINS]


def _melts(
    labels: Sequence[str], parts: Mapping[str, tuple[str, ...]], known: Register | None, also: frozenset[str]
) -> list[Melt]:
    apart: dict[str, Callable[[str, tuple[str, ...]], Told | None]] = {
        "period": _period,
        "department": lambda label, rows: _office(label, rows, known, also),
    }
    found = [_melt(axis, labels, parts, read) for axis, read in apart.items()]
    return [melt for melt in [*found, _items(labels, parts, known)] if melt is not None]


def _melt(
    axis: str,
    labels: Sequence[str],
    parts: Mapping[str, tuple[str, ...]],
    read: Callable[[str, tuple[str, ...]], Told | None],
) -> Melt | None:
    told = _apart({label: found for label in labels if (found := read(label, parts.get(label, (label,))))})
    values = list(dict.fromkeys(value for value, _ in told.values()))
    if len(values) < 2 and not (axis == "period" and _is_one_year(told)):
        return None
    named = {rest for _, rest in told.values()}
    opens, totals = [], []
    for label in labels:
        rows = parts.get(label, (label,))
        if label in told:
            continue
        if any(is_open_period(row) for row in rows):
            opens.append(label)
        elif _over_all(label, rows, named):
            totals.append(label)
    months = _months(values)
    columns = [
        (months.get(value, value), {rest or VALUE: label for label, (of, rest) in told.items() if of == value})
        for value in values
    ]
    yearless = axis == "period" and not any(re.search(r"\d\d년|\d{4}", value) for value in values)
    year = next((label for label in labels if yearless and label not in told and plain(label) in _YEARS), "")
    return Melt(axis, tuple(columns), tuple(totals), tuple(opens), year)


def _over_all(label: str, rows: tuple[str, ...], named: set[str]) -> bool:
    """Return whether a column is told of the whole axis: a total, or of the same name as the columns of its parts."""
    total = any(is_total_word(row) and _rest(rows, place) in named for place, row in enumerate(rows))
    return total or clean(label) in named


def _is_one_year(told: dict[str, Told]) -> bool:
    """Return whether all that is told is of one year: bare, or of numbers such as n and mean."""
    return (
        bool(told)
        and all(re.search(r"\d{4}", value) for value, _ in told.values())
        and all(not rest or plain(rest) in _stats() for _, rest in told.values())
    )


def _apart(told: dict[str, Told]) -> dict[str, Told]:
    """Return the same with values that stand over two columns of one kind kept apart: "2024.1" and "2024.1 (2)"."""
    seen: dict[Told, int] = {}
    found: dict[str, Told] = {}
    for label, (value, rest) in told.items():
        again = seen[value, rest] = seen.get((value, rest), 0) + 1
        found[label] = (value if again == 1 else f"{value} ({again})", rest)
    return found


def _period(label: str, rows: tuple[str, ...]) -> Told | None:
    if any(is_open_period(row) for row in rows):
        return None
    for place, row in enumerate(rows):
        if is_period(row):
            return clean(row), _rest(rows, place)
    words = clean(_COUNTER.sub("", label)).split(" ")
    for size in (2, 1):
        for first, rest in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            if rest and len(first) == size and is_period(" ".join(first)) and not is_period(" ".join(rest)):
                return " ".join(first), " ".join(rest)
    bracket = re.fullmatch(r"(.+?) ?[(\[]([^()\[\]]+)[)\]]", label)
    if bracket is None or not is_period(bracket[2]) or not any(bracket[2] in row for row in rows):
        return None  # "점수 (1900)" may be the 1,900th column of that name
    return clean(bracket[2]), clean(bracket[1])


def _office(label: str, rows: tuple[str, ...], known: Register | None, also: frozenset[str]) -> Told | None:
    for place, row in enumerate(rows):
        if row and (plain(row) in also or is_office(row, known)) and plain(row) not in _stats():
            return clean(row), _rest(rows, place)
    words = clean(_COUNTER.sub("", label)).split(" ")
    for word, rest in ((words[0], words[1:]), (words[-1], words[:-1])):
        if rest and is_office(word, known) and plain(" ".join(rest)) in _stats():
            return word, " ".join(rest)
    return None


def _items(labels: Sequence[str], parts: Mapping[str, tuple[str, ...]], known: Register | None) -> Melt | None:
    """Return items (or tasks) over n, mean and SD: "친절성 평균" and "친절성 표준편차", or "친절성" and its SD."""
    told: dict[str, Told] = {}
    for label in labels:
        rows = tuple(row for row in parts.get(label, (label,)) if row)
        if len(set(rows)) > 1 and plain(rows[-1]) in _stats():
            told[label] = " ".join(dict.fromkeys(rows[:-1])), rows[-1]
        elif (split := _stat_behind(label)) is not None:
            told[label] = split
    groups = {group for group, _ in told.values()}
    bare = {label: (clean(label), "") for label in labels if clean(label) in groups and label not in told}
    told |= bare
    values = [group for group in dict.fromkeys(group for group, _ in told.values()) if _several(group, told)]
    if len(values) < 2:
        return None
    if sum(plain(label) in _stats() for label in told) * 2 >= len(told):
        return None
    if any(is_period(value) or is_office(value, known) for value in values):
        return None
    totals = [label for label, (group, _) in told.items() if _is_sum(group)]
    columns = [
        (value, {rest or VALUE: label for label, (of, rest) in told.items() if of == value})
        for value in values
        if not _is_sum(value)
    ]
    return Melt("item", tuple(columns), tuple(totals)) if len(columns) > 1 else None


def _is_sum(group: str) -> bool:
    """Return whether a group of columns is a sum over the others; "전체" is the overall item of a survey."""
    return is_total_word(group) and plain(group) not in ("전체", "all")


def _several(group: str, told: dict[str, Told]) -> bool:
    return sum(of == group for of, _ in told.values()) > 1


def _stat_behind(label: str) -> Told | None:
    words = clean(_COUNTER.sub("", label)).replace("_", " ").split(" ")
    for size in (2, 1):
        if len(words) > size and plain(" ".join(words[-size:])) in _stats():
            return " ".join(words[:-size]), " ".join(words[-size:])
    bracket = re.fullmatch(r"(.+?) ?[(\[]([^()\[\]]+)[)\]]", label)
    return (clean(bracket[1]), clean(bracket[2])) if bracket and plain(bracket[2]) in _stats() else None


def _rest(rows: tuple[str, ...], place: int) -> str:
    """Return the rows of a label without one of them."""
    return " ".join(dict.fromkeys(row for at, row in enumerate(rows) if row and at != place and row != rows[place]))


def _months(values: Sequence[str]) -> dict[str, str]:
    """Return "2024.1" as January or October where its neighbours leave one reading; Excel drops the zero of 2024.10."""
    numbers = [_MONTH_NUMBER.fullmatch(_COUNTER.sub("", value)) for value in values]
    found: dict[str, str] = {}
    for place, match in enumerate(numbers):
        if match is None:
            continue
        month = int(match[2])
        if match[2] == "1":
            before = numbers[place - 1] if place else None
            after = numbers[place + 1] if place + 1 < len(numbers) else None
            late = before is not None and before[1] == match[1] and int(before[2]) > 1
            early = not late and after is not None and after[1] == match[1] and int(after[2]) > 1
            if not late and not early:
                continue
            month = 10 if late else 1
        found[values[place]] = f"{match[1]}-{month:02d}"
    return found


@cache
def _stats() -> frozenset[str]:
    """Return the labels of numbers that are told of something: n, mean, SD, times."""
    found: set[str] = set()
    for source in sources().values():
        numbers = {column.name for column in source.columns if column.kind in _STAT_KINDS}
        found |= {alias for alias, fields in aliases(source).items() if any(name in numbers for name, _ in fields)}
    return frozenset(found)


__all__ = ["Melt", "chains_of", "long_labels"]
