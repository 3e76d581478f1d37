"""What is doubtful about the registers: facts under the name of a unit that had ended by then."""

from __future__ import annotations

import datetime as dt

from data.store import Store
from kpi.core.errors import Finding
from kpi.core.organisation import RegisterKind
from kpi.core.restating import outdated
from kpi.core.succession import ended_on
from kpi.core.text import Text

_OUTDATED = Text(
    "'{name}' 이름은 {ended}부터 없어진 곳인데 그 뒤의 자료({first}~{last})가 이 이름으로 들어와 있습니다. 그 자료는 이 이름 그대로 셉니다. "
    "없어진 날이 맞는지 확인하고, 같은 이름의 새 조직이면 '같은 이름을 다른 조직이 씀'(명령줄 register reuse)으로 적으세요.",
    "'{name}' ended on {ended}, and yet there are data of later days ({first} to {last}) under this name; they count as they are. Check "
    "the day; if the name came back as another unit, say so ('The name now means another unit', register reuse).",
)


def outdated_facts(store: Store, kind: RegisterKind) -> tuple[Finding, ...]:
    """Return a warning for every unit under whose name there are facts of days on which it had ended."""
    register = store.register(kind)
    if not register.successions:
        return ()
    late = outdated(store.fact_days(kind), kind, register)
    found = []
    for name, days in late.groupby("name")["day"]:
        unit = register.find(str(name))
        ended = ended_on(register, unit.id, days.min().date()) if unit else None
        values = {
            "name": str(name),
            "ended": _iso(ended),
            "first": _iso(days.min().date()),
            "last": _iso(days.max().date()),
        }
        found.append(Finding("warning", "outdated_facts", _OUTDATED, values, value=str(name), count=len(days)))
    return tuple(found)


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
