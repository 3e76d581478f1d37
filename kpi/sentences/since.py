"""A slow change: not confirmed against the year before, but against the first year. Both are the engine's own verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from kpi.core.indicator import Compare, Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.result import change_clause, finding
from kpi.sentences.rows import Row, base_of, period_of, tested
from kpi.sentences.split import in_days, in_one_unit

_SINCE = Text("첫해와 견주면 확인됨: {said}.", "Against the first year it is confirmed: {said}.")
_SAYS = {"long": change_clause, "short": finding}


def since_first(
    row: Row,
    since: Sequence[Row],
    *,
    indicator: Indicator,
    lang: Lang,
    compare: Compare,
    form: Literal["long", "short"] = "long",
) -> str:
    """Return that the change of a row is confirmed against the first year, "" unless it is, and is not against the year before.

    ``since`` holds the RESULT rows of the same unit in the order of time, compared with the base year, which is the first
    of them with a value. The short form has no interval and no p. The unit is the one that the row itself is said in.
    """
    base = base_of(since)
    then = next((one for one in since if period_of(one) == period_of(row)), None)
    if compare != "previous" or row.get("verdict") != "no_confirmed_change" or base is None or then is None:
        return ""
    if not tested(then):
        return ""
    as_said = in_one_unit(row, indicator)[1] is indicator
    told, unit = (then, indicator) if as_said else in_days(then, indicator)
    said = _SAYS[form](told, indicator=unit, lang=lang, compare=period_of(base).start.year)
    return _SINCE.say(lang, said=said)
