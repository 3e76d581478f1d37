"""Which column is which field: aliases and similarity, judged by what the cells hold, then the analyst's word."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from kpi.core.errors import Finding
from kpi.core.organisation import Register
from kpi.core.text import Text
from loaders.cells import parse as cells
from loaders.choice import Choice
from loaders.load.kinds import KINDS
from loaders.match.clocks import take_clocks
from loaders.match.content import by_content, said
from loaders.match.labels import BRIEF, aliased, clean, likeness, nearest, plain, spellings
from loaders.source import ITEM, Items, Source

SAMPLE = 60
LEAST = 0.45
"""Below this a column is left unread; an exact alias whose cells do not parse keeps 0.5, so its faults are shown."""
STRONG_FIELD = 0.8
"""From here on a column belongs to a field even when the analyst leaves that field unread."""
EQUAL = 0.02
"""Columns whose headers fit a field this evenly are two readings."""
BLANKS_COST = 0.05
"""What a column loses that is all blank: of two with a fitting name the filled one is meant."""
STRONG_ITEM, WEAK_ITEM = 0.8, 0.5
MOST_CODES = 12
_NUMBERED = re.compile(
    r"^(?:(?:[a-z]{1,2}|문항?|설문|질문|항목|question|item)\d{1,2}(?!\d)|\d{1,2}(?:번|\)|문항))", re.IGNORECASE
)
_STATEMENT = re.compile(r"(?:다|까|요)[.?]?$")

_WRITTEN_AS_DAY = r"\d ?[-./년월] ?\d{1,2}(?: ?[-./년월]|$)|^(?:19|20)\d{6}$"
_REPEATED = re.compile(r" \(\d+\)$")
_FEW_DIGITS, _OF_DIGITS = re.compile(r"[0-9]{1,9}"), frozenset({"answer", "number"})
"""Such cells are read by these kinds; a table of 2,000 columns of them is judged without parsing each."""

_TWO_COLUMNS = Text(
    "'{field_name}' 항목에 맞는 열이 둘입니다: '{label}' 열을 읽었고 '{other}' 열은 읽지 않았습니다. 아니면 열을 지정하세요.",
    "Two columns fit '{field_name}': '{label}' was read and '{other}' was not. Name the column if it is the other one.",
)
_UNKNOWN_FIELD = Text(
    "'{field}' 항목은 이 자료에 없습니다. 있는 항목을 지정하세요. 비슷한 항목: {near}",
    "This kind of source has no field '{field}'. Name one that it has; nearest: {near}",
)
_UNKNOWN_LABEL = Text(
    "'{field}' 항목에 지정한 '{label}' 열이 없습니다. 파일에 있는 열을 지정하세요. 비슷한 열: {near}",
    "There is no column '{label}' for field '{field}'. Name one of the file; nearest: {near}",
)


@dataclass(frozen=True)
class Matching:
    """Fields, the labels they are read from, how sure that is (0-1) and why (a key of ``loaders.asking.WHY``).

    ``unread`` were left out on purpose. ``findings`` with an error are words of the analyst that do not fit.
    """

    mapping: Mapping[str, str]
    confidence: Mapping[str, float]
    unread: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = field(default_factory=tuple)
    why: Mapping[str, str] = field(default_factory=dict)


def match_fields(judge: Judge, source: Source, choice: Choice) -> Matching:
    """Return the matching of a table's columns to a source's fields; what the analyst named is not questioned."""
    labels = [str(label) for label in judge.table.columns]
    named, findings = _named(labels, source, choice)
    taken = {label for label in named.values() if label}
    free = [label for label in labels if label not in taken]
    mapping = {name: label for name, label in named.items() if label}
    unread = frozenset(named) - frozenset(mapping)
    pairs = _weighed(judge, free, source, frozenset(mapping))
    confidence, why = dict.fromkeys(mapping, 1.0), dict.fromkeys(mapping, "named")
    for weight, name, label in sorted(pairs, key=lambda pair: -pair[0]):
        if name in unread and weight >= STRONG_FIELD:
            taken.add(label)  # left unread with its field, not handed to the next best one
        elif name not in mapping.keys() | unread and label not in taken:
            mapping[name], confidence[name] = label, round(weight, 3)
            why[name] = "alias" if name in aliased(label, source) else "similar"
            taken.add(label)
    taken |= take_clocks(judge, labels, source, (mapping, confidence, why), closed=unread, named=named)
    rest = [label for label in free if label not in taken]
    for name, label, weight in _items(judge, rest, source, choice, mapping):
        mapping[name], confidence[name] = label, weight
        why[name] = "alias" if weight == STRONG_ITEM else "content"
    findings += _rivals(judge, pairs, mapping, why, source)
    declared = choice.source == source.id
    if declared or any(weight >= STRONG_FIELD for weight in confidence.values()):
        rest = [label for label in free if label not in {*taken, *mapping.values()}]
        guessed = by_content(judge, rest, source, mapping, closed=unread, declared=declared)
        mapping |= {name: label for name, label, _, _ in guessed}
        confidence |= {name: weight for name, _, weight, _ in guessed}
        why |= dict.fromkeys((name for name, *_ in guessed), "content")
        findings += said(guessed, source)
    return Matching(mapping, confidence, unread, frozenset(named), tuple(findings), why)


def _rivals(
    judge: Judge,
    pairs: list[tuple[float, str, str]],
    mapping: Mapping[str, str],
    why: Mapping[str, str],
    source: Source,
) -> list[Finding]:
    """Return a warning for each column that fits a field as well as the one that is read, and holds something else."""
    used = set(mapping.values())
    weights = {(name, label): weight for weight, name, label in pairs}
    findings = []
    for (name, label), weight in weights.items():
        taken = mapping.get(name, "")
        level = weight >= weights.get((name, taken), 2.0) - EQUAL and why.get(name) == "alias" and label not in used
        if level and not _REPEATED.search(label) and not judge.filled(label).equals(judge.filled(taken)):
            values = {"label": taken, "other": label, "field_name": source.by_name[name].label}
            findings.append(Finding("warning", "two_columns", _TWO_COLUMNS, values, column=label))
    return findings


class Judge:
    """What the cells of a table's columns look like; every column is looked at once for each kind."""

    def __init__(self, table: pd.DataFrame, departments: Register | None = None) -> None:
        """Take the head of a table and the departments that are known."""
        self.table = table
        self.departments = departments or Register("department")
        self._filled: dict[str, pd.Series[Any]] = {}
        self._fits: dict[tuple[str, str], float] = {}

    def filled(self, label: str) -> pd.Series[Any]:
        """Return the cells of a column that are not blank."""
        if label not in self._filled:
            values = self.table[label].str.strip()
            self._filled[label] = values[values.ne("")]
        return self._filled[label]

    def blank(self, label: str) -> float:
        """Return the share of blank cells."""
        return 1.0 - len(self.filled(label)) / max(len(self.table), 1)

    def fits(self, label: str, kind: str) -> float:
        """Return the share of the first filled cells that a kind can read; 1 where there is nothing to judge by."""
        if (label, kind) not in self._fits:
            sample = self.filled(label).head(SAMPLE)
            surely = kind in _OF_DIGITS and all(map(_FEW_DIGITS.fullmatch, sample.unique()))
            self._fits[label, kind] = 1.0 if surely else _plausible(sample, kind)
        return self._fits[label, kind]

    def shows_days(self, label: str) -> bool:
        """Return whether most of the first filled cells are written as days are, so that no number is taken for one."""
        sample = self.filled(label).head(SAMPLE)
        return bool(len(sample)) and bool(sample.str.contains(_WRITTEN_AS_DAY).mean() >= STRONG_FIELD)


