"""What can be wrong with an entry as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from kpi.core.errors import Finding, Severity
from kpi.core.indicator import Indicator, indicators
from kpi.core.text import Text
from services.entered.field import Known, Values

_OUT_OF_RANGE = Text(
    "'{indicator}' 지표의 값은 {least} 이상 {most} 이하여야 합니다. 적은 값: {found}",
    "Values of '{indicator}' lie between {least} and {most}. Found: {found}",
)
_BELOW = Text(
    "'{indicator}' 지표의 값은 {least}보다 작을 수 없습니다. 적은 값: {found}",
    "Values of '{indicator}' cannot be below {least}. Found: {found}",
)
_ABOVE = Text(
    "'{indicator}' 지표의 값은 {most}보다 클 수 없습니다. 적은 값: {found}",
    "Values of '{indicator}' cannot be above {most}. Found: {found}",
)
_RETIRED = Text(
    "'{indicator}' 지표는 더 쓰지 않습니다. 쓰고 있는 지표를 고르세요.",
    "The indicator '{indicator}' is retired. Choose one that is in use.",
)


def problem(code: str, message: Text, field: str, *, severity: Severity = "error", **values: Any) -> Finding:
    """Return a finding about one field of an entry."""
    return Finding(severity, code, message, values, column=field)


def retired(indicator: Indicator, field: str) -> tuple[Finding, ...]:
    """Return what is wrong where an indicator is not in use any more."""
    if indicator.status == "published":
        return ()
    return (problem("retired_indicator", _RETIRED, field, indicator=indicator.name),)


def outside(value: float | None, indicator: Indicator, field: str) -> tuple[Finding, ...]:
    """Return what is wrong where a value is none that the indicator can have."""
    least, most = indicator.possible
    if value is None or ((least is None or value >= least) and (most is None or value <= most)):
        return ()
    message = _OUT_OF_RANGE if None not in (least, most) else _BELOW if most is None else _ABOVE
    said: dict[str, Any] = {name: f"{end:g}" for name, end in (("least", least), ("most", most)) if end is not None}
    return (problem("impossible_value", message, field, indicator=indicator.name, found=f"{value:g}", **said),)


def indicators_of(name: str) -> tuple[str, ...]:
    """Return the published indicators that a measure, an indicator or a kind of source concerns; all for ""."""
    return tuple(
        item.id
        for item in indicators().values()
        if item.status == "published" and name in ("", "*", item.id, item.source, *item.measures)
    )


def always(name: str) -> Callable[[Values], tuple[str, ...]]:
    """Return what gives the indicators of one name, whatever the values."""

    def touched(values: Values) -> tuple[str, ...]:
        del values
        return indicators_of(name)

    return touched


def no_indicator(values: Values) -> tuple[str, ...]:
    """Return no indicator: what is entered changes other figures."""
    del values
    return ()


def nothing_wrong(values: Values, known: Known) -> Iterable[Finding]:
    """Return nothing: what such an entry must be is said by its fields."""
    del values, known
    return ()
