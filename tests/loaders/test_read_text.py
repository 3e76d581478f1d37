"""csv and its relatives: encodings, separators, widths, row numbers."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kpi.core.errors import UserError
from loaders.read.encoding import decode
from loaders.read.file import Content, read
from loaders.read.limits import Limits
from loaders.read.plausible import is_korean, letters_of

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


def test_a_comma_in_every_number_of_hundreds_of_rows_does_not_win_over_semicolons(tmp_path: Path) -> None:
    rows = "".join(f"민원;4,{row};2,{row}\n" for row in range(400))
    assert read_bytes(tmp_path, f"부서;점수;지수\n{rows}".encode()).grids[0].width == 3
    assert table(tmp_path, b"1,5;2,5;x\n3,5;4,5;y\n")[0] == ["1,5", "2,5", "x"]


def test_separators_inside_quoted_answers_do_not_count(tmp_path: Path) -> None:
    answers = "".join(f'{row}\t"빠름, 친절, 좋음\n둘째 줄, 셋째"\n' for row in range(30))
    grid = read_bytes(tmp_path, f"번호\t의견\n{answers}".encode()).grids[0]
    assert (grid.width, grid.next_row) == (2, 32)


def test_title_lines_with_commas_above_a_tab_separated_table_do_not_count(tmp_path: Path) -> None:
    text = "만족도, 부서별, 2024년\n작성: 기획실, 홍보실\n\n부서\t점수\n민원과\t4\n세무과\t5\n건축과\t3\n위생과\t4\n"
    content = read_bytes(tmp_path, text.encode())
    assert (content.grids[0].width, content.findings) == (2, ())


@pytest.mark.parametrize("text", ['a, "b, c", d\n1, "2, 3", 4\n', '"a" ,"b, c"  ,d\n1,"2, 3" ,4\n'])
def test_blanks_around_quoted_fields_do_not_break_them(tmp_path: Path, text: str) -> None:
    assert table(tmp_path, text.encode()) == [["a", "b, c", "d"], ["1", "2, 3", "4"]]


def test_a_separator_line_is_followed_and_rows_count_as_in_the_file(tmp_path: Path) -> None:
    grid = read_bytes(tmp_path, b"sep=;\na;b\n1;2\n").grids[0]
    assert (grid.first_row, grid.width) == (2, 2)


@pytest.mark.parametrize("separator", ["^", ":", "]", "-", ";"])
def test_blanks_behind_quotes_do_not_break_fields_with_any_declared_separator(tmp_path: Path, separator: str) -> None:
    text = '"a","b"\n"1" ,"2"  \n" ,","4" \n'.replace(",", separator)
    assert table(tmp_path, f"sep={separator}\n{text}".encode()) == [["a", "b"], ["1", "2"], [f" {separator}", "4"]]


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


def test_a_row_of_another_width_is_said_with_both_widths(tmp_path: Path) -> None:
    (found,) = read_bytes(tmp_path, b"a,b,c\n1,2,3\n4,5\n6,7,8\n").findings
    assert (found.row, dict(found.values)) == (3, {"number": 1, "width": 3, "found": 2})


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ('a,b\n1,2\n3,"4\n5,6\n', "open_quote", 3),
        ('a,b\n1,"2"x\n3,4\n', "stray_quote", 2),
        (f"a,b\n1,{'x' * 40_000}\n", "long_field", 2),
    ],
)
def test_broken_fields_name_their_row(tmp_path: Path, text: str, code: str, row: int) -> None:
    with pytest.raises(UserError) as refused:
        read_bytes(tmp_path, text.encode())
    assert (refused.value.findings[0].code, refused.value.findings[0].row) == (code, row)


def test_a_table_may_begin_with_the_letters_of_a_zip_or_far_below_blank_lines(tmp_path: Path) -> None:
    assert table(tmp_path, b"PK,b\n1,2\n") == [["PK", "b"], ["1", "2"]]
    grid = read_bytes(tmp_path, b"\n" * 20_000 + b"a,b\n1,2\n").grids[0]
    assert (grid.first_row, grid.width) == (20_001, 2)


def test_titles_and_numbers_of_further_pages_do_not_stop_a_table(tmp_path: Path) -> None:
    page = b"a,b,c\n1,2,3\n4,5,6\n"
    (found,) = read_bytes(tmp_path, page + b"- 1 -\nregister\n" + page).findings
    assert (found.code, found.severity, found.rows) == ("lone_rows", "warning", (4, 5))
    torn = read_bytes(tmp_path, b"a,b,c\n1,2,3\n4\n5,4,5,6\n7,8,9\n").findings
    assert [one.code for one in torn] == ["ragged_rows"]


def test_trailing_blank_fields_are_no_error(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, b"a,b\n1,2,,\n3,4\n5,6,\n").findings == ()


def test_a_last_row_with_an_unquoted_comma_is_ragged_and_a_remark_is_not(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, b"a,b\n1,2\n3,4\nmade up, or nearly\n").findings == ()
    (found,) = read_bytes(tmp_path, b"a,b\n1,2\n3,1,234\n").findings
    assert (found.code, found.severity, found.row) == ("ragged_rows", "error", 3)


def read_as_cp949(text: str) -> bool:
    """Return whether the bytes can be nothing else; other bytes are doubted or refused."""
    try:
        return is_korean(letters_of(text)) and not decode(text.encode("cp949")).doubts
    except UserError:
        return False


WORD = st.text(st.characters(codec="cp949", categories=("L", "N", "P", "Zs")), max_size=6)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(WORD, WORD, WORD), min_size=2, max_size=8),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp949", "utf-16"]),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
@example(rows=[("", "", ""), ("", "", " ;")], encoding="utf-8", quoting=csv.QUOTE_ALL)
@example(rows=[("가, 나,", "", ""), (" ,", '" ,', "; ")], encoding="cp949", quoting=csv.QUOTE_ALL)
def test_what_the_csv_module_writes_comes_back(
    tmp_path: Path, rows: list[tuple[str, ...]], encoding: str, quoting: int
) -> None:
    header = ("부서명", "항목명", "응답값")
    target = io.StringIO(newline="")
    csv.writer(target, quoting=quoting).writerows([header, *rows, ("끝", "끝", "끝")])
    text = target.getvalue()
    if encoding == "cp949" and not read_as_cp949(text):
        return
    assert table(tmp_path, text.encode(encoding)) == [list(row) for row in (header, *rows, ("끝", "끝", "끝"))]
