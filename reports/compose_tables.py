"""RESULT rows -> tables of a report: periods of one indicator, departments by periods, all indicators at a glance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import takewhile

from charts.display import Display, display
from kpi.core import formats
from kpi.core.indicator import NOTES, PILLARS, Compare, Indicator
from kpi.core.periods import Period
from kpi.core.targets import OWN, STANDINGS
from kpi.core.text import Lang, Text
from kpi.sentences.origin import Origin, change_words, foot, subtitle, unit_words
from kpi.sentences.result import coverage_clause, verdict_word
from kpi.sentences.rows import Row, last_with_value, notes_of, period_of, value_of
from reports.model import Grid
from reports.table import Cell, Column

_PERIODS = Text("{name} 연도별 값과 판정", "{name}: values and verdicts")
_GLANCE = Text("5S 지표 요약", "The five S at a glance")
_PERIOD = Text("기간", "Period")
_VALUE = Text("값", "Value")
INTERVAL = Text("95% 구간", "95% interval")
WHOLE_VALUE = Text("전체 값", "Whole")
N = Text("자료 수(n)", "n")
_CHANGE = Text("변화", "Change")
_ITS_INTERVAL = Text("변화의 95% 구간", "Interval of the change")
VERDICT = Text("판정", "Verdict")
_TARGET = Text("목표", "Target")
_STANDING = Text("목표 판정", "Against it")
_PILLAR = Text("5S", "5S")
_INDICATOR = Text("지표", "Indicator")
_UNIT = Text("단위", "Unit")
_NOTED = Text("※ {periods}: {reason}", "{periods}: {reason}")
_BASE = Text("기준연도", "Base year")
_SAME_TASKS = Text(
    "※ 시간 지표의 변화는 같은 업무끼리 비교한 값이라 두 해 값의 차이와 다를 수 있음",
    "Changes of times compare the same tasks only, so they may differ from the difference of the two values",
)
_CHANGES_IN = Text("{unit}, 변화 {change}", "{unit}, changes in {change}")
_PERCENTAGES = Text("※ 단위가 %인 지표의 변화는 %p", "Changes of percentages are in pp")
_ARROWS = Text("※ ▲ 상승, ▼ 하락. 빈칸은 값 없음", "+ up, - down. Empty: no value")


def period_grid(
    rows: Sequence[Row], *, indicator: Indicator, lang: Lang, origin: Origin, whole: Sequence[Row] = ()
) -> Grid:
    """Return one indicator by period: value, interval, n, change with its interval, verdict and, if any, the target.

    ``whole`` are the rows of the whole organisation where ``rows`` are a department's: its values stand beside them.
    """
    show = display(rows, indicator, lang)
    beside = {period_of(row): show.drawn(value_of(row)) for row in whole if value_of(row) is not None}
    aimed = any(value_of(row, OWN) is not None for row in rows)
    columns = [
        Column("period", _PERIOD.say(lang), "text"),
        Column("value", _VALUE.say(lang), "level"),
        Column("interval", INTERVAL.say(lang), "text"),
        Column("n", N.say(lang), "count"),
        Column("change", _CHANGE.say(lang), "change"),
        Column("change_interval", _ITS_INTERVAL.say(lang), "text"),
        Column("verdict", VERDICT.say(lang), "text"),
    ]
    reference = [Column("whole", WHOLE_VALUE.say(lang), "level")] if beside else []
    aims = [Column(OWN, _TARGET.say(lang), "level"), Column("standing", _STANDING.say(lang), "text")]
    facts = subtitle(rows, indicator=indicator, lang=lang, origin=origin, days=show.days)
    last = last_with_value(rows, "coverage")
    covered = coverage_clause(last, lang) if last else ""
    notes = (facts, covered, *_remarks(rows, lang), foot(origin, lang), _ARROWS.say(lang))
    return Grid(
        caption=_PERIODS.say(lang, name=indicator.name.say(lang)),
        unit=_units(show, lang),
        columns=(*columns[:4], *reference, *columns[4:], *(aims if aimed else [])),
        rows=tuple(
            (*cells[:4], *([beside.get(period_of(row))] if beside else []), *cells[4:])
            for row, cells in ((row, _period_row(row, show, lang, aimed=aimed)) for row in rows)
        ),
        decimals=show.decimals,
        notes=tuple(note for note in notes if note),
    )


def _units(show: Display, lang: Lang) -> str:
    """Return the unit of values and, where it is another one, that of changes."""
    unit, change = (words(show.indicator, lang, days=show.days) for words in (unit_words, change_words))
    return unit if unit == change else _CHANGES_IN.say(lang, unit=unit, change=change)


def glance_grid(
    rows: Mapping[str, Sequence[Row]],
    chosen: Sequence[Indicator],
    *,
    last: Period,
    lang: Lang,
    compare: Compare = "previous",
    whole: Mapping[str, Sequence[Row]] | None = None,
) -> Grid:
    """Return every indicator's value of the period and of the one it is compared with, change, verdict and target.

    ``whole`` are the rows of the whole organisation where ``rows`` are a department's: its values stand beside them.
    """
    lines, decimals = [], []
    for indicator in chosen:
        mine = rows.get(indicator.id, ())
        show = display(mine, indicator, lang)
        cells = _glance_row(indicator, mine, show, last, lang, compare)
        now = next((row for row in (whole or {}).get(indicator.id, ()) if period_of(row) == last), {})
        lines.append((*cells[:5], *([show.drawn(value_of(now))] if whole else []), *cells[5:]))
        decimals.append(show.decimals)
    return Grid(
        caption=_GLANCE.say(lang),
        unit="",
        columns=_glance_columns(_before_label(last, compare, lang), last.label(lang), lang, beside=bool(whole)),
        rows=tuple(lines),
        notes=tuple(
            note.say(lang)
            for note, needed in (
                (_ARROWS, True),
                (_PERCENTAGES, any(one.unit == "percent" for one in chosen)),
                (_SAME_TASKS, any(one.same_task for one in chosen)),
            )
            if needed
        ),
        row_decimals=tuple(decimals),
    )


def _glance_columns(before: str, last: str, lang: Lang, *, beside: bool) -> tuple[Column, ...]:
    return (
        Column("pillar", _PILLAR.say(lang), "text"),
        Column("indicator", _INDICATOR.say(lang), "text"),
        Column("unit", _UNIT.say(lang), "text"),
        Column("before", before, "level"),
        Column("value", last, "level"),
        *([Column("whole", WHOLE_VALUE.say(lang), "level")] if beside else []),
        Column("change", _CHANGE.say(lang), "change"),
        Column("verdict", VERDICT.say(lang), "text"),
        Column(OWN, _TARGET.say(lang), "level"),
    )


def _before_label(last: Period, compare: Compare, lang: Lang) -> str:
    if compare == "base":
        return _BASE.say(lang)
    return Period(_then(last, compare), last.months).label(lang)


def _then(last: Period, compare: Compare) -> dt.date:
    return last.start.replace(year=compare if isinstance(compare, int) else last.start.year - 1)


def _compared_with(rows: Sequence[Row], last: Period, compare: Compare) -> Row:
    """Return the row that the last one is compared with: of the base, the one before the first with a change."""
    if compare != "base":
        return next((row for row in rows if period_of(row).start == _then(last, compare)), {})
    before = list(takewhile(lambda row: value_of(row, "change") is None, rows))
    return next((row for row in reversed(before) if value_of(row) is not None), {}) if len(before) < len(rows) else {}


def _glance_row(
    indicator: Indicator, rows: Sequence[Row], show: Display, last: Period, lang: Lang, compare: Compare
) -> tuple[Cell, ...]:
    now: Row = next((row for row in rows if period_of(row) == last), {})
    then = _compared_with(rows, last, compare)
    return (
        PILLARS[indicator.pillar].say(lang),
        indicator.name.say(lang),
        _short_unit(show, lang),
        show.drawn(value_of(then)),
        show.drawn(value_of(now)),
        show.drawn(value_of(now, "change")),
        verdict_word(str(now.get("verdict") or ""), lang),
        show.drawn(value_of(now, OWN)),
    )


def _short_unit(show: Display, lang: Lang) -> str:
    if show.indicator.unit not in ("hours", "days", "minutes", "points", "percent", "projects"):
        return show.indicator.unit_text.say(lang)
    return formats.with_unit("", show.unit, show.indicator.unit_text, lang).strip()


def _period_row(row: Row, show: Display, lang: Lang, *, aimed: bool) -> tuple[Cell, ...]:
    standing = str(row.get("standing") or "")
    cells: list[Cell] = [
        period_of(row).label(lang),
        show.drawn(value_of(row)),
        show.interval(row, "low", "high"),
        value_of(row, "n"),
        show.drawn(value_of(row, "change")),
        show.interval(row, "change_low", "change_high", signed=True),
        verdict_word(str(row.get("verdict") or ""), lang),
    ]
    aims: list[Cell] = [show.drawn(value_of(row, OWN)), STANDINGS[standing].say(lang) if standing in STANDINGS else ""]  # type: ignore[index] # checked before
    return tuple(cells + (aims if aimed else []))


def _remarks(rows: Sequence[Row], lang: Lang) -> list[str]:
    """Return every reason that the rows give, with the periods it holds for."""
    held: dict[str, list[str]] = {}
    for row in rows:
        for code in notes_of(row):
            held.setdefault(code, []).append(period_of(row).label(lang))
    return [
        _NOTED.say(lang, periods=", ".join(periods), reason=NOTES[code].say(lang) if code in NOTES else code)
        for code, periods in held.items()
    ]
