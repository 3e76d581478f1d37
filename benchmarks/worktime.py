"""Working time of 1,000,000 petitions: vectorised, a loop over rows, and pandas' CustomBusinessHour, with exact agreement.

All three count the same office: 9-12 and 13-18, Korean public holidays and weekends out. The loop walks day by day over
every pair. CustomBusinessHour counts whole hours only and is far too slow for a million, so it gets a sample of moments on
the hour, and its seconds are scaled.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from kpi.core.worktime import Calendar, korean_calendar, legal_days, working_hours

ROWS, SAMPLE, SEED = 1_000_000, 2_000, 20_261_127
FIRST, LAST = dt.datetime(2013, 1, 1), dt.datetime(2025, 12, 31)
SPANS = ((dt.time(9), dt.time(12)), (dt.time(13), dt.time(18)))
CLOSING = (12, 18)
ONE = dt.timedelta(days=1)


def petitions(rows: int, *, step: int) -> tuple[Any, Any]:
    """Return moments of receipt and completion, multiples of ``step`` seconds, most within days and some within months."""
    numbers = np.random.default_rng(SEED)
    seconds = int((LAST - FIRST).total_seconds())
    start = numbers.integers(0, seconds // step, rows) * step
    length = (numbers.exponential(4 * 86_400, rows) // step).astype("int64") * step
    begun = np.datetime64(FIRST, "s") + start.astype("timedelta64[s]")
    return pd.Series(begun), pd.Series(begun + length.astype("timedelta64[s]"))


def walked(start: dt.datetime, end: dt.datetime, off: frozenset[dt.date]) -> float:
    """Return the working hours from start to end, walking day by day."""
    total, day = dt.timedelta(), start.date()
    while day <= end.date():
        if day.weekday() < 5 and day not in off:
            for opens, closes in SPANS:
                begun, ended = max(dt.datetime.combine(day, opens), start), min(dt.datetime.combine(day, closes), end)
                total += max(ended - begun, dt.timedelta())
        day += ONE
    return total.total_seconds() / 3600


def looped(start: Any, end: Any, calendar: Calendar) -> list[float]:
    """Return the working hours of every pair, one row after the other."""
    pairs = zip(start.dt.to_pydatetime(), end.dt.to_pydatetime(), strict=True)
    return [walked(begun, ended, calendar.holidays) for begun, ended in pairs]


def by_custom_business_hour(start: Any, end: Any, calendar: Calendar) -> list[float]:
    """Return the whole working hours of every pair as pandas' own offset counts them."""
    off = sorted(calendar.holidays)
    hour = pd.offsets.CustomBusinessHour(start=["09:00", "13:00"], end=["12:00", "18:00"], holidays=off)
    counted = []
    for begun, ended in zip(start, end, strict=True):
        # to pandas a closing time is the next opening time; a minute later it is rolled there
        first = begun + pd.Timedelta(minutes=1) if begun.hour in CLOSING else begun
        hours = pd.date_range(first, ended, freq=hour)
        counted.append(float((hours + pd.Timedelta(hours=1) <= ended).sum()))
    return counted


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """Return what some work gives and its seconds of processor time."""
    before = time.process_time()
    done = work()
    return done, time.process_time() - before


def main(arguments: list[str]) -> None:
    """Measure, compare and print; stop where two ways differ."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.worktime")
    parser.add_argument("rows", nargs="?", type=int, default=ROWS)
    parser.add_argument("--sample", type=int, default=SAMPLE, help="pairs that CustomBusinessHour counts")
    chosen = parser.parse_args(arguments)
    calendar = korean_calendar()
    start, end = petitions(chosen.rows, step=60)
    working_hours(start[:10], end[:10], calendar=calendar)
    fast, seconds = timed(lambda: working_hours(start, end, calendar=calendar))
    _, days = timed(lambda: legal_days(start, end, calendar=calendar))
    slow, loop_seconds = timed(lambda: looped(start, end, calendar))
    differing = int((fast.to_numpy() != np.asarray(slow)).sum())
    some_start, some_end = petitions(chosen.sample, step=3600)
    few, offset_seconds = timed(lambda: by_custom_business_hour(some_start, some_end, calendar))
    whole = working_hours(some_start, some_end, calendar=calendar).to_numpy()
    apart = int((whole != np.asarray(few)).sum())
    scaled = offset_seconds * chosen.rows / chosen.sample
    print(f"| {chosen.rows:,} petitions | s of processor | us a pair | times ours | differing |")
    print("|---|---|---|---|---|")
    lines = (
        ("ours, working hours", seconds, "-"),
        ("ours, legal days", days, "-"),
        ("a loop over rows, day by day", loop_seconds, f"{differing} of {chosen.rows:,}"),
        (f"CustomBusinessHour ({chosen.sample:,} pairs, scaled)", scaled, f"{apart} of {chosen.sample:,}"),
    )
    for name, took, told in lines:
        print(f"| {name} | {took:,.2f} | {took / chosen.rows * 1e6:,.3f} | {took / seconds:,.0f} | {told} |")
    if differing or apart:
        raise SystemExit("working times differ")


if __name__ == "__main__":
    main(sys.argv[1:])
