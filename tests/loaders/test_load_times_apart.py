"""Dates in one column and times of day in the next: said, because a day's work would count as no time at all."""

import pytest

from tests.loaders.loading import codes, load

HEADER = ["접수번호", "민원명", "담당부서", "접수일", "접수시각", "처리일", "처리시각"]


def register(*times, dates=("2024-03-04", "2024-03-05")):
    received, completed = dates
    rows = [[str(number), "여권", "민원과", received, time, completed, time] for number, time in enumerate(times, 1)]
    return load([HEADER, *rows])


@pytest.mark.parametrize("time", ["09:30", "9:30:00", "오전 10:05", "14시 20분", "9시", "02:15 PM"])
def test_a_column_of_times_beside_dates_is_a_warning_that_names_both(time):
    batch = register(time, time)
    said = [one for one in batch.findings if one.code == "times_apart"]
    assert [(one.severity, one.values["label"], one.values["dates"]) for one in said] == [
        ("warning", "접수시각", "접수일"),
        ("warning", "처리시각", "처리일"),
    ]
    assert said[0].row == 2


@pytest.mark.parametrize(
    ("times", "dates"),
    [
        (("09:30", "09:40"), ("2024-03-04 09:30", "2024-03-05 09:30")),
        (("창구", "우편"), ("2024-03-04", "2024-03-05")),
        (("", ""), ("2024-03-04", "2024-03-05")),
    ],
)
def test_times_that_the_dates_have_already_and_other_columns_are_no_warning(times, dates):
    assert "times_apart" not in codes(register(*times, dates=dates), "warning")
