"""Columns that no header names: found by what they hold, with a confidence, a reason and a warning."""

import pytest

from loaders.asking import WHY
from loaders.choice import Choice
from loaders.match.labels import likeness
from loaders.match.recognise import recognise
from loaders.source import sources
from tests.loaders.loading import book, codes, context, finding, layout_of, loaded, register, sheet

NUMBERS = ["접수번호", "민원명", "담당부서"]
ROWS = [
    ["1", "여권", "민원과", "2025-03-04 10:00", "2025-03-05 10:00"],
    ["2", "건축신고", "건축과", "2025-03-06 09:00", "2025-03-06 11:00"],
    ["3", "여권", "민원과", "2025-03-07 09:00", ""],
]


def petitions(first="", second="", rows=ROWS):
    return [[*NUMBERS, first, second], *rows]


def test_every_column_says_how_it_was_found():
    rows = [["민원명", "처리(진행)부서", "접수일시분", "완료일시"], ["여권", "민원과", "2025-03-04", "2025-03-05"]]
    found = layout_of(rows, columns={"task": "민원명"})
    assert found.why == {"task": "named", "department": "alias", "received_at": "similar", "completed_at": "alias"}
    assert set(found.confidence) == set(found.why)


@pytest.mark.parametrize(("first", "second"), [("", ""), ("날짜", "날짜"), ("일시1", "일시2")])
def test_the_only_two_columns_of_dates_in_order_are_receipt_and_completion(first, second):
    batch = loaded(petitions(first, second))
    found = layout_of(petitions(first, second))
    assert [found.mapping[name] for name in ("received_at", "completed_at")] == list(found.labels[3:])
    assert {found.why[name] for name in ("received_at", "completed_at")} == {"content"}
    assert max(found.confidence[name] for name in ("received_at", "completed_at")) < 0.6
    said = [one for one in batch.findings if one.code == "matched_by_content"]
    assert [(one.severity, one.column) for one in said] == [("warning", label) for label in found.labels[3:]]


def test_the_earlier_column_is_the_receipt_wherever_it_stands():
    rows = [[*row[:3], row[4] or "2025-03-09", row[3]] for row in ROWS]
    found = layout_of(petitions(rows=rows))
    assert found.mapping["received_at"] == found.labels[4]


def test_a_column_of_dates_beside_a_known_receipt_is_the_completion():
    found = layout_of(petitions("접수일시", ""))
    assert (found.mapping["completed_at"], found.why["received_at"]) == (found.labels[4], "alias")


@pytest.mark.parametrize(
    "rows",
    [
        petitions("등재", "최종수정"),
        petitions(rows=[*ROWS, ["4", "여권", "민원과", "2025-03-09 09:00", "2025-03-08 09:00"]]),
        [[*row, row[3]] for row in petitions()],
    ],
    ids=["telling headers", "either order", "three columns of dates"],
)
def test_dates_with_another_header_or_without_an_order_are_not_guessed(rows):
    found = layout_of(rows, source="processing_records")
    assert "received_at" not in found.mapping
    assert {one.code for one in found.findings if one.severity == "error"} == {"missing_column"}


def test_names_that_are_registered_are_the_departments_whatever_the_header():
    rows = [["접수번호", "민원명", "맡은곳", "접수일", "완료일"], *ROWS]
    known = register("department", "민원과", "건축과", "세무과")
    found = recognise(book(sheet(rows)), choice=Choice(), departments=known)
    assert (found.mapping["department"], found.why["department"]) == ("맡은곳", "content")
    assert "department" not in layout_of(rows).mapping
    unread = recognise(book(sheet(rows)), choice=Choice(columns={"department": ""}), departments=known)
    assert "department" not in unread.mapping


def test_n_mean_and_sd_are_told_apart_by_arithmetic():
    rows = [["연도", "부서", "문항명", "", "", ""]]
    rows += [["2025", "민원과", "친절", "4.21", "120", "0.81"], ["2025", "건축과", "친절", "3.95", "86", "0.92"]]
    found = layout_of(rows)
    assert [found.mapping[name] for name in ("mean", "n", "sd")] == ["[D]", "[E]", "[F]"]
    assert "mean" not in layout_of([row[:5] for row in rows], source="satisfaction_survey").mapping


def test_the_only_lengths_of_time_are_the_counter_times():
    rows = [["연도", "민원명", "담당부서", "건수", ""], ["2014", "여권", "민원과", "10", "8분 17초"]]
    rows.append(["2014", "등본", "민원과", "12", "2분 5초"])
    assert layout_of(rows, source="processing_records").mapping["handling_minutes"] == "[E]"


