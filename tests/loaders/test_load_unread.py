"""Columns that were not read: named, and where one was meant as an item, the load stops."""

import pytest

from loaders.choice import Choice
from loaders.load.digest import digest
from loaders.match.recognise import recognise
from tests.loaders.loading import book, codes, context, finding, load, loaded, sheet

HEADER = ["연도", "부서", "친절성", "신속성"]


def survey(kind: str):
    return [HEADER, *(["2025", "민원과", kind, str(score)] for score in (4, 5, 3, 1, 2))]


def formulas():
    rows = survey("")
    return book(sheet(rows, faults={(row, 2): "formula" for row in range(2, 7)}))


def test_an_item_of_formulas_without_values_stops_the_load_with_its_cells():
    batch = load(formulas(), scale=(1, 5))
    error = finding(batch, "item_without_values")
    assert (error.severity, error.column, error.cell, error.count) == ("error", "친절성", "C2", 5)


def test_an_item_with_decimal_commas_stops_the_load_and_quotes_one():
    error = finding(load(survey("80,5"), scale=(0, 100)), "item_with_commas")
    assert (error.column, error.value) == ("친절성", "80,5")


@pytest.mark.parametrize("choice", [{"drop": ("친절성",)}, {"columns": {"item:친절성": ""}}])
def test_an_item_left_out_on_purpose_does_not_stop_it(choice):
    batch = loaded(formulas(), scale=(1, 5), **choice)
    assert "columns_unread" in codes(batch, "note") or "친절성" in str(batch.mapping)


def test_cells_that_cannot_be_read_are_not_called_blank_too():
    header = ["접수번호", "민원명", "담당부서", "접수일", "완료일"]
    rows = [[f"제{n}호", "여권", "민원과", "05-07-2025", "2025-07-30"] for n in range(4)]
    decided = Choice(source="processing_records")
    batch = digest(recognise(book(sheet([header, *rows])), choice=decided), choice=decided, context=context())
    assert "ask_date_order" in codes(batch, "error")
    assert "no_receipt" not in codes(batch)
