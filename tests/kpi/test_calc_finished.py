"""The finished RESULT frame: order, adjustment, forbidden comparisons, notes and types, by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from kpi.calc.verdict import CHANGES, finish, notes, verdicts
from kpi.core.frames import RESULT_COLUMNS
from kpi.core.indicator import Question, indicators
from kpi.core.settings import Settings

NAN = math.nan
SPLIT = {"within": 1.0, "mix": 2.0, "entry_exit": 3.0, "crude_change": 6.0}


def row(year="2014", department="", **fields):
    start = pd.Timestamp(f"{year}-01-01")
    keys = {"period_start": start, "period_months": 12, "department": department, "task": ""}
    change = {"change": 2.0, "change_low": 1.0, "change_high": 3.0, "p": 0.01}
    return {**keys, "value": 50.0, "n": 90.0, **change, **fields}


def finished(*rows, **asked):
    satisfaction = indicators()["satisfaction"]
    return finish(pd.DataFrame(list(rows)), indicator=satisfaction, question=Question(**asked))


def test_rows_are_in_the_order_of_their_keys_and_numbered_anew():
    rows = [row("2014", "b"), row("2013", "b"), row("2014", "a"), row("2013", "")]
    found = finished(*rows, keys=("department",))
    named = list(zip(found["period_start"].dt.year, found["department"], strict=True))
    assert named == [(2013, ""), (2013, "b"), (2014, "a"), (2014, "b")]
    assert found.index.tolist() == [0, 1, 2, 3]
    assert found["index"].isna().all()


def test_p_is_adjusted_within_its_period_where_departments_are_compared_and_left_alone_for_the_whole():
    rows = [row("2013", "a", p=0.04), row("2014", "a", p=0.01), row("2014", "b", p=0.04)]
    assert finished(*rows, keys=("department",))["p_adjusted"].tolist() == pytest.approx([0.04, 0.02, 0.04])
    whole = [row("2013", p=0.04), row("2014", p=0.01)]
    assert finished(*whole)["p_adjusted"].tolist() == [0.04, 0.01]


def test_the_limit_of_p_is_one_minus_the_confidence():
    many = [row("2014", name, p=p) for name, p in (("a", 0.06), ("b", 0.06))]
    assert finished(*many, keys=("department",))["verdict"].tolist() == ["no_confirmed_change"] * 2
    assert finished(*many, keys=("department",))["note"].tolist() == ["many_compared"] * 2
    asked = {"keys": ("department",), "settings": Settings(confidence=0.9)}
    assert finished(*many, **asked)["verdict"].tolist() == ["improved"] * 2


@pytest.mark.parametrize("reason", ["series_break", "open_cases"])
def test_a_forbidden_comparison_loses_all_its_numbers_and_no_other_row_does(reason):
    rows = [row("2013", **SPLIT, **{reason: False}), row("2014", **SPLIT, **{reason: True})]
    found = finished(*rows)
    assert found.loc[1, [*CHANGES, "p_adjusted"]].isna().all()
    assert found.loc[0, list(CHANGES)].tolist() == [2, 1, 3, 0.01, 1, 2, 3, 6]
    assert found["verdict"].tolist() == ["improved", "not_comparable"]
    assert found["note"].tolist() == ["", reason]
    assert found["value"].tolist() == [50, 50]


def test_a_forbidden_comparison_takes_no_part_in_the_adjustment_and_is_not_one_of_many():
    rows = [row("2014", "a", p=0.04), row("2014", "b", p=0.9, series_break=True)]
    rows[0]["series_break"] = False
    found = finished(*rows, keys=("department",))
    assert found["p_adjusted"].tolist() == pytest.approx([0.04, NAN], nan_ok=True)
    judged = {"change": 1.0, "change_low": 0.5, "change_high": 1.5, "p_adjusted": 0.9, "series_break": True}
    assert not verdicts(pd.DataFrame([judged]), better="higher", alpha=0.05)["many_compared"].iloc[0]


def test_a_missing_value_without_another_reason_says_that_there_is_no_data():
    nothing = {"value": NAN, "change": NAN, "change_low": NAN, "change_high": NAN, "p": NAN}
    rows = [row("2012", **nothing, too_few=False), row("2013", **nothing, too_few=True), row("2014", too_few=False)]
    assert finished(*rows)["note"].tolist() == ["no_data", "too_few", ""]


def test_the_frame_has_the_columns_and_types_of_a_result_also_without_rows():
    full, none = finished(row(extra=1)), finish(pd.DataFrame(), indicator=None, question=Question())
    assert tuple(full.columns) == tuple(none.columns) == RESULT_COLUMNS
    assert len(none) == 0
    assert full["period_start"].dtype == "datetime64[s]"
    assert full["period_months"].dtype == "int64"
    assert {full[name].dtype for name in ("value", "n", "index", "coverage", "crude_change")} == {np.dtype("float64")}
    texts = ("indicator", "pillar", "unit", "department", "task", "verdict", "note")
    assert {str(full[name].dtype) for name in texts} == {"str"}


@pytest.mark.parametrize(
    ("better", "low", "high", "many"),
    [
        ("higher", 1e-10, 1, False),
        ("higher", -1, -1e-10, False),
        ("higher", 1e-9, 1, False),
        ("higher", -1, -1e-9, False),
        ("higher", 2e-9, 1, True),
        ("lower", -1, -2e-9, True),
    ],
)
def test_limits_nearer_to_zero_than_rounding_do_not_exclude_it(better, low, high, many):
    judged = {"change": 0.5, "change_low": low, "change_high": high, "p_adjusted": 0.5}
    found = verdicts(pd.DataFrame([judged]), better=better, alpha=0.05).iloc[0]
    assert (bool(found["many_compared"]), found["verdict"]) == (many, "no_confirmed_change")


def test_a_verdict_stands_in_the_row_it_is_about():
    up = {"change": 1.0, "change_low": 0.5, "change_high": 1.5, "p_adjusted": 0.01}
    down = {"change": -1.0, "change_low": -1.5, "change_high": -0.5, "p_adjusted": 0.01}
    found = verdicts(pd.DataFrame([up, down], index=[7, 3]), better="higher", alpha=0.05)
    assert found["verdict"].to_dict() == {7: "improved", 3: "worsened"}


@pytest.mark.parametrize(("low", "high"), [(NAN, 1.0), (0.5, NAN)])
def test_half_an_interval_is_no_test(low, high):
    judged = {"change": 0.7, "change_low": low, "change_high": high, "p_adjusted": NAN}
    assert verdicts(pd.DataFrame([judged]), better="higher", alpha=0.05)["verdict"].iloc[0] == "not_tested"


def test_a_direction_that_is_neither_good_nor_bad_is_never_judged():
    judged = {"change": -0.7, "change_low": -1.0, "change_high": -0.5, "p_adjusted": 0.01}
    assert verdicts(pd.DataFrame([judged]), better="neither", alpha=0.05)["verdict"].iloc[0] == "no_confirmed_change"


def test_three_notes_of_a_row_stand_in_one_text():
    rows = pd.DataFrame({"partial": [1, 0], "series_break": [1, 1], "chain_broken": [1, 0]}, index=[7, 3])
    assert notes(rows).to_dict() == {7: "series_break,partial,chain_broken", 3: "series_break"}
