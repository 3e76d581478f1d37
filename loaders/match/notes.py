"""What is to be said of how a table was put together: sheets, blocks, wide headers, and what else the file holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi.core.errors import Finding
from kpi.core.organisation import Register
from kpi.core.text import Text
from loaders.choice import Choice
from loaders.match.candidates import SHOWN, Candidate, some
from loaders.match.duplicates import duplicates
from loaders.match.header import blank_rows
from loaders.match.labels import letters
from loaders.match.melt import VALUE, Melt
from loaders.match.sheets_asked import questions_of
from loaders.match.table import SHEET, TITLE, Part, Table
from loaders.match.titles import is_footer

if TYPE_CHECKING:
    from loaders.gate.files import Book

_AXES = {
    "period": Text("기간", "period"),
    "department": Text("부서", "department"),
    "item": Text("문항(업무)", "item (task)"),
}
_NOTHING = Text("뜻 없음", "nothing")
_JOINED = Text(
    "모양이 같은 시트 {number}개를 한 표로 읽었습니다: {sheets}. 시트 이름의 뜻: {meaning}",
    "{number} sheets of the same form were read as one table: {sheets}. Their names stand for: {meaning}",
)
_BLOCKS = Text(
    "같은 머리글의 표 {number}개를 한 표로 읽었습니다(머리글 {rows}행). 제목의 뜻: {meaning}",
    "{number} tables with the same header were read as one (header rows {rows}). Their titles stand for: {meaning}",
)
_BLOCKS_UNTOLD = Text(
    "같은 머리글의 표 {number}개를 한 표로 읽었지만(머리글 {rows}행), 제목 {titles}의 뜻은 알 수 없어 구별하지 않았습니다.",
    "{number} tables with the same header were read as one (header rows {rows}), but what their titles {titles} stand for is "
    "not known; they are not told apart.",
)
_OTHER_TABLES = Text(
    "모양이 다른 표 {number}개는 읽지 않았습니다: {tables}. 읽으려면 머리글 행을 지정하세요.",
    "{number} tables of another form were not read: {tables}. To read one, name its header row.",
)
_ABOVE = Text(
    "머리글({header}행) 위의 {count}행({first}~{last}행)은 읽지 않았습니다.",
    "{count} rows ({first}-{last}) above the header (row {header}) were not read.",
)
_COPIES = Text(
    "내용이 같은 시트가 또 있어 한 번만 읽었습니다: {sheets}. 읽은 시트는 '{taken}' 시트입니다. 서로 다른 자료라면 시트의 값을 확인하세요.",
    "Sheets that hold the same again were not read: {sheets}. Sheet '{taken}' was. If they are to differ, check their values.",
)
_TWINS = Text(
    "이름은 다른데 표의 내용이 다른 시트와 똑같은 시트가 있습니다: {sheets}. 이름을 믿고 모두 읽었습니다. 잘못 복사한 시트라면 고치세요.",
    "These sheets hold exactly the same rows as another sheet of another name: {sheets}. All were read, as their names say. "
    "Correct them if they were copied by mistake.",
)
_UNREAD = Text(
    "읽지 않은 시트 {number}개: {sheets}",
    "{number} sheets were not read: {sheets}",
)
_LONG = Text(
    "머리글에 있는 {axis} {number}개({values})를 세로로 풀어 읽었습니다.",
    "The {number} values of {axis} in the header ({values}) were read as rows.",
)
_TOTAL_COLUMNS = Text(
    "합계·평균 열 {number}개를 뺐습니다: {labels}",
    "{number} total columns were left out: {labels}",
)
_OPEN = Text(
    "어느 해의 값인지 알 수 없는 열 {number}개를 뺐습니다: {labels}",
    "{number} columns whose year is not known were left out: {labels}",
)
_VALUE = Text(
    "머리글이 값의 이름을 말하지 않습니다. 읽는 값이 무엇인지 지정하세요. 예: '{name}'(명령줄: --map {field}={value})",
    "The header does not say what its values are. Say what they are, for example '{name}' (command line: --map {field}={value})",
)


def notes_of(best: Candidate, book: Book, choice: Choice, known: Register | None = None) -> list[Finding]:
    """Return all that is to be said of a reading, questions included."""
    table = best.table
    return [
        *questions_of(best, choice, known),
        *_together(table),
        *_above(table),
        *_others(table.others),
        *_not_read(table, book),
        *(note for melt in best.melts for note in _of_melt(melt)),
        *duplicates(best),
        *_unnamed_value(best),
    ]


def _together(table: Table) -> list[Finding]:
    found = []
    if len(table.sheets) > 1:
        values = {"number": len(table.sheets), "sheets": some(table.sheets), "meaning": _meaning(table, SHEET)}
        found.append(Finding("note", "sheets_joined", _JOINED, values))
    blocks = [part for part in table.parts if part.sheet.name == table.sheet.name]
    if len(blocks) > 1:
        beside = len({part.header.places[0] for part in blocks}) > 1
        rows = ", ".join(_header_at(part, beside=beside) for part in blocks[:SHOWN])
        rows += " ..." if len(blocks) > SHOWN else ""
        found.append(_blocks(table, blocks, rows))
    if table.copies:
        values = {"sheets": some(table.copies), "taken": table.sheet.name}
        found.append(Finding("warning", "sheet_copies", _COPIES, values))
    if table.twins and len(table.sheets) > 1:
        first, count, values = table.twins[0], len(table.twins), {"sheets": some(table.twins)}
        found.append(Finding("warning", "equal_sheets", _TWINS, values, sheet=first, count=count))
    return found


def _header_at(part: Part, *, beside: bool) -> str:
    """Return the row of a header; its cell where tables stand side by side."""
    return f"{letters(part.header.places[0])}{part.header.row}" if beside else str(part.header.row)


def _blocks(table: Table, blocks: list[Part], rows: str) -> Finding:
    """Return that several blocks are one table; a warning where they have different titles that say nothing."""
    said = (" ".join(text for text in part.block.titles if not is_footer(text)) for part in blocks)
    titles = dict.fromkeys(title for title in said if title)
    told = any(name.startswith(TITLE[:-1]) for name in table.axes.values())
    values = {"number": len(blocks), "rows": rows, "meaning": _meaning(table, TITLE), "titles": some(tuple(titles))}
    if len(titles) > 1 and not told:
        return Finding("warning", "blocks_untold", _BLOCKS_UNTOLD, values, row=blocks[0].header.row)
    return Finding("note", "blocks_joined", _BLOCKS, values, row=blocks[0].header.row)


def _meaning(table: Table, label: str) -> Text:
    """Return what the names (or titles) were read as, with the first of them."""
    told = [_AXES[axis] for axis, name in table.axes.items() if name.startswith(label[:-1])]
    if not told:
        return _NOTHING
    return Text(", ".join(text.ko for text in told), ", ".join(text.en for text in told))


def _above(table: Table) -> list[Finding]:
    """Return a note for the filled rows above the title of each sheet's first table."""
    found = []
    for name in table.sheets:
        first = next(part for part in table.parts if part.sheet.name == name)
        above = first.sheet.frame.loc[: first.block.first - 1]
        rows = tuple(int(row) for row in above.index[~blank_rows(above)])
        if rows:
            values = {"count": len(rows), "first": rows[0], "last": rows[-1], "header": first.header.row}
            note = Finding("note", "rows_above", _ABOVE, values, sheet=name, row=rows[0], rows=rows, count=len(rows))
            found.append(note)
    return found


