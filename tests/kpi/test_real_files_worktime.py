"""Deadlines printed in the petitions of a Korean public corporation (2023) against the law's way of counting."""

import csv
import os
from pathlib import Path

import pandas as pd

from kpi.core.worktime import korean_calendar, legal_days

FILE = Path(os.environ["KPI_EXTRA_FILES"]) / "data/petitions-expressway-2023/민원처리현황_원본서식.csv"
CALENDAR = korean_calendar()


def petitions() -> tuple[pd.Series, pd.Series]:
    """Return registration time and printed deadline (end of the day) of all 336 rows."""
    with FILE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    registered = pd.to_datetime(pd.Series([row["등록일시"] for row in rows]), format="%Y-%m-%d %H:%M")
    due = pd.to_datetime(pd.Series([row["처리기한"] for row in rows]), format="%Y-%m-%d")
    return registered, due + pd.Timedelta(hours=24, seconds=-1)


def test_85_percent_of_real_deadlines_are_the_seventh_day_as_we_count_it():
    registered, due = petitions()
    days = legal_days(registered, due, calendar=CALENDAR)
    assert len(days) == 336
    assert days.value_counts()[7] / len(days) == 286 / 336  # 85.1 %


def test_11_percent_fall_on_the_eighth_day_when_the_hour_of_registration_is_ignored():
    registered, due = petitions()
    opening = registered.dt.normalize() + pd.Timedelta(hours=9)
    days = legal_days(opening, due, calendar=CALENDAR)
    assert days.value_counts()[8] == 38  # 11.3 %
    eighth = legal_days(registered, due, calendar=CALENDAR)[days == 8]
    assert (eighth == 7).sum() == 28  # registered after hours: our day 1 is the next working day
