"""Files made to break a reader: each is read as its author meant it or refused for its own reason."""

from __future__ import annotations

import ast
import io
import zipfile
from pathlib import Path

import pytest

from kpi.core.errors import Finding, UserError
from kpi.core.text import Text, placeholders
from loaders.gate.files import Book, read_file
from loaders.match.header import Header
from loaders.match.labels import unique
from loaders.match.melts import chains_of
from loaders.read import refusals
from tests.loaders.loading import book, codes, finding, layout_of, load, loaded, sheet
from tests.loaders.shapes import Shaped, xlsx

READERS = Path(refusals.__file__).parents[1]


def with_cell(cell: str) -> bytes:
    """Return a small workbook with another cell B2."""
    target, part = io.BytesIO(), "xl/worksheets/sheet1.xml"
    sound = xlsx([Shaped("자료", [["부서", "점수"], ["민원과", "4"]])])
    with zipfile.ZipFile(io.BytesIO(sound)) as source, zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            xml = source.read(name).decode()
            old = '<c r="B2" t="inlineStr"><is><t>4</t></is></c>'
            assert name != part or old in xml
            package.writestr(name, xml.replace(old, cell) if name == part else xml)
    return target.getvalue()


def cells(book: Book) -> list[list[str]]:
    return book.sheets[0].frame.to_numpy().tolist()


def refused(content: bytes) -> list[tuple[str, str]]:
    with pytest.raises(UserError) as error:
        read_file(content, "파일")
    return [(finding.code, finding.cell) for finding in error.value.findings]


def missing_values(path: Path) -> list[str]:
    """Return the refusals of a module that leave a placeholder of their words without a value."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "refusal":
            code, given = node.args[0], {keyword.arg for keyword in node.keywords}
            if isinstance(code, ast.Constant) and None not in given:
                needed = placeholders(refusals.REFUSALS[str(code.value)].ko)
                found += [f"{path.name}:{node.lineno} {code.value} {name}" for name in needed - given]
    return found


def test_every_refusal_is_given_all_that_its_words_need() -> None:
    modules = list(READERS.rglob("*.py"))
    assert len(modules) > 50
    assert [one for path in modules for one in missing_values(path)] == []


def test_a_first_field_of_megabytes_is_too_long_whatever_follows() -> None:
    assert refused(b"a" * 200_000) == [("long_field", "")]
    assert refused(b"a" * 200_000 + b",b\n1,2\n") == [("long_field", "")]


def test_a_cell_that_points_to_no_text_is_named() -> None:
    assert refused(with_cell('<c r="B2" t="s"><v>99</v></c>')) == [("lost_text", "B2")]


@pytest.mark.parametrize("inside", ["4<!-- -->2", "4<?x y?>2", "<![CDATA[42]]>"])
def test_a_value_with_a_remark_inside_is_read_whole(inside: str) -> None:
    assert cells(read_file(with_cell(f'<c r="B2"><v>{inside}</v></c>'), "파일"))[1] == ["민원과", "42"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"year": [2025], "n": [4]}', "not_a_table_file"),
        (b'\xef\xbb\xbf[\r\n {"year": 2025}]', "not_a_table_file"),
        (b"$FL2@(#) SPSS DATA FILE" + bytes(99), "not_a_table_file"),
        (b"\x00\x01\x00\x00Standard Jet DB\x00" + bytes(99), "not_a_table_file"),
        (b"MSCF" + bytes(99), "other_archive"),
        (b"\x1d\x00-lh5-" + bytes(99), "other_archive"),
        (b"\x28\xb5\x2f\xfd" + bytes(99), "other_archive"),
    ],
)
def test_what_is_no_table_is_called_what_it_is(content: bytes, code: str) -> None:
    assert refused(content) == [(code, "")]


def test_the_mark_behind_the_last_line_of_an_old_program_is_no_row() -> None:
    assert cells(read_file("부서,점수\r\n민원과,4\r\n\x1a".encode("cp949"), "파일.csv")) == [
        ["부서", "점수"],
        ["민원과", "4"],
    ]


def test_a_last_row_with_too_few_fields_is_said() -> None:
    read = read_file(b"a,b,c\n1,2,3\n4,5,6\n7,8\n", "a.csv")
    assert [(one.severity, one.code, one.row) for one in read.findings] == [("warning", "short_row", 4)]


@pytest.mark.parametrize("last", ["source: city", "7,8,", "", "\n7,8"])
def test_a_remark_or_a_whole_row_at_the_end_is_not_called_short(last: str) -> None:
    assert read_file(f"a,b,c\n1,2,3\n4,5,6\n{last}".encode(), "a.csv").findings == ()


def test_what_a_file_holds_cannot_break_the_line_of_a_message() -> None:
    hostile = Finding(
        "error", "x", Text("'{word}' 값", "value '{word}'"), {"word": "a\x1b[2J\nb"}, file="c\r\nd.csv", value="\u202ee"
    )
    assert hostile.line("ko") == "c d.csv: 'a [2J b' 값 (값: ' e')"


def test_letters_that_show_nothing_do_not_hide_a_header_or_a_department() -> None:
    rows = [
        ["\u200b연도", "부\u202e서", "종합\x07만족도"],
        ["2025", "민원과\u200b", "\u20604"],
        ["2025", "\u202a민원과", "5\x02"],
    ]
    batch = loaded(rows, scale=(1.0, 5.0))
    assert batch.new_departments == ("민원과",)
    assert codes(batch, "warning") == []


def test_a_repeated_label_is_not_a_year_however_often_it_is_repeated() -> None:
    labels = unique(["점수"] * 1_950)
    assert labels[1_900] == "점수 (1901)"
    assert chains_of(Header(1, 1, labels, tuple(range(1_950)), (("점수",),) * 1_950), None) == []


def test_more_items_than_any_questionnaire_has_are_refused_in_words() -> None:
    rows = [["연도", *(f"친절성 {number}" for number in range(201))], ["2025", *["4"] * 201]]
    assert finding(load(rows, scale=(1.0, 5.0)), "too_many_items").severity == "error"


def test_a_table_that_is_hidden_is_asked_for_not_called_empty() -> None:
    hidden = sheet([["연도", "종합만족도"], ["2025", "4"]], "원본", hidden=True)
    with pytest.raises(UserError) as error:
        layout_of(book(sheet([], "빈 시트"), hidden))
    assert [one.code for one in error.value.findings] == ["hidden_only"]
    assert "'원본'" in error.value.findings[0].say("ko")


def test_sheets_of_one_name_are_told_apart() -> None:
    table = "<table><caption>표</caption><tr><td>{}</td></tr></table>"
    page = f"<html>{''.join(map(table.format, ('가', '나', '다')))}</html>".encode()
    read = read_file(page, "표.xls")
    assert [one.name for one in read.sheets] == ["표", "표 (2)", "표 (3)"]
    assert [one.frame.iloc[0, 0] for one in read.sheets] == ["가", "나", "다"]
