"""Dates in one column and times of day in another are read together; where it is not clear whose they are, they are said."""

import pytest

from tests.loaders.loading import codes, load

HEADER = ["접수번호", "민원명", "담당부서", "접수일", "접수시각", "처리일", "처리시각"]


def register(*times, dates=("2024-03-04", "2024-03-05"), header=HEADER, columns=None, done=None):
    received, completed = dates
    rows = [
        [str(number), "여권", "민원과", received, time, completed, done or time] for number, time in enumerate(times, 1)
    ]
    return load([header, *rows], columns=columns or {})


def moments(batch):
    rows = batch.rows
    return list(zip(rows["received_at"], rows["completed_at"], strict=True))


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("09:30", "09:30:00"),
        ("9:30:15", "09:30:15"),
        ("오전 10:05", "10:05:00"),
        ("14시 20분", "14:20:00"),
        ("9시", "09:00:00"),
        ("02:15 PM", "14:15:00"),
        ("0930", "09:30:00"),
        ("1899-12-31T09:30:00", "09:30:00"),
        ("0.395833", "09:30:00"),
    ],
)
def test_times_of_day_beside_dates_are_read_with_them(time, said):
    batch = register(time, time)
    assert moments(batch) == [(f"2024-03-04T{said}", f"2024-03-05T{said}")] * 2
    joined = [one for one in batch.findings if one.code == "times_joined"]
    assert [(one.severity, one.values["label"], one.values["clock"], one.values["count"]) for one in joined] == [
        ("note", "접수일", "접수시각", 2),
        ("note", "처리일", "처리시각", 2),
    ]
    assert not codes(batch, "warning")


@pytest.mark.parametrize(
    ("labels", "times"),
    [
        (("접수일자", "접수시간", "처리일자", "처리시간"), ("09:10", "17:20")),
        (("접수일자", "시각", "완료일자", "시각"), ("09:10", "17:20")),
        (("접수일", "시간", "처리일", "시간"), ("오전 9:10", "오후 5:20")),
    ],
)
def test_columns_of_times_are_known_by_the_date_at_their_left(labels, times):
    batch = register(times[0], header=[*HEADER[:3], *labels], done=times[1])
    assert moments(batch) == [("2024-03-04T09:10:00", "2024-03-05T17:20:00")]


def test_a_column_of_how_long_it_took_is_no_time_of_day():
    batch = register("09:10", header=[*HEADER[:3], "접수일자", "접수시각", "처리일자", "처리시간"], done="0:08:17")
    assert moments(batch) == [("2024-03-04T09:10:00", "2024-03-05")]
    assert batch.mapping["columns"]["handling_minutes"] == "처리시간"


def test_a_date_without_its_time_stays_a_date_and_one_with_a_time_keeps_it():
    rows = [["1", "여권", "민원과", "2024-03-04", "", "2024-03-05 11:00", "09:30"]]
    batch = load([HEADER, *rows, ["2", "여권", "민원과", "2024-03-04", "10:00", "2024-03-05", "09:30"]])
    assert moments(batch) == [
        ("2024-03-04", "2024-03-05T11:00:00"),
        ("2024-03-04T10:00:00", "2024-03-05T09:30:00"),
    ]


def test_a_time_that_cannot_be_read_is_an_error_until_the_field_is_left_unread():
    batch = register(*["09:30"] * 9, "25:70")
    assert codes(batch, "error") == ["bad_clock", "bad_clock"]
    left = register("09:30", "25:70", columns={"received_time": "", "completed_time": ""})
    assert not codes(left, "error")
    assert moments(left) == [("2024-03-04", "2024-03-05")] * 2


def test_times_that_say_not_whose_they_are_stay_unread_with_a_warning():
    batch = register("09:30", header=[*HEADER[:4], "방문시각", "처리일", "예약시각"])
    said = [one for one in batch.findings if one.code == "times_apart"]
    assert [(one.severity, one.values["label"], one.values["dates"]) for one in said] == [
        ("warning", "방문시각", "접수일"),
        ("warning", "예약시각", "처리일"),
    ]
    named = register(
        "09:30",
        header=[*HEADER[:4], "방문시각", "처리일", "예약시각"],
        columns={"received_time": "방문시각"},
    )
    assert moments(named) == [("2024-03-04T09:30:00", "2024-03-05")]


@pytest.mark.parametrize(
    ("times", "dates"),
    [
        (("09:30", "09:40"), ("2024-03-04 09:30", "2024-03-05 09:30")),
        (("창구", "우편"), ("2024-03-04", "2024-03-05")),
        (("", ""), ("2024-03-04", "2024-03-05")),
    ],
)
def test_times_that_the_dates_have_already_and_other_columns_are_no_warning(times, dates):
    batch = register(*times, dates=dates)
    assert "times_apart" not in codes(batch, "warning")
    assert "times_joined" not in codes(batch, "note")
