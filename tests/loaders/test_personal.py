"""Personal data stop a file until somebody decides; what is not stored is only said."""

from __future__ import annotations

import pytest

from kpi.core.errors import errors_of
from tests.loaders.loading import codes, finding, layout_of, load, loaded

HEADER = ["접수번호", "민원명", "담당부서", "접수일시", "완료일시"]
ROWS = [
    HEADER,
    ["1", "여권 발급", "민원봉사과", "2025-03-04 09:00", "2025-03-05 09:00"],
    ["2", "건축신고", "건축과", "2025-03-04 09:00", "2025-03-06 09:00"],
]
RESIDENT = "900101-1234568"


def with_column(label: str, *cells: str) -> list[list[str]]:
    """Return the table with a column more: the cells by turns."""
    return [[*HEADER, label], *([*row, cells[at % len(cells)]] for at, row in enumerate(ROWS[1:]))]


def in_field(place: int, *cells: str) -> list[list[str]]:
    """Return the table with the cells of one column changed."""
    rows = [list(row) for row in ROWS]
    for at, row in enumerate(rows[1:]):
        row[place] = cells[at % len(cells)]
    return rows


@pytest.mark.parametrize(
    ("label", "cell"),
    [
        ("주민등록번호", "-"),
        ("신청인 주민번호(앞자리)", "900101"),
        ("비고", "900101-1234567"),
        ("비고", "신청인 900101 - 1234567 홍길동"),
        ("비고", "900101–1******"),
        ("비고", "900101-*******"),
        ("비고", "９００１０１-１２３４５６８"),
        ("비고", "9001011234568"),
        ("비고", "90-01-01-1234568"),
        ("비고", "90.01.01-1234568"),
        ("비고", "900101-1-234568"),
        ("비고", "900101 1 234568"),
        ("비고", "9001 01-12 34568"),
        ("비고", "٩٠٠١٠١-١٢٣٤٥٦٨"),
        ("비고", "주민번호 9001011234567 확인"),
        ("비고", "900101-5234561"),
        ("번호", "101013123458"),
        ("주민등록번호 앞", "900101"),
    ],
)
def test_registration_numbers_stop_the_file_without_being_quoted(label, cell):
    batch = load(with_column(label, cell, "-"))
    found = finding(batch, "personal_data")
    assert (found.severity, found.column, found.values["kind"]) == ("error", label, "rrn")
    assert batch.rows.empty
    assert all(digits not in str(found) for digits in ("123456", "234561", "34568", "١٢٣٤٥", "１２３４５", "312345"))


def test_a_registration_number_names_its_cell_and_the_decisions():
    found = finding(load(with_column("비고", "-", f"신청인 {RESIDENT}")), "personal_data")
    assert (found.cell, found.count, found.value) == ("F3", 1, "900101-1******")
    assert found.marks == (("2025", 3, 5),)
    assert found.choices == ("drop", "harmless")


def test_a_column_that_calls_itself_so_can_only_be_dropped():
    rows = with_column("주민등록번호", RESIDENT)
    assert finding(load(rows), "personal_data").choices == ("drop",)
    assert "personal_data" in codes(load(rows, harmless=("주민등록번호",)), "error")
    loaded(rows, drop=("주민등록번호",))


def test_a_column_declared_harmless_is_read():
    rows = with_column("비고", RESIDENT)
    assert "personal_data" in codes(load(rows), "error")
    batch = loaded(rows, harmless=("비고",))
    assert "personal_data" not in codes(batch)
    told = finding(batch, "personal_harmless")
    assert (told.severity, told.column, told.value, told.count) == ("warning", "비고", "900101-1******", 2)


@pytest.mark.parametrize(
    ("label", "cells"),
    [
        ("접수번호 2", ["240315-1034567", "240315-1034568"]),
        ("법인등록번호", ["110111-1234569", "110111-2345670"]),
        ("위치", ["0101000020E610000008F663D87BC251C0 1234567890123"]),
        ("좌표", ["200101.1234567", "450101.1234568"]),
        ("금액", ["1234567890123", "1000000000000"]),
        ("사업자등록번호", ["123-45-67890"]),
        ("처리", ["2025-03-04T10:20:00"]),
    ],
)
def test_numbers_of_other_things_pass(label, cells):
    assert "personal_data" not in codes(loaded(with_column(label, *cells)))


