"""Which days and hours are worked: public holidays, an office's own changes, the hours of the day."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from holidays import country_holidays

Days = npt.NDArray[np.int64]
Hours = tuple[tuple[float, float], ...]
"""Opening hours of a day: (opens, closes) in hours from midnight, ascending."""

VOUCHED_UNTIL = dt.date(2027, 12, 31)
"""The pinned holiday list was read day by day up to here; temporary holidays announced later are not in it."""
OFFICE_HOURS: Hours = ((9.0, 12.0), (13.0, 18.0))
"""Opening hours of a Korean local government (지방공무원 복무규정 Art. 2 and 3); lunch is out."""
FIRST_YEAR, LAST_YEAR = 2000, 2050
SATURDAYS_OUT_FROM = dt.date(2016, 2, 12)
"""From this day of receipt periods of 6 days and more leave Saturdays out (민원처리법 Art. 19); before, they counted."""
_EPOCH, _END = dt.date(1970, 1, 1), dt.date(2101, 1, 1)
DAY_SECONDS = 86_400


@dataclass(frozen=True)
class Calendar:
    """The days off and the hours of work.

    ``holidays`` are public holidays on any weekday (a holiday on a Saturday mattered until 2016); ``added`` are further
    days off, ``removed`` public holidays that were worked. ``hours`` are the opening hours of a day until other ones hold:
    ``hours_since`` are days, ascending, and the hours from each of them on. After ``vouched_until`` temporary holidays may
    be missing. Days outside 1970-2100 do not exist.

    Raises
    ------
    ValueError
        When hours are empty, overlap, run backwards or leave the day, or the days from which hours hold do not ascend.
    """

    holidays: frozenset[dt.date]
    added: frozenset[dt.date] = frozenset()
    removed: frozenset[dt.date] = frozenset()
    hours: Hours = OFFICE_HOURS
    vouched_until: dt.date = VOUCHED_UNTIL
    hours_since: tuple[tuple[dt.date, Hours], ...] = ()

    def __post_init__(self) -> None:
        """Refuse opening hours that are no hours of a day."""
        for hours in (self.hours, *(later for _, later in self.hours_since)):
            edges = [hour for span in hours for hour in span]
            rising = all(earlier < later for earlier, later in itertools.pairwise(edges))
            if not edges or not rising or edges[0] < 0 or edges[-1] > 24:
                raise ValueError(f"opening hours must rise within a day: {hours}")
        if any(earlier >= later for (earlier, _), (later, _) in itertools.pairwise(self.hours_since)):
            raise ValueError(f"days from which opening hours hold must ascend: {self.hours_since}")

    @cached_property
    def version(self) -> str:
        """A short id that changes whenever a day off or an hour changes."""
        days = "|".join(",".join(sorted(map(str, part))) for part in (self.holidays, self.added, self.removed))
        later = "".join(f"|{day}{hours}" for day, hours in self.hours_since)
        return hashlib.sha256(f"{days}|{self.hours}{later}".encode()).hexdigest()[:12]

    def hours_on(self, day: dt.date) -> Hours:
        """Return the opening hours that hold on a day."""
        return [self.hours, *(hours for since, hours in self.hours_since if since <= day)][-1]

    def spans_of(self, days: Days) -> Iterator[tuple[Days, Any]]:
        """Yield opening hours as seconds of the day, one row (start, end) a span, each with the places of their days."""
        if len(self._regimes) == 1:
            yield self._regimes[0][1], slice(None)
            return
        number = np.searchsorted([first for first, _ in self._regimes], days, side="right") - 1
        for place, (_, spans) in enumerate(self._regimes):
            yield spans, number == place

    def closing(self, days: Days) -> Days:
        """Return the second of the day at which the office closes on each day."""
        found = np.zeros(len(days), dtype="int64")
        for spans, places in self.spans_of(days):
            found[places] = spans[-1, 1]
        return found

    @cached_property
    def _regimes(self) -> tuple[tuple[int, Days], ...]:
        dated = [(max((day - _EPOCH).days, 0), hours) for day, hours in self.hours_since]
        return tuple(
            (day, np.rint(np.asarray(hours, dtype="float64") * 3600).astype("int64"))
            for day, hours in [(0, self.hours), *dated]
        )

    @cached_property
    def working(self) -> npt.NDArray[np.bool_]:
        """Whether each day from 1970-01-01 on is worked."""
        working = _weekdays() < 5
        working[self._off] = False
        return working

    @cached_property
    def counted_with_saturdays(self) -> npt.NDArray[np.bool_]:
        """Whether each day counted in periods of 6 days and more under the law before 2016-02-12."""
        counted = _weekdays() < 6
        counted[self._off] = False
        return counted

    @cached_property
    def days_before(self) -> Days:
        """Working days before each day from 1970-01-01 on; one entry more than there are days."""
        return _before(self.working)

    @cached_property
    def seconds_before(self) -> Days:
        """Working seconds before each day from 1970-01-01 on; one entry more than there are days."""
        lengths = np.zeros(len(self.working), dtype="int64")
        for spans, places in self.spans_of(np.arange(len(lengths), dtype="int64")):
            lengths[places] = (spans[:, 1] - spans[:, 0]).sum()
        return _before(lengths * self.working)

    @cached_property
    def days_before_with_saturdays(self) -> Days:
        """The same under the law before 2016-02-12."""
        return _before(self.counted_with_saturdays)

    @property
    def _off(self) -> Days:
        off = sorted((self.holidays - self.removed) | self.added)
        return np.array([(day - _EPOCH).days for day in off if _EPOCH <= day < _END], dtype="int64")


def korean_calendar(
    first_year: int = FIRST_YEAR,
    last_year: int = LAST_YEAR,
    added: Iterable[dt.date] = (),
    removed: Iterable[dt.date] = (),
    hours: Hours = OFFICE_HOURS,
) -> Calendar:
    """Return the calendar of Korean public offices with substitute, temporary and election days.

    Parameters
    ----------
    first_year, last_year : int
        Years whose public holidays are known; outside them only weekends are days off.
    added, removed : iterable of date
        An office's own changes: further days off, and public holidays that it works.
    """
    known = _public_holidays(first_year, last_year)
    until = min(VOUCHED_UNTIL, dt.date(last_year, 12, 31))
    return Calendar(known, frozenset(added), frozenset(removed), hours, until)


@lru_cache(maxsize=8)
def _public_holidays(first_year: int, last_year: int) -> frozenset[dt.date]:
    days = country_holidays("KR", years=range(first_year, last_year + 1), language="ko")
    return frozenset(day for day in days if first_year <= day.year <= last_year)


def days_of(seconds: Days) -> Days:
    """Return the day number (1970-01-01 is 0) of each second."""
    return np.floor_divide(seconds, DAY_SECONDS)


def last_second() -> int:
    """Return the first second after the last day that calendars know."""
    return (_END - _EPOCH).days * DAY_SECONDS


def _weekdays() -> Days:
    return (np.arange((_END - _EPOCH).days, dtype="int64") + _EPOCH.weekday()) % 7


def _before(counted: npt.NDArray[Any]) -> Days:
    return np.concatenate([[0], np.cumsum(counted, dtype="int64")]).astype("int64")
