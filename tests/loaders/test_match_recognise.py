"""What a file is, where its table stands, which column is which field."""

import pytest

from kpi.core.errors import UserError
from loaders.source import sources
from tests.loaders.loading import book, codes, finding, layout_of, load, loaded, sheet

PETITIONS = [
    ["접수번호", "민원명", "담당부서", "접수일시", "완료일시", "처리기한"],
    ["1", "여권 발급", "민원과", "2025-03-04 10:00", "2025-03-05 10:00", "2025-03-10"],
]
SURVEY = [
    ["연도", "응답자번호", "부서", "친절성", "종합만족도"],
    ["2025", "R1", "민원과", "5", "4"],
    ["2025", "R2", "세무과", "1", "5"],
]
RATINGS = [
    ["평가연도", "평가자", "평가자 소속", "평가자 구분", "피평가부서", "평가항목", "점수"],
    ["2025", "A", "세무과", "직원", "민원과", "정보 공유", "5"],
]
ACHIEVEMENTS = [["연도", "부서", "제목", "구분", "수준", "점수"], ["2025", "민원과", "협업 1", "협업과제", "시", "2"]]


@pytest.mark.parametrize(
    ("rows", "source"),
    [
        (PETITIONS, "processing_records"),
        (SURVEY, "satisfaction_survey"),
        (RATINGS, "collaboration_evaluation"),
        (ACHIEVEMENTS, "achievements"),
    ],
)
def test_the_kind_of_source_is_recognised_by_its_columns(rows, source):
    assert layout_of(rows).source.id == source


def test_a_table_on_the_fifth_sheet_below_a_title_and_a_unit_row_is_found():
    titled = [["민원처리대장", "", ""], [], ["", "", "", "", "", "(단위: 건)"], *PETITIONS]
    others = [sheet([["메모", "가"], ["나", "다"]], name) for name in ("1", "2", "3", "4")]
    found = layout_of(book(*others, sheet(titled, "대장")))
    assert (found.sheet, found.header_row, list(found.table.index)) == ("대장", 4, [5])


def test_the_answers_themselves_are_read_before_a_sheet_of_their_means():
    means = [["연도", "부서", "종합만족도", "응답수", "표준편차"], ["2025", "민원과", "4.2", "120", "0.8"]]
    found = layout_of(book(sheet(means, "집계"), sheet(SURVEY, "설문응답"), sheet(means, "그래프")))
    assert (found.sheet, found.form.id) == ("설문응답", "row")
    assert layout_of(book(sheet(means, "집계"), sheet(SURVEY, "설문응답")), sheet="집계").form.id == "summed"


def test_hidden_sheets_are_not_tried_but_can_be_named():
    hidden = book(sheet(SURVEY, "설문"), sheet(PETITIONS, "숨김", hidden=True))
    assert layout_of(hidden).sheet == "설문"
    assert layout_of(hidden, sheet="숨김").source.id == "processing_records"


def test_english_headers_of_a_public_request_register_are_matched():
    rows = [
        ["case_enquiry_id", "open_dt", "sla_target_dt", "closed_dt", "case_status", "reason", "type", "department"],
        ["1", "2014-01-02 10:00:00", "2014-01-05 10:00:00", "2014-01-03 10:00:00", "Closed", "Noise", "Dog", "ANML"],
    ]
    assert layout_of(rows).mapping == {
        "case_id": "case_enquiry_id",
        "received_at": "open_dt",
        "deadline": "sla_target_dt",
        "completed_at": "closed_dt",
        "status": "case_status",
        "task": "type",
        "department": "department",
    }


def test_words_of_a_merged_header_count_in_either_order():
    rows = [["민원명", "일시", ""], ["", "접수", "완료"], ["여권", "2025-03-04 10:00", "2025-03-05 10:00"]]
    found = layout_of(book(sheet(rows, merged=[(1, 0, 2, 0), (1, 1, 1, 2)])))
    assert found.mapping == {"task": "민원명", "received_at": "일시 접수", "completed_at": "일시 완료"}


def test_a_table_with_case_numbers_is_never_asked_for_what_a_summed_up_one_needs():
    rows = [["접수번호", "민원명", "담당부서", "처리기한", "처리시간"], ["1", "여권", "민원과", "2025-03-10", "5"]]
    found = layout_of(rows, source="processing_records")
    missing = [one.values["field"] for one in found.findings if one.code == "missing_column"]
    assert missing == ["received_at", "completed_at"]


def test_a_header_with_remarks_and_a_misspelling_still_matches_with_less_confidence():
    rows = [
        ["민원명", "처리(진행)부서", "민원접수일시", "처리 완료일시(시스템)"],
        ["여권", "민원과", "2025-03-04", "2025-03-05"],
    ]
    found = layout_of(rows)
    assert found.mapping["completed_at"] == "처리 완료일시(시스템)"
    assert found.mapping["received_at"] == "민원접수일시"
    assert found.confidence["completed_at"] < found.confidence["task"] <= 1


