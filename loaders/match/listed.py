"""Read a list of entries: one sheet with the declared headers, an entry a row. Nothing is guessed from the cells."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from kpi.core.errors import Finding, UserError, refuse
from kpi.core.text import LANGS, Text
from loaders.cells.outer import Bare
from loaders.choice import Choice
from loaders.load.faults import fault_findings
from loaders.match.candidates import quoted
from loaders.match.header import Header, body, texts_of_row
from loaders.match.labels import aliases, plain, unique
from loaders.match.recognise import Layout
from loaders.match.remarks import EXAMPLE, EXAMPLE_EN, MARKS
from loaders.origin import Origin
from loaders.personal.scan import with_personal
from loaders.source import Source

if TYPE_CHECKING:
    from loaders.gate.files import Book, Sheet

SEARCHED_ROWS = 40
MOST_ENTRIES = 20_000
_NO_HEADER = Text(
    "'{name}' 목록으로 읽을 머리글이 없습니다. 한 행에 다음 머리글이 모두 있어야 합니다: {required}. 없는 머리글: {missing}. "
    "빈 서식을 받아 채워 올리세요.",
    "No header of a list '{name}' was found. One row must hold all of these headers: {required}. Missing: {missing}. "
    "Download the template and fill it in.",
)
_NO_ROWS = Text(
    "머리글({row_number}행) 아래에 읽을 행이 없습니다. 예시 행은 읽지 않습니다.",
    "There is no row to read under the header (row {row_number}). Example rows are not read.",
)
_TOO_MANY = Text(
    "한 번에 {most}행까지 읽습니다. 이 목록은 {found}행입니다.", "At most {most} rows at a time; this list has {found}."
)
_EXAMPLES = Text("예시 행 {count}개는 읽지 않았습니다.", "{count} example rows were not read.")
_UNREAD = Text("읽지 않은 열: {labels}", "Columns that were not read: {labels}")


def listed(book: Book, source: Source, *, units: Collection[str] = ()) -> Layout:
    """Return a list of entries: labels as columns, row numbers as index, the fields in ``mapping``.

    Error cells, formulas without a value and personal data are error findings of the layout. ``units``: fields that hold
    names of departments and tasks, many of which look like names of people or places and are none.

    Raises
    ------
    UserError
        ``no_list`` where no visible sheet has the required headers, ``no_rows``, ``too_many_rows``.
    """
    sheet, header, mapping = _best(book, source)
    rows = body(sheet, header)
    example = rows[[label for label in rows.columns if label in MARKS]].isin([EXAMPLE, EXAMPLE_EN]).any(axis=1)
    table = rows.loc[~example]
    place = {"file": book.name, "sheet": sheet.name}
    if table.empty:
        raise refuse("no_rows", _NO_ROWS, row=header.row, row_number=header.row, **place)
    if len(table) > MOST_ENTRIES:
        raise refuse("too_many_rows", _TOO_MANY, most=f"{MOST_ENTRIES:,}", found=f"{len(table):,}", **place)
    said = [Finding("note", "example_rows", _EXAMPLES, {"count": int(example.sum())})] if example.any() else []
    layout = Layout(
        book=book,
        source=source,
        form=source.forms[0],
        sheet=sheet.name,
        header_row=header.row,
        labels=header.labels,
        table=table,
        bare=Bare(table),
        origin=Origin(sheet.name, {label: (at,) for label, at in zip(header.labels, header.places, strict=True)}),
        mapping=mapping,
        confidence=dict.fromkeys(mapping, 1.0),
        faults=_faults(sheet, header, table),
        findings=tuple(one.at(**place) for one in [*said, *_unread(header, mapping)]),
        sheets=(sheet.name,),
    )
    whole = with_personal(_with_faults(layout), Choice())
    labels = {label for name, label in mapping.items() if name in units}
    return replace(whole, findings=tuple(one for one in whole.findings if not _of_a_unit(one, labels)))


def _of_a_unit(finding: Finding, labels: Collection[str]) -> bool:
    looks_like = finding.values.get("kind") in ("name", "address")
    return finding.code == "personal_data" and finding.column in labels and looks_like


def _best(book: Book, source: Source) -> tuple[Sheet, Header, dict[str, str]]:
    """Return the sheet, header and mapping with the most fields; the first of equal ones."""
    required = [column.name for column in source.columns if column.required]
    found = [(len(mapping), sheet, header, mapping) for sheet, header, mapping in _headers(book, source)]
    whole = [one for one in found if all(name in one[3] for name in required)]
    if whole:
        _, sheet, header, mapping = max(whole, key=lambda one: one[0])
        return sheet, header, mapping
    nearest = max(found, key=lambda one: one[0], default=None)
    missing = [name for name in required if nearest is None or name not in nearest[3]]
    raise _no_list(book, source, required, missing)


def _no_list(book: Book, source: Source, required: list[str], missing: list[str]) -> UserError:
    words = {}
    for key, names in (("required", required), ("missing", missing)):
        ko, en = (quoted(source.by_name[name].label.say(lang) for name in names) for lang in LANGS)
        words[key] = Text(ko, en)
    return refuse("no_list", _NO_HEADER, file=book.name, name=source.name, **words)


def _headers(book: Book, source: Source) -> Iterator[tuple[Sheet, Header, dict[str, str]]]:
    known = aliases(source)
    for sheet in book.sheets:
        if sheet.hidden or sheet.frame.empty:
            continue
        for row in sheet.frame.index[:SEARCHED_ROWS]:
            texts = texts_of_row(sheet.frame, int(row))
            places = [place for place, text in enumerate(texts) if text.strip()]
            labels = unique(texts[place] for place in places)
            mapping: dict[str, tuple[int, str]] = {}
            for label in labels:
                for name, rank in known.get(plain(label), ()):
                    mapping[name] = min(mapping.get(name, (rank, label)), (rank, label), key=lambda one: one[0])
            if mapping:
                chosen = {name: label for name, (_, label) in mapping.items()}
                yield sheet, Header(int(row), 1, labels, tuple(places)), chosen


def _faults(sheet: Sheet, header: Header, table: pd.DataFrame) -> dict[tuple[int, str], str]:
    label = dict(zip(header.places, header.labels, strict=True))
    return {
        (row, label[column]): fault
        for (row, column), fault in sheet.faults.items()
        if column in label and row in table.index
    }


def _with_faults(layout: Layout) -> Layout:
    found = [one for label in layout.mapping.values() for one in fault_findings(layout, label, ())]
    return replace(layout, findings=(*layout.findings, *(layout.origin.placed(one) for one in found)))


def _unread(header: Header, mapping: Mapping[str, str]) -> list[Finding]:
    labels = [label for label in header.labels if label not in mapping.values() and label not in MARKS]
    return [Finding("note", "columns_unread", _UNREAD, {"labels": quoted(labels)})] if labels else []
