"""Departments beside each other, with the whole organisation to compare them with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from charts.display import Display, display
from kpi.core import formats
from kpi.core.indicator import Compare, Indicator
from kpi.core.periods import Period
from kpi.core.text import Lang, Text
from kpi.sentences.origin import Origin, count_words, foot, subtitle, unit_words
from kpi.sentences.reasons import blanks_line
from kpi.sentences.result import verdict_word
from kpi.sentences.rows import Row, period_of, value_of
from kpi.sentences.titles import heatmap_title
from reports.compose_charts import WHOLE, chart_notes, kept, levels
from reports.compose_tables import INTERVAL, VERDICT
from reports.model import Chart, Grid
from reports.table import Cell, Column

_BY_DEPARTMENT = Text("부서별 {name}", "{name} by department")
_OF_ONE_PERIOD = Text("{period} 부서별 {name}", "{name} by department, {period}")
_DEPARTMENT = Text("부서", "Department")
_FIRST_OF = Text(
    "※ 그림에는 {all}곳 가운데 앞의 {shown}곳만 있음. 나머지는 표에 있음",
    "The figure shows the first {shown} of {all}; the table has all of them",
)
_OF_LAST = Text("※ 구간, n, 판정은 {period} 값", "Interval, n and verdict are those of {period}")
_BESIDE = Text("시 전체는 {said}", "whole organisation: {said}")
_KNOWN = Text("{level}({facts})", "{level} ({facts})")
_ENDS = Text("95% 구간 {ends}", "95% interval {ends}")
MOST_DEPARTMENTS = 40


def department_chart(
    rows: Sequence[Row],
    whole: Sequence[Row],
    *,
    indicator: Indicator,
    lang: Lang,
    origin: Origin,
    compare: Compare = "previous",
) -> Chart | None:
    """Return the departments' values of the last period, best first, the whole organisation as a line; else None."""
    known = [row for row in rows if row.get("department") and value_of(row) is not None]
    if not known:
        return None
    last = max(period_of(row) for row in known)
    latest = [row for row in known if period_of(row) == last]
    latest.sort(key=lambda row: value_of(row) or 0.0, reverse=indicator.better != "lower")
    every, latest, show = len(latest), latest[:MOST_DEPARTMENTS], display(known, indicator, lang)
    cut = _FIRST_OF.say(lang, all=every, shown=len(latest)) if every > len(latest) else ""
    all_of_it = next((value_of(row) for row in whole if period_of(row) == last), None)
    said = heatmap_title(known, indicator=indicator, lang=lang, compare=compare)
    return Chart(
        kind="bars",
        caption=_OF_ONE_PERIOD.say(lang, name=indicator.name.say(lang), period=last.label(lang)),
        message=said,
        unit=unit_words(indicator, lang, days=show.days),
        decimals=show.decimals,
        categories=tuple(str(row["department"]) for row in latest),
        series=(levels(latest, show, last.label(lang)),),
        alt=said,
        notes=kept(cut, *chart_notes(latest, indicator, lang, origin, show)),
        base=None if indicator.cumulates else show.drawn(all_of_it),
    )


def department_grid(
    rows: Sequence[Row], whole: Sequence[Row], *, indicator: Indicator, lang: Lang, origin: Origin
) -> Grid | None:
    """Return departments down, periods across, then interval, n and verdict of the last one; None without a value.

    The whole organisation stands first, to compare the departments with.
    """
    known = [row for row in rows if row.get("department")]
    if not any(value_of(row) is not None for row in known):
        return None
    show, periods = display(known, indicator, lang), sorted({period_of(row) for row in known})
    of_last = _OF_LAST.say(lang, period=periods[-1].label(lang))
    names = sorted({str(row["department"]) for row in known})
    apart = {name: _by_period(row for row in known if row["department"] == name) for name in names}
    every = ([(WHOLE.say(lang), _by_period(whole))] if whole else []) + list(apart.items())
    facts = subtitle(known, indicator=indicator, lang=lang, origin=origin, days=show.days)
    blanks = blanks_line([own.get(period) for own in apart.values() for period in periods], lang)
    return Grid(
        caption=_BY_DEPARTMENT.say(lang, name=indicator.name.say(lang)),
        unit=unit_words(indicator, lang, days=show.days),
        columns=(
            Column("department", _DEPARTMENT.say(lang), "text"),
            *(Column(f"period_{place}", period.label(lang), "level") for place, period in enumerate(periods)),
            Column("interval", INTERVAL.say(lang), "text"),
            Column("n", "n", "count"),
            Column("verdict", VERDICT.say(lang), "text"),
        ),
        rows=tuple(_across(name, own, periods, show) for name, own in every),
        decimals=show.decimals,
        notes=kept(facts, of_last, blanks, foot(origin, lang)),
    )


def whole_line(rows: Sequence[Row], *, indicator: Indicator, lang: Lang, last: Period) -> str:
    """Return level, interval and n of the whole organisation in the period; "" where it has no value."""
    row = next((row for row in rows if period_of(row) == last and value_of(row) is not None), None)
    if row is None:
        return ""
    show = display([row], indicator, lang)
    ends = show.interval(row, "low", "high")
    facts = [_ENDS.say(lang, ends=ends) if ends else "", count_words([row], indicator, lang)]
    level, said = formats.quantity(value_of(row), indicator, lang), ", ".join(fact for fact in facts if fact)
    return _BESIDE.say(lang, said=_KNOWN.say(lang, level=level, facts=said) if said else level)


def _by_period(rows: Iterable[Row]) -> dict[Period, Row]:
    return {period_of(row): row for row in rows}


def _across(name: str, by_period: Mapping[Period, Row], periods: Sequence[Period], show: Display) -> tuple[Cell, ...]:
    last = by_period.get(periods[-1], {})
    return (
        name,
        *(show.drawn(value_of(by_period.get(period, {}))) for period in periods),
        show.interval(last, "low", "high"),
        value_of(last, "n"),
        verdict_word(str(last.get("verdict") or ""), show.lang),
    )
