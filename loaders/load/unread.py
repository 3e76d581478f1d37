"""Columns with a header that no field is read from: named, and where one looks like an item that was meant, stopped."""

from __future__ import annotations

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.choice import Choice
from loaders.load.clocks import CLOCKS
from loaders.match.labels import plain
from loaders.match.recognise import Layout
from loaders.match.remarks import MARKS
from loaders.source import ITEM

SHOWN_LABELS = 12
_DECIMAL_COMMA = r"\s*-?[0-9]+,[0-9]{1,2}\s*"
_MOST = 0.8
_UNREAD = Text(
    "읽지 않은 열 {number}개: {labels}",
    "{number} columns were not read: {labels}",
)
_EMPTY_ITEM = Text(
    "문항으로 보이는 '{label}' 열에는 값 없는 수식이나 오류뿐이라 읽을 값이 없습니다. 엑셀에서 다시 저장해 올리거나, 읽지 않을 열이면 이 열을 빼세요.",
    "Column '{label}' looks like an item and holds only formulas without a value or errors. Save the workbook again in Excel "
    "and upload it, or drop the column if it is not to be read.",
)
_COMMA_ITEM = Text(
    "문항으로 보이는 '{label}' 열의 값이 '{found}'처럼 쉼표를 소수점으로 써서 읽지 못했습니다. 소수점을 점(80.5)으로 바꾸어 올리거나, 읽지 않을 열이면 이 열을 빼세요.",
    "Column '{label}' looks like an item, but its values have a comma as decimal point ('{found}'). Write them with a point "
    "(80.5), or drop the column if it is not to be read.",
)
_CLOCK = r"(?i)\s*(?:오전|오후|am|pm)?\s*(?:[01]?[0-9]|2[0-4])(?::[0-5][0-9]){1,2}\s*(?:am|pm)?\s*|\s*(?:오전|오후)?\s*[0-9]{1,2}\s*시(?:\s*[0-9]{1,2}\s*분)?\s*"
_APART = Text(
    "'{label}' 열에는 시각('{found}')이 따로 적혀 있고 '{dates}' 열에는 날짜만 있습니다. 시각을 읽지 않아 같은 날 처리한 건이 0시간이 됩니다. "
    "접수 시각이면 received_time, 완료 시각이면 completed_time 항목의 열로 지정하거나(명령줄: --map received_time='{label}'), 한 열('2024-03-04 09:30')로 합쳐 올리세요.",
    "Column '{label}' holds times of day ('{found}') and '{dates}' dates only. The times are not read, so cases done the same day "
    "count 0 hours. If it is the time of receipt or of completion, name it as the column of received_time or completed_time (command "
    "line: --map received_time='{label}'), or put both into one column ('2024-03-04 09:30').",
)


def unread(layout: Layout, choice: Choice) -> list[Finding]:
    """Return a note naming the columns that were not read, and an error for each that was meant as an item.

    Otherwise the overall score would quietly be the mean of the other items.
    """
    used = {*layout.mapping.values(), *layout.joined}
    labels = [
        label for label in layout.labels if label not in used and label not in MARKS and not label.startswith("[")
    ]
    if not labels:
        return []
    shown = ", ".join(f"'{label}'" for label in labels[:SHOWN_LABELS]) + (" ..." if len(labels) > SHOWN_LABELS else "")
    note = Finding("note", "columns_unread", _UNREAD, {"number": len(labels), "labels": shown})
    left = {*choice.drop, *(name.removeprefix(ITEM) for name, label in choice.columns.items() if not label)}
    items = [label for label in labels if label not in left and _says_item(layout, label)]
    return [note, *_times_apart(layout, labels), *(found for label in items if (found := _meant(layout, label)))]


def _times_apart(layout: Layout, labels: list[str]) -> list[Finding]:
    """Return a warning for each unread column of times of day, where a column of moments has dates only."""
    names = {column.name for column in layout.source.columns if column.kind == "datetime"}
    joined = {name for name, clock in CLOCKS.items() if clock in layout.mapping}
    dates = [label for name, label in layout.mapping.items() if name in names - joined and label in layout.table]
    bare = [label for label in dates if not layout.bare[label].str.contains(":|시", regex=True).any()]
    if not bare:
        return []
    found = []
    for label in (label for label in labels if label in layout.table):
        filled = layout.bare[label][layout.bare[label].ne("")]
        if len(filled) and filled.str.fullmatch(_CLOCK).mean() >= _MOST:
            values = {"label": label, "found": str(filled.iloc[0]), "dates": _left_of(label, bare, layout.labels)}
            about = Finding("warning", "times_apart", _APART, values, column=label, row=int(filled.index[0]))
            found.append(layout.origin.placed(about))
    return found


def _left_of(label: str, others: list[str], order: tuple[str, ...]) -> str:
    """Return the one of the other columns that stands nearest to the left, the first of all where none does."""
    before = [other for other in others if other in order and order.index(other) < order.index(label)]
    return max(before, key=order.index, default=others[0])


def _says_item(layout: Layout, label: str) -> bool:
    items, compared = layout.source.items, plain(label)
    if items is None or layout.form.id != "row" or label not in layout.table:
        return False
    said = any(plain(word) in compared for word in items.words)
    return said and not any(plain(word) in compared for word in items.not_words)


def _meant(layout: Layout, label: str) -> Finding | None:
    column = layout.table[label].str.strip()
    filled = column[column.ne("")]
    rows = tuple(int(number) for number, of in layout.faults if of == label and number in column.index)
    if filled.empty and rows:
        return _error(layout, "item_without_values", _EMPTY_ITEM, label, rows, "")
    commas = filled[filled.str.fullmatch(_DECIMAL_COMMA)]
    if len(filled) and len(commas) >= _MOST * len(filled):
        return _error(
            layout, "item_with_commas", _COMMA_ITEM, label, tuple(map(int, commas.index)), str(commas.iloc[0])
        )
    return None


def _error(layout: Layout, code: str, message: Text, label: str, rows: tuple[int, ...], found: str) -> Finding:
    values = {"label": label, "found": found} if found else {"label": label}
    about = Finding("error", code, message, values, column=label, value=found, count=len(rows), rows=rows)
    return layout.origin.placed(about)