def test_the_same_word_is_a_deadline_or_a_period_by_what_its_cells_hold():
    rows = [["민원명", "접수일", "완료일", "처리기한"], ["여권", "2025-03-04", "2025-03-05", "7일"]]
    assert layout_of(rows).mapping["statutory_period"] == "처리기한"
    rows[1][3] = "2025-03-10"
    assert layout_of(rows).mapping["deadline"] == "처리기한"


def test_a_label_that_appears_twice_is_kept_apart():
    rows = [[*PETITIONS[0], "비고", "비고", ""], [*PETITIONS[1], "a", "b", "c"]]
    assert layout_of(rows).labels[-3:] == ("비고", "비고 (2)", "[I]")


def test_two_header_rows_of_merged_cells_are_joined():
    rows = [
        ["업무", "부서", "연도", "건수", "처리시간", ""],
        ["", "", "", "", "평균", "표준편차"],
        ["여권", "민원과", "2014", "10", "6분", "1분"],
    ]
    merged = [(1, 4, 1, 5), *((1, place, 2, place) for place in range(4))]
    found = layout_of(book(sheet(rows, merged=merged)))
    assert found.labels == ("업무", "부서", "연도", "건수", "처리시간 평균", "처리시간 표준편차")
    assert (found.form.id, found.mapping["handling_minutes"], list(found.table.index)) == (
        "summed",
        "처리시간 평균",
        [3],
    )


def test_the_analysts_word_corrects_the_matching_and_leaves_the_rest():
    rows = [[*PETITIONS[0], "등록일시"], [*PETITIONS[1], "2025-03-03 09:00"]]
    found = layout_of(rows, columns={"received_at": "등록일시", "deadline": ""})
    assert found.mapping["received_at"] == "등록일시"
    assert "deadline" not in found.mapping
    assert found.mapping["completed_at"] == "완료일시"


def test_a_required_column_left_unread_on_purpose_is_no_fault():
    batch = loaded(PETITIONS, columns={"task": ""})
    assert "no_tasks" in codes(batch, "warning")


def test_a_map_to_an_unknown_column_names_the_nearest_columns():
    error = finding(load(PETITIONS, columns={"task": "민원며"}), "unknown_column")
    assert error.severity == "error"
    assert "'민원명'" in error.say("ko")


def test_an_unknown_field_names_the_nearest_fields():
    assert "department" in finding(load(PETITIONS, columns={"depart": "담당부서"}), "unknown_field").say("en")


def test_a_missing_required_column_says_which_headers_are_read():
    rows = [[cell for place, cell in enumerate(row) if place != 4] for row in PETITIONS]
    error = finding(load(rows), "missing_column")
    assert "완료일시" in error.say("ko")
    assert "completed_at=" in error.say("ko")
    assert load(rows).cells.empty


@pytest.mark.parametrize(
    ("choice", "code", "named"),
    [
        ({"sheet": "2026"}, "unknown_sheet", "'2025'"),
        ({"header_row": 40}, "no_header_row", "1-2"),
        ({"source": "petitions"}, "unknown_source", "processing_records"),
    ],
)
def test_what_does_not_exist_is_refused_with_what_there_is(choice, code, named):
    with pytest.raises(UserError) as refused:
        layout_of(PETITIONS, **choice)
    assert [found.code for found in refused.value.findings] == [code]
    assert named in refused.value.findings[0].say("ko")


def test_a_table_of_something_else_is_not_recognised():
    with pytest.raises(UserError) as refused:
        layout_of([["상호", "주소", "휘발유"], ["가", "나", "1500"]])
    assert refused.value.findings[0].code == "not_recognised"


def test_an_empty_file_is_refused():
    with pytest.raises(UserError) as refused:
        layout_of(book(sheet([])))
    assert refused.value.findings[0].code == "empty_file"


def test_a_header_without_rows_is_an_error():
    assert codes(load(PETITIONS[:1]), "error") == ["no_rows"]


def test_a_sheet_that_holds_the_same_again_is_read_once_and_named():
    batch = loaded(book(sheet(PETITIONS, "2024"), sheet(PETITIONS, "사본")))
    assert "'사본'" in finding(batch, "sheet_copies").say("ko")
    assert batch.counts["rows"] == 1


@pytest.mark.parametrize("source", sources().values(), ids=list(sources()))
def test_no_alias_of_a_source_is_the_first_choice_of_two_of_its_fields(source):
    labels = [text for column in source.columns for text in {column.name, column.label.ko, column.label.en}]
    assert sorted(labels) == sorted(set(labels))


def test_a_heading_over_several_columns_is_no_part_of_their_labels():
    rows = [
        ["연도", "부서", "문항", "조사 결과", "", ""],
        ["", "", "", "응답수", "평균", "표준편차"],
        ["2025", "민원과", "친절성", "10", "80", "5"],
    ]
    merged = [(1, 3, 1, 5), *((1, place, 2, place) for place in range(3))]
    found = layout_of(book(sheet(rows, merged=merged)))
    assert found.labels[3:] == ("응답수", "평균", "표준편차")
    assert found.mapping["mean"] == "평균"
