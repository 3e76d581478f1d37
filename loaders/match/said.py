"""What stands beside a table and is not in it: years, departments and units in titles, sheet names and the file's name."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from kpi.core.errors import Finding
from kpi.core.organisation import Register
from kpi.core.text import Text
from loaders.choice import Choice
from loaders.match.axes import field_of
from loaders.match.candidates import Candidate, quoted
from loaders.match.table import DEPARTMENT, Table
from loaders.match.titles import office_in, unit_in, years_in

if TYPE_CHECKING:
    from loaders.gate.files import Book

_MANY = re.compile(
    r"(?:십|백|천|만|십만|백만|천만|억|1[,0]*0|thousands?|millions?)\s*(?:건|명|개|인|회|(?:of )?cases)?", re.IGNORECASE
)
_BRACKETS = re.compile(r"[(\[]\s*(?:단\s*위\s*[:：]?)?([^()\[\]]+)[)\]]")
_BETWEEN = re.compile(r"[/·ㆍ및]|,(?![0-9]{3})")
_TIMES = re.compile(r"^(초|분|시간|일|seconds?|minutes?|hours?|days?)$", re.IGNORECASE)
_BEST_IS_ONE = re.compile(
    r"(?i)(?<![\d.])1\s*[점번]?\s*[=:：.)]\s*\(?(?:매우|아주)\s*(?:만족|그렇|우수|좋|높|친절|잘)"
    r"|(?<![\d.])1\s*[=:.)]\s*(?:very (?:satisfied|good)|strongly agree|excellent)"
)
_TURNED = Text(
    "'{text}'라고 적혀 있어 1점이 가장 좋은 답으로 보입니다. 여기서는 큰 수를 좋은 답으로 읽습니다. 숫자로 적힌 답이 그 뜻이라면 "
    "척도를 거꾸로 지정하세요(5점 척도면 가장 나쁜 답 5, 가장 좋은 답 1, 명령줄: --scale 5..1).",
    "'{text}' seems to say that 1 is the best answer. Here higher numbers are read as better. If the answers are numbers of "
    "that kind, declare the scale the other way round (worst answer 5, best answer 1; command line: --scale 5..1).",
)
_IN_TITLE = Text(
    "부서 열은 없지만 제목이나 시트·파일 이름에 부서로 보이는 말이 있습니다: {names}. 파일 전체가 한 부서의 자료라면 부서를 지정하세요.",
    "There is no department column, but a title, sheet or file is named after {names}. If the whole file is of one "
    "department, say which.",
)
_GIVEN = Text(
    "파일 전체를 '{department}' 부서의 자료로 읽었습니다.",
    "The whole file was read as the data of '{department}'.",
)
_UNIT = Text(
    "표 위에 적힌 단위: {unit}",
    "Unit written above the table: {unit}",
)
_SCALED = Text(
    "단위가 '{unit}'이라 '{label}' 열의 건수가 실제보다 작게 적혀 있습니다. 1건 단위로 바꾼 뒤 올리세요.",
    "The unit is '{unit}', so the counts of column '{label}' are not single cases. Turn them into single cases "
    "and upload again.",
)


def texts_of(table: Table, book: Book) -> tuple[str, ...]:
    """Return the titles of a table, the names of its sheets and the file's name: where it may be said what it is of."""
    titles = tuple(text for part in table.parts for text in part.block.titles)
    name = PurePath(book.name).stem
    return tuple(dict.fromkeys((*titles, *table.sheets, name)))


def years_said(table: Table, book: Book) -> tuple[str, ...]:
    """Return the years that titles, sheets and the file are named after, the nearest to the table first."""
    return years_in(texts_of(table, book))


def time_unit(table: Table) -> str:
    """Return the unit of times that is written above a table ("분"), "" where there is none or more than one."""
    parts = re.split(r"[,/·ㆍ및\s]+", unit_in(table.parts[0].block.titles))
    times = [part for part in parts if _TIMES.match(part)]
    return times[0] if len(times) == 1 else ""


def said_notes(best: Candidate, book: Book, choice: Choice, known: Register | None) -> list[Finding]:
    """Return what is to be said of departments and units that stand beside the table."""
    return [*_departments(best, book, choice, known), *_units(best), *_turned_round(best, choice)]


def _turned_round(best: Candidate, choice: Choice) -> list[Finding]:
    """Return a warning where it is written beside a table of answers that 1 is the best of them."""
    table = best.table
    texts = (*(text for part in table.parts for text in part.block.titles), *table.labels)
    found = next((text for text in texts if _BEST_IS_ONE.search(text)), "")
    turned = choice.scale is not None and choice.scale[0] > choice.scale[1]
    if not found or turned or not any(column.kind == "answer" for column in best.source.columns):
        return []
    return [Finding("warning", "best_is_one", _TURNED, {"text": found}, value=found)]


def _departments(best: Candidate, book: Book, choice: Choice, known: Register | None) -> list[Finding]:
    field = field_of(best.source, "department")
    if choice.department is not None:
        column = best.matching.mapping.get(field, "")
        if column != DEPARTMENT:
            return []
        return [Finding("note", "department_given", _GIVEN, {"department": choice.department}, column=DEPARTMENT)]
    if not field or field in best.matching.mapping or field in best.matching.unread:
        return []
    found = tuple(dict.fromkeys(name for text in texts_of(best.table, book) if (name := office_in(text, known))))
    if not found:
        return []
    return [
        Finding("warning", "department_in_title", _IN_TITLE, {"names": quoted(found)}, value=found[0], choices=found)
    ]


def _units(best: Candidate) -> list[Finding]:
    unit, counted = unit_in(best.table.parts[0].block.titles), best.matching.mapping.get("n", "")
    own = _BRACKETS.findall(counted)
    for said in [*own, *([] if any(map(_counts, own)) else [unit])] if counted else []:
        if any(_MANY.fullmatch(part.strip()) for part in _BETWEEN.split(said)):
            values = {"unit": said.strip(), "label": counted}
            return [Finding("error", "unit_scaled", _SCALED, values, column=counted, value=said.strip())]
    return [Finding("note", "unit_row", _UNIT, {"unit": unit})] if unit else []


def _counts(unit: str) -> bool:
    """Return whether a unit is that of single cases or people."""
    return unit.strip() in ("건", "명", "개", "인", "회", "cases")
