"""What of the change of a mean is real: said only where a test found it, with parts that add up."""

from __future__ import annotations

import itertools

import pytest

from kpi.core.indicator import VERDICTS, indicators
from kpi.sentences.split import split_clause, topic

TIME, STEPS = indicators()["processing_time"], indicators()["steps"]


def said(within, mix=0.0, entry=0.0, verdict="improved", indicator=TIME, lang="ko"):
    row = {"crude_change": within + mix + entry, "within": within, "mix": mix, "entry_exit": entry, "verdict": verdict}
    return split_clause(row, indicator=indicator, lang=lang)


def test_the_sentence_of_the_study_in_days_of_eight_working_hours():
    assert said(-11.2, -5.6) == "평균 2.1일 단축 중 1.4일은 실제 개선, 0.7일은 업무 구성 변화"
    assert said(-11.2, -5.6, lang="en") == (
        "Mean 2.1 days shorter, of which 1.4 days is real improvement, 0.7 days the mix of tasks"
    )


def test_less_than_a_day_is_said_in_working_hours_with_new_and_ended_tasks():
    assert said(-2.0, -0.5, -0.5) == (
        "평균 3.0시간 단축 중 2.0시간은 실제 개선, 0.5시간은 업무 구성 변화, 0.5시간은 신설·폐지 업무"
    )


def test_a_worsening_is_called_one():
    assert said(2.0, 0.5, verdict="worsened") == "평균 2.5시간 증가 중 2.0시간은 실제 악화, 0.5시간은 업무 구성 변화"


def test_parts_that_point_apart_stand_side_by_side_with_their_signs():
    assert said(-2.0, 3.0) == "단순 평균 변화 +1.0시간: 같은 업무 -2.0시간(개선), 업무 구성 변화 +3.0시간"
    assert said(-2.0, -1.0, 0.5) == (
        "단순 평균 변화 -2.5시간: 같은 업무 -2.0시간(개선), 업무 구성 변화 -1.0시간, 신설·폐지 업무 +0.5시간"
    )


def test_a_shorter_mean_that_is_all_mix_is_no_improvement():
    assert said(-0.1, -2.9, verdict="no_confirmed_change") == (
        "단순 평균 변화 -3.0시간: 같은 업무 -0.1시간(확인된 변화 없음), 업무 구성 변화 -2.9시간"
    )


def test_without_mix_there_is_nothing_to_split():
    assert said(-2.0) == "단순 평균 변화 -2.0시간"
    assert split_clause({"crude_change": None}, indicator=TIME, lang="ko") == ""


def test_rounded_parts_that_do_not_add_up_say_so():
    assert (
        said(-1.04, -1.04)
        == "평균 2.1시간 단축 중 1.0시간은 실제 개선, 1.0시간은 업무 구성 변화(반올림하여 합이 다를 수 있음)"
    )


def test_counts_fall_and_rise():
    assert "감소 중" in said(-1.0, -0.5, indicator=STEPS)
    assert "lower, of which" in said(-1.0, -0.5, indicator=STEPS, lang="en")


@pytest.mark.parametrize(
    ("words", "expected"),
    [("1.4일", "1.4일은"), ("3단계", "3단계는"), ("0.2", "0.2는"), ("0.6", "0.6은"), ("3%", "3%은")],
)
def test_the_particle_follows_the_last_sound(words, expected):
    assert topic(words) == expected


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_nothing_is_called_real_that_no_test_found(lang):
    sizes = (-9.0, -0.4, 0.0, 0.4, 9.0)
    for within, mix, entry, verdict in itertools.product(sizes, sizes, sizes, ["", *VERDICTS]):
        text = said(within, mix, entry, verdict, lang=lang)
        if "실제" in text or "real" in text:
            assert verdict in ("improved", "worsened")
            assert within * (within + mix + entry) > 0
        assert not [end for end in ("nan", "None", "{", "()", "_") if end in text], text
