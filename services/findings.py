"""Findings for people: grouped so that a problem is one line, searched, as rows of a table, and as cells to put right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from kpi.core.errors import Finding, Severity
from kpi.core.text import Lang, Text
from loaders.match.labels import letters
from services.check import Checked
from services.console import csv_text
from services.quoted import Mark, cells_to_fix

SEVERITIES: Mapping[Severity, Text] = {
    "error": Text("오류", "Error"),
    "warning": Text("주의", "Warning"),
    "note": Text("참고", "Note"),
}
"""Words of the severities, the worst first."""
GROUP_HEADINGS: Mapping[str, Text] = {
    "severity": Text("정도", "Severity"),
    "what": Text("내용과 할 일", "What, and what to do"),
    "sheet": Text("시트", "Sheet"),
    "cells": Text("셀", "Cells"),
    "column": Text("열", "Column"),
    "values": Text("값", "Values"),
    "count": Text("건수", "Count"),
}
MOST_EXAMPLES, SHOWN_VALUES = 5, 4
CSV_COLUMNS = ("severity", "code", "file", "sheet", "row", "cell", "column", "value", "count", "message")
_ROW = Text("{row}행", "row {row}")
_OTHERS = Text("(같은 문제의 다른 값 {count}가지: {values})", "(other values with the same problem, {count}: {values})")


@dataclass(frozen=True)
class Example:
    """One place of a problem: the cell as Excel shows it ("" where only the row is known).

    ``value`` is quoted at the first place of a finding only: at the others it may differ.
    """

    sheet: str
    row: int | None
    cell: str
    value: str

    def place(self, lang: Lang) -> str:
        """Return the cell, or the row in words; "" where neither is known."""
        return self.cell or ("" if self.row is None else _ROW.say(lang, row=self.row))


@dataclass(frozen=True)
class Group:
    """The same kind of problem in one column (or sheet, or file): how many places, and the first of them."""

    severity: Severity
    code: str
    file: str
    sheet: str
    column: str
    count: int
    examples: tuple[Example, ...]
    findings: tuple[Finding, ...]

    def say(self, lang: Lang) -> str:
        """Return its sentences in one line."""
        return " / ".join(self.sentences(lang))

    def sentences(self, lang: Lang) -> tuple[str, ...]:
        """Return each different sentence once; further values of the same sentence are listed behind it."""
        by_sentence: dict[Text, list[Finding]] = {}
        for finding in self.findings:
            by_sentence.setdefault(finding.message, []).append(finding)
        return tuple(_sentence(same, lang) for same in by_sentence.values())

    @property
    def choices(self) -> tuple[str, ...]:
        """The suggested answers of all its findings, each once."""
        return tuple(dict.fromkeys(choice for finding in self.findings for choice in finding.choices))


@dataclass(frozen=True)
class FixRow:
    """A cell that stops the load or is warned about: where, what stands there (masked when personal), and why."""

    sheet: str
    cell: str
    column: str
    value: str
    finding: Finding

    def expected(self, lang: Lang) -> str:
        """Return what is wrong with the cell and what was expected."""
        return self.finding.say(lang)


def grouped(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """Return the findings grouped by severity, code, file, sheet and column, the worst first, else in their order."""
    parts: dict[tuple[Severity, str, str, str, str], list[Finding]] = {}
    for one in findings:
        parts.setdefault((one.severity, one.code, one.file, one.sheet, one.column), []).append(one)
    order = list(SEVERITIES)
    return tuple(
        Group(*key, sum(one.count for one in same), _examples(same), tuple(same))
        for key, same in sorted(parts.items(), key=lambda part: order.index(part[0][0]))
    )


def filtered(
    groups: Iterable[Group], severity: Severity | str = "", column: str = "", text: str = ""
) -> tuple[Group, ...]:
    """Return the groups of a severity, a column, and with a text in place, values or sentence; "" is any.

    The text is looked for in both languages, without regard to case.
    """
    wanted = text.strip().casefold()
    return tuple(
        group
        for group in groups
        if (not severity or group.severity == severity)
        and (not column or group.column == column)
        and (not wanted or any(wanted in said.casefold() for said in _searched(group)))
    )


def group_rows(groups: Iterable[Group], lang: Lang) -> list[dict[str, str]]:
    """Return groups as rows of a table in one language; the keys are those of ``GROUP_HEADINGS``."""
    return [
        {
            "severity": SEVERITIES[group.severity].say(lang),
            "what": group.say(lang),
            "sheet": group.sheet,
            "cells": _listed((example.place(lang) for example in group.examples), group.count),
            "column": group.column,
            "values": ", ".join(dict.fromkeys(example.value for example in group.examples if example.value)),
            "count": f"{group.count:,}",
        }
        for group in groups
    ]


def findings_csv(findings: Iterable[Finding], lang: Lang) -> str:
    """Return the findings as CSV, one a line, with the columns ``CSV_COLUMNS``; nothing in it runs as a formula."""
    return csv_text((finding.as_dict(lang) for finding in findings), CSV_COLUMNS)


def fixable(checked: Checked) -> tuple[FixRow, ...]:
    """Return the cells that could be put right before saving, errors first: each cell once, at most 200.

    Questions about a whole column are not among them: their answer is asked for.
    """
    return tuple(_fix_row(mark, finding, checked) for mark, finding in cells_to_fix(checked.findings).items())


def _fix_row(mark: Mark, finding: Finding, checked: Checked) -> FixRow:
    sheet, row, place = mark
    value = checked.found.get(mark, finding.value)
    return FixRow(sheet, f"{letters(place)}{row}", finding.column, value, finding)


def _examples(findings: Sequence[Finding]) -> tuple[Example, ...]:
    """Return the first places, one of each finding before the second of any."""
    rounds = zip_longest(*(_places(finding) for finding in findings))
    places = (example for turn in rounds for example in turn if example is not None)
    return tuple(example for example, _ in zip(dict.fromkeys(places), range(MOST_EXAMPLES), strict=False))


def _places(finding: Finding) -> Iterator[Example]:
    for number, (sheet, row, place) in enumerate(finding.marks[:MOST_EXAMPLES]):
        value = "" if number else finding.value
        yield Example(sheet, row, f"{letters(place)}{row}" if place >= 0 else "", value)
    if finding.marks:
        return
    rows: tuple[int | None, ...] = finding.rows[:MOST_EXAMPLES] or (finding.row,)
    if rows != (None,) or finding.cell or finding.value:
        yield Example(finding.sheet, rows[0], finding.cell, finding.value)
        yield from (Example(finding.sheet, row, "", finding.value) for row in rows[1:])


def _sentence(same: Sequence[Finding], lang: Lang) -> str:
    said = same[0].say(lang)
    others = list(dict.fromkeys(finding.value for finding in same[1:] if finding.value not in ("", same[0].value)))
    if not others:
        return said
    quoted = _listed((f"'{value}'" for value in others[:SHOWN_VALUES]), len(others))
    return f"{said} {_OTHERS.say(lang, count=len(others), values=quoted)}"


def _searched(group: Group) -> Iterator[str]:
    yield from (group.code, group.sheet, group.column)
    yield from (text for example in group.examples for text in (example.cell, example.value))
    for finding in group.findings:
        yield from (finding.say("ko"), finding.say("en"), finding.value)


def _listed(texts: Iterable[str], count: int) -> str:
    """Return texts with commas, and "..." where there are more than those."""
    shown = [text for text in texts if text]
    return ", ".join(shown) + (" ..." if shown and count > len(shown) else "")
