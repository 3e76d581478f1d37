"""What a sentence about a result says, and what it must not say."""

from __future__ import annotations

import itertools

import pytest

from kpi.core.indicator import NOTES, VERDICTS, indicators
from kpi.sentences.result import coverage_clause, finding, headline, p_text, sentence
from kpi.sentences.rows import coverage_name, rows_of
from tests.charts.made_results import AWARDS, ON_TIME, SATISFACTION, TIME, results, times

CHANGE_WORDS_KO = ("단축", "상승", "하락", "감소")
CHANGE_WORDS_EN = ("shorter", "longer", "higher", "lower", "fewer")


def row(of=TIME, **values):
    return rows_of(results([{"start": 2025, **values}], of), of)[0]


def last():
    return rows_of(times(), TIME)[-1]


def test_an_improvement_says_number_change_interval_verdict_coverage_and_the_crude_mean():
    assert sentence(last(), indicator=TIME, lang="ko") == (
        "2025년 평균 처리기간 25.1시간(3.1일), 같은 업무는 전년 대비 2.1시간 단축(95% 구간 1.2~3.0), 개선. "
        "같은 업무 37/42개, 건수의 91% 기준. 평균 3.0시간 단축 중 2.1시간은 실제 개선, 0.9시간은 업무 구성 변화."
    )


def test_the_english_sentence_says_the_same():
    assert sentence(last(), indicator=TIME, lang="en") == (
        "Mean processing time, 2025: 25.1 h (3.1 days); same tasks: 2.1 h shorter than a year earlier (95% interval 1.2 to 3.0): "
        "improved. 37 of 42 tasks occur in both periods, 91% of cases. "
        "Mean 3.0 h shorter, of which 2.1 h is real improvement, 0.9 h the mix of tasks."
    )


def test_level_change_and_parts_are_said_in_days_where_the_mean_moved_by_one():
    found = {"value": 10.6, "change": 0.4, "change_low": -0.4, "change_high": 1.2, "verdict": "no_confirmed_change"}
    moved = row(**found, crude_change=9.6, within=0.4, mix=9.2, entry_exit=0.0)
    assert sentence(moved, indicator=TIME, lang="ko") == (
        "2025년 평균 처리기간 1.32일, 같은 업무는 전년 대비 +0.05일(95% 구간 -0.05~+0.15), 확인된 변화 없음. "
        "단순 평균 변화 +1.2일: 같은 업무 +0.1일(확인된 변화 없음), 업무 구성 변화 +1.1일."
    )
    assert headline(moved, indicator=TIME, lang="en").startswith("Mean processing time, 2025: 1.32 days, same tasks")


def test_the_sentence_says_the_p_that_the_verdict_rests_on():
    found = {"value": 25.1, "change": -2.1, "change_low": -3.0, "change_high": -1.2, "verdict": "improved"}
    alone = row(**found, p=0.0123, p_adjusted=0.0123)
    assert "(95% 구간 1.2~3.0, p 0.012), 개선" in sentence(alone, indicator=TIME, lang="ko")
    sure = row(**found, p=1e-9, p_adjusted=1e-9)
    assert "(95% interval 1.2 to 3.0, p <0.001): improved" in sentence(sure, indicator=TIME, lang="en")
    many = row(**found | {"verdict": "no_confirmed_change"}, p=0.02, p_adjusted=0.24, note="many_compared")
    assert "(95% 구간 -3.0~-1.2, 보정 p 0.240), 확인된 변화 없음" in sentence(many, indicator=TIME, lang="ko")
    assert "adjusted p 0.240" in sentence(many, indicator=TIME, lang="en")


@pytest.mark.parametrize(
    ("p", "said"),
    [
        (None, ""),
        (0.0, "<0.001"),
        (0.00099, "<0.001"),
        (0.001, "0.001"),
        (0.0494, "0.049"),
        (0.0498, "<0.050"),
        (0.05, "0.050"),
        (1.0, "1.000"),
    ],
)
def test_a_p_below_the_threshold_never_reads_like_the_threshold(p, said):
    assert p_text(p) == said


@pytest.mark.parametrize("verdict", ["no_confirmed_change", "not_tested", "not_comparable", ""])
@pytest.mark.parametrize("change", [-2.1, 2.1, 0.0])
def test_no_verb_of_change_where_no_test_found_one(verdict, change):
    told = row(value=25.1, change=change, change_low=change - 3, change_high=change + 3, verdict=verdict)
    ko, en = (sentence(told, indicator=TIME, lang=lang) for lang in ("ko", "en"))
    assert not any(word in ko for word in CHANGE_WORDS_KO), ko
    assert not any(word in en for word in CHANGE_WORDS_EN), en


def test_a_series_that_may_not_be_compared_shows_no_difference_at_all():
    told = row(value=25.1, change=-5.0, verdict="not_comparable", note="series_break")
    said = sentence(told, indicator=TIME, lang="ko")
    assert "-5.0" not in said
    assert "비교 불가(계열이 끊겨 비교하지 않음)" in said


