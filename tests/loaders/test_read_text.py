"""csv and its relatives: encodings, separators, widths, row numbers."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi.core.errors import UserError
from loaders.read import Content, read
from loaders.read_encoding import decode
from loaders.read_limits import Limits

TABLE = "부서,점수\n민원과,87.5\n세무과,91\n"


def read_bytes(folder: Path, content: bytes) -> Content:
    (folder / "input").write_bytes(content)
    return read(folder / "input", Limits())


def table(folder: Path, content: bytes) -> list[list[str]]:
    grid = read_bytes(folder, content).grids[0]
    grid.write(folder / "sheet.arrow")
    with pa.memory_map(str(folder / "sheet.arrow")) as source:
        return [
            list(row)
            for row in zip(*(column.to_pylist() for column in pa.ipc.open_file(source).read_all().columns), strict=True)
        ]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TABLE.encode("cp949"), "cp949"),
        (TABLE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TABLE.encode(), "utf-8"),
        (TABLE.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"), "utf-16"),
        (TABLE.encode("utf-16-le"), "utf-16-le"),
        (TABLE.encode("utf-16-be"), "utf-16-be"),
        (b"a,b\n1,2\n", "utf-8"),
    ],
)
def test_an_encoding_is_found_and_no_mark_stays_in_the_first_header(content: bytes, encoding: str) -> None:
    text, found = decode(content)
    assert (text[:1] in "부a", found) == (True, encoding)


def test_an_encoding_that_fits_nowhere_names_its_line() -> None:
    with pytest.raises(UserError) as refused:
        decode(b"a,b\n1,2\n3,\xff\n")
    assert (refused.value.findings[0].code, refused.value.findings[0].row) == ("bad_encoding", 3)


@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_the_separator_is_the_one_that_makes_columns(tmp_path: Path, separator: str) -> None:
    text = TABLE.replace(",", separator)
    assert table(tmp_path, text.encode()) == [["부서", "점수"], ["민원과", "87.5"], ["세무과", "91"]]


def test_a_comma_in_numbers_does_not_win_over_semicolons(tmp_path: Path) -> None:
    assert table(tmp_path, "부서;점수;n\n민원;4,5;1\n세무;3,9;2\n".encode()) == [
        ["부서", "점수", "n"],
        ["민원", "4,5", "1"],
        ["세무", "3,9", "2"],
    ]


def test_a_separator_line_is_followed_and_rows_count_as_in_the_file(tmp_path: Path) -> None:
    grid = read_bytes(tmp_path, b"sep=;\na;b\n1;2\n").grids[0]
    assert (grid.first_row, grid.width) == (2, 2)


def test_texts_stay_as_they_are(tmp_path: Path) -> None:
    content = '코드,값\n007,NA\n"여러\n줄", 끝 \n"""인용""",00.50\n'.encode()
    assert table(tmp_path, content) == [["코드", "값"], ["007", "NA"], ["여러\n줄", " 끝 "], ['"인용"', "00.50"]]


def test_blank_rows_are_kept_inside_and_dropped_at_the_end(tmp_path: Path) -> None:
    assert table(tmp_path, b"a,b\n\n1,2\n,\n\n") == [["a", "b"], ["", ""], ["1", "2"]]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n3\n4,5\n", (3,)),
        ("a,b\n1,2\n3,4,5\n6,7\n", (3,)),
        ("a,b\n1,2\n3,4\n", ()),
        ("제목\n\na,b\n1,2\n3,4\n출처: 통계\n", ()),
        ("a,b,\n1,2,\n3,4,\n", ()),
    ],
)
def test_rows_of_another_width_inside_the_table_are_an_error_that_names_them(
    tmp_path: Path, text: str, rows: tuple[int, ...]
) -> None:
    found = [finding for finding in read_bytes(tmp_path, text.encode()).findings if finding.code == "ragged_rows"]
    assert tuple(row for finding in found for row in finding.rows) == rows
    assert all(finding.severity == "error" for finding in found)


def test_trailing_blank_fields_are_no_error(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, b"a,b\n1,2,,\n3,4\n5,6,\n").findings == ()


def test_a_last_row_with_an_unquoted_comma_is_ragged_and_a_remark_is_not(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, b"a,b\n1,2\n3,4\nmade up, or nearly\n").findings == ()
    (found,) = read_bytes(tmp_path, b"a,b\n1,2\n3,1,234\n").findings
    assert (found.code, found.severity, found.row) == ("ragged_rows", "error", 3)


WORD = st.text(st.characters(codec="cp949", categories=("L", "N", "P", "Zs")), max_size=6)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(WORD, WORD, WORD), min_size=2, max_size=8),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp949", "utf-16"]),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_what_the_csv_module_writes_comes_back(
    tmp_path: Path, rows: list[tuple[str, ...]], encoding: str, quoting: int
) -> None:
    header = ("부서명", "항목명", "응답값")
    target = io.StringIO(newline="")
    csv.writer(target, quoting=quoting).writerows([header, *rows, ("끝", "끝", "끝")])
    text = target.getvalue()
    if encoding == "cp949":
        try:
            text.encode("cp949").decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return
    assert table(tmp_path, text.encode(encoding)) == [list(row) for row in (header, *rows, ("끝", "끝", "끝"))]
