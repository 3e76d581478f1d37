"""Files that are already summed up: n, mean and SD of tasks, departments and items. Hand-worked."""

import math

import pandas as pd
import pytest

from tests.loaders.loading import codes, finding, load, loaded, sums

COUNTER = [
    ["민원 처리시간", "", "", "", "", ""],
    ["", "", "", "", "", "(단위: 분)"],
    ["업무", "부서", "연도", "건수", "평균처리시간", "표준편차"],
    ["여권", "민원과", "2013", "120", "8분 17초", "2분"],
    ["", "", "2014", "1,300건", "2분 36초", "1분"],
    ["소계", "", "", "1420", "3분", ""],
    ["※ 출처: 시흥시", "", "", "", "", ""],
]
SURVEY = [
    ["부서", "문항", "응답수", "평균", "표준편차"],
    ["민원과", "친절", "100", "4.2", "0.8"],
    ["", "종합만족도", "100", "4.0", "1.0"],
    ["합계", "친절", "100", "4.2", "0.8"],
]


def test_printed_durations_with_n_and_sd_give_exact_sums():
    batch = loaded(COUNTER)
    found = sums(batch, "handling_minutes", "task", "period_start", columns=("n", "w", "wx", "wxx"))
    mean = 8 + 17 / 60
    assert found["여권", pd.Timestamp("2013-01-01")] == pytest.approx((120, 120, 120 * mean, 4 * 119 + 120 * mean**2))
    assert found["여권", pd.Timestamp("2014-01-01")] == pytest.approx((1300, 1300, 3380, 1299 + 1300 * 2.6**2))


def test_totals_footers_and_filled_labels_are_said():
    batch = loaded(COUNTER)
    assert finding(batch, "total_rows").rows == (6,)
    assert finding(batch, "footers").rows == (7,)
    assert [one.column for one in batch.findings if one.code == "filled_down"] == ["업무", "부서"]


def test_summed_up_records_claim_their_periods_and_departments():
    claims = loaded(COUNTER).claims
    assert claims["claim_start"].dt.year.tolist() == [2013, 2014]
    assert claims["claim_months"].tolist() == [12, 12]
    assert claims["department"].tolist() == ["민원과", "민원과"]


def test_without_sd_the_squares_are_missing_and_without_n_the_mean_is_never_pooled():
    rows = [["업무", "연도", "건수", "대기시간"], ["여권", "2013", "10", "6분"], ["여권", "2014", "-", "5분"]]
    batch = loaded(rows)
    cells = batch.cells.loc[batch.cells["measure"].eq("waiting_minutes"), ["n", "w", "wx", "wxx"]].to_numpy().tolist()
    assert cells[0][:3] == [10, 10, 60]
    assert math.isnan(cells[0][3])
    assert (cells[1][0], cells[1][2]) == (0, 5)
    assert math.isnan(cells[1][1])
    assert {"no_sd", "no_n"} <= set(codes(batch))


def test_a_given_year_never_folds_several_years_into_one():
    assert finding(load(COUNTER, year=2025), "several_years").severity == "error"
    assert "other_year" in codes(loaded(COUNTER[:4], year=2025), "warning")


def test_a_mean_of_one_case_needs_no_sd():
    batch = loaded([["업무", "연도", "건수", "대기시간"], ["여권", "2013", "1", "6분"]])
    assert sums(batch, "waiting_minutes", columns=("wx", "wxx")) == {"wx": 6, "wxx": 36}


def test_days_are_never_converted_silently():
    rows = [["업무", "연도", "건수", "처리기간 평균(일)"], ["여권", "2013", "10", "3.2"]]
    assert finding(load(rows), "day_length").severity == "error"
    assert sums(loaded(rows, day_hours="8"), "processing_hours") == {"n": 10, "wx": pytest.approx(256)}