def test_a_missing_value_says_why_and_shows_no_zero():
    told = row(note="too_few", n=3.0)
    assert sentence(told, indicator=TIME, lang="ko") == "2025년 평균 처리기간: 값 없음(응답이 적어 표시하지 않음)."
    assert "0" not in sentence(told, indicator=TIME, lang="ko").replace("2025", "")


def test_a_missing_value_without_a_note_says_no_data():
    assert "자료 없음" in sentence(row(), indicator=TIME, lang="ko")


def test_an_unconfirmed_row_among_many_says_that_many_were_compared():
    told = row(
        SATISFACTION,
        value=80.0,
        change=1.0,
        change_low=0.1,
        change_high=1.9,
        verdict="no_confirmed_change",
        note="many_compared",
    )
    said = sentence(told, indicator=SATISFACTION, lang="ko")
    assert "확인된 변화 없음" in said
    assert "여러 부서·업무를 함께 비교해" in said


def test_a_percentage_changes_in_percentage_points():
    told = row(ON_TIME, value=91.0, change=2.5, change_low=1.0, change_high=4.0, verdict="improved")
    assert "2.5%p 상승" in sentence(told, indicator=ON_TIME, lang="ko")
    assert "2.5 pp higher" in sentence(told, indicator=ON_TIME, lang="en")


def test_a_count_without_a_test_says_so():
    told = row(AWARDS, value=46.0, change=6.0, verdict="not_tested")
    assert sentence(told, indicator=AWARDS, lang="ko") == "2025년 대외 성과 46건, 전년 대비 +6건, 검정 안 함."


@pytest.mark.parametrize(
    ("compare", "words"), [("previous", "전년 대비"), ("base", "기준연도 대비"), (2021, "2021년 대비")]
)
def test_the_sentence_names_what_was_compared_with(compare, words):
    assert words in sentence(last(), indicator=TIME, lang="ko", compare=compare)


def test_a_month_is_compared_with_the_same_period_of_last_year():
    told = row(value=25.1, change=-2.1, change_low=-3.0, change_high=-1.2, verdict="improved", period_months=1)
    assert "전년 같은 기간 대비" in sentence(told, indicator=TIME, lang="ko")


def test_a_department_is_named_first():
    told = row(value=25.1, department="민원봉사과", task="건축허가")
    assert sentence(told, indicator=TIME, lang="ko").startswith("민원봉사과 · 건축허가 · 2025년")
    assert headline(told, indicator=TIME, lang="en").startswith("민원봉사과 · 건축허가 · Mean")


def test_a_row_from_json_reads_like_the_row_of_the_frame():
    plain = {key: None if value != value else value for key, value in last().items()}
    plain |= {"period_start": "2025-01-01", "department": None, "task": None}
    assert sentence(plain, indicator=TIME, lang="ko") == sentence(last(), indicator=TIME, lang="ko")


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_verdict_with_every_note_has_words_and_no_loose_ends(lang):
    numbers = ({}, {"value": 25.1}, {"value": 25.1, "change": -1.0, "change_low": -2.0, "change_high": 1.0})
    codes = itertools.product(["", *VERDICTS], ["", *NOTES, "too_few,open_cases"], numbers)
    told = results([{"start": 2025, "verdict": verdict, "note": note, **values} for verdict, note, values in codes])
    for one in rows_of(told, TIME):
        for said in (sentence(one, indicator=TIME, lang=lang), headline(one, indicator=TIME, lang=lang)):
            assert said
            loose = ("nan", "None", "{", "()", *(code for code in (*NOTES, *VERDICTS) if "_" in code))
            assert not [end for end in loose if end in said], said


def test_nothing_is_found_where_nothing_was_compared():
    assert finding(row(value=1.0), indicator=TIME, lang="ko") == ""


def test_coverage_of_a_score_is_the_weight_of_its_parts_not_a_share_of_cases():
    row = {"coverage": 0.8, "pillar": "soft"}
    assert coverage_clause(row, "ko") == "배점의 80%에 해당하는 평가 기준"
    assert coverage_clause({**row, "pillar": "speed"}, "ko") == "건수의 80% 기준"
    names = [coverage_name(indicators()[id_]).say("en") for id_ in ("collaboration_score", "processing_time")]
    assert names == ["Parts used", "Cases in same tasks"]


def test_a_reason_in_brackets_has_no_brackets_of_its_own():
    few = row(of=SATISFACTION, value=70.0, change=1.0, verdict="not_tested", note="reference_only")
    assert "(For reference: fewer than 30 answers)" in sentence(few, indicator=SATISFACTION, lang="en")
    assert "(참고: 응답 30명 미만)" in sentence(few, indicator=SATISFACTION, lang="ko")
