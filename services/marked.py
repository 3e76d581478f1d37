"""The file itself as a workbook with the cells marked that findings are about."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from kpi.core.errors import Finding, UserError
from kpi.core.text import Lang, Text
from loaders.gate.process import Guard, default_guard, run_child
from loaders.match.labels import letters
from loaders.personal.masks import masked_finding
from loaders.read.limits import Limits
from reports.marked import Line, Mark, Marking
from reports.names import safe_file_name
from services.findings import GROUP_HEADINGS, SEVERITIES

MOST_MARKS = 50_000
"""Marked cells of one file; errors first."""
MOST_LINES = 5_000
CHILD = "services.marked_child"
_SHEET = Text("점검 결과", "Findings")
_UNNAMED = Text("자료", "Data")
_TITLE = Text("점검 결과: {file}", "Findings: {file}")
_COUNTS = Text(
    "오류 {error}건, 주의 {warning}건, 참고 {note}건. 오류가 있으면 저장되지 않습니다.",
    "{error} errors, {warning} warnings, {note} notes. With errors nothing is stored.",
)
_COLOURS = Text(
    "셀 색: 빨강 오류, 노랑 주의, 파랑 참고. 내용은 셀의 메모에 있습니다. 셀 주소를 누르면 그 셀로 갑니다.",
    "Colours of cells: red error, yellow warning, blue note. What is wrong stands in the comment of the cell. "
    "The addresses below lead to the cells.",
)
_CUT = Text(
    "표시한 셀은 {marked}개입니다. 나머지 {rest}곳은 표시하지 못했습니다. 표시한 것을 고친 뒤 다시 점검하세요.",
    "{marked} cells are marked; {rest} more places are not. Put these right and check again.",
)
_LINES_CUT = Text(
    "목록에는 처음 {shown}건만 있습니다. 모두 {count}건입니다.", "The list shows the first {shown} of {count} findings."
)
_UNLOCKED = Text(
    "원본에는 암호가 있지만 이 사본에는 없습니다. 다루는 데 주의하세요.",
    "The original has a password, this copy has none. Keep it safe.",
)
_VALUES_ONLY = Text(
    "이 파일은 원본 형식대로 옮길 수 없어 값만 옮겼습니다. 서식, 수식, 그림은 없습니다.",
    "This file cannot be copied as it is: the values alone are here, without formats, formulas and pictures.",
)


def marked_workbook(
    content: bytes,
    name: str,
    findings: Iterable[Finding],
    lang: Lang,
    *,
    limits: Limits | None = None,
    guard: Guard | None = None,
    password: str = "",
) -> tuple[str, bytes]:
    """Return the name and the bytes of a copy of the file with its faulty cells coloured and commented.

    xlsx and xlsm stay as they are but for the marks; of other kinds the values are copied into a new xlsx. A last
    sheet lists all findings. The copy is made in a limited process of its own. What was locked with ``password`` is
    copied without it, and says so.

    Raises
    ------
    UserError
        When the file cannot be read at all; the finding says why.
    """
    limits = limits or replace(Limits(), cpu_seconds=60, wall_seconds=120.0)
    marking = marking_of(name, findings, lang, locked=bool(password))
    with tempfile.TemporaryDirectory(prefix="kpi-") as temporary:
        folder = Path(temporary)
        (folder / "input").write_bytes(content)
        (folder / "marking.json").write_text(json.dumps(asdict(marking), ensure_ascii=True), "ascii")
        answer = run_child(folder, limits=limits, guard=guard or default_guard(), module=CHILD, password=password)
        if "refused" in answer:
            raise UserError(*(Finding.from_json(plain).at(file=name) for plain in answer["refused"]))
        stem = Path(name).stem or name
        return safe_file_name(stem, _SHEET.say(lang), extension=answer["extension"]), (folder / "output").read_bytes()


def marking_of(name: str, findings: Iterable[Finding], lang: Lang, *, locked: bool = False) -> Marking:
    """Return what is to be written into the copy, the worst findings first."""
    order = list(SEVERITIES)
    ranked = sorted(
        (masked_finding(finding) for finding in findings), key=lambda finding: order.index(finding.severity)
    )
    marks, rest = _marks(ranked[:MOST_LINES])
    counts = {severity: sum(one.severity == severity for one in ranked) for severity in SEVERITIES}
    head = [_TITLE.say(lang, file=name), _COUNTS.say(lang, **counts), _COLOURS.say(lang)]
    if locked:
        head.append(_UNLOCKED.say(lang))
    if rest:
        head.append(_CUT.say(lang, marked=f"{len(marks):,}", rest=f"{rest:,}"))
    if len(ranked) > MOST_LINES:
        head.append(_LINES_CUT.say(lang, shown=f"{MOST_LINES:,}", count=f"{len(ranked):,}"))
    return Marking(
        name=_SHEET.say(lang),
        head=tuple(head),
        headings=tuple(heading.say(lang) for heading in GROUP_HEADINGS.values()),
        lines=tuple(_line(finding, lang) for finding in ranked[:MOST_LINES]),
        marks=marks,
        values_only=_VALUES_ONLY.say(lang),
        unnamed=_UNNAMED.say(lang),
    )


def _line(finding: Finding, lang: Lang) -> Line:
    sheet, row, place = finding.marks[0] if finding.marks else (finding.sheet, finding.row or 0, -1)
    return Line(
        severity=finding.severity,
        word=SEVERITIES[finding.severity].say(lang),
        what=finding.say(lang),
        sheet=sheet,
        cell=f"{letters(place)}{row}" if place >= 0 else finding.cell,
        row=row,
        column=finding.column,
        value=finding.value,
        count=f"{finding.count:,}",
    )


def _marks(findings: Sequence[Finding]) -> tuple[tuple[Mark, ...], int]:
    """Return the cells to mark, and how many more places the findings are about."""
    marks: list[Mark] = []
    places = 0
    for number, finding in enumerate(findings):
        found = finding.marks or _single(finding)
        if found:
            places += max(finding.count, len(found))
            marks += [Mark(*mark, number) for mark in found[: MOST_MARKS - len(marks)]]
    return tuple(marks), places - len(marks)


def _single(finding: Finding) -> tuple[tuple[str, int, int], ...]:
    """Return the row of an error or warning that knows its row alone."""
    if finding.severity == "note" or not finding.row:
        return ()
    return ((finding.sheet, finding.row, -1),)
