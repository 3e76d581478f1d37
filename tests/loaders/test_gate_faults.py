"""Notes about error cells and formulas name the cells, as everything else that is said about cells does."""

import io

import openpyxl

from loaders.gate.files import read_file


def read(cells):
    book, stream = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    sheet.title = "대장"
    sheet["A1"] = "값"
    for address, value in cells.items():
        sheet[address] = value
        if str(value).startswith("#"):
            sheet[address].data_type = "e"
    book.save(stream)
    return {finding.code: finding for finding in read_file(stream.getvalue(), "a.xlsx").findings}


def test_error_cells_are_named_quoted_and_can_be_marked():
    found = read({"C3": "#REF!", "B7": "#DIV/0!", "B2": "#N/A"})["error_cells"]
    assert (found.cell, found.row, found.value) == ("B2", 2, "#N/A")
    assert found.marks == (("대장", 2, 1), ("대장", 3, 2), ("대장", 7, 1))


def test_formulas_without_a_value_are_named_apart_from_error_cells():
    found = read({"C3": "=1+1", "B7": "#DIV/0!"})
    assert found["formulas_without_value"].marks == (("대장", 3, 2),)
    assert found["error_cells"].marks == (("대장", 7, 1),)
    assert (found["formulas_without_value"].cell, found["formulas_without_value"].value) == ("C3", "")
