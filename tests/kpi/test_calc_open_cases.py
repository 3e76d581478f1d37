"""Medians where many cases are open, by hand: whose period, which cells, which limits."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from kpi.calc.open_cases import kaplan_meier_median, survival_medians
from kpi.calc.quantiles import ERROR
from kpi.core.histogram import histogram_of
from kpi.core.indicator import Question
from kpi.core.settings import Settings


def timed(make_cell, measure, start, values, **keys):
    return make_cell(measure, start, values, histogram=histogram_of(values), **keys)


def arrays(values):
    found, counts = np.unique(np.array(values, dtype="float64"), return_counts=True)
    return found, counts


def test_the_median_is_reached_at_exactly_one_half_and_its_upper_limit_may_never_be():
    found = kaplan_meier_median(*arrays([10]), *arrays([20]))
    assert (found.value, found.high) == (10, math.inf)
    short = kaplan_meier_median(*arrays([10]), *arrays([20, 30]))
    assert (math.isnan(short.value), short.high) == (True, math.inf)
    nothing = kaplan_meier_median(*arrays([]), *arrays([20, 30]))
    assert np.isnan([nothing.value, nothing.low, nothing.high]).all()
    one = kaplan_meier_median(*arrays([7]), *arrays([]))
    assert one.value == 7


def test_one_half_is_reached_without_any_room_for_rounding(monkeypatch):
    monkeypatch.setattr("kpi.calc.open_cases._ROUNDING", 0.0)
    assert kaplan_meier_median(*arrays([10]), *arrays([20])).value == 10


def test_the_usual_confidence_is_95_percent_and_a_smaller_one_has_narrower_limits():
    closed, waiting = arrays(range(1, 40)), arrays([5, 15, 25])
    usual, same, narrow = (
        kaplan_meier_median(*closed, *waiting, **asked) for asked in ({}, {"confidence": 0.95}, {"confidence": 0.6})
    )
    assert usual == same
    assert usual.low < narrow.low <= narrow.value <= narrow.high < usual.high


def test_a_row_has_its_numbers_its_limits_and_the_share_still_open(make_evidence, make_cell):
    done, waiting = [10, 12, 14, 18, 22, 26, 30, 34, 40, 44], [20, 50]
    cells = [
        timed(make_cell, "processing_hours", "2014", done[:4], department="a"),
        timed(make_cell, "processing_hours", "2014", done[4:], department="b"),
        timed(make_cell, "open_age", "2014", waiting, department="a"),
        make_cell("received", "2014", [1] * 12),
        make_cell("open", "2014", [1] * 2),
        timed(make_cell, "processing_hours", "2013", [5]),
        timed(make_cell, "waiting_minutes", "2014", [1] * 90),
    ]
    for confidence in (0.95, 0.6):
        found = survival_medians(make_evidence(cells), Question(settings=Settings(confidence=confidence)))
        assert found["period_start"].tolist() == [pd.Timestamp("2013-01-01"), pd.Timestamp("2014-01-01")]
        assert found["period_start"].dtype == "datetime64[s]"
        row = found.iloc[1]
        expected = kaplan_meier_median(*arrays(done), *arrays(waiting), confidence=confidence)
        assert row[["closed", "open"]].tolist() == [10, 2]
        assert row[["median", "low", "high"]].tolist() == pytest.approx(
            [expected.value, expected.low, expected.high], rel=ERROR
        )
        assert (row["open_share"], bool(row["no_histogram"])) == (pytest.approx(1 / 6), False)
    apart = survival_medians(make_evidence(cells), Question(("department",))).set_index("department")
    assert apart[["closed", "open"]].to_numpy().tolist() == [[4, 2], [6, 0]]
    assert apart["open_share"].isna().all()


def test_a_row_that_only_waits_or_only_ended_is_a_row_too(make_evidence, make_cell):
    waits = survival_medians(make_evidence([timed(make_cell, "open_age", "2014", [5, 9])]), Question())
    assert waits[["closed", "open"]].to_numpy().tolist() == [[0, 2]]
    assert waits[["median", "low", "high"]].isna().all(axis=None)
    ended = survival_medians(make_evidence([timed(make_cell, "processing_hours", "2014", [5, 9, 9])]), Question())
    assert ended[["closed", "open"]].to_numpy().tolist() == [[3, 0]]
    assert ended["median"].tolist() == pytest.approx([9], rel=ERROR)


def test_cells_of_months_count_where_they_were_received_and_longer_ones_where_they_stand(make_evidence, make_cell):
    monthly = timed(make_cell, "processing_hours", "2014-02", [5, 6], claim_start="2013-11-01")
    yearly = timed(make_cell, "processing_hours", "2014", [7], claim_start="2013-01-01")
    quarter = {**timed(make_cell, "processing_hours", "2014-04", [8], claim_start="2013-10-01"), "period_months": 3}
    found = survival_medians(make_evidence([monthly, yearly, quarter]), Question())
    assert dict(zip(found["period_start"].dt.year, found["closed"], strict=True)) == {2013: 2, 2014: 2}


@pytest.mark.parametrize(("n", "blind"), [(0, False), (1, True)])
def test_a_cell_with_a_case_of_unknown_time_leaves_its_row_without_a_median(make_evidence, make_cell, n, blind):
    known = timed(make_cell, "processing_hours", "2014", [5, 9, 9])
    unknown = {**make_cell("processing_hours", "2014", [5], task="b"), "n": n}
    found = survival_medians(make_evidence([known, unknown]), Question()).iloc[0]
    assert (bool(found["no_histogram"]), math.isnan(found["median"])) == (blind, blind)
    assert found["closed"] == 3


def test_without_a_case_there_is_no_row_but_every_column(make_evidence, make_cell):
    received = make_cell("received", "2014", [1] * 4, department="a")
    known = survival_medians(make_evidence([timed(make_cell, "processing_hours", "2014", [5])]), Question())
    for evidence in (make_evidence([]), make_evidence([received])):
        for question in (Question(), Question(("department",))):
            found = survival_medians(evidence, question)
            assert len(found) == 0
            assert list(found.columns) == list(known.columns)
            assert found[["median", "open_share"]].dtypes.tolist() == known[["median", "open_share"]].dtypes.tolist()
    assert known.columns[-1] == "open_share"
