"""Departments and tasks against the registers, and what else may stop a load."""

import pytest

from loaders.source import sources
from tests.loaders.loading import book, codes, context, finding, load, loaded, sheet, sums

HEADER = ["접수번호", "민원명", "담당부서", "접수일", "완료일"]
ROWS = [
    HEADER,
    ["1", "여권", "민원봉사과", "2025-03-04", "2025-03-05"],
    ["2", "건축신고", "건축과", "2025-03-04", "2025-03-05"],
]


def test_an_empty_register_takes_the_files_departments_with_a_note():
    batch = loaded(ROWS)
    assert batch.new_departments == ("민원봉사과", "건축과")
    assert finding(batch, "first_departments").severity == "note"


def test_an_unknown_department_stops_the_load_and_offers_the_nearest_names():
    error = finding(load(ROWS, context(["민원과", "건축과", "세무과"])), "unknown_department")
    assert (error.severity, error.row, error.value) == ("error", 2, "민원봉사과")
    assert "'민원과'" in error.say("ko")


def test_accepted_new_departments_are_added_with_a_note():
    batch = loaded(ROWS, context(["건축과"]), accept_new=True)
    assert batch.new_departments == ("민원봉사과",)
    assert "new_departments" in codes(batch, "note")


def test_new_tasks_are_added_with_a_note():
    batch = loaded(ROWS, context(tasks=["여권"]))
    assert batch.new_tasks == ("건축신고",)


def test_spellings_that_differ_in_blanks_are_one_department():
    rows = [*ROWS, ["3", "여권", "민원 봉사과", "2025-03-04", "2025-03-05"]]
    batch = loaded(rows, context(["민원봉사과", "건축과"]))
    assert len(sums(batch, "received", "department")) == 2


def test_rows_without_a_department_count_for_the_whole_only():
    batch = loaded([*ROWS, ["3", "여권", "", "2025-03-04", "2025-03-05"]], leave_blank=("담당부서",))
    assert sums(batch, "received", "department")[""] == (1, 1)
    assert finding(batch, "blank_department").rows == (4,)


def test_labels_given_once_are_filled_down_in_merged_cells_only():
    rows = [*ROWS, ["3", "여권", "", "2025-03-04", "2025-03-05"]]
    batch = loaded(book(sheet(rows, merged=[(3, 2, 4, 2)])))
    assert sums(batch, "received", "department") == {"민원봉사과": (1, 1), "건축과": (2, 2)}


def test_an_error_cell_in_a_used_column_stops_the_load_unless_declared_missing():
    rows = [HEADER, ["1", "여권", "민원과", "2025-03-04", ""]]
    broken = book(sheet(rows, faults={(2, 4): "#REF!"}))
    assert (finding(load(broken), "error_cell").row, finding(load(broken), "error_cell").value) == (2, "#REF!")
    assert codes(load(broken, missing=("#REF!",)), "error") == []
    formula = book(sheet(rows, faults={(2, 4): "formula"}))
    assert finding(load(formula), "formula_without_value").severity == "error"


def test_faults_in_columns_that_are_not_read_do_not_matter():
    rows = [[*HEADER, "비고"], ["1", "여권", "민원과", "2025-03-04", "2025-03-05", ""]]
    assert codes(load(book(sheet(rows, faults={(2, 5): "#REF!"}))), "error") == []


@pytest.mark.parametrize("source", sources().values(), ids=list(sources()))
def test_every_declared_column_speaks_both_languages_and_knows_its_form(source):
    forms = {form.id for form in source.forms} | {""}
    for column in source.columns:
        assert column.only in forms
        assert column.help.ko != column.help.en
    assert {name for form in source.forms for group in form.required for name in group} <= {*source.by_name, "item:"}


def test_columns_that_are_not_read_are_named():
    batch = loaded([[*HEADER, "비고"], *([*row, "a"] for row in ROWS[1:])])
    assert "'비고'" in finding(batch, "columns_unread").say("ko")
    assert "columns_unread" not in codes(loaded(ROWS))


@pytest.mark.parametrize(("place", "label"), [(1, "민원명"), (2, "담당부서")])
def test_a_text_too_long_for_a_name_stops_the_load(place, label):
    row = ["3", "여권", "건축과", "2025-03-04", "2025-03-05"]
    row[place] = "가" * 201
    error = finding(load([*ROWS, row]), "long_name")
    assert (error.severity, error.row, error.column) == ("error", 4, label)
