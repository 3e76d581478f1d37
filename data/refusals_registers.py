"""What the registers say when they cannot take an edit."""

from __future__ import annotations

import datetime as dt

from kpi.core.errors import UserError, refuse
from kpi.core.text import Text

_NO_ALIAS = Text(
    "'{unit}' 항목에 '{name}' 별칭이 없습니다. 명부에서 별칭을 확인하세요.",
    "'{unit}' has no other name '{name}'. Look at its names in the register.",
)
_NO_SUCCESSION = Text(
    "'{unit}' 항목에는 {on}에 넘긴 기록이 없습니다. 명부에서 날짜를 확인하세요.",
    "Nothing was handed over by '{unit}' on {on}. Look at the day in the register.",
)
_CHANGED = Text(
    "'{unit}' 항목을 보시는 동안 다른 사람이 바꾸었습니다. 저장하지 않았습니다. 보신 것: {before} · 지금: {now}. 지금 것을 보고 다시 정하세요.",
    "Somebody else changed '{unit}' meanwhile. Nothing was saved. You saw: {before}; it is now: {now}. "
    "Look at what holds now and decide again.",
)


def no_alias(name: str, unit: str) -> UserError:
    """The unit is not called so."""
    return refuse("no_alias", _NO_ALIAS, name=name, unit=unit)


def no_succession(unit: str, on: dt.date) -> UserError:
    """The unit handed over nothing on that day."""
    return refuse("no_succession", _NO_SUCCESSION, unit=unit, on=on.isoformat())


def unit_changed(unit: str, *, before: str, now: str) -> UserError:
    """Somebody else edited the unit since the editor looked; both versions are said."""
    return refuse("unit_changed", _CHANGED, unit=unit, before=before, now=now)
