"""Office hours of the made-up city: adding working hours to a moment, and the deadline of a petition."""

from __future__ import annotations

import holidays
import numpy as np
from numpy.typing import NDArray

Moments = NDArray[np.datetime64]
_DAY = 480
_OPENING, _LUNCH, _AFTER_LUNCH = 9 * 60, 3 * 60, 13 * 60


class OfficeClock:
    """Counts office minutes: 9-12 and 13-18 on working days, from the first day of ``first_year``."""

    def __init__(self, first_year: int, last_year: int) -> None:
        """List the working days of the years (Korean public holidays and weekends out)."""
        days = np.arange(f"{first_year}-01-01", f"{last_year + 1}-01-01", dtype="datetime64[D]")
        off = np.array(list(holidays.country_holidays("KR", years=range(first_year, last_year + 1))), "datetime64[D]")
        self.working_days: Moments = days[np.is_busday(days, holidays=off)]

    def at(self, minutes: NDArray[np.int64]) -> Moments:
        """Return the moments at which that many office minutes have passed since the first day (never in lunch)."""
        day, minute = minutes // _DAY, minutes % _DAY
        wall = np.where(minute <= _LUNCH, _OPENING + minute, _AFTER_LUNCH + minute - _LUNCH)
        moments: Moments = self.working_days[day].astype("datetime64[m]") + wall.astype("timedelta64[m]")
        return moments

    def first_minute(self, year: int) -> int:
        """Return the office minute at which a year opens."""
        return int(np.searchsorted(self.working_days, np.datetime64(f"{year}-01-01"))) * _DAY

    def deadline(self, minutes: NDArray[np.int64], period: str) -> list[str]:
        """Return the deadlines as an official writes them: a moment up to 5 days, a day from 6 days on."""
        if period == "즉시":
            return [text(moment) for moment in self.at(minutes + 3 * 60)]
        days = int(period.removesuffix("일"))
        if days <= 5:
            return [text(moment) for moment in self.at(minutes + days * _DAY)]
        return [str(day) for day in self.working_days[minutes // _DAY + days - 1]]


def text(moment: np.datetime64) -> str:
    """Return a moment as "2024-03-05 14:22"."""
    return str(moment.astype("datetime64[m]")).replace("T", " ")
