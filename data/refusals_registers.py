"""What the registers say when they cannot take an edit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

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
_OWN_PARENT = Text(
    "'{unit}' 조직을 자기 자신 아래에 둘 수 없습니다. 다른 상위 조직을 고르세요.",
    "'{unit}' cannot stand under itself. Choose another parent.",
)
_CIRCLE = Text(
    "상위 조직이 서로 물려 있습니다: {units}. 저장하지 않았습니다. 이 가운데 하나의 상위 조직을 바꾸세요.",
    "These units stand under each other in a circle: {units}. Nothing was saved. Give one of them another parent.",
)
_NO_PARENT = Text(
    "'{unit}' 조직에는 {since}부터의 상위 조직 기록이 없습니다. 명부에서 날짜를 확인하세요.",
    "Nothing is said about where '{unit}' stands from {since} on. Look at the day in the register.",
)
_FROM_EVER = Text("처음", "the beginning")
_NOT_USED = Text(
    "'{name}' 이름을 쓴 곳이 명부에 없습니다. 새 이름이면 '새로 등록'을 쓰세요.",
    "Nothing in the register had the name '{name}'. Register it as a new one.",
)


def own_parent(unit: str) -> UserError:
    """A unit under itself."""
    return refuse("own_parent", _OWN_PARENT, unit=unit)


def parent_circle(units: Sequence[str]) -> UserError:
    """Units that stand under each other."""
    return refuse("parent_circle", _CIRCLE, units=" → ".join([*units, units[0]]))


def no_parent(unit: str, since: dt.date | None) -> UserError:
    """Nothing is said about that day."""
    return refuse("no_parent", _NO_PARENT, unit=unit, since=since.isoformat() if since else _FROM_EVER)


def not_used_before(name: str) -> UserError:
    """A name that should come back was never there."""
    return refuse("not_used_before", _NOT_USED, name=name, value=name)


def no_alias(name: str, unit: str) -> UserError:
    """The unit is not called so."""
    return refuse("no_alias", _NO_ALIAS, name=name, unit=unit)


def no_succession(unit: str, on: dt.date) -> UserError:
    """The unit handed over nothing on that day."""
    return refuse("no_succession", _NO_SUCCESSION, unit=unit, on=on.isoformat())


def unit_changed(unit: str, *, before: str, now: str) -> UserError:
    """Somebody else edited the unit since the editor looked; both versions are said."""
    return refuse("unit_changed", _CHANGED, unit=unit, before=before, now=now)
