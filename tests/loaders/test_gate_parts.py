"""A large text file is read part by part: the same rows with the same numbers as at once, whatever stands at a cut."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from kpi.core.errors import UserError
from loaders.gate.files import read_file
from loaders.gate.parts import comes_in_parts, cut, read_parts
from loaders.read.limits import Limits

HEADER = "접수번호,민원명,내용\r\n"


def rows(count, content="내용"):
    return "".join(f"{number},여권 발급,{content}\r\n" for number in range(count))


def both(tmp_path, text, *, encoding="utf-8", size=4_000):
    path = tmp_path / "대장.csv"
    path.write_bytes(text.encode(encoding))
    return read_file(path.read_bytes(), path.name), read_parts(path, path.name, size=size)


def joined(parts):
    return pd.concat([sheet.frame for sheet in parts.sheets() if not sheet.frame.empty])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
@pytest.mark.parametrize(
    "text",
    [
        HEADER + rows(300),
        "민원 처리대장\r\n\r\n" + HEADER + rows(300) + "\r\n\r\n\r\n",
        HEADER + rows(150) + "\r\n" * 900 + rows(150),
        "sep=;\r\n" + (HEADER + rows(300)).replace(",", ";"),
        "sep=^\n" + '"번호" ^"내용" \n' * 600,
        HEADER + rows(300, '"첫 줄\r\n둘째 ""줄"", 셋째"'),
        HEADER + rows(120, "") + rows(120),
        "number,task,text\n" + "1,passport,a\n" * 300 + rows(50),
    ],
    ids=[
        "plain",
        "titles",
        "a gap",
        "sep",
        "sep of another kind",
        "line breaks in quotes",
        "an empty column at first",
        "ASCII at first",
    ],
)
def test_the_parts_are_the_whole(tmp_path, text, encoding):
    whole, parts = both(tmp_path, text, encoding=encoding)
    assert len(parts.places) > 1
    read = joined(parts)
    assert_frame_equal(read, whole.sheets[0].frame.loc[read.index], check_index_type=False)
    left = whole.sheets[0].frame.drop(index=read.index)
    assert (left == "").all(axis=None)
    assert (parts.book.sha256, parts.book.encoding) == (whole.sha256, whole.encoding)
    assert parts.book.findings == whole.findings


def test_rows_of_another_width_are_said_with_their_numbers_in_the_file(tmp_path):
    text = HEADER + rows(200) + "200,여권,a,b\r\n" + rows(100) + "7,여권\r\n" + rows(100) + "※ 자료: 민원실\r\n"
    whole, parts = both(tmp_path, text)
    (one,), (other,) = parts.book.findings, whole.findings
    assert (one.code, one.count, one.rows, one.line("ko")) == (other.code, other.count, other.rows, other.line("ko"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            (HEADER + rows(199) + f"199,여권,{'가' * 2_000}\r\n").encode("cp949") + "9,여권,내용\r\n".encode(),
            "broken_byte",
        ),
        ((HEADER + rows(200) + '9,여권,"열린\r\n' + rows(200)).encode(), "open_quote"),
        ((HEADER + rows(200) + '9,"여권"x,내용\r\n' + rows(200)).encode(), "stray_quote"),
        ((HEADER + rows(200) + f"9,{'가' * 40_000},내용\r\n").encode(), "long_field"),
        ((HEADER + rows(200)).encode() + b"9,\0,x\r\n", "binary_text"),
    ],
    ids=["another encoding", "an open quote", "a stray quote", "a long field", "binary"],
)
def test_what_cannot_be_read_is_refused_with_its_row_in_the_file(tmp_path, text, code):
    path = tmp_path / "대장.csv"
    path.write_bytes(text)
    size = 60_000 if code == "long_field" else 4_000
    with pytest.raises(UserError) as refused:
        read_parts(path, path.name, size=size)
    (finding,) = refused.value.findings
    assert (finding.code, finding.file) == (code, "대장.csv")
    assert finding.row == 202


def test_a_file_above_the_limit_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "대장.csv"
    path.write_text(HEADER + rows(300), encoding="utf-8")
    with pytest.raises(UserError) as refused:
        read_parts(path, path.name, limits=Limits(upload=1_000))
    assert [finding.code for finding in refused.value.findings] == ["too_large"]


@pytest.mark.parametrize(
    ("head", "large"),
    [
        (b"a,b\n", True),
        ("이름\n".encode("cp949"), True),
        (b"PK\x03\x04", False),
        ("a".encode("utf-16"), False),
        (b"\n <html>", False),
    ],
    ids=["text", "cp949", "zip", "utf-16", "html"],
)
def test_only_texts_come_in_parts(tmp_path, head, large):
    path = tmp_path / "file"
    path.write_bytes(head + b"1,2\n" * 100)
    assert comes_in_parts(path, size=100) is large
    assert not comes_in_parts(path, size=10_000)
    assert not comes_in_parts(tmp_path, size=1)
    assert not comes_in_parts(tmp_path / "nothing", size=1)


@given(
    lines=st.lists(st.sampled_from(["1,2", '"a\nb",2', '"say ""x""",3', "", '5" pipe,7', "가나다,라"]), max_size=40),
    size=st.integers(1, 60),
)
def test_a_cut_loses_no_byte_and_falls_behind_a_line(lines, size):
    raw = "\n".join(lines).encode()
    parts = list(cut(io.BytesIO(raw), size))
    assert b"".join(part for part, _ in parts) == raw
    assert [last for _, last in parts] == [False] * (len(parts) - 1) + [True] * bool(parts)
    assert all(part.endswith(b"\n") or len(part) >= 4 * size for part, _ in parts[:-1])
