"""Process behaviour charts of RESULT rows: when there are limits, where they begin anew, and the icons."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.calc.control import laney_limits
from kpi.calc.series import POINT_COLUMNS, control_chart
from kpi.core.indicator import indicators
from kpi.sentences.series import series_title

TIME, SHARE = indicators()["processing_time"], indicators()["on_time_rate"]
LEVELS = [20.0, 24.0] * 10


def rows(values, *, months=1, start="2014-01-01", n=100.0, **columns):
    starts = pd.date_range(start, periods=len(values), freq=pd.DateOffset(months=months)).astype("datetime64[s]")
    base = {"period_start": starts, "period_months": months, "value": values, "n": n}
    return pd.DataFrame(base | columns).astype({"value": "float64"})


def test_twelve_months_have_limits_and_eleven_have_none():
    eleven, twelve = (control_chart(rows(LEVELS[:size]), indicator=TIME) for size in (11, 12))
    assert eleven["centre"].isna().all()
    assert twelve["centre"].tolist() == [22.0] * 12
    assert twelve["control_high"].iloc[0] == pytest.approx(22 + 2.66 * 4)
    assert set(twelve["points"]) == {12}


def test_years_never_have_limits():
    found = control_chart(rows(LEVELS, months=12), indicator=TIME)
    assert found["centre"].isna().all()
    assert set(found["variation"]) == {""}


def test_limits_begin_anew_at_a_break():
    values = LEVELS[:12] + [60.0, 64.0] * 6
    found = control_chart(rows(values), indicator=TIME, breaks=[dt.date(2015, 1, 1)])
    assert found["segment"].tolist() == [0] * 12 + [1] * 12
    assert found["centre"].tolist() == [22.0] * 12 + [62.0] * 12
    assert set(found["rule"]) == {""}


@pytest.mark.parametrize(
    ("day", "first"),
    [(dt.date(2014, 1, 1), 0), (dt.date(2014, 1, 2), 1), (dt.date(2014, 2, 28), 1), (dt.date(2014, 3, 1), 2)],
)
def test_a_break_begins_with_the_period_in_which_it_takes_effect(day, first):
    segments = control_chart(rows(LEVELS), indicator=TIME, breaks=[day])["segment"].tolist()
    assert segments == [0] * first + [1] * (20 - first) if first else segments == [0] * 20


def test_breaks_in_any_order_make_segments_in_the_order_of_time_and_rules_begin_anew_in_each():
    values = LEVELS[:12] + [60.0, 64.0] * 6 + [26.0, 27, 25, 27, 26, *[30.0, 32] * 3, 30]
    found = control_chart(rows(values), indicator=TIME, breaks=[dt.date(2016, 1, 1), dt.date(2015, 1, 1)])
    assert found["segment"].tolist() == [0] * 12 + [1] * 12 + [2] * 12
    assert found["centre"].iloc[-1] == pytest.approx((131 + 216) / 12)
    assert found["rule"].tolist() == [""] * 29 + ["shift"] * 7
    assert found["variation"].iloc[-1] == "concern"


def test_a_short_segment_after_a_break_has_no_limits_no_rule_and_no_icon():
    found = control_chart(rows(LEVELS, target=1.0), indicator=TIME, breaks=[dt.date(2015, 3, 1)])
    assert found["centre"].notna().tolist() == [True] * 14 + [False] * 6
    assert found["rule"].tolist() == [""] * 20
    assert found["direction"].tolist() == [0] * 20
    assert found["variation"].tolist() == found["assurance"].tolist() == [""] * 20


def test_a_missing_month_is_no_neighbour():
    values = [*LEVELS[:13], np.nan, *([28.0] * 5), 28.0]
    gone = control_chart(rows(values).drop(index=13), indicator=TIME)
    there = control_chart(rows(values), indicator=TIME)
    assert gone["centre"].iloc[0] == there["centre"].iloc[0]
    assert gone["control_high"].iloc[0] == pytest.approx(gone["centre"].iloc[0] + 2.66 * (12 * 4 / 17))
    assert there["rule"].iloc[13] == ""


def test_the_icons_stand_at_the_last_value_and_follow_the_direction_and_the_target():
    better = control_chart(rows([*LEVELS, 2.0, np.nan], target=40.0), indicator=TIME)
    assert better["rule"].iloc[20] == "outside"
    assert better["variation"].tolist() == [""] * 20 + ["improvement", ""]
    assert better["assurance"].iloc[20] == "pass"
    assert control_chart(rows(LEVELS, target=5.0), indicator=TIME)["assurance"].iloc[-1] == "fail"
    assert control_chart(rows(LEVELS, target=22.0), indicator=TIME)["assurance"].iloc[-1] == "hit_or_miss"
    assert control_chart(rows(LEVELS, target=np.nan), indicator=TIME)["assurance"].iloc[-1] == ""


def test_a_share_of_cases_has_laneys_limits_that_are_wider_where_there_are_fewer():
    n = [100.0, 400.0] * 10
    found = control_chart(rows([90.0, 94.0] * 10, n=n), indicator=SHARE)
    pooled = (90 * 100 + 94 * 400) / 500
    assert found["centre"].tolist() == pytest.approx([pooled] * 20)
    widths = (found["centre"] - found["control_low"]).tolist()
    assert widths[0] == pytest.approx(2 * widths[1])
    assert found["control_high"].max() <= 100


def test_a_run_ends_where_a_month_is_missing():
    values = [*([28.0, 20.0] * 6), *([25.0] * 8)]
    assert control_chart(rows(values), indicator=TIME)["rule"].tolist() == [""] * 12 + ["shift"] * 8
    assert set(control_chart(rows(values).drop(index=16), indicator=TIME)["rule"]) == {""}


@pytest.mark.parametrize("size", [11, 12])
def test_a_chart_has_the_columns_of_its_rows_and_of_its_points_however_long(size):
    found = control_chart(rows(LEVELS[:size]).sample(frac=1, random_state=1), indicator=TIME)
    assert list(found.columns) == [*rows([]).columns, *POINT_COLUMNS]


def test_shares_of_cases_have_no_moving_range_across_a_missing_month():
    table = rows([51.0, 49.0] * 7 + [71.0, 69.0, 71.0]).drop(index=13)
    found = control_chart(table, indicator=SHARE)
    expected = laney_limits(table["value"] / 100, table["n"], np.arange(16) != 13)
    assert found["control_low"].tolist() == pytest.approx((100 * expected.low).tolist())
    assert found["control_high"].tolist() == pytest.approx((100 * expected.high).tolist())
    assert expected.high.max() < laney_limits(table["value"] / 100, table["n"]).high.max() - 0.02


@pytest.mark.parametrize(
    ("last", "rule", "direction", "icons"),
    [
        (93.0, "outside", 1, ("improvement", "pass")),
        (91.0, "outside", -1, ("concern", "pass")),
        (92.1, "", 0, ("common_cause", "pass")),
    ],
)
def test_a_share_of_cases_is_judged_by_its_place_between_its_limits(last, rule, direction, icons):
    found = control_chart(rows([91.9, 92.1] * 10 + [last], n=10_000.0, target=90.0), indicator=SHARE).iloc[-1]
    assert (found["rule"], found["direction"]) == (rule, direction)
    assert (found["variation"], found["assurance"]) == icons


def test_a_share_printed_without_n_takes_no_limits_from_the_others():
    n = [100.0, 400.0] * 10
    whole = control_chart(rows([90.0, 94.0] * 10, n=n), indicator=SHARE)
    printed = control_chart(rows([90.0, 94.0] * 10 + [12.0], n=[*n, 0.0]), indicator=SHARE)
    assert printed["control_low"].iloc[:20].tolist() == pytest.approx(whole["control_low"].tolist())
    assert np.isnan(printed["control_low"].iloc[20])
    assert printed["rule"].iloc[20] == ""
    assert set(printed["variation"]) == {""}


def test_a_value_without_n_or_neighbours_says_why_it_has_no_limits():
    alone = control_chart(rows([value for level in LEVELS for value in (level, np.nan)]), indicator=TIME)
    said = series_title(alone.to_dict("records"), indicator=TIME, lang="ko")
    assert said == "평균 처리기간: 2017년 3월 값에 관리 한계를 둘 수 없음(건수나 이웃한 값이 없음)"
    few = control_chart(rows(LEVELS[:11]), indicator=TIME).to_dict("records")
    assert "값이 11개라" in series_title(few, indicator=TIME, lang="ko")


def test_no_rows_stay_no_rows():
    found = control_chart(rows([]), indicator=TIME)
    assert found.empty
    assert set(POINT_COLUMNS) <= set(found.columns)


@settings(max_examples=25, deadline=None)
@given(values=st.lists(st.integers(0, 30), min_size=12, max_size=24), seed=st.integers(0, 99))
def test_the_order_of_the_rows_changes_nothing(values, seed):
    table = rows(values)
    shuffled = table.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(
        control_chart(shuffled, indicator=TIME), control_chart(table, indicator=TIME), check_dtype=False
    )


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=12, max_size=16), st.lists(st.integers(0, 30), min_size=1, max_size=14))
def test_what_comes_after_a_break_never_changes_what_was_before(before, after):
    day = [dt.date(2014 + len(before) // 12, len(before) % 12 + 1, 1)]
    alone = control_chart(rows(before), indicator=TIME)
    both = control_chart(rows(before + after), indicator=TIME, breaks=day)
    names = ["centre", "control_low", "control_high", "rule", "direction"]
    pd.testing.assert_frame_equal(both.loc[: len(before) - 1, names], alone[names], check_dtype=False)
