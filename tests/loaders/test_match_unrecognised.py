"""What is not read is refused with the reason: counts alone, or the kinds it may be and how one is chosen."""

import pytest

from kpi.core.errors import UserError
from tests.loaders.loading import codes, finding, layout_of, load, loaded

COUNTS = {
    "years": [["민원 접수건수"], ["구분", "2023", "2024"], ["접수건수", 120, 130]],
    "departments by year": [
        ["연도별 민원 접수 현황"],
        ["부서", "2023년", "2024년"],
        ["민원과", 120, 130],
        ["세무과", 5, 0],
    ],
    "a year a row": [["연도", "민원 접수건수"], ["2023", 120], ["2024", 130]],
    "several counts": [["연도", "부서", "접수건수", "처리건수"], ["2023", "민원과", 120, "1,119건"]],
    "rates beside": [["(단위: 건, %)"], ["연도", "접수건수", "처리율(%)"], [2023, 100, 99.0], [2024, 120, 99.2]],
    "tasks": [["연도", "업무", "건수"], ["2023", "여권", 120], ["2024", "여권", "-"]],
    "tasks by year": [["민원 발급 건수"], ["업무", "2023", "2024"], ["여권", 120, 130], ["등록", 50, 60]],
}
SCORES = {
    "departments by year": [["부서", "2023년", "2024년"], ["민원과", 82.3, 83.1], ["세무과", 72.3, 73.1]],
    "items by year": [["구분", "2023", "2024"], ["친절성", 82.3, 83.1], ["신속성", 72.3, 73.1]],
    "long": [["부서", "연도", "점수"], ["민원과", "2023", 81.2], ["세무과", "2024", 71.2]],
}


def refused(rows, **choice):
    with pytest.raises(UserError) as error:
        layout_of(rows, **choice)
    (found,) = error.value.findings
    return found


@pytest.mark.parametrize("name", COUNTS)
def test_a_table_of_counts_says_that_counts_alone_are_not_read_and_what_is(name):
    found = refused(COUNTS[name])
    assert found.code == "counts_only"
    assert all(word in found.say("ko") for word in ("접수일시", "평균", "--map"))


@pytest.mark.parametrize("name", SCORES)
def test_scores_of_which_nobody_says_what_they_are_name_the_kinds_and_how_to_choose(name):
    found = refused(SCORES[name])
    assert found.code == "not_recognised"
    assert set(found.choices) == {"satisfaction_survey", "processing_records"}
    assert "--source satisfaction_survey --map overall=" in found.say("ko")


def test_departments_in_the_header_are_not_suggested_as_scores():
    rows = [["부서", "민원과", "세무과"], ["친절성", 80.5, 81.5], ["신속성", 70.5, 71.5]]
    assert "--map item=부서 --map mean=[값]" in refused(rows).say("ko")
    batch = loaded(rows, source="satisfaction_survey", columns={"item": "부서", "mean": "[값]"}, year=2025)
    assert len(batch.cells.query("measure == 'score'")) == 4


def test_what_the_refusal_suggests_works():
    batch = loaded(SCORES["departments by year"], source="satisfaction_survey", columns={"overall": "[값]"})
    assert sorted(batch.cells.query("measure == 'overall'")["wx"]) == [72.3, 73.1, 82.3, 83.1]
    assert loaded(SCORES["long"], source="satisfaction_survey", columns={"overall": "점수"}).cells.shape[0] == 2


@pytest.mark.parametrize("title", ["고객만족도 조사 결과(응답자 접수순)", "평균 처리시간(단위: 분)"])
def test_counts_are_not_seen_where_a_title_speaks_of_means(title):
    rows = [[title], ["업무", "2023", "2024"], ["여권", 12, 13], ["등록", 50, 60]]
    assert "counts_only" not in codes(load(rows, source="processing_records"))


def test_values_that_may_be_counts_are_asked_about_and_said_to_be_unreadable_as_counts():
    rows = [["업무", "2023", "2024"], ["여권", 12, 13], ["등록", 50, 60]]
    assert "건수" in finding(load(rows), "mean_of_what").say("ko")


def test_a_table_of_something_else_names_the_nearest_kinds():
    found = refused([["상호", "주소", "휘발유"], ["가", "나", "1500"]])
    assert (found.code, len(found.choices)) == ("not_recognised", 2)
    assert f"--source {found.choices[0]}" in found.say("en")
