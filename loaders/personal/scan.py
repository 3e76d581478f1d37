"""Personal data in a file: refused until the analyst decides where they would be stored, said where they are not."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import pandas as pd

from kpi.core.errors import Finding, Severity
from kpi.core.text import Text
from loaders.choice import Choice
from loaders.match.labels import plain
from loaders.origin import Places
from loaders.personal.cells import Hits
from loaders.personal.elsewhere import elsewhere_findings, registered_elsewhere
from loaders.personal.looks import Look, look
from loaders.personal.masks import REGISTERED
from loaders.personal.named import named_findings
from loaders.personal.pairs import cut_in_two
from loaders.personal.verdicts import DROP, HARMLESS, KEPT_AS_TEXT, Kind, Means, Verdict, undecided, verdicts
from loaders.source import Column

if TYPE_CHECKING:
    from loaders.match.recognise import Layout

MOST_ROWS, MOST_COLUMNS = 1 << 28, 1 << 15
"""More than any sheet has; a cell is one number."""
KINDS: dict[Kind, Text] = {
    "rrn": Text("주민(외국인)등록번호", "resident registration number"),
    "phone": Text("전화번호", "telephone number"),
    "email": Text("전자우편 주소", "e-mail address"),
    "passport": Text("여권번호", "passport number"),
    "licence": Text("운전면허번호", "driver's licence number"),
    "card": Text("카드번호", "card number"),
    "name": Text("사람 이름", "name of a person"),
    "birth": Text("생년월일", "date of birth"),
    "address": Text("주소", "address"),
}
_TO_DECIDE = Text(
    "개인정보({kind})로 보이는 값이 {count}칸 있습니다. 예: {example}. 아무것도 저장하지 않았습니다. 값을 지우고 다시 올리거나, "
    "이 열을 읽지 않도록(빼기) 하거나, 개인정보가 아니면 아니라고 지정하세요.",
    "{count} cells look like personal data ({kind}). Example: {example}. Nothing was stored. Remove the values and upload "
    "again, drop the column, or say that it is harmless if it is.",
)
_NAMED_SO = Text(
    "머리글이 개인정보({kind})라고 하는 열이고 값이 {count}칸 있습니다. 아무것도 저장하지 않았습니다. 열을 지우고 다시 올리거나 이 열을 "
    "읽지 않도록(빼기) 지정하세요.",
    "The header says personal data ({kind}), and {count} cells are filled. Nothing was stored. Delete the column and upload "
    "again, or drop it.",
)
_IN_HEADER = Text(
    "머리글 자리에 개인정보({kind})로 보이는 값이 있습니다: {example}. 아무것도 저장하지 않았습니다. 머리글 행이 맞는지 확인하고, 값을 지우거나 이 "
    "열을 읽지 않도록(빼기) 지정하세요.",
    "A header looks like personal data ({kind}): {example}. Nothing was stored. Check which row is the header, and remove "
    "the value or drop the column.",
)
_UNREAD = Text(
    "개인정보({kind})로 보이는 값이 {count}칸 있습니다. 예: {example}. 읽지 않는 열이라 저장하지 않습니다.",
    "{count} cells look like personal data ({kind}). Example: {example}. The column is not read, so nothing of it is stored.",
)
_ALLOWED = Text(
    "개인정보({kind})로 보이는 값이 {count}칸 있습니다. 예: {example}. 개인정보가 아니라고 지정한 열이어서 막지 않았습니다. 이 파일에서도 맞는지 "
    "확인하고, 아니면 이 열을 읽지 않게 하세요(올리기 화면의 '읽지 않기', 명령줄의 --drop). 다음 파일부터도 읽지 않습니다.",
    "{count} cells look like personal data ({kind}). Example: {example}. They do not stop the file, as the column was "
    "declared harmless. Check that this is true of this file too; if not, leave the column out ('Do not read it' on the upload "
    "page, --drop on the command line). It stays out for the next files.",
)
_SAID: dict[Means, tuple[Severity, str, Text]] = {
    "stops": ("error", "personal_data", _TO_DECIDE),
    "allowed": ("warning", "personal_harmless", _ALLOWED),
    "unread": ("note", "personal_unread", _UNREAD),
}


def with_personal(layout: Layout, choice: Choice) -> Layout:
    """Return a layout with its findings about personal data."""
    return replace(layout, findings=(*layout.findings, *personal_findings(layout, choice)))


def personal_findings(layout: Layout, choice: Choice) -> tuple[Finding, ...]:
    """Return all there is to say of personal data in a file: one finding for each column and kind.

    Errors (code ``personal_data``, with the decisions among ``choices``): registration numbers anywhere in the table,
    other kinds in a column that is read. Warnings: the same in a column declared harmless (``personal_harmless``), and
    registration numbers outside the table (``personal_elsewhere``). Notes (``personal_unread``): other kinds in columns
    that are not read. Values are quoted covered only.
    """
    return decided(looks_of(layout), layout, choice)


@dataclass(frozen=True)
class Looks:
    """What all the cells of a file look like; what parts of a file look like adds up.

    ``columns``: label -> what its cells look like; ``halves``: label -> second halves of numbers that were cut in two;
    ``elsewhere``: (sheet, 0-based column) -> registration numbers outside the table.
    """

    columns: Mapping[str, Look]
    halves: Mapping[str, Hits]
    elsewhere: Mapping[tuple[str, int], Hits]

    def __add__(self, other: Looks) -> Looks:
        return Looks(
            columns={label: one + other.columns[label] for label, one in self.columns.items()},
            halves=_added(self.halves, other.halves),
            elsewhere=_added(self.elsewhere, other.elsewhere),
        )


def looks_of(layout: Layout) -> Looks:
    """Return what the cells of a file, or of a part of it, look like."""
    columns = {label: look(_once(layout, label), label, bare=True) for label in map(str, layout.table.columns)}
    halves = cut_in_two(lambda label: _once(layout, label), columns)
    return Looks(columns, halves, registered_elsewhere(layout))


def decided(looks: Looks, layout: Layout, choice: Choice) -> tuple[Finding, ...]:
    """Return the findings about personal data; see ``personal_findings``."""
    fields = _fields(layout)
    harmless = {plain(label) for label in choice.harmless}
    found = []
    for label, seen in looks.columns.items():
        if REGISTERED.search(label):
            found.append(_in_header(label))
        is_harmless = plain(label) in harmless
        said = verdicts(seen, label, fields.get(label), read=label in fields, harmless=is_harmless)
        if label in looks.halves and not any(verdict.kind == "rrn" for verdict in said):
            said.append(undecided("rrn", looks.halves[label], harmless=is_harmless))
        found += [layout.origin.placed(_finding(verdict, label)) for verdict in said]
    found += named_findings(layout.book, layout.sheets or (layout.sheet,))
    return (*found, *elsewhere_findings(looks.elsewhere, layout.book.name))


Place = TypeVar("Place", bound=Hashable)


def _added(one: Mapping[Place, Hits], other: Mapping[Place, Hits]) -> dict[Place, Hits]:
    places = dict.fromkeys([*one, *other])
    return {place: one.get(place, Hits()) + other.get(place, Hits()) for place in places}


def _once(layout: Layout, label: str) -> pd.Series[Any]:
    """Return a column with every cell of the file once, without outer blanks, also where a wide table was turned long."""
    values, places = layout.bare[label], layout.origin.places
    columns = np.array(layout.origin.columns.get(label, ()), dtype="int64")
    if not isinstance(places, Places) or not len(columns):
        return values
    at = values.index.to_numpy(dtype="int64") - 1
    column = columns[np.minimum(places.parts[at], len(columns) - 1)]
    cell = (places.block[at] * MOST_ROWS + places.rows[at]) * MOST_COLUMNS + column
    return values[~pd.Series(cell, index=values.index).duplicated()]


def _fields(layout: Layout) -> dict[str, Column | None]:
    """Return label -> what it is read as (None for an item); of several fields the one that is stored as text."""
    by_name = layout.source.by_name
    pairs = [(label, by_name.get(name)) for name, label in layout.mapping.items()]
    return dict(sorted(pairs, key=lambda pair: pair[1] is not None and pair[1].kind in KEPT_AS_TEXT))


def _finding(verdict: Verdict, label: str) -> Finding:
    hits = verdict.hits
    severity, code, message = _SAID[verdict.means]
    if verdict.means == "stops" and HARMLESS not in verdict.choices:
        message = _NAMED_SO
    return Finding(
        severity,
        code,
        _of_kind(message, verdict.kind),
        {"count": hits.count, "example": hits.example, "kind": verdict.kind},
        column=label,
        value=hits.example,
        count=max(hits.count, 1),
        rows=hits.ids,
        choices=verdict.choices,
    )


def _in_header(label: str) -> Finding:
    values = {"example": label, "kind": "rrn"}
    message = _of_kind(_IN_HEADER, "rrn")
    return Finding("error", "personal_data", message, values, column=label, value=label, choices=(DROP,))


def _of_kind(message: Text, kind: Kind) -> Text:
    """Return a message that names the kind of data."""
    return Text(message.ko.replace("{kind}", KINDS[kind].ko), message.en.replace("{kind}", KINDS[kind].en))
