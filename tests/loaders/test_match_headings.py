"""Header rows that only gather columns, and brief headers that are known by what stands below them."""

from __future__ import annotations

import pandas as pd
import pytest

from kpi.core.errors import UserError
from tests.loaders.loading import book, finding, layout_of, load, loaded, sheet, sums

ANSWERS = [[2025, "민원과", 5, 4, 3, 4], [2025, "세무과", 4, 4, 5, 4], [2025, "민원과", 3, 4, 5, 4]]
CASES = [
    [1, "민원과", "여권", "2025-03-04 09:00", "2025-03-05 10:00"],
    [2, "세무과", "납세", "2025-03-04 09:00", "2025-03-06 10:00"],
    [3, "민원과", "인감", "2025-03-07 09:00", "2025-03-07 10:00"],
]


def items(rows, merged=(), **choice):
    whole = book(sheet(rows, merged=merged))
    return [name.removeprefix("item:") for name in layout_of(whole, **choice).mapping if name.startswith("item:")]


@pytest.mark.parametrize("above", ["만족도 문항", "평가 항목", "문항별 점수", "서비스 만족도", "세부 항목(5점)"])
@pytest.mark.parametrize("merged", [(), [(1, 2, 1, 4), (1, 0, 2, 0), (1, 1, 2, 1), (1, 5, 2, 5)]])
def test_what_only_gathers_the_items_is_no_part_of_their_names(above, merged):
    head = [["연도", "부서", above, "", "", "종합만족도"], ["", "", "직원 친절", "신속 처리", "시설 환경", ""]]
    assert items([*head, *ANSWERS], merged) == ["직원 친절", "신속 처리", "시설 환경"]


def test_groups_with_the_same_labels_below_stay_apart():
    head = [["연도", "부서", "창구 만족도", "", "온라인 만족도", ""], ["", "", "친절", "신속", "친절", "신속"]]
    names = ["창구 만족도 친절", "창구 만족도 신속", "온라인 만족도 친절", "온라인 만족도 신속"]
    assert items([*head, *ANSWERS]) == names


def test_an_item_above_its_mean_and_spread_keeps_its_name():
    head = [["부서", "응답수", "친절 만족도", "", "신속 만족도", ""], ["", "", *["평균", "표준편차"] * 2]]
    batch = loaded([*head, ["민원과", 10, 80.5, 5, 70.5, 4], ["세무과", 12, 70.5, 6, 60.5, 3]], year=2025)
    assert {str(name) for name in batch.cells["item"] if name} == {"친절 만족도", "신속 만족도"}
    alone = [
        ["부서", "응답수", "친절 만족도", ""],
        ["", "", "평균", "표준편차"],
        ["민원과", 10, 80.5, 5],
        ["세무과", 12, 70.5, 6],
    ]
    assert layout_of(alone, year=2025).mapping["mean"] == "친절 만족도 평균"


@pytest.mark.parametrize("above", ["접수/처리(일시)", "접수·처리 일시", "접수 및 처리일자", "접수/처리"])
def test_a_heading_made_of_the_labels_below_it_says_only_what_they_are(above):
    rows = [["번호", "담당부서", "민원명", above, ""], ["", "", "", "접수", "처리"], *CASES]
    batch = loaded(rows)
    assert sums(batch, "processing_hours", "task") == {"납세": (1, 17), "여권": (1, 9), "인감": (1, 1)}


def test_brief_headers_above_days_are_receipt_completion_and_deadline():
    rows = [["번호", "부서", "민원명", "접수", "처리", "기한"], *([*case, "2025-03-06"] for case in CASES)]
    assert {name: label for name, label in layout_of(rows).mapping.items() if name.endswith(("_at", "line"))} == {
        "received_at": "접수",
        "completed_at": "처리",
        "deadline": "기한",
    }


@pytest.mark.parametrize(("done", "due"), [("완료", "7일"), ("진행중", "즉시")])
def test_brief_headers_above_other_things_are_not(done, due):
    rows = [["번호", "부서", "민원명", "접수", "처리", "기한"], *([*case[:4], done, due] for case in CASES)]
    mapping = layout_of(rows).mapping
    assert (mapping.get("completed_at"), mapping["statutory_period"]) == (None, "기한")
    assert load(rows).errors