def _others(parts: tuple[Part, ...]) -> list[Finding]:
    if not parts:
        return []
    several = len({part.sheet.name for part in parts}) > 1
    told = [
        f"{part.sheet.name + '!' if several else ''}{part.block.first}-{part.block.last} ({', '.join(part.header.labels[:3])})"
        for part in parts[:SHOWN]
    ]
    tables = ", ".join(told) + (" ..." if len(parts) > SHOWN else "")
    rows = tuple(part.header.row for part in parts)
    values = {"number": len(parts), "tables": tables}
    sheet = parts[0].sheet.name
    note = Finding("note", "other_tables", _OTHER_TABLES, values, sheet=sheet, row=rows[0], rows=rows, count=len(parts))
    return [note]


def _not_read(table: Table, book: Book) -> list[Finding]:
    gone = {*table.sheets, *table.copies, *table.alike}
    names = [
        sheet.name for sheet in book.sheets if sheet.name not in gone and not sheet.frame.empty and not sheet.hidden
    ]
    if not names:
        return []
    return [Finding("note", "sheets_unread", _UNREAD, {"number": len(names), "sheets": some(names)})]


def _of_melt(melt: Melt) -> list[Finding]:
    values = [value for value, _ in melt.parts]
    said = {
        "axis": _AXES[melt.axis],
        "number": len(values),
        "values": ", ".join(values[:SHOWN]) + ("…" * (len(values) > SHOWN)),
    }
    found = [Finding("note", "turned_long", _LONG, said, column=melt.label)]
    if melt.totals:
        told = {"number": len(melt.totals), "labels": some(melt.totals)}
        column, count = melt.totals[0], len(melt.totals)
        found.append(Finding("note", "total_columns", _TOTAL_COLUMNS, told, column=column, count=count))
    if melt.opens:
        told = {"number": len(melt.opens), "labels": some(melt.opens)}
        found.append(Finding("warning", "open_period", _OPEN, told, column=melt.opens[0], count=len(melt.opens)))
    return found


def _unnamed_value(best: Candidate) -> list[Finding]:
    """Return an error where values of a wide header are read into no field."""
    if not any(VALUE in melt.values for melt in best.melts) or VALUE in best.matching.mapping.values():
        return []
    field = next((group[0] for group in best.fit.form.required), "")
    column = best.source.by_name.get(field)
    told = {"field": field, "name": column.label if column else field, "value": VALUE}
    return [Finding("error", "value_of_what", _VALUE, told, column=VALUE)]