def test_codes_are_a_score_only_where_the_kind_of_file_is_declared():
    rows = [["연도", "부서", ""], ["2025", "민원과", "4"], ["2025", "건축과", "5"], ["2025", "건축과", "3"]]
    found = layout_of(rows, source="satisfaction_survey")
    assert (found.mapping["overall"], found.confidence["overall"]) == ("[C]", 0.5)


@pytest.mark.parametrize("label", ["문1", "Q3", "문항 1)", "1번", "3) "])
def test_numbered_items_are_items(label):
    rows = [["연도", "부서", label], ["2025", "민원과", "4"], ["2025", "건축과", "5"]]
    found = layout_of(rows, source="satisfaction_survey")
    assert found.why["item:" + label.strip()] == "content"


def test_two_columns_that_fit_a_field_equally_well_are_said():
    rows = [["민원명", "담당부서", "접수일", "신청일", "완료일"]]
    rows.append(["여권", "민원과", "2025-03-04", "2025-03-01", "2025-03-05"])
    warning = finding(loaded(rows), "two_columns")
    assert (warning.severity, warning.column) == ("warning", "신청일")
    assert "'접수일'" in warning.say("ko")
    rows[1][3] = rows[1][2]
    assert "two_columns" not in codes(loaded(rows))
    rows[1][3] = "2025-03-01"
    assert "two_columns" not in codes(loaded(rows, context(), columns={"received_at": "접수일"}))


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("접수년월일", "received_at"),
        ("종결일자", "completed_at"),
        ("답변일시", "completed_at"),
        ("처리만기일", "deadline"),
        ("실과소명", "department"),
        ("민원분류", "task"),
    ],
)
def test_day_words_and_office_words_are_aliases(label, field):
    assert set(likeness(label, sources()["processing_records"])) == {field}


def test_a_column_of_times_may_hold_whole_dates_and_its_cells_decide():
    assert set(likeness("신청 시각", sources()["processing_records"])) == {"received_at", "received_time"}
    rows = [["접수번호", "민원명", "신청 시각", "완료일시"], ["1", "여권", "2025-03-04 09:30", "2025-03-05 10:00"]]
    assert loaded(rows).mapping["columns"]["received_at"] == "신청 시각"


def test_a_column_made_of_sheet_names_says_so():
    rows = [["연도", "문항", "응답수", "평균", "표준편차"], ["2025", "친절", "100", "4.1", "0.8"]]
    other = [rows[0], ["2025", "친절", "90", "4.3", "0.7"]]
    found = layout_of(book(sheet(rows, "민원과"), sheet(other, "건축과")), source="satisfaction_survey")
    assert (found.why["department"], found.why["mean"]) == ("shape", "alias")
    assert set(found.why.values()) <= set(WHY)


@pytest.mark.parametrize("label", ["구분", "구 분", "", "명칭"])
@pytest.mark.parametrize("names", [("민원과", "기획예산담당관", "보건소"), ("중앙동", "역삼1동", "가온면")])
def test_a_column_of_names_that_end_as_departments_do_is_the_departments_with_an_empty_register(label, names):
    rows = [["연도", label, "응답수", "종합만족도"], *(["2025", name, "20", "81.5"] for name in names)]
    rows.append(["2025", "합계", "60", "81.5"])
    found = layout_of(rows)
    assert (found.mapping["department"], found.why["department"]) == (label.strip() or "[B]", "content")
    assert found.confidence["department"] == 0.5
    said = finding(loaded(rows), "matched_by_content")
    assert (said.severity, said.column) == ("warning", found.mapping["department"])
    assert set(loaded(rows).cells["department"]) == set(names)


@pytest.mark.parametrize(
    ("labels", "cells"),
    [
        (["구분"], ["자동"]),
        (["구분"], ["대면"]),
        (["구분"], ["민원과 외 3곳"]),
        (["구분", "구분"], ["행정국", "민원과"]),
        (["평가자 소속"], ["민원과"]),
    ],
    ids=["no place", "no township", "no name", "two columns", "telling header"],
)
def test_other_words_and_two_columns_of_names_are_no_departments(labels, cells):
    rows = [["연도", *labels, "응답수", "종합만족도"], *(["2025", *cells, str(n), "81.5"] for n in (20, 30))]
    assert "department" not in layout_of(rows).mapping
