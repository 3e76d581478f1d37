"""The same table in any shape an office gives it loads to the same observations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.gate.files import Book, Sheet, read_file
from tests.loaders.loading import book, loaded, sheet
from tests.loaders.shapes import ANY, SUMMED, Shaped, Table, plain, sheet_per_year, text, titled, xlsx
from tests.loaders.test_load_properties import same, total

FEW = settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(FEW, max_examples=25)
Shape = Callable[[Table], list[Shaped]]
DEPARTMENTS = ("민원봉사과", "세무과", "건축과")
ANSWER = st.sampled_from(["1", "2", "3", "4", "5"])


@st.composite
def surveys(draw) -> Table:
    rows = [
        [year, department, *(draw(ANSWER) for _ in range(3))]
        for year in ("2023", "2024")
        for department in DEPARTMENTS[: draw(st.integers(2, 3))]
        for _ in range(draw(st.integers(1, 3)))
    ]
    return Table(["연도", "부서", "친절성", "신속성", "종합만족도"], rows, department=1, year=0, values=(2, 3, 4))


@st.composite
def survey_sums(draw) -> Table:
    rows = [
        [year, department, item, str(draw(st.integers(2, 400))), str(draw(st.integers(100, 990)) / 10), "12.5"]
        for year in ("2023", "2024")
        for department in DEPARTMENTS[:2]
        for item in ("친절성", "신속성", "종합만족도")
    ]
    return Table(["연도", "부서", "문항", "응답수", "평균", "표준편차"], rows, department=1, year=0, values=(3, 4, 5))


@st.composite
def registers(draw) -> Table:
    rows = []
    for number in range(draw(st.integers(4, 9))):
        day = dt.date(draw(st.sampled_from([2023, 2024])), draw(st.integers(1, 12)), draw(st.integers(1, 28)))
        end = (day + dt.timedelta(days=draw(st.integers(0, 20)))).isoformat()
        task = draw(st.sampled_from(["여권 발급", "건축신고"]))
        rows.append([str(day.year), f"제{number + 1:04}호", task, DEPARTMENTS[number % 3], day.isoformat(), end])
    return Table(["처리연도", "접수번호", "민원명", "담당부서", "접수일", "완료일"], rows, department=3, year=0)


def as_book(shapes: list[Shaped]) -> Book:
    sheets = []
    for shaped in shapes:
        merged = [(first, left - 1, last, right - 1) for first, left, last, right in shaped.merges]
        sheets.append(sheet(shaped.grid, shaped.name, merged=merged))
    assert all(isinstance(one, Sheet) for one in sheets)
    return book(*sheets)


SURVEY = {"source": "satisfaction_survey", "scale": (1, 5)}
SUMS = {"source": "satisfaction_survey", "scale": (0, 100)}
REGISTER = {"source": "processing_records", "as_of": dt.date(2025, 1, 31)}


KINDS: dict[str, tuple[st.SearchStrategy[Table], dict[str, object], tuple[Shape, ...]]] = {
    "survey": (surveys(), SURVEY, ANY),
    "summed survey": (survey_sums(), SUMS, SUMMED),
    "register": (registers(), REGISTER, tuple(shape for shape in ANY if shape is not sheet_per_year)),
}
"""Tables, the analyst's choice, and shapes. The years of a register are those of its dates, so no sheet is named by them."""
CASES = [pytest.param(kind, shape, id=f"{kind}-{shape.__name__}") for kind in KINDS for shape in KINDS[kind][2]]


def compare(kind: str, shape: Shape, data: st.DataObject) -> None:
    tables, choice, _ = KINDS[kind]
    table = data.draw(tables)
    same(total(loaded(as_book(shape(table)), **choice)), total(loaded(as_book(plain(table)), **choice)))


@pytest.mark.parametrize(("kind", "shape"), CASES)
@FEW
@given(data=st.data())
def test_a_table_in_any_shape_gives_the_same_cells(kind, shape, data):
    compare(kind, shape, data)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "shape"), CASES)
@MANY
@given(data=st.data())
def test_many_tables_in_any_shape_give_the_same_cells(kind, shape, data):
    compare(kind, shape, data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@settings(FEW, max_examples=1)
@given(table=surveys())
def test_a_text_file_in_any_encoding_gives_the_same_cells_as_the_workbook(encoding, separator, table):
    content = text(plain(table)[0], encoding=encoding, separator=separator)
    read = loaded(read_file(content, "조사.csv"), **SURVEY)
    same(total(read), total(loaded(as_book(plain(table)), **SURVEY)))


@FEW
@given(table=survey_sums())
def test_a_titled_workbook_gives_the_same_cells_through_the_gate(table):
    read = loaded(read_file(xlsx(titled(table)), "조사.xlsx"), **SUMS)
    same(total(read), total(loaded(as_book(plain(table)), **SUMS)))
