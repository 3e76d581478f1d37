"""Means of all cases of a row, by hand: value, interval, and where a file gives too little for one."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from kpi.calc.means import mean_levels, no_spread
from kpi.core.indicator import Question
from kpi.core.settings import Settings

NAN = math.nan


def levels_of(evidence, **asked):
    return mean_levels(evidence, Question(**asked), measure="steps")


def test_all_cases_of_a_row_make_its_mean_and_its_interval(make_evidence, make_cell):
    cells = [make_cell("steps", "2014", [2, 4], department="a"), make_cell("steps", "2014", [6], department="b")]
    other = make_cell("waiting_minutes", "2014", [90])
    found = levels_of(make_evidence([*cells, other]), settings=Settings(confidence=0.8)).iloc[0]
    half = 1.885618 * math.sqrt(4 / 3)
    assert found[["value", "n", "variance", "df"]].tolist() == pytest.approx([4, 3, 4 / 3, 2])
    assert found[["low", "high"]].tolist() == pytest.approx([4 - half, 4 + half], rel=1e-6)
    assert not found["not_poolable"]
    apart = levels_of(make_evidence(cells), keys=("department",)).set_index("department")
    assert apart["value"].to_dict() == {"a": 3, "b": 6}
    assert apart.loc["b", ["low", "high", "variance"]].isna().all()


def test_a_mean_printed_alone_is_the_value_and_beside_cases_it_is_left_out(make_evidence, make_cell):
    printed = {**make_cell("steps", "2014", [9]), "n": 0, "w": NAN, "wxx": NAN}
    alone = levels_of(make_evidence([printed])).iloc[0]
    assert (alone["value"], alone["n"], bool(alone["not_poolable"])) == (9, 0, True)
    assert alone[["low", "high", "variance"]].isna().all()
    beside = levels_of(make_evidence([printed, make_cell("steps", "2014", [2, 4])])).iloc[0]
    assert (beside["value"], beside["n"], bool(beside["not_poolable"])) == (3, 2, True)


def test_a_file_that_gives_n_without_squares_has_a_mean_without_an_interval(make_evidence, make_cell):
    found = levels_of(make_evidence([{**make_cell("steps", "2014", [2, 4]), "wxx": NAN}])).iloc[0]
    assert (found["value"], found["n"], found["df"]) == (3, 2, 1)
    assert found[["low", "high", "variance"]].isna().all()


@pytest.mark.parametrize(
    ("row", "lacking"),
    [
        ({"value": 3, "n": 1, "low": NAN}, False),
        ({"value": 3, "n": 2, "low": NAN}, True),
        ({"value": 3, "n": 3, "low": NAN}, True),
        ({"value": 3, "n": 2, "low": 1}, False),
        ({"value": NAN, "n": 2, "low": NAN}, False),
        ({"value": 3, "n": 2, "low": 1, "change": 1, "change_low": NAN}, True),
        ({"value": 3, "n": 2, "low": 1, "change": 1, "change_low": 0}, False),
        ({"value": 3, "n": 1, "low": NAN, "change": 1, "change_low": NAN}, True),
        ({"value": 3, "n": 2, "low": NAN, "change": 1, "change_low": NAN}, True),
        ({"value": 3, "n": 2, "low": NAN, "change": 1, "change_low": 0}, True),
    ],
)
def test_cases_without_an_interval_lack_their_spread_unless_the_mean_was_only_printed(row, lacking):
    rows = pd.DataFrame([{"change": NAN, "change_low": NAN, **row}] * 2, dtype="float64")
    assert no_spread(rows).tolist() == [lacking, lacking]
    assert no_spread(rows.assign(not_poolable=[False, True])).tolist() == [lacking, False]
