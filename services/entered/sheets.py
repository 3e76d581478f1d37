"""Entries from spreadsheets, through the same gate as every upload: all rows or none, findings with their cells."""

from __future__ import annotations

from dataclasses import replace

from data.store import Store, Trial
from kpi.core.errors import Finding, UserError, errors_of
from kpi.core.text import Lang, Text
from loaders.gate.files import Limits, read_file
from loaders.load.observed import Observations
from loaders.load.reading import Reading
from loaders.match.listed import listed
from loaders.match.recognise import Layout
from loaders.personal.masks import masked_finding
from loaders.source import Column, Form, Source, spelled
from loaders.template import template_workbook
from services.entered.edits import Proposal, Typed, proposed
from services.entered.sort import Sort
from services.entered.table import known_of, table_of

_ABOUT = Text(
    "{grain}. 입력 시트의 '{mark}' 열에 표시된 행은 지어낸 예시이며 읽지 않습니다. 같은 항목이 이미 있으면 새 값으로 바뀌고, 없는 항목은 "
    "그대로 남습니다.",
    "{grain}. Rows marked in column '{mark}' of the input sheet are made up and are not read. An entry that is there already takes the "
    "new values; entries that are not in the file stay.",
)
_TEMPLATE = Text("서식", "template")


def template(sort: Sort, *, lang: Lang) -> tuple[str, bytes]:
    """Return file name and xlsx bytes of the empty workbook of a sort."""
    return f"{sort.name.say(lang)}_{_TEMPLATE.say(lang)}.xlsx", template_workbook(
        _source(sort), lang=lang, about=_ABOUT
    )


def from_file(
    view: Store | Trial, sort: Sort, content: bytes, name: str, *, password: str = "", limits: Limits | None = None
) -> Proposal:
    """Return what the rows of a spreadsheet change, with what is noteworthy of the file.

    Raises
    ------
    UserError
        Everything that is wrong with the file and its rows; ``nothing_changes`` where all of it is there already.
    """
    layout = listed(read_file(content, name, password=password, limits=limits), _source(sort))
    if errors_of(layout.findings):
        raise UserError(*(masked_finding(finding) for finding in layout.findings))
    rows = [
        Typed(
            {field: str(cells[label]) for field, label in layout.mapping.items()}, placed=_Placed(layout, int(number))
        )
        for number, cells in zip(layout.table.index, layout.table.to_dict("records"), strict=True)
    ]
    try:
        found = proposed(table_of(view, sort), rows, (), known_of(view))
    except UserError as refused:
        placed = [one if one.file else one.at(file=layout.book.name) for one in refused.findings]
        raise UserError(*(masked_finding(finding) for finding in placed)) from refused
    return replace(found, findings=(*layout.findings, *found.findings))


class _Placed:
    """Puts the place of a row of a list into findings about its fields."""

    def __init__(self, layout: Layout, row: int) -> None:
        """Take the list and the number of the row."""
        self._layout, self._row = layout, row

    def __call__(self, finding: Finding) -> Finding:
        """Return the finding with file, sheet, row, header and cell."""
        label = self._layout.mapping.get(finding.column, "")
        about_row = finding.at(row=self._row, column=label, rows=(self._row,), file=self._layout.book.name)
        return self._layout.origin.placed(about_row)


def _source(sort: Sort) -> Source:
    """Return the columns of a sort as those of a list."""
    columns = tuple(
        Column(
            field.name,
            field.label,
            spelled(field.spellings) if field.spellings else (),
            "text",
            field.help,
            required=field.required,
            example=field.example,
        )
        for field in sort.fields
    )
    form = Form("row", sort.grain, tuple((column.name,) for column in columns if column.required))
    return Source(sort.id, sort.name, sort.grain, 1, columns, (form,), _no_observations)


def _no_observations(reading: Reading) -> Observations:
    raise TypeError(f"a list of entries gives no observations: {reading.layout.source.id}")
