"""Registers: names, dated aliases, nearest names, and today's names for old facts."""

import datetime as dt

import pandas as pd

from kpi.core.organisation import Alias, Register, Unit
from kpi.core.restating import restate

CAME_BACK = Register(
    "department",
    (
        Unit(1, "행정안전과", (Alias("안전행정과", dt.date(2013, 3, 23), dt.date(2014, 11, 18)),)),
        Unit(2, "민원봉사과", (Alias("민원실"),)),
    ),
)


def test_a_name_is_found_whatever_its_spaces_and_width():
    assert CAME_BACK.find(" 민원 봉사과 ").id == 2
    assert CAME_BACK.find("민원실").id == 2
    assert CAME_BACK.find("없는과") is None


def test_a_dated_alias_holds_only_on_its_days():
    assert CAME_BACK.find("안전행정과", dt.date(2014, 1, 1)).id == 1
    assert CAME_BACK.find("안전행정과", dt.date(2020, 1, 1)) is None


def test_the_nearest_names_come_best_first():
    assert CAME_BACK.nearest("민원봉사가")[0] == "민원봉사과"
    assert len(CAME_BACK.nearest("과", 3)) <= 3


def test_facts_are_restated_in_todays_names_and_unknown_names_stay():
    frame = pd.DataFrame(
        {
            "department": ["안전행정과", "안전행정과", "", "딴과"],
            "period_start": pd.to_datetime(["2014-01-01", "2020-01-01", "2014-01-01", "2014-01-01"]),
        },
        index=[3, 1, 2, 0],
    )
    before = frame.copy()
    assert list(restate(frame, "department", CAME_BACK)["department"]) == ["행정안전과", "안전행정과", "", "딴과"]
    pd.testing.assert_frame_equal(frame, before)


def test_restating_no_rows_gives_no_rows():
    empty = pd.DataFrame({"department": pd.Series(dtype="str"), "period_start": pd.Series(dtype="datetime64[s]")})
    assert restate(empty, "department", CAME_BACK).empty