@pytest.mark.parametrize(
    ("place", "cells", "kind"),
    [
        (1, ["여권 010-1234-5678", "건축"], "phone"),
        (2, ["민원봉사과(031-123-4567)", "건축과"], "phone"),
        (2, ["hong.gildong@korea.kr", "건축과"], "email"),
        (1, ["홍길동 님 민원", "건축"], "name"),
        (1, ["여권 M12345678", "건축"], "passport"),
        (1, ["11-05-123456-12", "건축"], "licence"),
        (1, ["4111-1111-1111-1111", "건축"], "card"),
        (0, ["010-1234-5678", "010-1234-5679"], "phone"),
    ],
)
def test_other_kinds_stop_a_column_that_is_read(place, cells, kind):
    rows = in_field(place, *cells)
    found = finding(load(rows), "personal_data")
    assert (found.values["kind"], found.choices) == (kind, ("drop", "harmless"))
    assert cells[0] not in str(found)
    assert "personal_data" not in codes(load(rows, harmless=(HEADER[place],)))


@pytest.mark.parametrize(
    ("label", "cell", "shown"),
    [
        ("비고", "연락처 010-1234-5678", "010-****-5678"),
        ("휴대전화", "1012345678", "101*******"),
        ("담당자", "홍길동", "홍**"),
        ("담당자", "홍*동", "홍**"),
        ("생년월일", "1990-01-01", "1990-**-**"),
        ("민원 내용", "경기도 가온시 중앙구 판교로 23 앞 도로", "경기도 가온시 ***"),
        ("비고", "abc@korea.kr", "a***@korea.kr"),
    ],
)
def test_other_kinds_in_a_column_that_is_not_read_are_only_said(label, cell, shown):
    batch = loaded(with_column(label, cell, "-"))
    found = finding(batch, "personal_unread")
    assert (found.severity, found.column, found.value, found.cell) == ("note", label, shown, "F2")


def test_names_of_people_as_departments_stop_the_file_and_offices_do_not():
    people = [[*row[:2], name, *row[3:]] for name in ("김민수", "이서연", "박지훈", "최영희") for row in ROWS[1:2]]
    assert finding(load([HEADER, *people]), "personal_data").values["kind"] == "name"
    offices = [[*row[:2], name, *row[3:]] for name in ("민원과", "정보과", "주택과", "안전과") for row in ROWS[1:2]]
    loaded([HEADER, *offices])


def test_a_header_that_is_a_row_of_data_is_covered_everywhere():
    layout = layout_of([[*HEADER, RESIDENT], *([*row, "a"] for row in ROWS[1:])])
    assert "900101-1******" in layout.labels
    assert [one.column for one in errors_of(layout.findings)] == ["900101-1******"]


def test_a_number_cut_into_two_columns_is_found():
    halves = [("900101", "1234568"), ("10101", "3123458")]
    rows = [[*HEADER, "생년", "뒤"], *([*row, *halves[at]] for at, row in enumerate(ROWS[1:]))]
    found = finding(load(rows), "personal_data")
    assert (found.column, found.cell, found.count, found.value) == ("뒤", "G2", 2, "*******")
    loaded(rows, harmless=("뒤",))
    loaded(rows, drop=("뒤",))
    others = [[*HEADER, "코드", "수량"], *([*row, "123456", f"100000{at}"] for at, row in enumerate(ROWS[1:]))]
    loaded(others)


def test_long_decimals_are_no_telephone_numbers():
    rows = [[*HEADER, "처리단계"], *([*row, cell] for row, cell in zip(ROWS[1:], ("0.01012345678", "3"), strict=True))]
    assert "personal_data" not in codes(loaded(rows))
