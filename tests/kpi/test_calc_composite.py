"""The 5S number: goalposts, both means, missing parts, and how far the choices move number and rank."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.calc.composite import arithmetic_mean, choices, composite, geometric_mean, goalpost_score
from kpi.core.composite import PARTS, CompositePart, parts_of
from kpi.core.text import Text

NAMES = [part.indicator for part in PARTS]
SCORE = st.one_of(st.floats(0, 100), st.just(math.nan))


def scores(*rows, department=None):
    frame = pd.DataFrame([list(row) for row in rows], columns=NAMES, dtype="float64")
    names = department or [f"과{place}" for place in range(len(rows))]
    return frame.assign(period_start=pd.Timestamp("2024-01-01"), period_months=12, department=names)


def test_goalposts_are_fixed_and_cut_at_both_ends():
    found = goalpost_score([40, 50, 75, 100, 120, math.nan, None], worst=50, best=100)
    assert found[:5].tolist() == [0, 0, 50, 100, 100]
    assert np.isnan(found[5:]).all()
    assert goalpost_score([150, 100, 50, 20], worst=150, best=50).tolist() == [0, 50, 100, 100]


def test_a_score_is_the_weighted_mean_of_its_parts():
    row = composite(scores((80, 60, 40, 70, 50)), PARTS).iloc[0]
    assert row["score"] == pytest.approx(60)
    assert row["low"] < 60 < row["high"]
    assert row["weight_share"] == 1


def test_the_interval_reaches_over_all_weights_in_between_and_both_means():
    numbers = np.array([80.0, 20, 40, 70, 55])
    row = composite(scores(numbers), PARTS).iloc[0]
    inside = np.random.default_rng(5).uniform(0.75, 1.25, (2000, 5)) * 20
    for mean in (arithmetic_mean, geometric_mean):
        found = mean(numbers[None, :], inside)
        assert row["low"] <= found.min()
        assert found.max() <= row["high"]
    assert row["low"] == pytest.approx(geometric_mean(numbers, np.array([15, 25, 25, 15, 15.0])), abs=2)


def test_equal_parts_leave_nothing_to_choose():
    row = composite(scores((60,) * 5), PARTS).iloc[0]
    assert (row["low"], row["score"], row["high"]) == (pytest.approx(60), pytest.approx(60), pytest.approx(60))


def test_under_sixty_percent_of_the_weight_there_is_no_score():
    gone = math.nan
    found = composite(scores((80, 60, gone, gone, gone), (80, 60, 40, gone, gone)), PARTS)
    assert found["few_parts"].tolist() == [True, False]
    assert math.isnan(found.loc[0, "score"])
    assert found.loc[1, "score"] == pytest.approx(60)
    assert found["weight_share"].tolist() == pytest.approx([0.4, 0.6])
    assert found["rank"].tolist()[1] == 1


def test_the_least_weight_is_reached_just_at_its_rounding():
    weights = (0.6 - 1e-9, 0.4 + 1e-9)
    parts = [dataclasses.replace(part, weight=weight) for part, weight in zip(PARTS[:2], weights, strict=True)]
    found = composite(scores((80, math.nan, 0, 0, 0)), parts)
    assert (found["few_parts"].tolist(), found["score"].tolist()) == ([False], [80])


def test_weights_under_one_make_a_mean_and_the_variation_is_the_one_that_is_asked():
    assert arithmetic_mean(np.array([40.0, 80.0]), np.array([0.25, 0.25])) == 60
    found = [composite(scores((80, 60, 40, 70, 50)), PARTS, variation=far).iloc[0] for far in (0.0, 0.25, 0.5)]
    assert found[0]["high"] == pytest.approx(found[0]["score"])
    assert found[0]["high"] < found[1]["high"] < found[2]["high"]


def test_any_index_and_a_part_that_is_none_are_read_alike():
    made = scores((80, 60, 40, math.nan, 50), (60,) * 5)
    plain = composite(made, PARTS)
    odd = made.astype(dict.fromkeys(NAMES, "object")).set_index(pd.Index([7, 7]))
    odd[NAMES] = odd[NAMES].where(odd[NAMES].notna(), None)
    pd.testing.assert_frame_equal(composite(odd, PARTS), plain)
    told = ["score", "low", "high", "weight_share", "few_parts", "rank", "rank_best", "rank_worst"]
    assert list(plain.columns) == ["period_start", "period_months", "department", *told]


def test_a_part_of_zero_makes_the_geometric_mean_zero():
    row = composite(scores((0, 60, 60, 60, 60)), PARTS).iloc[0]
    assert (row["low"], row["score"]) == (0, pytest.approx(48))


def test_a_rank_that_moves_says_between_which_places():
    found = composite(scores((90, 30, 90, 30, 60), (61, 61, 61, 61, 61), (10, 10, 10, 10, 10)), PARTS)
    assert found["rank"].tolist() == [2, 1, 3]
    assert found["rank_best"].tolist() == [1, 1, 3]
    assert found["rank_worst"].tolist() == [2, 2, 3]


def test_departments_with_the_same_scores_in_another_order_of_parts_share_a_rank():
    same = (61.37, 12.9, 88.01, 47.3, 33.33)
    found = composite(scores(same, same[::-1], same[2:] + same[:2], (1.0,) * 5), PARTS)
    assert found["rank"].tolist() == [1, 1, 1, 4]


def test_the_whole_organisation_has_no_rank():
    found = composite(scores((60,) * 5, (50,) * 5, department=["", "민원과"]), PARTS)
    assert math.isnan(found.loc[0, "rank"])
    assert found.loc[1, "rank"] == 1


@settings(max_examples=15, deadline=None)
@given(rows=st.lists(st.tuples(*[SCORE] * 5), min_size=1, max_size=4), factor=st.sampled_from((0.5, 20.0)))
def test_only_ratios_of_weights_matter_and_a_year_stands_alone(rows, factor):
    found = composite(scores(*rows), PARTS)
    scaled = [CompositePart(p.indicator, p.column, p.worst, p.best, p.weight * factor, p.why) for p in PARTS]
    pd.testing.assert_frame_equal(found, composite(scores(*rows), scaled))
    later = scores((55,) * 5).assign(period_start=pd.Timestamp("2025-01-01"))
    both = composite(pd.concat([scores(*rows), later], ignore_index=True), PARTS)
    pd.testing.assert_frame_equal(found, both.iloc[: len(rows)])
    known = found["score"].notna()
    assert (found["low"][known] <= found["score"][known] + 1e-9).all()
    assert (found["score"][known] <= found["high"][known] + 1e-9).all()


def test_every_corner_of_the_weights_is_tried_once():
    tried = choices([20, 40], variation=0.25)
    assert tried.tolist() == [[20, 40], [15, 30], [15, 50], [25, 30], [25, 50]]


def test_an_office_sets_goalposts_and_weights_and_may_leave_a_part_out():
    chosen = {
        part.indicator: part
        for part in parts_of({"satisfaction": {"worst": 60, "weight": 30}, "handling_time": {"weight": 0}})
    }
    assert (chosen["satisfaction"].worst, chosen["satisfaction"].best, chosen["satisfaction"].weight) == (60, 100, 30)
    assert "handling_time" not in chosen
    assert parts_of({}) == PARTS


@pytest.mark.parametrize(("worst", "best", "weight"), [(5, 5, 20), (0, 1, -1), (0, 1, math.nan)])
def test_goalposts_that_are_none_are_refused(worst, best, weight):
    with pytest.raises(ValueError, match="no goalposts or weight"):
        CompositePart("satisfaction", "value", worst, best, weight, Text("왜", "why"))
