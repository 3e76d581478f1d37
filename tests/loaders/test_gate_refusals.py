"""Bad files: each is refused with its reason in both languages, or read without harm. None brings the gate down."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

import pytest

from kpi.core.errors import UserError
from loaders.gate.files import Book, Limits, read_file
from loaders.read.refusals import REFUSALS
from tests.loaders.locked_files import container, workbook_stream

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
GOOD_ROWS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
SHEET = "xl/worksheets/sheet1.xml"


def sheet(rows: str = GOOD_ROWS, *, before: str = "") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def xlsx(replace: dict[str, str | bytes | None] | None = None, *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    parts: dict[str, str | bytes | None] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="b" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>',
        SHEET: sheet(),
        **(replace or {}),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as package:
        for name, content in parts.items():
            if content is not None:
                package.writestr(name, content)
    return target.getvalue()


def rows(text: str) -> bytes:
    return xlsx({SHEET: sheet(text)})


def with_doctype(part: str, root: str) -> bytes:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return xlsx({part: f'<?xml version="1.0"?>{laughs}{root}'})


def duplicate_entry() -> bytes:
    target = io.BytesIO(xlsx())
    with zipfile.ZipFile(target, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr(SHEET, sheet())
    return target.getvalue()


def flipped(content: bytes, *, seed: int) -> bytes:
    damaged = bytearray(content)
    chosen = random.Random(seed)
    for _ in range(8):
        damaged[chosen.randrange(30, len(damaged))] ^= chosen.randrange(1, 256)
    return bytes(damaged)


def ole(text: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + text.encode("utf-16-le")


NAMESPACED = f'<worksheet xmlns="{MAIN}">'
DEEP = f"{NAMESPACED}{'<a>' * 400}{'</a>' * 400}</worksheet>"
MADE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "empty_file"),
    "zero bytes": (lambda: b"\0" * 5000, "empty_file"),
    "only newlines": (lambda: b"\n\r\n" * 100, "empty_file"),
    "only a mark": (lambda: b"\xef\xbb\xbf", "empty_file"),
    "only separators": (lambda: b",,,\n,,,\n", "empty_file"),
    "an empty sheet": (lambda: rows(""), "empty_file"),
    "a sheet of empty cells": (lambda: rows('<row r="1"><c r="A1" s="1"/></row>'), "empty_file"),
    "a program": (lambda: b"MZ\x90\0" + b"\0" * 200, "not_a_table_file"),
    "a Linux program": (lambda: b"\x7fELF" + b"\0" * 200, "not_a_table_file"),
    "a PDF": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "not_a_table_file"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "not_a_table_file"),
    "a photo": (lambda: b"\xff\xd8\xff\xe0" + b"x" * 50, "not_a_table_file"),
    "a RAR archive": (lambda: b"Rar!\x1a\x07\x01\0", "other_archive"),
    "a gzip archive": (lambda: b"\x1f\x8b\x08\0" + b"\1" * 30, "other_archive"),
    "rich text": (lambda: rb"{\rtf1\ansi hello}", "not_a_table_file"),
    "SYLK": (lambda: b"ID;PWXL;N;E\nC;Y1;X1;K1\nE\n", "not_a_table_file"),
    "a web archive without a table": (lambda: b"MIME-Version: 1.0\nX-Document-Type: Workbook\n\n", "no_table"),
    "a page nested too deep": (
        lambda: b"<table><tr><td>1</td></tr></table>" + b"<div>" * 5000 + b"<table><tr><td>2</td></tr></table>",
        "page_too_deep",
    ),
    "a page of frames": (lambda: b'<html><frameset><frame src="a.files/sheet001.htm"></html>', "frames_outside"),
    "a database": (lambda: b"SQLite format 3\0" + b"\0" * 90, "not_a_table_file"),
    "some XML": (lambda: b'<?xml version="1.0"?><feed/>', "not_a_table_file"),
    "a plain zip": (lambda: xlsx({"[Content_Types].xml": None}), "broken_part"),
    "a zip without an end": (lambda: xlsx()[:-30], "broken_zip"),
    "half a zip": (lambda: xlsx()[:400], "broken_zip"),
    "the end of a zip": (lambda: b"PK\x05\x06" + b"\0" * 18, "broken_zip"),
    "two letters": (lambda: b"PK", "broken_zip"),
    "a part twice": (duplicate_entry, "duplicate_part"),
    "a part outside": (lambda: xlsx({"../../evil.xml": "x"}), "strange_path"),
    "an absolute part": (lambda: xlsx({"/etc/passwd": "x"}), "strange_path"),
    "too many parts": (lambda: xlsx({f"xl/{number}.xml": "" for number in range(1001)}), "too_many_parts"),
    "no workbook": (lambda: xlsx({"xl/workbook.xml": None}), "broken_part"),
    "no worksheet part": (lambda: xlsx({SHEET: None}), "broken_part"),
    "no relations": (lambda: xlsx({"xl/_rels/workbook.xml.rels": None}), "no_sheet"),
    "a sheet cut off": (lambda: xlsx({SHEET: sheet()[:-40]}), "broken_part"),
    "a sheet that is no XML": (lambda: xlsx({SHEET: b"\0\1\2\3"}), "broken_part"),
    "bad UTF-8": (lambda: xlsx({SHEET: sheet().encode().replace(b"<v>1", b"<v>\xff\xfe")}), "broken_part"),
    "nested too deep": (lambda: xlsx({SHEET: DEEP}), "part_too_deep"),
    "entities in a sheet": (lambda: with_doctype(SHEET, f"{NAMESPACED}<sheetData/></worksheet>"), "doctype"),
    "entities in the workbook": (lambda: with_doctype("xl/workbook.xml", "<workbook/>"), "doctype"),
    "entities in the texts": (lambda: with_doctype("xl/sharedStrings.xml", "<sst>&b;</sst>"), "doctype"),
    "entities in UTF-16": (
        lambda: xlsx({SHEET: sheet(before="<!DOCTYPE a>").replace("UTF-8", "UTF-16").encode("utf-16")}),
        "doctype",
    ),
    "an outside entity": (
        lambda: xlsx({SHEET: sheet('<row r="1"/>', before='<!DOCTYPE a SYSTEM "file:///etc/passwd">')}),
        "doctype",
    ),
    "a bomb of spaces": (lambda: xlsx({SHEET: sheet(("<x/>" + " " * 1_000_000) * 60)}), "zip_ratio"),
    "a long text that many cells share": (
        lambda: xlsx(
            {
                "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>{"a" * 30_000}</t></si></sst>',
                SHEET: sheet("".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 4_001))),
            }
        ),
        "too_much_text",
    ),
    "parts of a workbook that are no page": (lambda: b'<?xml version="1.0"?><a><tableStyles/></a>', "not_a_table_file"),
    "a bomb of texts": (
        lambda: xlsx(
            {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{("<si><t>" + "a" * 10_000 + "</t></si>") * 6_000}</sst>'}
        ),
        "zip_ratio",
    ),
    "the last cell of all": (lambda: rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "too_wide"),
    "corners far apart": (
        lambda: rows('<row r="1"><c r="AAA1"><v>1</v></c></row><row r="99999"><c r="A99999"><v>1</v></c></row>'),
        "too_large_area",
    ),
    "a row beyond Excel": (lambda: rows('<row r="9999999"><c r="A9999999"><v>1</v></c></row>'), "row_order"),
    "a row twice": (lambda: rows('<row r="1"/><row r="1"><c r="A1"><v>1</v></c></row>'), "row_order"),
    "a row zero": (lambda: rows('<row r="0"><c r="A0"><v>1</v></c></row>'), "row_order"),
    "a negative row": (lambda: rows('<row r="-1"><c r="A-1"><v>1</v></c></row>'), "row_order"),
    "a row that is a word": (lambda: rows('<row r="one"><c r="A1"><v>1</v></c></row>'), "row_order"),
    "an address of another row": (lambda: rows('<row r="1"><c r="A7"><v>1</v></c></row>'), "bad_address"),
    "an address without letters": (lambda: rows('<row r="1"><c r="1"><v>1</v></c></row>'), "bad_address"),
    "a column twice": (lambda: rows('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'), "bad_address"),
    "a text that is not there": (lambda: rows('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'), "lost_text"),
    "a negative text": (lambda: rows('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'), "lost_text"),
    "an empty container": (lambda: ole(""), "broken_container"),
    "a damaged workbook stream": (
        lambda: container(workbook_stream().replace(b"\x04\x02", b"\xfd\x00")),
        "broken_record",
    ),
    "a stream of Excel 2": (lambda: b"\x09\x00\x04\x00\x02\x00", "broken_record"),
    "a document under document security": (lambda: b"SCDSA004\0\0" + b"\1" * 500, "drm"),
    "a text under document security": (lambda: b"\x9b DRMONE  This Document is encrypted", "drm"),
    "a web page without a table": (lambda: b"<html><body>login</body></html>", "no_table"),
    "a million columns": (lambda: b",".join([b"1"] * 1_000_000), "too_wide"),
    "NUL bytes": (lambda: b"a,b\n1\0,2\n", "binary_text"),
    "an open quote": (lambda: b'a,b\n"1,2\n3,4\n', "open_quote"),
    "text after a quote": (lambda: b'a,b\n"1"x,2\n', "stray_quote"),
    "a field without end": (lambda: b"a,b\n" + b"x" * 40_000 + b",1\n", "long_field"),
    "two encodings": (lambda: "부서,점수\n민원,1\n".encode() + "세무,2\n".encode("cp949"), "mixed_encoding"),
    "a broken letter": (lambda: "부서,점수\n민원과,1\n".encode("cp949") + b"\xff,2\n", "broken_byte"),
    "Chinese": (lambda: "部门,姓名\n税务科,张伟\n民政科,办理速度\n".encode("gbk"), "foreign_encoding"),
    "noise": (lambda: random.Random(1).randbytes(5000).replace(b"\0", b"\1"), "bad_encoding"),
    "UTF-16 cut off": (lambda: "부서,점수\n".encode("utf-16") + b"\x01", "broken_byte"),
    **{f"damage {seed}": (lambda seed=seed: flipped(xlsx(), seed=seed), "") for seed in range(12)},  # type: ignore[misc]  # a default argument keeps the seed
}


def read_or_codes(content: bytes) -> Book | list[str]:
    try:
        return read_file(content, "파일.xlsx")
    except UserError as error:
        for finding in error.findings:
            assert finding.file == "파일.xlsx"
            assert finding.say("ko") != finding.say("en")
            assert "{" not in finding.say("ko") + finding.say("en")
        return [finding.code for finding in error.findings]


@pytest.mark.parametrize("name", list(MADE))
def test_a_bad_file_is_refused_with_its_reason(name: str) -> None:
    make, code = MADE[name]
    outcome = read_or_codes(make())
    if code:
        assert outcome == [code]
    elif not isinstance(outcome, Book):
        assert set(outcome) <= set(REFUSALS)


def test_the_sample_has_at_least_sixty_files_and_most_reasons() -> None:
    assert len(MADE) >= 60
    by_load = {"too_large", "too_many_cells", "lost_cells", "too_much_memory", "too_much_work", "too_slow", "busy"}
    locked = {code for code in REFUSALS if "crypt" in code} | {"wrong_password"}
    packed = {
        "zip_of_files",
        "zip_in_zip",
        "empty_zip",
        "too_many_sheets",
        "unpacked_too_large",
        "unknown_compression",
        "bad_limit",
    }
    elsewhere = {"broken_structure", "saved_as_text"}
    assert {code for _, code in MADE.values()} >= set(REFUSALS) - by_load - locked - packed - elsewhere


def test_a_file_above_the_upload_limit_is_refused_before_anything_reads_it() -> None:
    with pytest.raises(UserError) as refused:
        read_file(b"a,b\n1,2\n" * 100, "a.csv", limits=Limits(upload=500))
    assert refused.value.findings[0].code == "too_large"


def test_more_cells_than_allowed_are_refused_in_every_kind_of_file() -> None:
    table = "".join(f"<tr><td>{row}</td></tr>" for row in range(20))
    for content in (
        b"1\n" * 20,
        f"<table>{table}</table>".encode(),
        rows("".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 21))),
    ):
        with pytest.raises(UserError) as refused:
            read_file(content, "a", limits=Limits(cells=19))
        assert refused.value.findings[0].code == "too_many_cells"


def test_a_container_whose_sectors_go_round_in_circles_does_not_keep_anyone_waiting() -> None:
    """Found by damaging files at random."""
    whole = bytearray(container(workbook_stream()))
    whole[512 + 3 * 4 : 512 + 4 * 4] = (2).to_bytes(4, "little")
    assert read_file(bytes(whole), "a.xls", limits=Limits(cpu_seconds=5)).kind == "xls"
    assert read_or_codes(container(bytes(whole))) == ["broken_record"]


def test_what_the_name_says_does_not_matter() -> None:
    assert read_file(xlsx(), "표.csv").kind == "xlsx"
    assert read_file(b"a,b\n1,2\n", "table.xlsx").kind == "csv"
    assert read_file(b"<table><tr><td>1</td></tr></table>", "table.xls").kind == "html"
