"""The benchmark of working time compares three ways that agree, and stops where they do not."""

from __future__ import annotations

import pandas as pd
import pytest

from benchmarks import worktime


def test_three_ways_of_counting_agree_and_are_printed(capsys):
    worktime.main(["300", "--sample", "40"])
    said = capsys.readouterr().out
    assert "0 of 300" in said
    assert "0 of 40" in said


def test_a_difference_ends_the_run(monkeypatch):
    monkeypatch.setattr(worktime, "walked", lambda start, end, off: -1.0)
    with pytest.raises(SystemExit, match="working times differ"):
        worktime.main(["50", "--sample", "2"])


def test_closing_times_are_where_the_next_hour_begins():
    start = pd.Series(pd.to_datetime(["2025-03-12 12:00", "2025-03-12 18:00"]))
    end = pd.Series(pd.to_datetime(["2025-03-12 14:00", "2025-03-13 10:00"]))
    calendar = worktime.korean_calendar()
    assert worktime.by_custom_business_hour(start, end, calendar) == [1.0, 1.0]
    assert worktime.looped(start, end, calendar) == [1.0, 1.0]
