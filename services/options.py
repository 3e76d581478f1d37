"""How a file is to be read, as typed on the command line; what is not understood is refused in words."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from kpi.core.errors import refuse
from kpi.core.text import Text
from loaders.asking import QUESTIONS
from loaders.choice import ALL_SHEETS, NO_CODES, Fix
from loaders.load.units import DAY_HOURS
from services.check import Choice

_NOT_A_PAIR = Text(
    "--map 값 '{value}'의 형식이 틀렸습니다. '필드=열 이름'으로 쓰세요. 예: --map received_at=접수일시",
    "--map '{value}' is not field=column. Example: --map received_at=Received",
)
_TWICE = Text("--map에 '{value}' 필드가 두 번 있습니다.", "--map names the field '{value}' twice.")
_NOT_A_SCALE = Text(
    "--scale 값 '{value}'의 형식이 틀렸습니다. 가장 나쁜 답..가장 좋은 답으로 쓰세요. 예: --scale 1..5 (1이 가장 좋으면 5..1)",
    "--scale '{value}' is not worst..best. Example: --scale 1..5 (5..1 where 1 is the best answer)",
)
_NOT_A_DAY = Text(
    "--as-of 값 '{value}'에서 날짜를 읽을 수 없습니다. 예: 2025-01-31",
    "--as-of '{value}' is not a date. Example: 2025-01-31",
)
_FUTURE = Text("--as-of 값 '{value}' 날짜가 오늘보다 뒤입니다.", "--as-of '{value}' lies in the future.")
_NOT_A_YEAR = Text(
    "--year에 '{value}' 값은 쓸 수 없습니다. 네 자리 연도를 쓰세요. 예: 2025",
    "--year '{value}' is not a year such as 2025.",
)
_NOT_DAY_HOURS = Text(
    "--day-hours에 '{value}' 값은 쓸 수 없습니다. 쓸 수 있는 값: {known}",
    "--day-hours '{value}' is not known. There are: {known}",
)
_NOT_AN_ANSWER = Text(
    "{option}에 '{value}' 값은 쓸 수 없습니다. 쓸 수 있는 값: {known}",
    "{option} '{value}' is not known. There are: {known}",
)
_NOT_A_NAME = Text(
    "--same-as 값 '{value}'의 형식이 틀렸습니다. 'department:파일의 이름=등록된 이름'으로 쓰세요. 업무는 task: 로 시작합니다.",
    "--same-as '{value}' is not department:name in the file=registered name. Tasks begin with task:",
)
_NOT_A_FIX = Text(
    "--fix 값 '{value}'의 형식이 틀렸습니다. '시트!칸=새 값'으로 쓰세요. 예: --fix Sheet1!C14=12.5",
    "--fix '{value}' is not sheet!cell=new value. Example: --fix Sheet1!C14=12.5",
)
FIRST_YEAR, LAST_YEAR = 1950, 2100
_NAMED = re.compile(r"(department|task):(.+?)=(.+)", re.DOTALL)
_CELL = re.compile(r"(?:(?P<sheet>.*)!)?\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[1-9]\d{0,6})", re.DOTALL)


def choice_of(
    *,
    columns: Iterable[str] = (),
    scale: str | None = None,
    missing: Iterable[str] = (),
    year: int | None = None,
    day_hours: str | None = None,
    as_of: str | None = None,
    sheets: Iterable[str] = (),
    same_as: Iterable[str] = (),
    fixes: Iterable[str] = (),
    drop: Iterable[str] = (),
    harmless: Iterable[str] = (),
    undrop: Iterable[str] = (),
    fill_down: Iterable[str] = (),
    leave_blank: Iterable[str] = (),
    exclude: Iterable[str] = (),
    today: dt.date,
    **plain: Any,
) -> Choice:
    """Return how a file is to be read; ``today`` is only there to refuse a later as-of date.

    ``plain`` are the fields of ``Choice`` that are typed as they are; one sheet is ``Choice.sheet``, several are
    ``Choice.sheets``.

    Raises
    ------
    UserError
        When a text cannot be understood.
    """
    named = tuple(_composed(sheet) for sheet in sheets)
    for name, text in plain.items():
        answer_of(name, text)
    return Choice(
        **plain,
        **changed_sheets(named),
        columns=columns_of(columns),
        scale=scale_of(scale),
        missing=missing_of(missing),
        year=year_of(year),
        day_hours=day_hours_of(day_hours),
        as_of=day_of(as_of, today=today),
        same_as=names_of(same_as),
        fixes=fixes_of(fixes),
        drop=tuple(_composed(label) for label in drop),
        harmless=tuple(_composed(label) for label in harmless),
        undrop=tuple(_composed(label) for label in undrop),
        fill_down=tuple(_composed(label) for label in fill_down),
        leave_blank=tuple(_composed(label) for label in leave_blank),
        exclude=tuple(_composed(word) for word in exclude),
    )


def changed_sheets(named: tuple[str, ...]) -> dict[str, Any]:
    """Return the fields of ``Choice`` for the sheets that are named: one, several, or all of the same form ("*")."""
    if ALL_SHEETS in named:
        return {"sheet": None, "sheets": (ALL_SHEETS,)}
    one = len(named) == 1
    return {"sheet": named[0] if one else None, "sheets": () if one else named}


def answer_of(name: str, text: Any) -> Any:
    """Return the answer to the question ``name`` of ``loaders.asking``; what is no question passes as it is.

    Raises
    ------
    UserError
        When the question has answers and this is none of them.
    """
    question = next((one for one in QUESTIONS if one.name == name), None)
    if text is not None and question and question.answers and text not in question.answers:
        known = ", ".join(question.answers)
        raise refuse("bad_option", _NOT_AN_ANSWER, value=text, known=known, option=question.option)
    return text


def names_of(texts: Iterable[str]) -> dict[tuple[str, str], str]:
    """Return (kind of register, name in the file) -> registered name of texts such as "department:A=B"."""
    names = {}
    for text in texts:
        found = _NAMED.fullmatch(_composed(text))
        if found is None:
            raise refuse("bad_option", _NOT_A_NAME, value=text)
        names[found[1], found[2].strip()] = found[3].strip()
    return names


def fixes_of(texts: Iterable[str]) -> tuple[Fix, ...]:
    """Return cells put right of texts such as "Sheet1!C14=12.5"; without a sheet it is the one that is read."""
    return tuple(_fix_of(text) for text in texts)


def _fix_of(text: str) -> Fix:
    place, equals, value = _composed(text).partition("=")
    found = _CELL.fullmatch(place.strip())
    if found is None or not equals:
        raise refuse("bad_option", _NOT_A_FIX, value=text)
    sheet = (found["sheet"] or "").strip().removeprefix("'").removesuffix("'")
    return Fix(sheet, found["column"].upper() + found["row"], value)


def _composed(text: str) -> str:
    """Return a name as the loaders write it: typed on a Mac it may come in parts."""
    return unicodedata.normalize("NFC", text)


def columns_of(pairs: Iterable[str]) -> dict[str, str]:
    """Return field -> column label of "field=column" texts; "field=" leaves a field unread."""
    columns: dict[str, str] = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        field = field.strip()
        if not field or not equals:
            raise refuse("bad_option", _NOT_A_PAIR, value=pair)
        if field in columns:
            raise refuse("bad_option", _TWICE, value=field)
        columns[field] = unicodedata.normalize("NFC", column.strip())
    return columns


def scale_of(text: str | None) -> tuple[float, float] | None:
    """Return the scores of the worst and the best answer: "1..5", or "5..1" where 1 is the best."""
    if text is None:
        return None
    number = r"\s*(-?\d+(?:\.\d+)?)\s*"
    found = re.fullmatch(rf"{number}(?:\.\.|~){number}", text)
    if found is None or float(found[1]) == float(found[2]):
        raise refuse("bad_option", _NOT_A_SCALE, value=text)
    return float(found[1]), float(found[2])


def codes_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the codes of texts such as "9,99"."""
    return tuple(code.strip() for text in texts for code in text.split(",") if code.strip())


def missing_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the missing codes of texts such as "9,99"; an empty text says that there are none."""
    texts = tuple(texts)
    return codes_of(texts) or (NO_CODES if texts else ())


def day_of(text: str | None, *, today: dt.date) -> dt.date | None:
    """Return the date of an ISO text, today or before."""
    try:
        day = dt.date.fromisoformat(text) if text is not None else None
    except ValueError:
        raise refuse("bad_option", _NOT_A_DAY, value=text) from None
    if day is not None and day > today:
        raise refuse("bad_option", _FUTURE, value=text)
    return day


def year_of(number: int | None) -> int | None:
    """Return a year of this age."""
    if number is not None and not FIRST_YEAR <= number <= LAST_YEAR:
        raise refuse("bad_option", _NOT_A_YEAR, value=number)
    return number


def day_hours_of(text: str | None) -> str | None:
    """Return what a "day" in printed durations is, as the loaders know it."""
    if text is not None and text.strip() not in DAY_HOURS:
        raise refuse("bad_option", _NOT_DAY_HOURS, value=text, known=", ".join(DAY_HOURS))
    return text
