"""Titles that state what a chart found, and no more than its test shows."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.calc.change import NEAR_ZERO
from kpi.core import formats
from kpi.core.indicator import Compare, Indicator, Key
from kpi.core.text import Lang, Text
from kpi.sentences.result import against_words, finding, headline, name_of, verdict_within, verdict_word
from kpi.sentences.rows import Row, after_base, base_of, last_with_value, period_of, running_totals, unit_of, value_of
from kpi.sentences.scale import CHANGES, PARTS, as_days
from kpi.sentences.split import in_days

_NOTHING = Text("{name}: 표시할 값 없음", "{name}: nothing to show")
_INDEX = Text(
    "{period} 같은 업무 지수 {index}({base}=100), {base} 대비 {size}% {verb}",
    "{period}: same-task index {index} ({base} = 100), {size}% {verb} than {base}",
)
_INDEX_SAME = Text("{period} 같은 업무 지수 {index}({base}=100)", "{period}: same-task index {index} ({base} = 100)")
_BASE_YEAR = Text("기준연도", "the base year")
_DOWN = Text("감소", "lower")
_UP = Text("증가", "higher")
_TOTAL = Text("{range} 누적 {total}", "{range}: {total} in total")
_STOPS = Text(
    "{said}(빠진 기간이 있어 그 뒤는 합하지 않음)", "{said} (a period is missing: what comes after it is not added)"
)
_DEPARTMENTS = Text("부서 {count}곳", "{count} departments")
_TASKS = Text("업무 {count}개", "{count} tasks")
NAMED = 16
"""Letters of the names of worsened units that a title still holds."""
_COMPARED = Text("{against} 대비 {counts}", "{counts} (against {against})")
_LEVELS = Text("{least}~{most}", "{least} to {most}")
_SPLIT = Text(
    "{period} 단순 평균 변화 {crude} 중 같은 업무 {within}", "{period}: crude change {crude}, same tasks {within}"
)
_NO_SPLIT = Text("{name}: 나눌 변화 없음", "{name}: no change to split")


def trend_title(rows: Sequence[Row], *, indicator: Indicator, lang: Lang, compare: Compare = "previous") -> str:
    """Return level and finding of the last period with a value."""
    row = last_with_value(rows)
    return headline(row, indicator=indicator, lang=lang, compare=compare) if row else _nothing(indicator, lang)


def index_title(rows: Sequence[Row], *, indicator: Indicator, lang: Lang) -> str:
    """Return the last value of the chained index and how far it is from its base (arithmetic, no test).

    The base is the period of the same season whose index is 100; where none of the rows is, it is only called the base year.
    """
    last = last_with_value(rows, "index")
    if last is None:
        return _nothing(indicator, lang)
    index = value_of(last, "index") or 0.0
    base = next((row for row in rows if _is_base(row, last)), None)
    named = period_of(base).label(lang) if base else _BASE_YEAR.say(lang)
    words = {"period": period_of(last).label(lang), "base": named}
    size = formats.number(abs(index - 100), 1, lang)
    text = _INDEX if round(abs(index - 100), 1) else _INDEX_SAME
    verb = (_UP if index > 100 else _DOWN).say(lang)
    filled = text.say(lang, index=formats.number(index, 1, lang), size=size, verb=verb, **words)
    joined = ": " if lang == "ko" else ", "
    return " · ".join(part for part in (unit_of(last), f"{indicator.name.say(lang)}{joined}{filled}") if part)


def _is_base(row: Row, last: Row) -> bool:
    index = value_of(row, "index")
    return (
        index is not None and abs(index - 100) < NEAR_ZERO and period_of(row).start.month == period_of(last).start.month
    )


def cumulative_title(
    rows: Sequence[Row],
    *,
    indicator: Indicator,
    lang: Lang,
    compare: Compare = "base",
    base_year: int | None = None,
) -> str:
    """Return the change against the base of the last period that was compared, with its verdict, in the chart's unit."""
    year = compare if isinstance(compare, int) else base_year
    base = base_of(rows, year) if compare != "previous" else None
    compared = [row for row in after_base(rows, base) if value_of(row, "change") is not None]
    if not compared:
        return _nothing(indicator, lang)
    against: Compare = period_of(base).start.year if base else compare
    told, unit = in_days(compared[-1], indicator) if as_days(rows, indicator, CHANGES) else (compared[-1], indicator)
    said = finding(told, indicator=unit, lang=lang, compare=against)
    return name_of(told, indicator, lang) + (", " if lang == "ko" else ": ") + said


