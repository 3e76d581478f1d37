"""Names that nobody knows: what they look like, what the analyst says they are, and on which days."""

import datetime as dt
from dataclasses import replace

import pytest

from kpi.core.batch import NewAlias
from kpi.core.organisation import Alias, Register, Unit
from loaders.load.names_alike import in_other_words, nearest_units
from tests.loaders.loading import codes, context, finding, load, loaded, register

HEADER = ["접수번호", "민원명", "담당부서", "접수일", "완료일"]
ROWS = [
    HEADER,
    ["1", "여권", "주민복지과", "2025-03-04", "2025-03-05"],
    ["2", "건축신고", "건축과", "2025-03-04", "2025-03-05"],
    ["3", "건축신고", "주민 복지과", "2025-03-06", "2025-03-07"],
]
KNOWN = context(["복지정책과", "건축과", "세무과"])


def with_task(name):
    return [HEADER, ["1", name, "건축과", "2025-03-04", "2025-03-05"]]


def test_an_unknown_department_names_its_rows_its_cell_and_the_nearest_names():
    error = finding(load(ROWS, KNOWN), "unknown_department")
    assert (error.severity, error.value, error.count, error.cell) == ("error", "주민 복지과", 2, "C2")
    assert error.choices == ("복지정책과",)
    assert [mark[1] for mark in error.marks] == [2, 4]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("민원과", ("민원봉사과",)),
        ("민원봉사실", ("민원봉사과",)),
        ("세무1과", ("세무과",)),
        ("도로교통과", ()),
    ],
)
def test_only_good_names_are_offered(name, near):
    assert nearest_units(name, register("department", "민원봉사과", "세무과", "건축과", "총무과")) == near


def test_former_names_count_and_todays_are_offered():
    known = Register("department", (Unit(1, "인구정책과", (Alias("여성가족과"),)),))
    assert nearest_units("여성과", known) == ("인구정책과",)


def test_a_department_that_stands_for_another_keeps_its_name_and_brings_an_alias():
    batch = loaded(ROWS, KNOWN, same_as={("department", "주민복지과"): "복지정책과"})
    assert set(batch.cells["department"]) == {"주민 복지과", "건축과"}
    (alias,) = batch.aliases
    assert (alias.kind, alias.unit, alias.valid_from) == ("department", "복지정책과", None)
    assert "= '복지정책과'" in finding(batch, "new_aliases").say("ko")
    assert batch.new_departments == ()


def test_a_name_that_stands_for_itself_is_new_and_the_others_are_still_asked():
    rows = [*ROWS, ["4", "여권", "홍보과", "2025-03-04", "2025-03-05"]]
    batch = load(rows, KNOWN, same_as={("department", "홍보과"): "홍보과"})
    assert finding(batch, "unknown_department").value.replace(" ", "") == "주민복지과"
    said = {("department", "홍보과"): "홍보과", ("department", "주민복지과"): "홍보과"}
    batch = loaded(rows, KNOWN, same_as=said)
    assert batch.new_departments == ("홍보과",)
    assert [alias.unit for alias in batch.aliases] == ["홍보과"]


def test_a_name_cannot_stand_for_one_that_is_not_there():
    error = finding(load(ROWS, KNOWN, same_as={("department", "주민복지과"): "복지정책괴"}), "unknown_same_as")
    assert (error.severity, error.choices[0]) == ("error", "복지정책과")


def test_what_is_said_of_names_that_are_not_in_the_file_does_no_harm():
    said = {("department", "주민복지과"): "복지정책과", ("department", "다른과"): "복지정책과"}
    assert len(loaded(ROWS, KNOWN, same_as=said).aliases) == 1


def test_a_spelling_of_another_unit_means_the_said_one_from_the_first_claim_day():
    known = replace(KNOWN, departments=register("department", "안전과", "재난과", "건축과"))
    rows = [HEADER, ["1", "여권", "안전과", "2025-03-04", "2025-03-05"]]
    assert loaded(rows, known).aliases == ()
    batch = loaded(rows, known, same_as={("department", "안전과"): "재난과"})
    assert batch.aliases == (NewAlias("department", "안전과", "재난과", dt.date(2025, 3, 1)),)


def renamed(to: dt.date | None):
    unit = Unit(1, "경제정책과", (Alias("지역경제과", None, to),))
    return replace(KNOWN, departments=Register("department", (unit, Unit(2, "건축과"))))


