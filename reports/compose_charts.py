"""RESULT rows -> charts as facts: level, index, running total, change since the base, parts of a change, departments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from charts.display import Display, display, periods_between
from kpi.core.indicator import Compare, Indicator
from kpi.core.periods import Period
from kpi.core.targets import TARGET_KINDS
from kpi.core.text import Lang, Text
from kpi.sentences.origin import Origin, change_words, foot, subtitle, unit_words
from kpi.sentences.reasons import missing_line
from kpi.sentences.result import coverage_clause
from kpi.sentences.rows import Row, base_of, last_with_value, of_base, period_of, running_totals, value_of
from kpi.sentences.scale import CHANGES, PART_NAMES, PARTS
from kpi.sentences.titles import (
    breakdown_title,
    cumulative_title,
    index_title,
    total_title,
    trend_title,
)
from reports.model import Chart, Role, Series, Values

Breaks = Sequence[tuple[dt.date, str]]

_TREND = Text("{name} 추이", "{name} by period")
_INDEX = Text("{name} 같은 업무 지수", "{name}: same-task index")
_TOTAL = Text("{name} 누적", "{name}: running total")
_SINCE = Text("{name} 기준연도 대비 변화", "{name}: change since the base year")
_PARTS = Text("{name} 단순 평균 변화의 내용", "{name}: parts of the crude change")
WHOLE = Text("전체", "Whole organisation")
_ACTUAL = Text("실적", "Actual")
_INDEX_UNIT = Text("지수(기준=100)", "index (base = 100)")
_BEFORE = Text("이전까지", "Before")
_NEW = Text("그 기간", "In the period")
_CHANGE = Text("변화", "Change")
_ROLES: dict[str, Role] = {"target": "target", "national": "national", "best_peer": "best_peer"}


def trend_chart(
    rows: Sequence[Row],
    *,
    indicator: Indicator,
    lang: Lang,
    origin: Origin,
    compare: Compare,
    breaks: Breaks = (),
    whole: Sequence[Row] = (),
) -> Chart:
    """Return the level by period with interval and verdicts, and the targets of every kind that the rows have.

    ``whole`` are the rows of the whole organisation where ``rows`` are a department's: a line to compare with, but for
    counts, of which a department has only its share.
    """
    show, periods = display(rows, indicator, lang), periods_between(rows)
    by_start = {period_of(row).start: row for row in rows}
    cells = [by_start.get(period.start) for period in periods]
    series = [levels(cells, show, _ACTUAL.say(lang))]
    beside = _beside(() if indicator.cumulates else whole, periods, show)
    if any(value is not None for value in beside):
        series.append(Series(WHOLE.say(lang), beside, "reference"))
    for kind, name in TARGET_KINDS.items():
        aims = tuple(show.drawn(value_of(row, kind)) if row else None for row in cells)
        if any(aim is not None for aim in aims):
            series.append(Series(name.say(lang), aims, _ROLES[kind]))
    places = {period.start: place for place, period in enumerate(periods)}
    after = [(next((p for p in periods if day <= p.end), None), reason) for day, reason in breaks]
    said = trend_title(rows, indicator=indicator, lang=lang, compare=compare)
    return Chart(
        kind="line",
        caption=_TREND.say(lang, name=indicator.name.say(lang)),
        message=said,
        unit=unit_words(indicator, lang, days=show.days),
        decimals=show.decimals,
        categories=tuple(period.label(lang) for period in periods),
        series=tuple(series),
        alt=said,
        notes=chart_notes(rows, indicator, lang, origin, show),
        breaks=tuple((places[p.start], reason) for p, reason in after if p and places[p.start]),
    )


def index_chart(rows: Sequence[Row], *, indicator: Indicator, lang: Lang, origin: Origin) -> Chart:
    """Return the chained same-task index by period, base = 100."""
    periods = periods_between(rows)
    by_start = {period_of(row).start: row for row in rows}
    values = tuple(value_of(by_start.get(period.start) or {}, "index") for period in periods)
    said = index_title(rows, indicator=indicator, lang=lang)
    facts = subtitle(rows, indicator=indicator, lang=lang, origin=origin, unit=_INDEX_UNIT.say(lang))
    return Chart(
        kind="line",
        caption=_INDEX.say(lang, name=indicator.name.say(lang)),
        message=said,
        unit=_INDEX_UNIT.say(lang),
        decimals=1,
        categories=tuple(period.label(lang) for period in periods),
        series=(Series(_INDEX_UNIT.say(lang), values),),
        alt=said,
        notes=kept(facts, missing_line(rows, lang, "index"), foot(origin, lang)),
        base=100.0,
    )


def total_chart(rows: Sequence[Row], *, indicator: Indicator, lang: Lang, origin: Origin) -> Chart:
    """Return the running total of a count: what was there before and what the period added; it ends at a gap."""
    totals = running_totals(rows)
    known = [(row, total) for row, total in zip(rows, totals, strict=True) if total is not None]
    added = tuple(value_of(row) or 0.0 for row, _ in known)
    before = tuple(total - new for (_, total), new in zip(known, added, strict=True))
    said = total_title(rows, indicator=indicator, lang=lang)
    return Chart(
        kind="columns",
        caption=_TOTAL.say(lang, name=indicator.name.say(lang)),
        message=said,
        unit=unit_words(indicator, lang),
        decimals=indicator.decimals,
        categories=tuple(period_of(row).label(lang) for row, _ in known),
        series=(Series(_BEFORE.say(lang), before, "before"), Series(_NEW.say(lang), added, "part")),
        alt=said,
        notes=chart_notes(rows, indicator, lang, origin, display(rows, indicator, lang)),
        base=0.0,
    )


def since_chart(rows: Sequence[Row], *, indicator: Indicator, lang: Lang, origin: Origin, compare: Compare) -> Chart:
    """Return the change against the base year by period (rows computed with that comparison), with its interval."""
    show = display(rows, indicator, lang, CHANGES)
    base = base_of(rows, compare if isinstance(compare, int) else None)
    shown = [row for row in rows if value_of(row, "change") is not None or _at_zero(row, base)]
    periods, by_start = periods_between(shown), {period_of(row).start: row for row in shown}
    cells = [by_start.get(period.start, {}) for period in periods]
    values = tuple(0.0 if _at_zero(row, base) else show.drawn(value_of(row, "change")) for row in cells)
    ends = [tuple(show.drawn(value_of(row, end)) for row in cells) for end in ("change_low", "change_high")]
    verdicts = tuple("" if _at_zero(row, base) else str(row.get("verdict") or "") for row in cells)
    unit = change_words(indicator, lang, days=show.days)
    said = cumulative_title(rows, indicator=indicator, lang=lang, compare=compare)
    return Chart(
        kind="line",
        caption=_SINCE.say(lang, name=indicator.name.say(lang)),
        message=said,
        unit=unit,
        decimals=show.decimals,
        categories=tuple(period.label(lang) for period in periods),
        series=(Series(_CHANGE.say(lang), values, "actual", ends[0], ends[1], verdicts),),
        alt=said,
        notes=chart_notes(rows, indicator, lang, origin, show, unit=unit),
        base=0.0,
        signed=True,
    )


def parts_chart(rows: Sequence[Row], *, indicator: Indicator, lang: Lang, origin: Origin) -> Chart | None:
    """Return crude change = same tasks + mix + tasks begun or ended, of the last period that has them; else None."""
    row = last_with_value(rows, "crude_change")
    if row is None:
        return None
    show = display([row], indicator, lang, PARTS)
    sizes = tuple(show.drawn(value_of(row, name)) or 0.0 for name in PARTS)
    verdict = str(row.get("verdict") or "")
    unit = change_words(indicator, lang, days=show.days)
    said = breakdown_title(row, indicator=indicator, lang=lang)
    names = tuple(text.say(lang) for text in PART_NAMES.values())
    facts = subtitle([row], indicator=indicator, lang=lang, origin=origin, unit=unit)
    return Chart(
        kind="columns",
        caption=_PARTS.say(lang, name=indicator.name.say(lang)),
        message=said,
        unit=unit,
        decimals=show.decimals,
        categories=names,
        series=(Series(_CHANGE.say(lang), sizes, "whole", verdicts=(verdict, "", "", "")),),
        alt=said,
        notes=kept(facts, coverage_clause(row, lang), foot(origin, lang)),
        base=0.0,
        signed=True,
        starts=(0.0, sizes[0], sizes[0] + sizes[1], 0.0),
    )


def _at_zero(row: Row, base: Row | None) -> bool:
    return value_of(row) is not None and of_base(row, base)


def _beside(whole: Sequence[Row], periods: Sequence[Period], show: Display) -> Values:
    """Return the whole organisation's value in each period."""
    by_start = {period_of(row).start: value_of(row) for row in whole}
    return tuple(show.drawn(by_start.get(period.start)) for period in periods)


def levels(rows: Sequence[Row | None], show: Display, name: str) -> Series:
    """Return values with their intervals and verdicts as one series; None is a period without a row."""
    columns = [
        tuple(show.drawn(value_of(row, end)) if row else None for row in rows) for end in ("value", "low", "high")
    ]
    verdicts = tuple(str(row.get("verdict") or "") if row else "" for row in rows)
    return Series(name, columns[0], "actual", columns[1], columns[2], verdicts)


def chart_notes(
    rows: Sequence[Row], indicator: Indicator, lang: Lang, origin: Origin, show: Display, *, unit: str = ""
) -> tuple[str, ...]:
    """Return what stands below a chart: unit (or ``unit``), filters and n, what is missing, and the source."""
    facts = subtitle(rows, indicator=indicator, lang=lang, origin=origin, days=show.days, unit=unit)
    return kept(facts, missing_line(rows, lang), foot(origin, lang))


def kept(*texts: str) -> tuple[str, ...]:
    """Return the texts that say something."""
    return tuple(text for text in texts if text)
