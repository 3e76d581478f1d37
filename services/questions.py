"""What is asked of the indicators, as typed on the command line; what is not understood is refused in words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import cast

from kpi.core.errors import refuse
from kpi.core.hierarchy import POOLING
from kpi.core.indicator import Compare, Key
from kpi.core.periods import MONTHS
from kpi.core.text import Text
from services.options import codes_of
from services.results import Ask

_NOT_A_MONTH = Text(
    "기간 '{value}'의 형식이 틀렸습니다. 2024 또는 2024-03처럼 쓰세요.",
    "'{value}' is not a year or month such as 2024 or 2024-03.",
)
_BACKWARDS = Text(
    "기간의 시작 '{start}' 값이 끝 '{end}' 값보다 늦습니다.", "The period starts ('{start}') after it ends ('{end}')."
)
_UNKNOWN_BY = Text(
    "--by에 '{value}' 값은 쓸 수 없습니다. 쓸 수 있는 값: {known}", "--by '{value}' is not known. There are: {known}"
)
_TWO_GRAINS = Text(
    "--by에는 year, quarter, month 중 하나만 쓸 수 있습니다.", "--by takes only one of year, quarter and month."
)
_NOT_A_COMPARISON = Text(
    "--compare에 '{value}' 값은 쓸 수 없습니다. previous, base 또는 연도를 쓰세요.",
    "--compare '{value}' is not known. Use previous, base or a year.",
)
_KEYS: tuple[Key, ...] = ("department", "task")
_TWO_LEVELS = Text(
    "--by에는 department, bureau, division 중 하나만 쓸 수 있습니다.",
    "--by takes only one of department, bureau and division.",
)


def ask_of(
    *,
    indicators: Iterable[str] = (),
    by: Iterable[str] = (),
    department: str | None = None,
    task: str | None = None,
    start: str | None = None,
    end: str | None = None,
    compare: str = "previous",
    as_reported: bool = False,
) -> Ask:
    """Return what is asked: ``by`` mixes one of year, quarter, month with department (or bureau, division) and task.

    ``start`` and ``end`` are "2024" or "2024-03", both in.

    Raises
    ------
    UserError
        When a word or a period is not understood.
    """
    words = codes_of(by)
    known = (*MONTHS, *_KEYS, *POOLING)
    for word in words:
        if word not in known:
            raise refuse("bad_option", _UNKNOWN_BY, value=word, known=", ".join(known))
    grains = sorted({word for word in words if word in MONTHS})
    if len(grains) > 1:
        raise refuse("bad_option", _TWO_GRAINS)
    levels = [level for level in POOLING if level in words]
    if len(levels) + ("department" in words) > 1:
        raise refuse("bad_option", _TWO_LEVELS)
    first, last = _month(start, month=1), _month(end, month=12)
    if first and last and first > last:
        raise refuse("bad_option", _BACKWARDS, start=start, end=end)
    return Ask(
        indicators=tuple(dict.fromkeys(indicators)),
        grain=grains[0] if grains else "year",
        keys=tuple(key for key in _KEYS if key in words or (key == "department" and levels)),
        level=levels[0] if levels else None,
        department=department,
        task=task,
        start=first,
        end=last,
        compare=comparison(compare),
        organisation="reported" if as_reported else "today",
    )


def _month(text: str | None, *, month: int) -> dt.date | None:
    if text is None:
        return None
    found = re.fullmatch(r"\s*(\d{4})(?:-(\d{1,2}))?\s*", text)
    try:
        if found is not None:
            return dt.date(int(found[1]), int(found[2] or month), 1)
    except ValueError:
        pass
    raise refuse("bad_option", _NOT_A_MONTH, value=text)


def comparison(text: str) -> Compare:
    """Return what changes compare with: "previous", "base" or a year of four digits, as typed.

    Raises
    ------
    UserError
        ``bad_option`` for any other word.
    """
    if text in ("previous", "base"):
        return cast("Compare", text)
    if re.fullmatch(r"\d{4}", text):
        return int(text)
    raise refuse("bad_option", _NOT_A_COMPARISON, value=text)
