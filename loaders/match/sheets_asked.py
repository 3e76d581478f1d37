"""Which sheets are to be read, and what their names stand for: asked where the file does not say."""

from __future__ import annotations

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.choice import Choice
from loaders.match.candidates import Candidate, quoted
from loaders.match.table import SHEET
from loaders.match.titles import office_in, period_in

_ASK_SHEETS = Text(
    "같은 모양의 표가 시트 {sheets}에 있는데, 이름만으로는 함께 읽을 자료인지 알 수 없습니다. 읽을 시트를 고르세요(여러 개 가능).",
    "Sheets {sheets} hold a table of the same form, and their names do not tell whether they belong together. Choose the "
    "sheets to read (one or more).",
)
_DISAGREE = Text(
    "시트 {sheets}의 이름과 표의 값이 서로 다릅니다. 읽을 시트를 고르세요(여러 개 가능).",
    "The names of the sheets {sheets} and what their cells say do not agree. Choose the sheets to read (one or more).",
)
_ASK_MEAN = Text(
    "시트 {sheets}의 이름이 무엇을 뜻하는지 지정하세요: 연도(기간), 부서, 뜻 없음.",
    "Say what the names of the sheets {sheets} stand for: years (periods), departments, or nothing.",
)
_DIFFER = Text(
    "시트 {sheets}의 표는 '{taken}' 시트의 표와 머리글이 달라 함께 읽을 수 없습니다. 머리글이 같은 시트만 고르세요.",
    "The tables of the sheets {sheets} have another header than that of sheet '{taken}' and cannot be read with it. Choose "
    "sheets with the same header.",
)


def questions_of(best: Candidate, choice: Choice) -> list[Finding]:
    """Return what has two readings: which sheets, and what their names stand for."""
    table = best.table
    names = (*table.sheets, *table.alike)
    left = [name for name in choice.sheets if name not in {*table.sheets, *table.copies}]
    if left:
        return [Finding("error", "sheets_differ", _DIFFER, {"sheets": quoted(left), "taken": table.sheet.name})]
    if table.alike and choice.sheet is None:
        return [Finding("error", "ask_sheets", _ASK_SHEETS, {"sheets": quoted(names)}, choices=names)]
    if len(table.sheets) < 2 or choice.sheets_mean is not None:
        return []
    if best.disagrees:
        return [Finding("error", "ask_sheets", _DISAGREE, {"sheets": quoted(names)}, choices=names)]
    told = any(period_in(name) or office_in(name) for name in names)
    if told and not any(label.startswith(SHEET[:-1]) for label in table.said):
        choices = ("year", "department", "nothing")
        return [Finding("error", "ask_sheets_mean", _ASK_MEAN, {"sheets": quoted(names)}, choices=choices)]
    return []
