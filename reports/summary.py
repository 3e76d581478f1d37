"""The few sentences a manager reads first: what changed most surely, and why."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from kpi.core.indicator import Compare, Indicator
from kpi.core.periods import Period
from kpi.core.text import Lang, Text
from kpi.sentences.result import headline, sentence
from kpi.sentences.rows import Row, period_of, tested, value_of
from kpi.sentences.since import since_first
from kpi.sentences.split import split_clause

MOST_NAMES = 3
_WHERE = {
    "improved": Text("개선이 확인된 부서 {count}곳({names})", "departments improved: {count} ({names})"),
    "worsened": Text("악화가 확인된 부서 {count}곳({names})", "departments worsened: {count} ({names})"),
}
_MORE = Text("{names} 등", "{names} and others")
_NOTHING = Text("{period}에는 값이 있는 지표가 없음.", "No indicator has a value for {period}.")


def summary(
    rows: Mapping[str, Sequence[Row]],
    departments: Mapping[str, Sequence[Row]],
    chosen: Sequence[Indicator],
    *,
    last: Period,
    lang: Lang,
    compare: Compare,
    since: Mapping[str, Sequence[Row]],
    most: int = 3,
) -> tuple[str, ...]:
    """Return up to ``most`` sentences about the period, one a pillar: confirmed changes first, the surest before others.

    Each says level, change, interval, verdict and, where it is known, why: same tasks against mix, the departments whose
    change was confirmed, and what is only confirmed against the first year (``since``).
    """
    said = [
        " ".join(
            part
            for part in (
                sentence(row, indicator=indicator, lang=lang, compare=compare),
                since_first(row, since.get(indicator.id, ()), indicator=indicator, lang=lang, compare=compare),
                where_clause(departments.get(indicator.id, ()), last=last, lang=lang),
            )
            if part
        )
        for row, indicator in surest(rows, chosen, last=last, most=most)
    ]
    return tuple(said) or (_NOTHING.say(lang, period=last.label(lang)),)


def surest(
    rows: Mapping[str, Sequence[Row]], chosen: Sequence[Indicator], *, last: Period, most: int = 3
) -> list[tuple[Row, Indicator]]:
    """Return up to ``most`` rows of the period, one a pillar: confirmed changes first, the surest before others."""
    found = [
        (row, indicator)
        for indicator in chosen
        for row in rows.get(indicator.id, ())
        if period_of(row) == last and value_of(row) is not None
    ]
    found.sort(key=lambda pair: -_sureness(pair[0]))
    one_a_pillar: dict[str, tuple[Row, Indicator]] = {}
    for row, indicator in found:
        one_a_pillar.setdefault(indicator.pillar, (row, indicator))
    return list(one_a_pillar.values())[:most]


def briefly(row: Row, departments: Sequence[Row], *, indicator: Indicator, lang: Lang, compare: Compare) -> str:
    """Return level, finding and why in one short sentence: real change against mix, and the departments that changed."""
    parts = [
        headline(row, indicator=indicator, lang=lang, compare=compare),
        split_clause(row, indicator=indicator, lang=lang) if indicator.same_task else "",
        where_clause(departments, last=period_of(row), lang=lang).removesuffix("."),
    ]
    return " ".join(f"{part}." for part in parts if part)


def where_clause(rows: Sequence[Row], *, last: Period, lang: Lang) -> str:
    """Return in how many departments, and which, a change was confirmed in the period; "" for none."""
    parts = []
    for verdict, text in _WHERE.items():
        names = [
            str(row["department"])
            for row in rows
            if row.get("department") and period_of(row) == last and row.get("verdict") == verdict
        ]
        if names:
            listed = ", ".join(names[:MOST_NAMES])
            listed = _MORE.say(lang, names=listed) if len(names) > MOST_NAMES else listed
            parts.append(text.say(lang, count=len(names), names=listed))
    said = ", ".join(parts)
    return f"{said[0].upper()}{said[1:]}." if said else ""


def _sureness(row: Row) -> float:
    """Return how far the interval of the change is from zero in half-widths; what was not confirmed comes after."""
    change, low, high = (value_of(row, name) for name in ("change", "change_low", "change_high"))
    if change is None:
        return -2.0
    if low is None or high is None or math.isclose(low, high):
        return -1.0
    return abs(change) / (high - low) * 2 + (1000.0 if tested(row) else 0.0)