def total_title(rows: Sequence[Row], *, indicator: Indicator, lang: Lang) -> str:
    """Return the running total of a count over its periods, and that it ends before a missing one."""
    totals = running_totals(rows)
    shown = [row for row, total in zip(rows, totals, strict=True) if total is not None]
    if not shown:
        return _nothing(indicator, lang)
    total = totals[len(shown) - 1]
    span = formats.period_range(period_of(shown[0]), period_of(shown[-1]), lang)
    said = _TOTAL.say(lang, range=span, total=formats.quantity(total, indicator, lang))
    if any(value_of(row) is not None for row in rows[len(shown) :]):
        said = _STOPS.say(lang, said=said)
    return " · ".join(part for part in (unit_of(shown[-1]), f"{indicator.name.say(lang)}: {said}") if part)


def heatmap_title(
    rows: Sequence[Row],
    *,
    indicator: Indicator,
    lang: Lang,
    compare: Compare = "previous",
    by: Key = "department",
    days: bool | None = None,
) -> str:
    """Return, for the last period, how many departments (tasks) have which verdict; without verdicts their range of values.

    ``days``: whether the chart's working hours are days; None: what its own rows ask for.
    """
    known = [row for row in rows if value_of(row) is not None]
    if not known:
        return _nothing(indicator, lang)
    last = max(period_of(row) for row in known)
    latest = [row for row in known if period_of(row) == last]
    if as_days(known, indicator) if days is None else days:
        latest, indicator = [in_days(row, indicator)[0] for row in latest], in_days({}, indicator)[1]
    period, name = last.label(lang), indicator.name.say(lang)
    named = f"{period} {name}" if lang == "ko" else f"{name}, {period}"
    units = _TASKS if by == "task" else _DEPARTMENTS
    return f"{named}: {units.say(lang, count=len(latest))} · {_spread(latest, indicator, lang, compare, by)}"


def breakdown_title(row: Row | None, *, indicator: Indicator, lang: Lang) -> str:
    """Return how much of the crude change is a change of the same tasks, in the chart's unit."""
    if row is None or value_of(row, "crude_change") is None:
        return _NO_SPLIT.say(lang, name=indicator.name.say(lang))
    told, unit = in_days(row, indicator) if as_days([row], indicator, PARTS) else (row, indicator)
    amounts = {
        key: formats.change_of(value_of(told, column), unit, lang)
        for key, column in (("crude", "crude_change"), ("within", "within"))
    }
    said = _SPLIT.say(lang, period=period_of(row).label(lang), **amounts)
    word = verdict_within(str(row.get("verdict") or ""), lang)
    named = (
        indicator.name.say(lang)
        + (": " if lang == "ko" else ", ")
        + said
        + (f"({word})" if word and lang == "ko" else f" ({word})" if word else "")
    )
    return " · ".join(part for part in (unit_of(row), named) if part)


def _spread(latest: Sequence[Row], indicator: Indicator, lang: Lang, compare: Compare, by: Key) -> str:
    verdicts = [str(row.get("verdict") or "") for row in latest]
    if any(verdict in ("improved", "worsened", "no_confirmed_change") for verdict in verdicts):
        order = ("improved", "worsened", "no_confirmed_change", "not_comparable", "not_tested")
        counts = [(verdict, verdicts.count(verdict)) for verdict in order]
        names = {"worsened": _named([str(row[by]) for row in latest if row.get("verdict") == "worsened"], lang)}
        said = ", ".join(
            f"{verdict_word(verdict, lang)} {count}{names.get(verdict, '')}" for verdict, count in counts if count
        )
        return _COMPARED.say(lang, against=against_words(compare, latest[0], lang), counts=said)
    values = [value for value in (value_of(row) for row in latest) if value is not None]
    least = formats.number(min(values), indicator.decimals, lang)
    if least == formats.number(max(values), indicator.decimals, lang):
        return formats.quantity(max(values), indicator, lang)
    return _LEVELS.say(lang, least=least, most=formats.quantity(max(values), indicator, lang))


def _named(names: Sequence[str], lang: Lang) -> str:
    """Return the names in brackets where they are few and short, else nothing."""
    said = ", ".join(names)
    if not names or len(said) > NAMED:
        return ""
    return f"({said})" if lang == "ko" else f" ({said})"


def _nothing(indicator: Indicator, lang: Lang) -> str:
    return _NOTHING.say(lang, name=indicator.name.say(lang))
