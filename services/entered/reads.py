"""Texts to values: days, years, numbers, names. What is none is refused with what was expected."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches

from kpi.core.errors import refuse
from kpi.core.indicator import indicators
from kpi.core.organisation import normal
from kpi.core.text import Lang, Text, in_one_line
from loaders.source import sources
from services.days import day_of
from services.entered.field import Known

FIRST_YEAR, LAST_YEAR = 1990, 2100
LONGEST_TEXT = 300
WHOLE = Text("기관 전체", "Whole organisation")
_NOT_A_YEAR = Text(
    "'{value}' 값은 {first}~{last} 사이의 연도가 아닙니다. 예: 2026",
    "'{value}' is no year from {first} to {last}, such as 2026.",
)
_NOT_A_NUMBER = Text("'{value}' 값은 숫자가 아닙니다. 예: 82.5", "'{value}' is not a number such as 82.5.")
_TOO_LONG = Text(
    "글이 너무 깁니다({found}자). {most}자까지 쓰세요.", "The text is too long ({found}); use at most {most}."
)
_UNKNOWN = Text(
    "'{value}' 값은 고를 수 있는 것이 아닙니다. 비슷한 것: {near}. 고를 수 있는 것: {known}",
    "'{value}' is not among the choices. Similar: {near}. Choose from: {known}",
)
_NO_DEPARTMENT = Text(
    "'{value}' 부서가 명부에 없습니다. 비슷한 이름: {near}. 새 부서라면 부서·업무 명부에 먼저 등록하세요.",
    "There is no department '{value}' in the register. Similar names: {near}. Register a new department first.",
)


def text(said: str, known: Known) -> str:
    """Return a text in one line."""
    del known
    line = " ".join(in_one_line(said).split())
    if len(line) > LONGEST_TEXT:
        raise refuse("text_too_long", _TOO_LONG, found=len(line), most=LONGEST_TEXT)
    return line


def number(said: str, known: Known) -> float:
    """Return a finite number; commas between thousands and a percent sign are understood."""
    del known
    try:
        found = float(said.strip().replace(",", "").removesuffix("%"))
    except ValueError:
        raise refuse("bad_number", _NOT_A_NUMBER, value=said) from None
    if not math.isfinite(found):
        raise refuse("bad_number", _NOT_A_NUMBER, value=said)
    return found


def year(said: str, known: Known) -> int:
    """Return a year between 1990 and 2100."""
    del known
    found = re.fullmatch(r"(\d{4})(?:\.0+)?\s*년?", said.strip())
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise refuse("bad_year", _NOT_A_YEAR, value=said, first=FIRST_YEAR, last=LAST_YEAR)
    return int(found[1])


def day(said: str, known: Known) -> dt.date:
    """Return a day; see ``services.days.day_of``."""
    del known
    return day_of(said)


def department(said: str, known: Known) -> str:
    """Return today's name of a department, "" for the whole organisation."""
    if normal(said) in {normal(WHOLE.ko), normal(WHOLE.en), "*"}:
        return ""
    unit = known.departments.find(said)
    if unit is None:
        near = ", ".join(known.departments.nearest(said)) or "-"
        raise refuse("unknown_department", _NO_DEPARTMENT, value=said, near=near)
    return unit.name


def department_shown(name: str, lang: Lang) -> str:
    """Return the name of a department, or the words for the whole organisation."""
    return name or WHOLE.say(lang)


def departments(known: Known, lang: Lang) -> tuple[str, ...]:
    """Return the whole organisation and every department."""
    return WHOLE.say(lang), *sorted(known.departments.names)


def one_of(names: Callable[[], Mapping[str, Text]]) -> Callable[[str, Known], str]:
    """Return what reads one of some codes by code or by its name in either language."""

    def read(said: str, known: Known) -> str:
        del known
        codes = names()
        spelled = {normal(word): code for code, name in codes.items() for word in (code, name.ko, name.en)}
        found = spelled.get(normal(said))
        if found is None:
            close = dict.fromkeys(
                spelled[one] for one in get_close_matches(normal(said), list(spelled), n=3, cutoff=0.3)
            )
            raise refuse("unknown_choice", _UNKNOWN, value=said, near=_said(close, codes), known=_said(codes, codes))
        return found

    return read


def shown_of(names: Callable[[], Mapping[str, Text]]) -> Callable[[str, Lang], str]:
    """Return what writes the name of a code; a code without a name is written itself."""
    return lambda code, lang: names()[code].say(lang) if code in names() else str(code)


def choices_of(names: Callable[[], Mapping[str, Text]]) -> Callable[[Known, Lang], tuple[str, ...]]:
    """Return what lists the names of codes."""

    def listed(known: Known, lang: Lang) -> tuple[str, ...]:
        del known
        return tuple(name.say(lang) for name in names().values())

    return listed


def indicator_names() -> dict[str, Text]:
    """Return every indicator by id, retired ones too."""
    return {item.id: item.name for item in indicators().values()}


def source_names() -> dict[str, Text]:
    """Return every kind of source by id."""
    return {source.id: source.name for source in sources().values()}


def _said(codes: Mapping[str, object] | dict[str, None], names: Mapping[str, Text]) -> Text:
    words = [", ".join(names[code].say(lang) for code in codes) or "-" for lang in ("ko", "en")]
    return Text(words[0], words[1])
