"""Process limits and rules: hand-worked runs, a second dumb implementation, and what must not move them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.calc.change import NEAR_ZERO
from kpi.calc.control import (
    RULES,
    Limits,
    assurance,
    first_rule,
    individuals_limits,
    moving_ranges,
    screened,
    signals,
    variation,
)

NAN = float("nan")
positions = st.lists(
    st.one_of(st.just(NAN), st.sampled_from((-1.2, -1.0, -0.7, -0.1, 0.0, 0.1, 0.5, 0.7, 1.0, 1.2))), max_size=30
)


def around(positions):
    """Return limits and values of these positions: centre 50, three sigma 10."""
    size = len(positions)
    limits = Limits(np.full(size, 50.0), np.full(size, 40.0), np.full(size, 60.0))
    return limits, [50 + 10 * place for place in positions]


def found(positions, joined=None):
    limits, values = around(positions)
    return {name: list(signs) for name, signs in signals(values, limits.position(values), joined).items()}


def dumb(positions):
    """Every rule by its words, window by window."""
    sevens = [range(start, start + 7) for start in range(len(positions) - 6)]
    threes = [range(start, start + 3) for start in range(len(positions) - 2)]
    marks = {name: [0] * len(positions) for name in RULES}
    for sign in (-1, 1):
        far = [place * sign > 2 / 3 + 1e-9 for place in positions]
        out = [at for at, place in enumerate(positions) if place * sign > 1 + 1e-9]
        side = [window for window in sevens if all(positions[at] * sign > 1e-9 for at in window)]
        near = [
            [at for at in window if far[at]] for window in threes if not any(np.isnan(positions[at]) for at in window)
        ]
        put(marks["outside"], [out], sign)
        put(marks["shift"], side, sign)
        put(marks["two_of_three"], [places for places in near if len(places) >= 2], sign)
    rising = [(window, np.sign(np.diff([positions[at] for at in window]))) for window in sevens]
    for window, steps in rising:
        if abs(steps.sum()) == 6:
            put(marks["trend"], [[at for at in window if not marks["trend"][at]]], int(steps[0]))
    return marks


def put(marks, windows, sign):
    for window in windows:
        for at in window:
            marks[at] = sign


@given(positions)
def test_rules_find_what_their_words_say(positions):
    here = [not np.isnan(place) for place in positions]
    joined = [False, *(one and other for one, other in pairwise(here))][: len(positions)]
    assert found(positions, joined) == dumb(positions)


def test_seven_on_one_side_are_a_shift_and_six_are_none():
    assert found([0.1] * 7)["shift"] == [1] * 7
    assert found([-0.1] * 6 + [0.1])["shift"] == [0] * 7
    assert found([0.1] * 6 + [0.0] + [0.1])["shift"] == [0] * 8


def test_seven_rising_are_a_trend_six_are_none_and_an_equal_value_ends_it():
    rising = [-0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3]
    assert found(rising)["trend"] == [1] * 7
    assert found(rising[:6])["trend"] == [0] * 6
    assert found([*rising[:4], 0.0, *rising[4:]])["trend"] == [0] * 8
    assert found([0.4, *rising[::-1]])["trend"] == [-1] * 8


def test_the_turning_point_belongs_to_both_trends_and_keeps_the_first():
    up = [place / 10 for place in range(-3, 4)]
    assert found(up + up[-2::-1])["trend"] == [1] * 7 + [-1] * 6


def test_two_of_three_marks_the_far_points_of_one_side_only():
    assert found([0.7, 0.0, 0.9])["two_of_three"] == [1, 0, 1]
    assert found([0.7, 0.0, -0.9])["two_of_three"] == [0, 0, 0]
    assert found([-1.2, 0.3, -0.7])["two_of_three"] == [-1, 0, -1]
    assert found([0.7, 0.0, 0.0, 0.7])["two_of_three"] == [0] * 4
    assert found([2 / 3, 2 / 3, 2 / 3])["two_of_three"] == [0] * 3


def test_what_is_only_just_at_a_boundary_is_not_beyond_it():
    limits = Limits(*(np.full(2, end) for end in (0.0, 0.0, 0.0)))
    assert list(limits.position([NEAR_ZERO, NEAR_ZERO / 2])) == [0, 0]
    assert np.isnan(limits.position([NAN, NAN])).all()
    for rule, place in (("shift", NEAR_ZERO), ("two_of_three", 2 / 3 + NEAR_ZERO), ("outside", 1 + NEAR_ZERO)):
        for sign in (1, -1):
            at, beyond = (signals(range(7), np.full(7, sign * one))[rule] for one in (place, place * 1.001))
            assert (list(at), list(beyond)) == ([0] * 7, [sign] * 7)


def test_a_gap_ends_every_run():
    joined = [True] * 3 + [False] + [True] * 4
    assert found([0.9] * 8, joined)["shift"] == [0] * 8
    rising = [place / 10 for place in range(8)]
    assert found(rising, joined)["trend"] == [0] * 8
    assert found([0.7, 0.7], [True, False])["two_of_three"] == [0, 0]
    assert found([0.7, 0.0, 0.7], [True, True, False])["two_of_three"] == [0, 0, 0]
    assert found([0.7, 0.0, 0.7], [True, False, True])["two_of_three"] == [0, 0, 0]


def test_on_the_limit_is_inside_and_the_first_rule_names_a_point():
    marks = signals([60.0, 60.1, 39.0], around([1.0, 1.01, -1.1])[0].position([60.0, 60.1, 39.0]))
    assert list(marks["outside"]) == [0, 1, -1]
    rule, direction = first_rule(marks)
    assert rule == ["two_of_three", "outside", "outside"]
    assert list(direction) == [1, 1, -1]


def test_moving_ranges_leave_out_gaps_and_missing_values():
    assert list(moving_ranges([1, 4, 2, 9])) == [3, 2, 7]
    assert list(moving_ranges([1, 4, 2, 9], [False, True, False, True])) == [3, 7]
    assert list(moving_ranges([1, 4, 2, 9], [0, 1, 0, 1])) == [3, 7]
    assert list(moving_ranges([1, NAN, 2, 4])) == [2]


def test_ranges_are_screened_once_and_at_the_limit_they_go():
    assert list(screened(np.array([1.0, 1.0, 1.0, 1.0, 20.0]))) == [1, 1, 1, 1]
    once = screened(np.array([1.0] * 10 + [5.0, 100.0]))
    assert 5.0 in once
    assert 100.0 not in once
    assert list(screened(np.array([0.0, 0.0]))) == [0, 0]
    assert len(screened(np.array([]))) == 0


def test_a_range_at_the_limit_is_screened_out(monkeypatch):
    monkeypatch.setattr("kpi.calc.control.RANGE_LIMIT", 3)
    assert list(screened(np.array([1.0, 1.0, 1.0, 1.0, 1.0, 5.0]))) == [1] * 5


def test_the_first_value_takes_no_step():
    rising = [place / 10 for place in range(6)]
    assert found(rising, [False, *[True] * 5])["trend"] == [0] * 6
    assert found(rising[::-1], [False, *[True] * 5])["trend"] == [0] * 6


def test_a_series_without_variation_has_limits_on_its_centre_and_no_signal():
    values = [99.0] * 14
    limits = individuals_limits(values, screened(moving_ranges(values)))
    assert (limits.low[0], limits.high[0]) == (99, 99)
    assert not any(signs.any() for signs in signals(values, limits.position(values)).values())
    assert list(limits.position(values)) == [0] * 14
    assert list(limits.position([100.0] * 14)) == [np.inf] * 14


def test_the_centre_is_the_mean_of_the_values_that_are_there():
    limits = individuals_limits([1.0, NAN, 3.0], moving_ranges([1.0, 2.0]))
    assert (limits.centre[0], limits.low[0], limits.high[0]) == pytest.approx((2, -0.66, 4.66))
    assert np.isnan(individuals_limits([NAN, NAN], np.array([])).centre).all()
    assert np.isnan(individuals_limits([1.0], np.array([])).high).all()


@given(st.lists(st.integers(0, 40), min_size=3, max_size=20), st.sampled_from((0.125, 60.0)), st.integers(-5, 5))
def test_another_unit_moves_the_limits_and_no_signal(values, factor, shift):
    moved = [factor * value + shift for value in values]
    sides = [individuals_limits(one, screened(moving_ranges(one))) for one in (values, moved)]
    assert sides[1].high == pytest.approx(factor * sides[0].high + shift, abs=1e-9)
    marks = [signals(one, limits.position(one)) for one, limits in zip((values, moved), sides, strict=True)]
    assert {name: list(signs) for name, signs in marks[0].items()} == {k: list(v) for k, v in marks[1].items()}


@pytest.mark.parametrize(
    ("direction", "better", "icon"),
    [
        (0, "higher", "common_cause"),
        (1, "higher", "improvement"),
        (-1, "higher", "concern"),
        (1, "lower", "concern"),
        (-1, "lower", "improvement"),
        (1, "neither", "high"),
        (-1, "neither", "low"),
    ],
)
def test_the_variation_icon_follows_the_direction(direction, better, icon):
    assert variation(direction, better=better) == icon


@pytest.mark.parametrize(
    ("target", "better", "icon"),
    [
        (40, "higher", "pass"),
        (60, "higher", "fail"),
        (50, "higher", "hit_or_miss"),
        (60, "lower", "pass"),
        (40, "lower", "fail"),
        (41, "lower", "hit_or_miss"),
        (50, "neither", ""),
        (NAN, "higher", ""),
    ],
)
def test_the_assurance_icon_asks_whether_the_target_lies_within_the_limits(target, better, icon):
    assert assurance(target, 40.0, 60.0, better=better) == icon
    assert {assurance(target, *ends, better=better) for ends in ((NAN, NAN), (40.0, NAN), (NAN, 60.0))} == {""}
