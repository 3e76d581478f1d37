"""Every kind of free text in every format: shown as it is, run by no program, and harmless to what stands beside it."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from hwp_hwpx_parser import Reader
from hwpx import validate_editor_open_safety, validate_package
from lxml import etree

from kpi.core.text import Text
from kpi.sentences.origin import Origin
from reports import docx, html, hwpx, pdf, pptx, workbook
from reports.compose import compose
from reports.compose_sources import UploadFacts
from reports.model import Report, grids_of
from tests.reports.report_made import DAY, Seen, material, setting_of

TEXTS = (
    '=HYPERLINK("http://x.kr","눌러")',
    "+cmd|' /C calc'!A0",
    "-1+1과",
    "@SUM(A1:A9)",
    "탭\t과\x0b줄\n끝\x85",
    "이백글자" * 50,
    "웃음😀👩‍👩‍👧과",
    "\u202eשלום과\u2066",
    '"}</style><script>alert(1)</script><b>',
    '\\#read("/etc/passwd") $x$ *a* ]]> &amp; {0} %s',
)
"""What a case, a department, a task, an office, a file or a note may be called."""
WRITERS = {"hwpx": hwpx, "pptx": pptx, "xlsx": workbook, "docx": docx, "html": html, "pdf": pdf}
SEEN = [re.sub(r"[\x00-\x1f\x7f-\x9f\u202e\u2066]", " ", text)[:12] for text in TEXTS]
"""How the texts begin where they are shown."""


def hostile(text: str) -> Report:
    """A report whose cases and departments have all these names, and whose office, title, task, file and note are ``text``."""
    entries = tuple(
        {
            "period_start": "2025-01-01",
            "period_months": 12,
            "kind": "good",
            "title": one,
            "department": one,
            "adopters": one,
        }
        for one in TEXTS
    )
    values = {2023: 2.0, 2024: 2.5, 2025: 3.0}
    origin = Origin((Text("조사", "Survey"),), dt.date(2025, 12, 31), (text,), True)
    cases = replace(material("case_spread", values, {}), entries=entries, origin=origin)
    asked = material(
        "satisfaction", values, {name: {2024: 60.0 + at, 2025: 70.0 + at} for at, name in enumerate(TEXTS)}
    )
    upload = UploadFacts(1, Text("조사", "Survey"), text, 120, DAY, DAY, DAY, dt.datetime(2026, 11, 1, 9, 0))
    setting = setting_of(office=text, title=text, department=text, uploads=(upload,))
    return compose([replace(asked, breaks=((dt.date(2024, 1, 1), text),), origin=origin), cases], setting)


def parts_of(content: bytes) -> dict[str, bytes]:
    """Every part of a package, those of the packages within it too."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name in [name for name in parts if name.endswith(".xlsx")]:
        parts |= {f"{name}/{inner}": part for inner, part in parts_of(parts[name]).items()}
    return parts


@pytest.fixture(scope="module")
def report() -> Report:
    return hostile(TEXTS[8])


@pytest.mark.parametrize("form", ["hwpx", "pptx", "xlsx", "docx"])
def test_no_package_holds_a_formula_a_link_or_a_field_from_a_text(report, form, tmp_path):
    content = WRITERS[form].write(report)
    every, shown = [], ""
    for name, part in parts_of(content).items():
        if name.endswith((".xml", ".rels", ".hpf")):
            tree = etree.fromstring(part)
            every += [(name, etree.QName(one).localname, one) for one in tree.iter() if isinstance(one.tag, str)]
            shown += "\n" + " ".join(tree.itertext())
            assert b"x.kr" not in part or not name.endswith(".rels")
    tags = {tag for _, tag, _ in every}
    assert not tags & {"hyperlink", "hlinkClick", "hlinkHover", "script", "fieldBegin"}
    assert {"".join(one.itertext()).strip() for _, tag, one in every if tag == "instrText"} <= {"PAGE", "NUMPAGES"}
    formulas = [
        "".join(one.itertext()) for name, tag, one in every if tag == "f" and "sheet" in name.rpartition("/")[2]
    ]
    assert all(re.fullmatch(r"[B-D]\d+(-[BC]\d+)?", one) for one in formulas)
    assert [text for text in SEEN if text not in shown] == []
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


@pytest.mark.slow
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("form", WRITERS)
def test_every_text_as_office_title_task_file_and_note_makes_a_file_that_opens(form, text, tmp_path):
    made = hostile(text)
    content = WRITERS[form].write(made)
    path = tmp_path / f"file.{form}"
    path.write_bytes(content)
    if form == "hwpx":
        assert validate_package(str(path)).ok
        assert validate_editor_open_safety(str(path)).ok
        with Reader(str(path)) as reader:
            assert SEEN[TEXTS.index(text)].strip() in reader.text
    if form in ("pptx", "docx", "xlsx"):
        assert all(
            etree.fromstring(part) is not None for name, part in parts_of(content).items() if name.endswith("xml")
        )
    if form == "xlsx":
        assert len(openpyxl.load_workbook(path).sheetnames) > len(grids_of(made))
    if form == "pdf":
        said = subprocess.run(["pdfinfo", "-js", path], capture_output=True, text=True, check=True)
        assert said.stdout.strip() == ""
    if form == "html":
        assert content.count(b"</style>") == content.count(b"<style>") == 1


def test_a_page_holds_texts_as_texts(report):
    content = html.write(report).decode()
    seen = Seen()
    seen.feed(content)
    assert seen.loads == []
    assert not seen.tags & {"script", "b", "img", "iframe", "link", "form"}
    assert [text for text in SEEN if text not in seen.text] == []
    (style,) = re.findall(r"<style>(.*?)</style>", content, flags=re.DOTALL)
    assert style.count("{") == style.count("}")
    assert style.endswith('@bottom-center{content:"- " counter(page) " -"}}')


def test_a_printed_document_shows_texts_and_runs_nothing(report, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf.write(report))
    said = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    bare = re.sub(r"\s", "", said)
    for place in (0, 1, 2, 3, 8, 9):
        assert re.sub(r"\s", "", SEEN[place]) in bare
    actions = subprocess.run(["pdfinfo", "-js", path], capture_output=True, text=True, check=True).stdout
    assert actions.strip() == ""
