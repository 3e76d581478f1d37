"""Which sheets are to be read, and what their names stand for: asked where the file does not say."""

from __future__ import annotations

from kpi.core.errors import Finding
from kpi.core.organisation import Register
from kpi.core.text import Text
from loaders.asking import QUESTIONS, SUGGESTED
from loaders.choice import ALL_SHEETS, Choice
from loaders.match.candidates import Candidate, quoted, some
from loaders.match.sheets_meant import Meaning, meaning
from loaders.match.table import SHEET
from loaders.match.titles import office_in, period_in

_ASK_SHEETS = Text(
    "같은 모양의 표가 시트 {sheets}에 있는데, 이름만으로는 함께 읽을 자료인지 알 수 없습니다. 읽을 시트를 고르세요(모두 또는 몇 개).",
    "Sheets {sheets} hold a table of the same form, and their names do not tell whether they belong together. Choose the "
    "sheets to read, all or some.",
)
_DISAGREE = Text(
    "시트 {sheets}의 이름과 표의 값이 서로 다릅니다. 읽을 시트를 고르세요(여러 개 가능).",
    "The names of the sheets {sheets} and what their cells say do not agree. Choose the sheets to read (one or more).",
)
_ASK_MEAN = Text(
    "시트 {sheets}의 이름이 무엇을 뜻하는지 지정하세요: 연도(기간), 부서, 뜻 없음.",
    "Say what the names of the sheets {sheets} stand for: years (periods), departments, or nothing.",
)
_PROBABLY = Text(
    "시트 {sheets}의 이름은 {meaning}인 것 같습니다({why}). 맞는지 확인하세요.",
    "The names of the sheets {sheets} probably stand for: {meaning} ({why}). Say whether that is right.",
)
_MEANINGS = next(question.answers for question in QUESTIONS if question.name == "sheets_mean")
_DIFFER = Text(
    "시트 {sheets}의 표는 '{taken}' 시트의 표와 머리글이 달라 함께 읽을 수 없습니다. 머리글이 같은 시트만 고르세요.",
    "The tables of the sheets {sheets} have another header than that of sheet '{taken}' and cannot be read with it. Choose "
    "sheets with the same header.",
)


def questions_of(best: Candidate, choice: Choice, known: Register | None = None) -> list[Finding]:
    """Return what has two readings: which sheets, and what their names stand for; both at once where both are open."""
    table = best.table
    names = (*table.sheets, *table.alike)
    named = tuple(name for name in choice.sheets if name != ALL_SHEETS)
    left = [name for name in named if name not in {*table.sheets, *table.copies}]
    if left:
        return [Finding("error", "sheets_differ", _DIFFER, {"sheets": quoted(left), "taken": table.sheet.name})]
    if table.alike and choice.sheet is None:
        meant = meaning(best, names, choice, known)
        asked = [_mean(names, meant)] if choice.sheets_mean is None and meant.needed else []
        return [_sheets(_ASK_SHEETS, names, sure=meant.sure), *asked]
    if len(table.sheets) < 2 or choice.sheets_mean is not None:
        return []
    if best.disagrees:
        return [_sheets(_DISAGREE, names, sure=False)]
    if any(label.startswith(SHEET[:-1]) for label in table.said):
        return []
    meant = meaning(best, names, choice, known)
    told = any(period_in(name) or office_in(name) for name in names)
    return [_mean(names, meant)] if told or meant.needed else []


def _sheets(message: Text, names: tuple[str, ...], *, sure: bool) -> Finding:
    values = {"sheets": some(names), **({SUGGESTED: ALL_SHEETS} if sure else {})}
    return Finding("error", "ask_sheets", message, values, choices=(ALL_SHEETS, *names))


def _mean(names: tuple[str, ...], meant: Meaning) -> Finding:
    """Ask what the names stand for; the answer that is nearly sure is said, with its reason, and still waits for a word."""
    if not meant.sure or meant.why is None:
        return Finding("error", "ask_sheets_mean", _ASK_MEAN, {"sheets": some(names)}, choices=meant.choices)
    first = meant.choices[0]
    values = {"sheets": some(names), "meaning": _MEANINGS[first], "why": meant.why, SUGGESTED: first}
    return Finding("error", "ask_sheets_mean", _PROBABLY, values, choices=meant.choices)
