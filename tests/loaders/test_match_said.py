"""What stands beside a table: years, departments, units, and cells the analyst put right."""

import pytest

from kpi.core.organisation import Register, Unit
from loaders.choice import Fix
from loaders.match.titles import is_office, is_period, office_in, period_in, years_in
from tests.loaders.loading import codes, context, finding, layout_of, load, loaded, sums

ITEMS = [["문항", "응답수", "평균", "표준편차"], ["친절성", 10, 80, 5], ["신속성", 10, 70, 5]]
CASES = [
    ["접수번호", "민원명", "담당부서", "접수일시", "완료일시"],
    ["1", "여권 발급", "민원과", "2025-13-04 10:00", "2025-03-05 10:00"],
]


def test_a_year_in_the_title_is_suggested_and_never_assumed():
    rows = [["2024년 만족도 조사 결과"], *ITEMS]
    error = finding(load(rows), "no_year")
    assert (error.severity, error.choices[0]) == ("error", "2024")
    assert loaded(rows, year=2024).cells["period_start"].dt.year.unique().tolist() == [2024]


def test_a_department_in_the_title_is_suggested_and_never_assumed():
    rows = [["2024년 민원과 만족도 조사 결과"], *ITEMS]
    batch = loaded(rows, year=2024)
    said = finding(batch, "department_in_title")
    assert (said.severity, said.choices, set(batch.cells["department"])) == ("warning", ("민원과",), {""})
    given = loaded(rows, year=2024, department="민원과")
    assert set(given.cells["department"]) == {"민원과"}
    assert "department_given" in codes(given, "note")
    assert set(given.claims["department"]) == {"민원과"}


def test_a_department_for_the_whole_file_wins_over_its_column():
    rows = [CASES[0], [*CASES[1][:3], "2025-03-04", "2025-03-05"]]
    assert set(loaded(rows, department="세무과").cells["department"]) == {"세무과"}


def test_a_department_for_the_whole_file_must_be_known_like_any_other():
    error = finding(
        load([["2024년"], *ITEMS], context(["민원과"]), year=2024, department="민원가"), "unknown_department"
    )
    assert error.value == "민원가"


@pytest.mark.parametrize(("unit", "minutes"), [("(단위 : 건, 시간)", 120), ("[단위: 분]", 2), ("단위: 건", 2)])
def test_the_unit_above_a_table_is_that_of_its_times(unit, minutes):
    rows = [["", "", "", unit], ["민원명", "담당부서", "건수", "처리시간"], ["여권", "민원과", 10, 2]]
    assert sums(loaded(rows, year=2024), "handling_minutes") == {"n": 10, "wx": 10 * minutes}


def test_a_unit_in_the_header_wins_over_the_one_above():
    rows = [["(단위: 시간)"], ["민원명", "담당부서", "건수", "처리시간(분)"], ["여권", "민원과", 10, 2]]
    assert sums(loaded(rows, year=2024), "handling_minutes")["wx"] == 20


def test_counts_in_thousands_are_refused_and_not_taken_for_single_cases():
    rows = [["(단위: 천건)"], ["민원명", "담당부서", "건수", "처리시간"], ["여권", "민원과", 10, "2분"]]
    assert "unit_scaled" in codes(load(rows, year=2024), "error")


@pytest.mark.parametrize("above", ["(단위: 분, 천건)", "[단위: 1,000건, 분]"])
def test_counts_in_thousands_are_refused_wherever_the_unit_stands_above_the_table(above):
    rows = [[above], ["민원명", "담당부서", "건수", "처리시간"], ["여권", "민원과", 10, "2분"]]
    assert "unit_scaled" in codes(load(rows, year=2024), "error")


@pytest.mark.parametrize("head", ["건수(천건)", "처리건수 (단위: 만 건)", "건수[백건]"])
def test_counts_in_thousands_are_refused_where_their_own_header_says_so(head):
    rows = [["민원명", "담당부서", head, "처리시간"], ["여권", "민원과", 10, "2분"]]
    assert finding(load(rows, year=2024), "unit_scaled").column == head


