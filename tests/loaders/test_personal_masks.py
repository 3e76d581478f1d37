"""What is shown of personal data: never enough to know the person, and nothing else is covered."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.personal.masks import masked, masked_as, masked_finding, masked_rows

DAYS = st.dates().map(lambda day: f"{day:%y%m%d}")
NUMBERS = st.integers(1_000_000, 8_999_999)
APART = st.sampled_from(["", "-", " - ", "–", " ", "/", "~", "．", "－"])
AROUND = st.text(st.characters(exclude_categories=["Nd", "Cs"]), max_size=12)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("900101-1234568", "900101-1******"),
        ("신청인 9001011234568 확인", "신청인 9001011****** 확인"),
        ("９００１０１-１２３４５６８", "９００１０１-１******"),
        ("90-01-01-1234568", "90-01-01-1******"),
        ("900101-1-234568", "900101-1-******"),
        ("9001 01-12 34568", "9001 01-1* *****"),
        ("٩٠٠١٠١-١٢٣٤٥٦٨", "٩٠٠١٠١-١******"),
        ("010-1234-5678", "010-****-5678"),
        ("01012345678", "010****5678"),
        ("+82 10-1234-5678", "+82 10-****-5678"),
        ("(031) 123-4567", "(031) ***-4567"),
        ("2 010-1234-5678", "2 010-****-5678"),
        ("hong@korea.kr", "h***@korea.kr"),
        ("4111-1111-1111-1234", "4111-****-****-1234"),
        ("11-05-123456-12", "11-**-******-**"),
        ("여권 M12345678", "여권 M1*******"),
        ("홍길동 010-1234-5678", "홍** 010-****-5678"),
        ("김철수 님", "김** 님"),
    ],
)
def test_what_names_a_person_is_covered(text, shown):
    assert masked(text) == shown
    assert masked(shown) == shown


@pytest.mark.parametrize(
    "text",
    [
        "여권 발급",
        "2025-03-04T09:30:00",
        "2025-000123",
        "2025-01-05-1234567",
        "25-01-05 1234567",
        "351-0123-4567-83",
        "20250304093000",
        "1,234,567",
        "12.5일",
        "123-45-67890",
        "담당자님",
        "0.0212345678",
        "주무관 님",
        "민원인 님",
        "장애인님",
        "민원봉사과 031",
        "#REF!",
        "",
    ],
)
def test_other_texts_stay(text):
    assert masked(text) == text


@given(AROUND, DAYS, APART, NUMBERS, AROUND)
@example("", "900101", "", 1234568, "")
def test_no_registration_number_is_left_whatever_stands_around_it(before, day, apart, number, after):
    shown = masked(f"{before} {day}{apart}{number} {after}")
    assert str(number)[1:] not in shown


@given(st.text(max_size=40))
def test_masking_never_fails_and_a_masked_text_stays_as_it_is(text):
    once = masked(text)
    assert masked(once) == once


@given(
    st.sampled_from(["010", "011", "02", "031", "070"]), st.sampled_from(["", "-", ".", " "]), st.integers(100, 9999)
)
def test_no_telephone_number_is_left(area, apart, middle):
    shown = masked(f"연락처 {area}{apart}{middle}{apart}5678")
    assert "*" in shown
    assert not re.search(rf"{area}\D?{middle}", shown)


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("홍길동", "name", "홍**"),
        ("", "name", ""),
        ("1990-01-01", "birth", "1990-**-**"),
        ("경기도 가온시 중앙로 12", "address", "경기도 가온시 ***"),
        ("101013123458", "rrn", "101*********"),
        ("1012345678", "phone", "101*******"),
        ("-", "rrn", "-"),
    ],
)
def test_cells_of_a_personal_column_are_covered_as_a_whole(text, kind, shown):
    assert masked_as(text, kind) == shown


def test_no_word_of_a_finding_quotes_personal_data():
    message = Text("'{found}' 값, {kind}", "'{found}', {kind}")
    values = {"found": "900101-1234568", "kind": Text("번호", "number"), "count": 3}
    told = Finding("error", "bad_number", message, values, column="홍길동 010-1234-5678", value="900101-1234568")
    shown = masked_finding(told.at(file="900101-1234568.xlsx", choices=("01012345678",)))
    assert "1234" not in str(shown)
    assert shown.say("ko") == "'900101-1******' 값, 번호"


def test_sample_rows_are_covered_by_column_and_by_what_they_look_like():
    note = Finding("note", "personal_unread", Text("예", "eg"), {"kind": "name"}, column="담당자")
    rows = [
        {"담당자": "홍길동", "비고": "전화 010-1234-5678", "부서": "건축과"},
        {"담당자": "", "비고": "", "부서": ""},
    ]
    assert masked_rows(rows, [note]) == (
        {"담당자": "홍**", "비고": "전화 010-****-5678", "부서": "건축과"},
        {"담당자": "", "비고": "", "부서": ""},
    )
