"""How an indicator's numbers stand on an axis: working hours become working days where they are 8 or more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from charts.words import width
from kpi.core import formats
from kpi.core.indicator import VERDICTS, Indicator
from kpi.core.periods import Period, add_months
from kpi.core.text import Lang, Text
from kpi.sentences.origin import count_words
from kpi.sentences.result import reasons, verdict_word
from kpi.sentences.rows import Row, notes_of, period_of, unit_of, value_of
from kpi.sentences.scale import LEVEL, as_days

_INTERVAL = Text("95% 구간 {ends}", "95% interval {ends}")
_CHANGE = Text("변화 {change}", "Change {change}")


@dataclass(frozen=True)
class Display:
    """The indicator's numbers as drawn: divided by ``divisor``, with ``decimals`` and ``unit`` (a unit id)."""

    indicator: Indicator
    lang: Lang
    divisor: float
    decimals: int
    unit: str

    @property
    def days(self) -> bool:
        """Whether working hours are drawn as working days."""
        return self.divisor != 1.0

    def drawn(self, value: float | None) -> float | None:
        """Return the number in the drawn unit, None when it is missing."""
        return None if value is None else value / self.divisor

    def figures(self, value: float | None) -> str:
        """Return a level without its unit."""
        return formats.number(self.drawn(value), self.decimals, self.lang)

    def signed(self, value: float | None) -> str:
        """Return a change without its unit."""
        return formats.signed(self.drawn(value), self.decimals, self.lang)

    def level(self, value: float | None) -> str:
        """Return a level with its unit."""
        return formats.with_unit(self.figures(value), self.unit, self.indicator.unit_text, self.lang)

    def change(self, value: float | None) -> str:
        """Return a signed change with its unit."""
        if self.days:
            return formats.change(self.drawn(value), self.unit, self.decimals, self.lang)
        return formats.change_of(value, self.indicator, self.lang)

    def interval(self, row: Row, low: str, high: str, *, signed: bool = False) -> str:
        """Return the interval held by two columns of a row, "" when there is none."""
        ends = [self.drawn(value_of(row, column)) for column in (low, high)]
        written = formats.signed_interval if signed else formats.interval
        return written(ends[0], ends[1], self.decimals, self.lang)

    def hover(self, row: Row) -> list[str]:
        """Return what a pointer reads at one row, a line each: unit and period, value, interval, n, change, verdict."""
        head = " · ".join(part for part in (unit_of(row), period_of(row).label(self.lang)) if part)
        value = value_of(row)
        texts = [head, f"{self.indicator.name.say(self.lang)} {self.level(value)}" if value is not None else ""]
        ends = self.interval(row, "low", "high")
        texts += [_INTERVAL.say(self.lang, ends=ends) if ends else "", count_words([row], self.indicator, self.lang)]
        return [text for text in [*texts, self._compared(row), reasons(notes_of(row), self.lang)] if text]

    def _compared(self, row: Row) -> str:
        verdict = verdict_word(str(row.get("verdict") or ""), self.lang)
        change = value_of(row, "change")
        if change is None:
            return verdict
        said = _CHANGE.say(self.lang, change=self.change(change))
        ends = self.interval(row, "change_low", "change_high", signed=True)
        return " · ".join(part for part in (said + (f" ({ends})" if ends else ""), verdict) if part)


def display(rows: Iterable[Row], indicator: Indicator, lang: Lang, columns: Sequence[str] = LEVEL) -> Display:
    """Return how these rows are drawn; working hours as days when the largest is 8 hours or more."""
    if as_days(rows, indicator, columns):
        return Display(indicator, lang, formats.HOURS_A_DAY, indicator.decimals + 1, "days")
    return Display(indicator, lang, 1.0, indicator.decimals, indicator.unit)


def month_number(period: Period) -> int:
    """Return the place of a period's first month on the time axis (months since year 0)."""
    return period.start.year * 12 + period.start.month - 1


def periods_between(rows: Sequence[Row]) -> list[Period]:
    """Return every period from the first row's to the last row's, also those without a row, so that gaps show."""
    shown = sorted({period_of(row) for row in rows})
    if not shown:
        return []
    months = min(period.months for period in shown)
    count = (month_number(shown[-1]) - month_number(shown[0])) // months + 1
    grid = {period.start: period for period in shown}
    starts = [add_months(shown[0].start, step * months) for step in range(count)]
    every: dict[dt.date, Period] = {start: Period(start, months) for start in starts} | grid
    return [every[start] for start in sorted(every)]


def time_axis(periods: Sequence[Period], room: float, *, after: float = 0.5) -> dict[str, Any]:
    """Return the x axis of these periods: whole numbers of months, ticks thinned so that labels never touch.

    ``room`` is the width of the plot in pixels; ``after`` the space behind the last period, in periods.
    """
    if not periods:
        return {"visible": False}
    places = [month_number(period) for period in periods]
    step = min(period.months for period in periods)
    shown = shown_ticks(periods, room)
    return {
        "range": [places[0] - step * 0.5, places[-1] + step * after],
        "tickmode": "array",
        "tickvals": [places[index] for index in shown],
        "ticktext": [formats.tick(periods[index]) for index in shown],
        "tickangle": 0,
    }


def shown_ticks(periods: Sequence[Period], room: float, *, size: float = 12, gap: float = 14) -> list[int]:
    """Return which periods get a label: all that fit; of many months or quarters those a year begins with."""
    every = thinning([formats.tick(period) for period in periods], room, size, gap)
    a_year = 12 // min((period.months for period in periods), default=12)
    if every <= 1 or a_year <= 1:
        return list(range((len(periods) - 1) % every, len(periods), every))
    every = next((steps for steps in (a_year // 4, a_year // 2) if steps >= every), a_year * -(-every // a_year))
    first = next((place for place, period in enumerate(periods) if period.start.month == 1), 0)
    return list(range(first % every, len(periods), every))


def thinning(labels: Sequence[str], room: float, size: float = 12, gap: float = 14) -> int:
    """Return 1 when every label fits side by side, 2 when every second one does, and so on."""
    if not labels or room <= 0:
        return 1
    widest = max(width(label, size) for label in labels) + gap
    return max(1, -(-int(widest * len(labels)) // int(room)))


def verdicts_present(rows: Iterable[Row]) -> list[str]:
    """Return the verdicts that occur, in the order of ``VERDICTS``."""
    there = {str(row.get("verdict") or "") for row in rows if value_of(row) is not None}
    return [verdict for verdict in VERDICTS if verdict in there]