def test_a_former_name_on_days_after_the_renaming_is_asked():
    rows = [HEADER, ["1", "여권", "지역경제과", "2025-03-04", "2025-03-05"]]
    assert codes(load(rows, renamed(None)), "error") == []
    assert codes(load(rows, renamed(dt.date(2025, 12, 31))), "error") == []
    error = finding(load(rows, renamed(dt.date(2024, 6, 30))), "unknown_department")
    assert (error.value, error.choices, error.row) == ("지역경제과", ("경제정책과",), 2)
    batch = loaded(rows, renamed(dt.date(2024, 6, 30)), same_as={("department", "지역경제과"): "경제정책과"})
    assert batch.aliases == (NewAlias("department", "지역경제과", "경제정책과", None),)


def test_a_new_task_that_looks_like_a_known_one_is_a_warning_with_the_known_one():
    known = context(["건축과"], tasks=["여권발급"])
    warning = finding(loaded(with_task("여권 발급 신청"), known), "similar_task")
    assert (warning.severity, warning.value, warning.choices) == ("warning", "여권 발급 신청", ("여권발급",))
    batch = loaded(with_task("여권 발급 신청"), known, same_as={("task", "여권 발급 신청"): "여권발급"})
    assert batch.aliases == (NewAlias("task", "여권 발급 신청", "여권발급"),)
    assert batch.new_tasks == ()
    itself = loaded(with_task("여권 발급 신청"), known, same_as={("task", "여권 발급 신청"): "여권 발급 신청"})
    assert (itself.new_tasks, codes(itself, "warning")) == (("여권 발급 신청",), [])


@pytest.mark.parametrize(
    ("name", "known", "found"),
    [
        ("여권발급(온라인)", "여권발급", True),
        ("건축물대장 등본 발급", "건축물대장 등본발급", True),
        ("정보공개 청구 접수", "정보공개청구", True),
        ("여권발급(긴급)", "여권발급(일반)", False),
        ("자동차 1종 면허", "자동차 2종 면허", False),
        ("건축신고", "건축허가", False),
        ("여권 재발급", "여권 발급", False),
        ("전입신고", "전출신고", False),
        ("건축물대장 초본", "건축물대장 등본", False),
    ],
)
def test_tasks_alike_are_other_spellings_and_not_other_tasks(name, known, found):
    assert in_other_words([name], register("task", known)) == ({name: (known,)} if found else {})


def test_a_column_of_unknown_names_is_asked_about_in_few_lines():
    rows = [HEADER, *([str(n), "여권", f"부{n:03d}서", "2025-03-04", "2025-03-05"] for n in range(150))]
    batch = load(rows, KNOWN)
    assert codes(batch, "error").count("unknown_department") == 100
    assert finding(batch, "more_unknown_departments").count == 50


def test_departments_of_one_file_that_are_almost_the_same_are_said():
    rows = [HEADER, ["1", "여권", "주민복지과", "2025-03-04", "2025-03-05"]]
    more = ("주민복지관", "세무1과", "세무2과")
    rows += [[f"9{number}", "여권", name, "2025-03-04", "2025-03-05"] for number, name in enumerate(more)]
    batch = loaded(rows)
    warning = finding(batch, "similar_department")
    assert (warning.severity, warning.value, warning.choices) == ("warning", "주민복지관", ("주민복지과",))
    batch = loaded(rows, same_as={("department", "주민복지관"): "주민복지과"})
    assert ("similar_department" in codes(batch), "주민복지관" in batch.new_departments) == (False, False)
    assert [(alias.name, alias.unit) for alias in batch.aliases] == [("주민복지관", "주민복지과")]
    accepted = loaded(rows[:1] + rows[2:3], context(["주민복지과"]), accept_new=True)
    assert finding(accepted, "similar_department").choices == ("주민복지과",)


def test_the_name_of_more_rows_is_the_right_one_and_the_rare_one_is_asked_about():
    names = ("민원봉사괴", "민원봉사과", "민원 봉사과", "민원봉사과")
    rows = [HEADER, *([str(at), "여권", name, "2025-03-04", "2025-03-05"] for at, name in enumerate(names))]
    batch = loaded(rows)
    asked = finding(batch, "similar_department")
    assert (asked.value, asked.choices, asked.count) == ("민원봉사괴", ("민원봉사과",), 1)
    assert set(batch.new_departments) == {"민원봉사괴", "민원봉사과"}
