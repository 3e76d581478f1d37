"""Workbooks with a password: opened with it, and it is nowhere to be found afterwards."""

from __future__ import annotations

import io
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from msoffcrypto.method.ecma376_agile import ECMA376Agile

from kpi.core.errors import Finding, UserError
from loaders.gate import files as gate
from loaders.gate.files import Book, read_file
from tests.loaders.locked_files import container, workbook_stream, xls_rc4, xls_xor

SECRET = "비밀번호 s3cret"
NOBODY = "VelvetSweatshop"


def xlsx() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet("점수").write_row(0, 0, ["dept", 4.5])
    return target.getvalue()


def locked_xlsx(password: str) -> bytes:
    sealed: bytes = ECMA376Agile.encrypt(password, io.BytesIO(xlsx()), spin_count=1000)
    return sealed


def xls_1997(password: str) -> bytes:
    return xls_rc4(password, year=1997)


def xls_2002(password: str) -> bytes:
    return xls_rc4(password, year=2002)


LOCKED: dict[str, Callable[[str], bytes]] = {"xlsx": locked_xlsx, "xls of 1997": xls_1997, "xls of 2002": xls_2002}


def cells(book: Book) -> list[list[str]]:
    return book.sheets[0].frame.to_numpy().tolist()


def refused(content: bytes, password: str = "") -> Finding:
    with pytest.raises(UserError) as error:
        read_file(content, "점수.xlsx", password=password)
    (finding,) = error.value.findings
    return finding


@pytest.mark.parametrize("kind", LOCKED)
def test_a_locked_workbook_opens_with_its_password_only(kind: str) -> None:
    content = LOCKED[kind](SECRET)
    assert cells(read_file(content, "a", password=SECRET)) == [["dept", "4.5"]]
    assert refused(content).code == "encrypted"
    assert "KPI_PASSWORD" in refused(content).say("ko")
    assert refused(content, "틀린 암호").code == "wrong_password"


@pytest.mark.parametrize("kind", LOCKED)
def test_a_workbook_protected_only_against_changes_opens_without_a_question(kind: str) -> None:
    content = LOCKED[kind](NOBODY)
    assert cells(read_file(content, "a")) == [["dept", "4.5"]]
    assert cells(read_file(content, "a", password="typed for another file")) == [["dept", "4.5"]]


def test_a_password_typed_in_single_letters_as_on_a_mac_opens_too() -> None:
    typed = unicodedata.normalize("NFD", SECRET)
    assert cells(read_file(locked_xlsx(SECRET), "a", password=typed)) == [["dept", "4.5"]]


@pytest.mark.parametrize("password", ["abc", "123456789012345", "암호"])
def test_the_oldest_lock_opens_with_passwords_in_the_letters_of_korean_windows(password: str) -> None:
    content = xls_xor(password.encode("cp949"))
    assert cells(read_file(content, "a", password=password)) == [["dept", "4.5"]]
    assert refused(content, "nothing of the kind").code == "wrong_password"


def test_an_xls_without_a_lock_ignores_a_password() -> None:
    assert cells(read_file(container(workbook_stream()), "a", password=SECRET)) == [["dept", "4.5"]]


def test_the_password_is_in_no_file_no_argument_and_no_finding(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    real = gate.run_child
    seen: list[bytes] = []

    def watched(folder: Path, **arguments: object) -> object:
        try:
            return real(folder, **arguments)
        finally:
            seen.extend(path.read_bytes() for path in folder.iterdir())

    monkeypatch.setattr(gate, "run_child", watched)
    read_file(locked_xlsx(SECRET), "a", password=SECRET)
    finding = refused(locked_xlsx("another"), SECRET)
    assert len(seen) >= 4
    assert not any(SECRET.encode(coding) in content for content in seen for coding in ("utf-8", "utf-16-le", "cp949"))
    assert SECRET not in str(finding.to_json())
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_lock_is_a_damaged_file_and_an_unknown_one_is_said_to_be_unknown() -> None:
    content = bytearray(locked_xlsx(SECRET))
    place = content.index(b"<encryption")
    assert refused(bytes(content[:place]) + b"<?" + bytes(content[place + 2 :]), SECRET).code == "broken_container"
    version = content.index(b"\4\0\4\0\x40\0\0\0")
    content[version : version + 4] = b"\3\0\3\0"
    assert refused(bytes(content), SECRET).code == "unknown_encryption"


def test_the_lock_of_excel_95_has_a_reason_of_its_own() -> None:
    older = container(workbook_stream(b"\1\2\3\4")).replace(
        "Workbook".encode("utf-16-le"), "Book".encode("utf-16-le").ljust(16, b"\0")
    )
    assert refused(older.replace(b"\x12\0\2\1", b"\x0a\0\2\1"), SECRET).code == "encrypted_excel95"


def test_what_is_inside_a_locked_workbook_is_judged_like_any_file() -> None:
    sealed: bytes = ECMA376Agile.encrypt(SECRET, io.BytesIO(xlsx()[:-40]), spin_count=10)
    assert refused(sealed, SECRET).code in ("broken_zip", "unknown_encryption", "wrong_password")