def test_single_cases_said_by_a_header_win_over_the_unit_above_and_satisfaction_is_no_thousand():
    rows = [["(단위: 천건)"], ["민원명", "담당부서", "건수(건)", "처리시간"], ["여권", "민원과", 10, "2분"]]
    assert sums(loaded(rows, year=2024), "handling_minutes") == {"n": 10, "wx": 20}
    rows = [["(단위: 만족도 점수)"], ["연도", "부서", "응답자수(만족도)", "종합만족도"], [2024, "민원과", 10, 82.5]]
    assert sums(loaded(rows), "respondents")["n"] == 10


def test_cells_put_right_are_read_and_said():
    assert "bad_datetime" in codes(load(CASES))
    batch = loaded(CASES, fixes=(Fix("2025", "D2", "2025-03-04 10:00"),))
    assert sums(batch, "received") == {"n": 1, "wx": 1}
    note = finding(batch, "fixed_cells")
    assert ("2025!D2" in note.say("ko"), note.marks) == (True, (("2025", 2, 3),))


@pytest.mark.parametrize(
    "fix", [Fix("2025", "Z9", "x"), Fix("없음", "A1", "x"), Fix("2025", "2D", "x"), Fix("2025", "A99", "x")]
)
def test_a_cell_to_put_right_outside_the_file_is_an_error(fix):
    error = finding(load(CASES, fixes=(fix,)), "fix_outside")
    assert (error.severity, error.cell) == ("error", fix.cell)


def test_dropped_columns_are_not_read_but_stay_among_the_labels():
    rows = [CASES[0], [*CASES[1][:3], "2025-03-04", "2025-03-05"]]
    layout = layout_of(rows, drop=("담당부서",))
    assert ("담당부서" in layout.table.columns, "담당부서" in layout.labels) == (False, True)
    assert set(loaded(rows, drop=("담당부서",)).cells["department"]) == {""}


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024년 민원 처리 현황", "2024년"),
        ("민원처리대장_2024", "2024년"),
        ("(2023. 1분기)", "2023년 1분기"),
        ("2024_상반기", "2024년 상반기"),
        ("'23년 결과", "2023년"),
        ("1월", "1월"),
        ("2023~2024년 현황", ""),
        ("2023년 대비 2024년", ""),
        ("2024년 1월~3월", ""),
        ("수정본 2", ""),
        ("제2024-1호", "2024년"),
    ],
)
def test_the_one_period_of_a_title(text, period):
    assert period_in(text) == period


def test_years_are_listed_in_the_order_of_the_titles():
    assert years_in(["2023년 대비 2024년", "'22년", "12345"]) == ("2023", "2024", "2022")


@pytest.mark.parametrize(
    "label", ["2014년", "2014", "1분기", "상반기", "2024.1", "'14년", "2017.1/4", "3월", "2014년 상반기"]
)
def test_labels_that_are_periods(label):
    assert is_period(label)


@pytest.mark.parametrize("label", ["2013년도 이전", "1", "100", "친절", "2014년 평균", "20241"])
def test_labels_that_are_no_periods(label):
    assert not is_period(label)


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("민원과", "민원과"),
        ("부서: 세무과", "세무과"),
        ("□ 세무과", "세무과"),
        ("2024년 민원봉사과 처리 현황", "민원봉사과"),
        ("민원과, 세무과", ""),
        ("만족도 조사 결과", ""),
        ("처리 성과", ""),
        ("열린민원실", "열린민원실"),
    ],
)
def test_the_department_of_a_title(text, office):
    assert office_in(text) == office


def test_a_known_department_needs_no_usual_ending():
    known = Register("department", (Unit(1, "미래전략"),))
    assert (is_office("미래전략", known), is_office("미래전략")) == (True, False)
    assert office_in("2024년 미래전략 결과", known) == "미래전략"