@pytest.mark.parametrize("count", ["45,289", "45289", "12.5"])
def test_numbers_of_cases_below_a_brief_header_are_no_days(count):
    rows = [["부서", "민원명", "접수", "처리"], *([case[1], case[2], count, count] for case in CASES)]
    assert "received_at" not in layout_of(rows, source="processing_records").mapping


def test_rows_told_apart_by_an_unread_column_of_words_name_it():
    rows = [["", "민원과", "세무과"], ["직원 친절", 82.5, 80.1], ["신속 처리", 78.2, 77.5]]
    said = finding(load(rows, year=2025, source="satisfaction_survey", columns={"overall": "[값]"}), "rows_repeated")
    assert "--map item='[A]'" in said.say("ko")
    named = loaded(rows, year=2025, columns={"item": "[A]"}, source="satisfaction_survey")
    assert sums(named, "score", "item", columns=["wx"]) == {"신속 처리": (155.7,), "직원 친절": (162.6,)}


def test_items_below_each_other_with_departments_in_columns_say_how_they_are_named():
    rows = [["구분", "민원과", "세무과"], ["직원 친절", 82.5, 80.1], ["신속 처리", 78.2, 77.5]]
    with pytest.raises(UserError) as refused:
        load(rows, year=2025)
    said = refused.value.findings[0].say("ko")
    assert "--source satisfaction_survey --map item=구분 --map mean=[값]" in said
    assert "--source processing_records --map task=구분 --map handling_minutes=[값]" in said


@pytest.mark.parametrize(
    "labels", [["'24.상", "'24.하"], ["24.상", "24.하"], ["2024.상", "2024.하"], ["'24년 상", "'24년 하"]]
)
def test_halves_of_years_are_written_with_one_letter(labels):
    batch = loaded(
        [["부서", *labels], ["민원과", 80.1, 81.2]], source="satisfaction_survey", columns={"overall": "[값]"}
    )
    assert sorted(batch.cells["period_start"].dt.strftime("%Y-%m").unique()) == ["2024-01", "2024-07"]
    assert set(batch.cells["period_months"]) == {6}


def test_ranks_and_changes_beside_scores_are_no_items():
    head = [["구분", "응답자 수", "친절성", "", "", "종합", ""], ["", "", "점수", "순위", "전년 대비", "점수", "순위"]]
    rows = [*head, ["민원과", 100, 82.5, 1, 0.5, 81.3, 1], ["세무과", 90, 78.5, 2, 1.5, 78.8, 2]]
    assert items(rows, year=2025) == ["친절성 점수"]


def test_a_heading_above_headings_is_no_part_of_the_names_either():
    head = [
        ["연도", "부서", "만족도 조사 문항", "", "", "종합만족도"],
        ["", "", "과정", "", "시설", ""],
        ["", "", "친절", "신속", "청결", ""],
    ]
    assert items([*head, *ANSWERS]) == ["과정 친절", "과정 신속", "시설 청결"]


@pytest.mark.parametrize("asks", ["문3. 전반적으로 만족한다", "3) 전반적으로 만족합니다.", "전반적으로 만족했다"])
def test_an_overall_statement_is_the_overall_item(asks):
    rows = [["조사년도", "이용기관", "문1. 직원이 친절하다", asks], [2025, "복지관", 5, 3], [2025, "보건소", 4, 4]]
    mapping = layout_of(rows).mapping
    assert (mapping["overall"], mapping["department"]) == (asks, "이용기관")


def test_periods_below_a_header_of_times_are_the_period():
    rows = [["시기", "부서", "응답수", "종합만족도"], ["'24.상", "민원과", 100, 80.1], ["'24.하", "민원과", 110, 81.2]]
    assert sums(loaded(rows), "overall", "period_start", columns=["n"]).keys() == {
        pd.Timestamp("2024-01-01"),
        pd.Timestamp("2024-07-01"),
    }
