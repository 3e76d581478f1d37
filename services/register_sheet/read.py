"""The rows of a spreadsheet of the registers, each checked by itself; every finding has its cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from kpi.core.errors import Finding, UserError, errors_of, refuse
from kpi.core.organisation import Level, RegisterKind, normal
from kpi.core.text import Text
from loaders.gate.files import Limits, read_file
from loaders.match.listed import listed
from loaders.match.recognise import Layout
from loaders.personal.masks import masked_finding
from services.days import day_of
from services.placing import level_of, refuse_tasks
from services.register_sheet.columns import KINDS, NOBODY, SOURCE, UNITS

T = TypeVar("T")
_NOT_A_KIND = Text("'{value}' 값은 부서나 업무가 아닙니다.", "'{value}' is neither department nor task.")
_NOT_A_SHARE = Text(
    "'{value}' 값은 0보다 크고 100 이하인 몫(%)이 아닙니다. 예: 60",
    "'{value}' is no share above 0 and up to 100, such as 60.",
)
_NEEDS = Text("'{field}' 칸을 함께 쓰세요.", "Fill in '{field}', too.")
_BACKWARDS = Text(
    "첫날 {first} 값이 마지막 날 {last} 값보다 늦습니다.", "The first day {first} is after the last day {last}."
)
_NO_NAME = Text("이름이 비어 있습니다.", "There is no name.")
_TOGETHER = (
    ("since", "parent"), ("first", "other"), ("last", "other"), ("on", "successor"), ("share", "successor"), ("successor", "on"),
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """What one row says; None where it says nothing. ``parent`` "" is under none. ``placed`` puts the row into a finding."""

    placed: Callable[[Finding], Finding]
    kind: RegisterKind = "department"
    name: str = ""
    level: Level | None = None
    parent: str | None = None
    since: dt.date | None = None
    other: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    successor: str | None = None
    on: dt.date | None = None
    share: float | None = None
    note: str = ""


def read_rows(
    content: bytes, name: str, *, limits: Limits | None = None
) -> tuple[tuple[Row, ...], tuple[Finding, ...]]:
    """Return the rows of a file and what is noteworthy of it.

    Raises
    ------
    UserError
        Everything that is wrong with the file and its rows.
    """
    layout = listed(read_file(content, name, limits=limits), SOURCE, units=UNITS)
    if errors_of(layout.findings):
        raise UserError(*(masked_finding(one) for one in layout.findings))
    rows, wrong = [], []
    for number, cells in zip(layout.table.index, layout.table.to_dict("records"), strict=True):
        texts = {field: str(cells[label]).strip() for field, label in layout.mapping.items()}
        if any(texts.values()):
            row, problems = _row(texts, _placed(layout, int(number)))
            rows.append(row)
            wrong += problems
    if wrong:
        raise UserError(*(masked_finding(one) for one in wrong))
    return tuple(rows), layout.findings


def _placed(layout: Layout, number: int) -> Callable[[Finding], Finding]:
    def placed(finding: Finding) -> Finding:
        label = layout.mapping.get(finding.column or "name", "")
        return layout.origin.placed(finding.at(row=number, column=label, rows=(number,), file=layout.book.name))

    return placed


def _row(texts: Mapping[str, str], placed: Callable[[Finding], Finding]) -> tuple[Row, list[Finding]]:
    wrong: list[Finding] = []

    def read(field: str, reader: Callable[[str], T]) -> T | None:
        text = texts.get(field, "")
        try:
            return reader(text) if text else None
        except UserError as refused:
            wrong.extend(placed(one.at(column=field, value=text)) for one in refused.findings)
            return None

    values: dict[str, Any] = {field: read(field, reader) for field, reader in _READ.items()}
    values |= {"kind": values["kind"] or "department", "note": values["note"] or "", "name": values["name"] or ""}
    row = Row(placed, **values)
    return row, wrong or [placed(one) for one in _wrong_together(row, texts)]


def _wrong_together(row: Row, texts: Mapping[str, str]) -> list[Finding]:
    """Return what is wrong with the cells of a row taken together."""
    found = [] if row.name else [Finding("error", "no_name", _NO_NAME, column="name")]
    for field, needed in _TOGETHER:
        if texts.get(field) and not texts.get(needed):
            label = SOURCE.by_name[needed].label
            found.append(Finding("error", "cell_needed", _NEEDS, {"field": label}, column=needed))
    if row.first and row.last and row.first > row.last:
        days = {"first": row.first.isoformat(), "last": row.last.isoformat()}
        found.append(Finding("error", "days_backwards", _BACKWARDS, days, column="last"))
    if row.level or row.parent is not None:
        try:
            refuse_tasks(row.kind)
        except UserError as refused:
            found += [one.at(column="level" if row.level else "parent") for one in refused.findings]
    return found


def _kind(text: str) -> RegisterKind:
    for kind, words in KINDS.items():
        if normal(text) in (kind, normal(words.ko), normal(words.en)):
            return kind
    raise refuse("not_a_register", _NOT_A_KIND, value=text)


def _share(text: str) -> float:
    try:
        share = float(text.replace(",", "").removesuffix("%")) / 100
    except ValueError:
        share = 0.0
    if not 0 < share <= 1:
        raise refuse("bad_share", _NOT_A_SHARE, value=text)
    return share


def _parent(text: str) -> str:
    return "" if normal(text) in {normal(NOBODY.ko), normal(NOBODY.en), "-"} else text


_READ: dict[str, Callable[[str], Any]] = {
    "kind": _kind,
    "name": str,
    "level": level_of,
    "parent": _parent,
    "since": day_of,
    "other": str,
    "first": day_of,
    "last": day_of,
    "successor": str,
    "on": day_of,
    "share": _share,
    "note": str,
}
