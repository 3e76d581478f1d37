"""The workbook an office can start from: a sheet to fill in and a sheet that explains it, made from the source."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from kpi.core.text import Lang, Text
from loaders.match.remarks import EXAMPLE, EXAMPLE_EN, MARKS
from loaders.source import ITEM, Column, Source

INPUT, EXPLAINED = Text("입력", "Input"), Text("설명", "Explanation")
MARK = Text(*MARKS)
_EXAMPLE = Text(EXAMPLE, EXAMPLE_EN)
_HEADINGS = (
    Text("열", "Column"),
    Text("필수", "Required"),
    Text("설명", "What it is"),
    Text("읽는 머리글", "Headers read"),
)
_REQUIRED = Text("필수", "required")
_ITEM_HELP = Text(
    "문항마다 열 하나. 머리글이 문항 이름이 됩니다. 열을 더하거나 지워도 됩니다.",
    "One column an item; its header is the item's name. Add or remove such columns.",
)
_ABOUT = Text(
    "{grain}. 입력 시트의 '{mark}' 열에 표시된 행은 지어낸 예시입니다. 다른 행이 있으면 읽지 않으니 지우거나 그대로 두세요.",
    "{grain}. Rows marked in column '{mark}' of the input sheet are made up; they are not read once there are others.",
)
_WIDTH, _SHADE = 18, "E8EEF4"


def template_workbook(source: Source, *, lang: Lang, about: Text = _ABOUT) -> bytes:
    """Return the empty workbook (xlsx) of a source, with made-up example rows that say so.

    Loaded back as it is, it gives its example rows and no error or warning. ``about`` is the sentence on the second sheet.
    """
    workbook = Workbook()
    form = workbook.active
    form.title = INPUT.say(lang)
    _fill_form(form, source, lang)
    _explain(workbook.create_sheet(EXPLAINED.say(lang)), source, about, lang)
    return _saved(workbook)


def filled_workbook(source: Source, rows: Sequence[Mapping[str, str]], *, lang: Lang, about: Text) -> bytes:
    """Return a workbook (xlsx) with these rows (label -> text) under the headers of a source, and the sheet that explains it."""
    workbook = Workbook()
    form = workbook.active
    form.title = INPUT.say(lang)
    for place, column in enumerate(source.columns, start=1):
        label = column.label.say(lang)
        _head(form, 1, place, label)
        for row, cells in enumerate(rows, start=2):
            if cells[label]:
                form.cell(row, place, cells[label]).data_type = "s"
        form.column_dimensions[get_column_letter(place)].width = _WIDTH
    form.freeze_panes = "A2"
    _explain(workbook.create_sheet(EXPLAINED.say(lang)), source, about, lang)
    return _saved(workbook)


def _saved(workbook: Workbook) -> bytes:
    for sheet in workbook.worksheets:
        _print_on_one_page_wide(sheet)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _shown(source: Source) -> list[Column]:
    return [column for column in source.columns if column.example]


def _fill_form(sheet: Worksheet, source: Source, lang: Lang) -> None:
    columns = [(column.label.say(lang), column.example) for column in _shown(source)]
    columns += list(source.example_items)
    columns.append((MARK.say(lang), (_EXAMPLE.say(lang),) * len(columns[0][1])))
    for place, (label, examples) in enumerate(columns, start=1):
        _head(sheet, 1, place, label)
        for row, example in enumerate(examples, start=2):
            cell = sheet.cell(row, place, _value(example))
            cell.font = Font(italic=True, color="7F7F7F")
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTH
    sheet.freeze_panes = "A2"


def _print_on_one_page_wide(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0


def _explain(sheet: Worksheet, source: Source, about: Text, lang: Lang) -> None:
    sheet.cell(1, 1, source.name.say(lang)).font = Font(bold=True, size=14)
    sheet.cell(2, 1, about.say(lang, grain=source.grain.say(lang), mark=MARK.say(lang)))
    for place, heading in enumerate(_HEADINGS, start=1):
        _head(sheet, 4, place, heading.say(lang))
    lines = [
        (
            column.label.say(lang),
            _REQUIRED.say(lang) if column.required else "",
            column.help.say(lang),
            _headers(column),
        )
        for column in source.columns
    ]
    lines += [(name.removeprefix(ITEM), "", _ITEM_HELP.say(lang), name) for name, _ in source.example_items]
    for row, line in enumerate(lines, start=5):
        for place, text in enumerate(line, start=1):
            sheet.cell(row, place, text).alignment = Alignment(wrap_text=True, vertical="top")
    for place, width in enumerate((24, 10, 60, 60), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def _head(sheet: Worksheet, row: int, place: int, label: str) -> None:
    cell = sheet.cell(row, place, label)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", start_color=_SHADE)


def _headers(column: Column) -> str:
    return ", ".join((column.name, *column.aliases[:6]))


def _value(example: str) -> str | float:
    """Return numbers as numbers, everything else as text."""
    return float(example) if example.replace(".", "", 1).isdigit() else example
