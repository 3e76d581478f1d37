"""How a file is to be read, as typed on the command line; what is not understood is refused in words."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable

from kpi.core.errors import refuse
from kpi.core.text import Text
from loaders.load_units import DAY_HOURS
from services.check import Choice

_NOT_A_PAIR = Text(
    "--map 값 '{value}'의 형식이 틀렸습니다. '필드=열 이름'으로 쓰세요. 예: --map received_at=접수일시",
    "--map '{value}' is not field=column. Example: --map received_at=Received",
)
_TWICE = Text("--map에 '{value}' 필드가 두 번 있습니다.", "--map names the field '{value}' twice.")
_NOT_A_SCALE = Text(
    "--scale 값 '{value}'의 형식이 틀렸습니다. 가장 낮은 점수..가장 높은 점수로 쓰세요. 예: --scale 1..5",
    "--scale '{value}' is not lowest..highest. Example: --scale 1..5",
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
FIRST_YEAR, LAST_YEAR = 1950, 2100


def choice_of(
    *,
    source: str | None = None,
    sheet: str | None = None,
    header_row: int | None = None,
    columns: Iterable[str] = (),
    scale: str | None = None,
    missing: Iterable[str] = (),
    year: int | None = None,
    day_hours: str | None = None,
    as_of: str | None = None,
    accept_new: bool = False,
    today: dt.date,
) -> Choice:
    """Return how a file is to be read; ``today`` is only there to refuse a later as-of date.

    Raises
    ------
    UserError
        When a text cannot be understood.
    """
    return Choice(
        source=source,
        sheet=sheet,
        header_row=header_row,
        columns=columns_of(columns),
        scale=scale_of(scale),
        missing=codes_of(missing),
        year=year_of(year),
        day_hours=day_hours_of(day_hours),
        as_of=day_of(as_of, today=today),
        accept_new=accept_new,
    )


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
    """Return the lowest and highest score of "1..5"."""
    if text is None:
        return None
    number = r"\s*(-?\d+(?:\.\d+)?)\s*"
    found = re.fullmatch(rf"{number}(?:\.\.|~){number}", text)
    if found is None or float(found[1]) == float(found[2]):
        raise refuse("bad_option", _NOT_A_SCALE, value=text)
    low, high = sorted((float(found[1]), float(found[2])))
    return low, high


def codes_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the missing codes of texts such as "9,99"."""
    return tuple(code.strip() for text in texts for code in text.split(",") if code.strip())


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
