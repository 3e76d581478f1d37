"""Collected workbooks with a password, as Excel of several years and other programs locked them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kpi.core.errors import UserError
from loaders.gate.files import read_file

FOLDER = Path(os.environ["KPI_EXTRA_FILES"]) / "hostile"
LOCKED = [
    ("sheetjs/password_2002_40_xor.xls", "password"),
    ("sheetjs/password_2002_40_dhsc.xls", "password"),
    ("sheetjs/password_2002_128_enhrsasc.xls", "password"),
    ("poi/test-data__spreadsheet__password.xls", "password"),
    ("poi/test-data__spreadsheet__35897-type4.xls", "freedom"),
    ("poi/test-data__spreadsheet__protected_passtika.xlsb", "tika"),
    ("calamine/tests__pass_protected.xlsb", "1234"),
    ("python-calamine/tests__data__password.xlsx", "1234"),
]
ONLY_PROTECTED = ["phpspreadsheet/tests__data__Reader__XLS__pwtest.xls", "poi/test-data__spreadsheet__58616.xlsx"]
LOCKED_FOR_GOOD = {
    "calamine/tests__pass_protected.ods": "encrypted_ods",
    "python-calamine/tests__data__password.ods": "encrypted_ods",
    "sheetjs/biff5__password_2002_40_xor.xls": "encrypted_excel95",
    "handmade/zip_encrypted_flag.xlsx": "encrypted_zip",
}


def code_of(name: str, password: str = "") -> str:
    try:
        book = read_file((FOLDER / name).read_bytes(), name, password=password)
    except UserError as error:
        return error.findings[0].code
    return "read" if any(sheet.frame.size for sheet in book.sheets) else "empty"


@pytest.mark.parametrize(("name", "password"), LOCKED)
def test_a_collected_workbook_opens_with_its_password_only(name: str, password: str) -> None:
    assert [code_of(name, word) for word in (password, "", "wrong")] == ["read", "encrypted", "wrong_password"]


@pytest.mark.parametrize("name", ONLY_PROTECTED)
def test_a_collected_workbook_protected_against_changes_opens_by_itself(name: str) -> None:
    assert code_of(name) == "read"


@pytest.mark.parametrize("name", LOCKED_FOR_GOOD)
def test_what_cannot_be_opened_here_is_refused_with_its_own_reason(name: str) -> None:
    assert code_of(name, "password") == LOCKED_FOR_GOOD[name]
