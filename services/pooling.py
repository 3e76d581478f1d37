"""What to know about figures that are pooled into bureaus or divisions, or shown as they were reported."""

from __future__ import annotations

from kpi.core.errors import Finding
from kpi.core.hierarchy import LEVELS
from kpi.core.organisation import Register
from kpi.core.text import Text
from services.evidence import View
from services.results import Results

SHOWN = 8
_NONE_OF_LEVEL = Text(
    "명부에 '{level}' 단계의 조직이 없어 묶지 못했습니다. '부서·업무 명부'에서 단계와 상위 조직을 정하세요.",
    "The register has no unit of the level '{level}', so nothing was pooled. Enter levels and parents in the register.",
)
_ALONE = Text(
    "'{level}' 단계의 상위 조직이 적혀 있지 않아 제 이름으로 둔 조직이 {count}곳 있습니다: {names}",
    "Units without a parent of the level '{level}' stay by themselves ({count}): {names}",
)


def left_alone(view: View, found: Results) -> tuple[Finding, ...]:
    """Return a note about the units in an answer that could not be pooled into the level asked for; empty: none."""
    level, register = found.ask.level, view.register("department")
    if level is None or found.frame.empty:
        return ()
    values = {"level": LEVELS[level]}
    if level not in register.levels.values():
        return (Finding("note", "no_unit_of_level", _NONE_OF_LEVEL, values),)
    names = [name for name in sorted(set(found.frame["department"])) if name and not _is_of(register, name, level)]
    if not names:
        return ()
    shown = ", ".join(names[:SHOWN]) + (" ..." if len(names) > SHOWN else "")
    return (Finding("note", "left_alone", _ALONE, {**values, "count": len(names), "names": shown}, count=len(names)),)


def _is_of(register: Register, name: str, level: str) -> bool:
    unit = register.find(name)
    return unit is not None and register.levels.get(unit.id) == level