def _plausible(filled: pd.Series[Any], kind: str) -> float:
    read = _PARSERS.get(kind)
    if filled.empty or read is None:
        return 1.0
    parsed = read(filled)
    judged = ~parsed.missing
    return 1.0 if not judged.any() else float(1 - parsed.bad[judged].mean())


def _named(labels: list[str], source: Source, choice: Choice) -> tuple[dict[str, str], list[Finding]]:
    by_plain = {plain(label): label for label in reversed(labels)}
    named: dict[str, str] = {}
    findings = []
    for name, wanted in choice.columns.items():
        if not source.knows(name):
            near = ", ".join(nearest(name, [column.name for column in source.columns]))
            findings.append(
                Finding("error", "unknown_field", _UNKNOWN_FIELD, {"field": name, "near": near}, value=name)
            )
            continue
        label = clean(wanted)
        found = label if label in labels else by_plain.get(plain(label), "") if label else ""
        if label and not found:
            near = ", ".join(f"'{one}'" for one in nearest(label, labels)) or "-"
            values = {"field": name, "label": label, "near": near}
            findings.append(Finding("error", "unknown_column", _UNKNOWN_LABEL, values, column=label, value=label))
            continue
        named[name] = found
    return named, findings


def _weighed(judge: Judge, labels: list[str], source: Source, settled: frozenset[str]) -> list[tuple[float, str, str]]:
    """Return (weight, field, label): how much the label looks like the field x how much of its cells fits."""
    pairs = []
    for label in labels:
        for name, weight in likeness(label, source).items():
            if name in settled:
                continue
            fits = judge.fits(label, source.by_name[name].kind)
            if weight == BRIEF and not judge.shows_days(label):
                continue
            if fits < 0.8 and (weight <= 0.9 or source.by_name[name].kind == "clock"):
                continue
            pairs.append((weight * (0.5 + 0.5 * fits) - BLANKS_COST * judge.blank(label), name, label))
    return [pair for pair in pairs if pair[0] >= LEAST]


def _items(
    judge: Judge, labels: list[str], source: Source, choice: Choice, mapping: Mapping[str, str]
) -> list[tuple[str, str, float]]:
    """Return the item columns nobody declared; none where items are declared."""
    if source.items is None or any(name.startswith(ITEM) and label for name, label in choice.columns.items()):
        return []
    found = []
    for label in labels:
        weight = _item_weight(judge, label, source.items)
        by_number_only = weight == WEAK_ITEM and bool(choice.columns.get("overall"))
        if weight and not by_number_only and choice.columns.get(ITEM + label) != "":
            found.append((ITEM + label, label, weight))
    long_form = "item" in mapping and ("score" in mapping or "mean" in mapping)
    return [] if long_form else found


def _item_weight(judge: Judge, label: str, items: Items) -> float:
    compared = plain(label)
    if any(plain(word) in compared for word in items.not_words):
        return 0.0
    said = any(plain(word) in compared for word in items.words) or bool(_STATEMENT.search(label))
    if not said and not _NUMBERED.match(compared):
        return 0.0
    filled = judge.filled(label)
    few = filled.nunique() <= MOST_CODES or not items.codes
    if filled.empty or not few or judge.fits(label, "answer") < (0.8 if said else 1.0):
        return 0.0
    return STRONG_ITEM if said else WEAK_ITEM


def labels_of(source: Source, name: str) -> str:
    """Return some spellings of a field for a message."""
    column = source.by_name.get(name)
    return " / ".join(spellings(column)[1:6]) if column else name


_PARSERS: dict[str, Callable[[pd.Series[Any]], cells.Parsed]] = {name: kind.probable for name, kind in KINDS.items()}
"""A cell that only has to be asked about ("31-07-2014", "8:17") looks like its kind."""