def test_a_bare_mean_must_be_named():
    rows = [["업무", "연도", "건수", "평균"], ["여권", "2013", "10", "6분"]]
    assert "handling_minutes=평균" in finding(load(rows), "mean_of_what").say("ko")
    assert sums(loaded(rows, columns={"handling_minutes": "평균"}), "handling_minutes") == {"n": 10, "wx": 60}


def test_a_measure_column_says_what_each_mean_is_of():
    rows = [
        ["업무", "연도", "지표", "건수", "평균", "표준편차"],
        ["여권", "2013", "대기시간", "10", "6분", "1분"],
        ["여권", "2013", "창구처리시간", "10", "2분", "1분"],
    ]
    batch = loaded(rows)
    assert (sums(batch, "waiting_minutes")["wx"], sums(batch, "handling_minutes")["wx"]) == (60, 20)


def test_survey_means_are_turned_into_points_by_the_declared_scale():
    batch = loaded(SURVEY, scale=(1, 5), year=2025)
    assert sums(batch, "score", "item") == {"친절": pytest.approx((100, 8000))}
    expected = (100, 7500, 99 * 25**2 + 100 * 75**2)
    assert sums(batch, "overall", "department", columns=("n", "wx", "wxx")) == {"민원과": pytest.approx(expected)}
    assert sums(batch, "respondents")["n"] == 100


def test_survey_means_of_no_declared_scale_are_points_only_above_ten():
    assert finding(load(SURVEY, year=2025), "unknown_scale").severity == "error"
    batch = loaded([["부서", "응답수", "만족도"], ["민원과", "100", "82.98"]], year=2014)
    assert sums(batch, "overall") == {"n": 100, "wx": pytest.approx(8298)}


def test_items_with_the_same_n_give_the_overall_score_and_others_do_not():
    rows = [["부서", "문항", "응답수", "평균"], ["민원과", "친절", "10", "80"], ["민원과", "신속", "10", "60"]]
    assert sums(loaded(rows, year=2025), "overall") == {"n": 10, "wx": 700}
    rows[2][2] = "9"
    batch = loaded(rows, year=2025)
    assert sums(batch, "overall")["n"] == 0
    assert "no_overall" in codes(batch, "warning")


def test_one_decimal_value_for_each_year_and_department_is_a_printed_mean_and_said_so():
    batch = loaded([["연도", "부서", "고객만족도"], ["2013", "민원과", "74.04"], ["2014", "민원과", "82.98"]])
    assert finding(batch, "read_as_means").severity == "warning"
    assert list(batch.cells.query("measure == 'overall'")["n"]) == [0, 0]


def test_percentages_with_decimals_are_means_however_many_rows_a_department_has():
    head = ["연도", "부서", "민원명", "고객만족도"]
    rows = [["2013", "민원과", "여권", "85.3%"], ["2013", "민원과", "건축", "80%"], ["2014", "민원과", "여권", "81.5%"]]
    batch = load([head, *rows])
    assert "read_as_means" in codes(batch, "warning")
    assert sums(batch, "respondents").get("n", 0) == 0


def test_whole_numbers_or_several_rows_of_a_department_stay_answers():
    for values in (["4", "5"], ["4.5", "5"]):
        year = ["2013", "2014"] if values[0] == "4" else ["2013", "2013"]
        rows = [[when, "민원과", value] for when, value in zip(year, values, strict=True)]
        batch = load([["연도", "부서", "고객만족도"], *rows], scale=(1.0, 5.0))
        assert "read_as_means" not in codes(batch)


def test_a_number_of_cases_below_zero_stops_the_load():
    rows = [["민원명", "담당부서", "기간", "건수", "평균 처리시간"], ["여권", "민원과", "2025-03", "-5", "8분"]]
    assert (finding(load(rows), "negative_count").severity, finding(load(rows), "negative_count").row) == ("error", 2)
    survey = [["부서", "응답수", "만족도"], ["민원과", "-100", "82.98"]]
    assert finding(load(survey, year=2014), "negative_count").severity == "error"
