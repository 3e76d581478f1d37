"""Encodings: found where they can be, doubted where two read well, refused with the place where none does."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.core.errors import Finding, UserError
from loaders.read.encoding import Decoded, decode, is_utf8

TABLE = "부서,점수\n민원과,87.5\n세무과,91\n"
KOREAN = "부서명,항목,의견\n민원봉사과,친절도,처리가 빠르고 설명이 자세했습니다\n세무과,시설,대기실이 좁습니다\n"
JAPANESE = "部署,満足度,意見\n市民課,87.5,説明がとても丁寧でした\n税務課,91,待ち時間が長い\n"
CHINESE = "部门,满意度,意见\n民政科,87.5,办理速度很快而且态度很好\n税务科,91,等待时间太长\n"
FRENCH = "service,note,avis\nMairie,87,très rapide et agréable à côté\nImpôts,91,trop de délais Ärger\n"


def refused(raw: bytes) -> Finding:
    with pytest.raises(UserError) as error:
        decode(raw)
    return error.value.findings[0]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TABLE.encode("cp949"), "cp949"),
        (TABLE.encode("euc-kr"), "cp949"),
        (TABLE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TABLE.encode(), "utf-8"),
        (codecs.BOM_UTF8 * 2 + TABLE.encode(), "utf-8"),
        (TABLE.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"), "utf-16"),
        (TABLE.encode("utf-32"), "utf-32"),
        (TABLE.encode("utf-16-le"), "utf-16-le"),
        (TABLE.encode("utf-16-be"), "utf-16-be"),
        ("가나다\n각,가\n".encode("utf-16-le"), "utf-16-le"),
        ("가나다\n각,가\n".encode("utf-16-be"), "utf-16-be"),
        (b"a,b\n1,2\n", "utf-8"),
    ],
)
def test_an_encoding_is_found_and_no_mark_stays_in_the_first_header(content: bytes, encoding: str) -> None:
    found = decode(content)
    assert (found.text[:1] in "부가a", found.encoding, found.doubts) == (True, encoding, ())


@pytest.mark.parametrize(
    ("text", "bytes_in", "read_as", "other"),
    [
        ("a,b\n첫째,1\n", "cp949", "cp949", "utf-8"),
        ("a,b\n20°,1\n", "utf-8", "utf-8", "cp949"),
        ("a,b\nPäd,1\n", "utf-8", "utf-8", "cp949"),
    ],
)
def test_what_reads_well_in_two_encodings_is_said_with_both_readings(
    text: str, bytes_in: str, read_as: str, other: str
) -> None:
    raw = text.encode(bytes_in)
    found = decode(raw)
    (doubt,) = found.doubts
    assert (found.text, found.encoding) == (text, read_as)
    assert (doubt.severity, doubt.code, doubt.row) == ("warning", "encoding_uncertain", 2)
    assert (doubt.values["encoding"], doubt.values["other"]) == (read_as, other)
    assert str(doubt.values["sample"]) in text
    assert str(doubt.values["other_sample"]) in raw.decode(other)


def test_a_western_name_in_utf_8_is_not_read_as_a_rare_syllable() -> None:
    found = decode("a,b\ncafé,1\n".encode())
    assert (found.text, found.encoding, found.doubts) == ("a,b\ncafé,1\n", "utf-8", ())


def test_a_few_rare_syllables_are_read_and_doubted() -> None:
    found = decode("a,b\n꽥꽥,1\n".encode("cp949"))
    assert (found.text, found.doubts[0].values["other"]) == ("a,b\n꽥꽥,1\n", "windows-1252")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (CHINESE, "gbk"),
        (FRENCH, "latin-1"),
        (FRENCH, "cp1252"),
        ("a,b\nÄrger,1\nÂge,2\n", "latin-1"),
    ],
)
def test_text_from_elsewhere_is_never_read_as_garbage(text: str, encoding: str) -> None:
    found = refused(text.encode(encoding))
    assert found.code in ("foreign_encoding", "bad_encoding", "broken_byte")
    assert found.row is not None
    assert found.row <= 2


def test_one_broken_byte_names_its_line_its_place_and_itself() -> None:
    raw = KOREAN.encode("cp949").replace("시설".encode("cp949"), "시".encode("cp949") + b"\xff")
    found = refused(raw)
    assert (found.code, found.row) == ("broken_byte", 3)
    assert dict(found.values) == {"encoding": "cp949", "place": "10", "byte": "0xFF"}
    cut = refused(KOREAN.encode()[:-2])
    assert (cut.code, cut.row, cut.values["encoding"]) == ("broken_byte", 3, "UTF-8")


def test_joined_files_of_two_encodings_name_the_line_where_the_second_begins() -> None:
    found = refused(TABLE.encode() + KOREAN.encode("cp949"))
    assert (found.code, found.row) == ("mixed_encoding", 4)
    assert dict(found.values) == {"first": "UTF-8", "other": "cp949"}


def test_an_encoding_that_fits_nowhere_names_its_line() -> None:
    found = refused(b"a,b\n1,2\n3,\xff\n")
    assert (found.code, found.row) == ("bad_encoding", 3)


def test_nul_bytes_are_counted() -> None:
    found = refused(b"a,b\n1\0\0,2\n")
    assert (found.code, found.row, found.values["number"]) == ("binary_text", 2, "2")


@given(st.text(st.sampled_from("부서별민원만족도조사처리기간항목응답친절점수과의는이가 ,\n1234567890"), min_size=1))
def test_korean_text_comes_back_from_every_encoding_of_offices(text: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "cp949", "utf-16", "utf-32"):
        found = decode(text.encode(encoding))
        assert found.text == text or found.doubts


@given(st.binary())
def test_any_bytes_are_text_or_a_refusal(raw: bytes) -> None:
    try:
        said, text = decode(raw).doubts, decode(raw).text
    except UserError as error:
        said, text = error.findings, ""
    assert "\0" not in text
    assert all(finding.line(lang) for finding in said for lang in ("ko", "en"))


@given(st.binary() | st.text(st.characters(codec="utf-8")).map(lambda text: text.encode()[:-1]))
def test_bytes_are_utf_8_exactly_where_python_reads_them(raw: bytes) -> None:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        assert not is_utf8(raw)
    else:
        assert is_utf8(raw)


@pytest.mark.parametrize("raw", [b"", b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80", "\U0010ffff".encode()])
def test_surrogates_and_long_forms_are_no_utf_8(raw: bytes) -> None:
    assert is_utf8(raw) == (raw.decode("utf-8", "ignore").encode() == raw)


@given(st.text(st.sampled_from("부서,\n가\ufeffé😀a"), min_size=1), st.integers(0, 9))
def test_the_beginning_of_a_text_is_the_same_in_bytes_and_in_letters(text: str, letters: int) -> None:
    decoded = Decoded("utf-8", utf8=text.encode())
    assert decoded.start(letters) == text[:letters]
    assert (decoded.text, decoded.ascii) == (text, text.isascii())
