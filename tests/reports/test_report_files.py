"""Every file of a report, reopened by its reader and compared with what went in; hostile names do nothing anywhere."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import hwp_ingest
import openpyxl
import pytest
from hwp_hwpx_parser import Reader
from hwpx import HwpxDocument, validate_editor_open_safety, validate_package
from lxml import etree
from pptx import Presentation

from kpi.core.errors import UserError
from reports import docx as word
from reports import html, hwpx, pptx, workbook
from reports.model import charts_of, grids_of
from reports.shown import cells
from tests.reports.report_made import HOSTILE, Seen, empty, made

WRITERS = {"hwpx": hwpx.write, "pptx": pptx.write, "xlsx": workbook.write, "docx": word.write, "html": html.write}
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def printed(text: str) -> str:
    """A name as files hold it: control characters are spaces."""
    return re.sub(r"[\x00-\x1f\u202e]", " ", text)


@pytest.mark.slow
@pytest.mark.parametrize("form", WRITERS)
def test_an_empty_report_is_a_file_all_the_same(form):
    assert len(WRITERS[form](empty())) > 1000


@pytest.mark.parametrize("form", ["hwpx", "pptx", "xlsx", "docx"])
def test_no_part_of_a_package_holds_a_control_character_or_breaks(form):
    with zipfile.ZipFile(io.BytesIO(WRITERS[form](made(names=HOSTILE)))) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels", ".hpf")):
                text = package.read(name)
                etree.fromstring(text)
                assert not CONTROL.search(text.decode("utf-8"))


# HWPX


@pytest.fixture(scope="module", params=["ko", "en"])
def hangul(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("hwpx") / "report.hwpx"
    path.write_bytes(hwpx.write(made(request.param, names=HOSTILE)))
    return request.param, path


def test_a_hangul_file_is_a_sound_package(hangul):
    _, path = hangul
    checked = validate_package(str(path))
    assert checked.ok, checked.errors
    assert validate_editor_open_safety(str(path)).ok
    assert HwpxDocument.open(path.read_bytes()).validate().ok
    with zipfile.ZipFile(path) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        sections = "".join(package.read(name).decode() for name in package.namelist() if "section" in name)
        assert "linesegarray" not in sections
        assert '<hp:pageNum pos="BOTTOM_CENTER" formatType="DIGIT" sideChar="-"/>' in sections.replace(" />", "/>")


def test_another_reader_finds_the_words_and_numbers_of_a_hangul_file(hangul):
    lang, path = hangul
    with Reader(str(path)) as reader:
        text = reader.text
    for word_ in ("82.98", "70.04", "고객만족도" if lang == "ko" else "Satisfaction", printed(HOSTILE[0]), "웃음😀과"):
        assert word_ in text
    for mark in (
        ("요 약", "<표 1>", "[그림 1]", "(단위: 점)", "□ ", "○ ", "▲8.72", "끝.") if lang == "ko" else ("Table 1.",)
    ):
        assert mark in text


@pytest.mark.slow
def test_a_renderer_lays_a_hangul_file_out_with_its_numbers_on_the_first_page(hangul):
    _, path = hangul
    pages = [bytes(page).decode() for page in hwp_ingest.to_svg_pages(path.read_bytes())]
    assert len(pages) >= 4
    assert all("<svg" in page for page in pages)
    shown = re.sub(r"\s", "", re.sub(r"<[^>]*>", "", pages[0]))
    assert "82.98" in shown
    assert "<image" in "".join(pages[1:])


def test_the_data_of_a_hangul_file_name_title_and_office(hangul):
    lang, path = hangul
    with zipfile.ZipFile(path) as package:
        head = package.read("Contents/content.hpf").decode()
    assert ("2025년 5S 운동 성과 보고" if lang == "ko" else "5S performance report 2025") in head
    assert "기획감사담당관실" in head


# PPTX


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_slides_have_native_charts_with_the_numbers_of_the_model(lang):
    report = made(lang, names=HOSTILE)
    slides = Presentation(io.BytesIO(pptx.write(report))).slides
    drawn = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    charts = charts_of(report)
    assert len(drawn) == len(charts)
    for one, chart in zip(drawn, charts, strict=True):
        for series, expected in zip(one.plots[0].series, chart.series, strict=False):
            whole = [chart.base] if chart.kind == "bars" else []  # the whole organisation is the first bar
            assert list(series.values) == [pytest.approx(value) for value in (*whole, *expected.values)]
        book = openpyxl.load_workbook(io.BytesIO(one.part.chart_workbook.xlsx_part.blob))
        kinds = {cell.data_type for row in book["Sheet1"].iter_rows() for cell in row if cell.value is not None}
        assert kinds <= {"s", "n"}
        assert 'a:ea typeface="맑은 고딕"' in etree.tostring(one._chartSpace, encoding="unicode")


def test_every_slide_has_one_message_and_says_where_its_numbers_come_from():
    slides = Presentation(io.BytesIO(pptx.write(made()))).slides
    for slide in slides:
        assert slide.shapes.title is not None
        assert slide.shapes.title.text_frame.text
        said = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert "자료 개정 7" in said
        assert "시연용" in said
    noted = [slide.notes_slide.notes_text_frame.text for slide in slides if slide.has_notes_slide]
    assert any("※ 자료: 만족도 조사" in notes for notes in noted)


def test_a_template_gives_its_size_and_layouts_and_no_slide_of_its_own():
    own = Presentation()
    own.slides.add_slide(own.slide_layouts[0]).shapes.title.text = "서식의 표지"
    stream = io.BytesIO()
    own.save(stream)
    written = Presentation(io.BytesIO(pptx.write(made(), template=stream.getvalue())))
    assert (written.slide_width, written.slide_height) == (own.slide_width, own.slide_height)
    assert "서식의 표지" not in [slide.shapes.title.text_frame.text for slide in written.slides]


def test_a_template_that_is_none_is_refused_in_words():
    with pytest.raises(UserError, match="PowerPoint"):
        pptx.write(made(), template=b"PK nothing")


# XLSX


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_workbook_holds_the_tables_as_numbers_and_no_formula_but_those_of_whiskers(lang):
    report = made(lang, names=HOSTILE)
    book = openpyxl.load_workbook(io.BytesIO(workbook.write(report)))
    every = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in every} <= {"s", "n", "f"}
    assert all(re.fullmatch(r"=[B-D]\d+(-[BC]\d+)?", cell.value) for cell in every if cell.data_type == "f")
    assert [cell.hyperlink for cell in every if cell.hyperlink] == []
    numbers = {round(cell.value, 6) for cell in every if cell.data_type == "n"}
    wanted = {
        round(cell, 6) for grid in grids_of(report) for row in grid.rows for cell in row if isinstance(cell, float)
    }
    assert wanted <= numbers
    assert sum(len(sheet._charts) for sheet in book) == len(charts_of(report))
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize in ("9", 9)


def test_changes_show_arrows_and_values_their_decimals():
    book = openpyxl.load_workbook(io.BytesIO(workbook.write(made())))
    formats = {cell.number_format for row in book["표 2"].iter_rows() for cell in row if cell.data_type == "n"}
    assert {"#,##0.00", '"▲"#,##0.00;"▼"#,##0.00;0.00', "#,##0"} <= formats


def test_no_heading_of_the_definitions_stands_without_a_text():
    book = openpyxl.load_workbook(io.BytesIO(workbook.write(made())))
    said = [row[0].value for row in book["정의"].iter_rows()]
    below = {text: said[place + 1] for place, text in enumerate(said[:-1]) if text and text[0] not in "○-*※붙"}
    assert {"판정의 뜻", "고객만족도", "협업 점수", "자료의 판과 범위"} <= set(below)
    assert all(below.values())


# DOCX, HTML


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_word_document_has_every_table_and_a_picture_for_every_chart(lang):
    report = made(lang, names=HOSTILE)
    document = docx.Document(io.BytesIO(word.write(report)))
    grids = grids_of(report)
    assert len(document.tables) == len(grids)
    for table, grid in zip(document.tables, grids, strict=True):
        shown = [[cell.text for cell in row.cells] for row in table.rows][1:]
        assert shown == cells(grid, lang)
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == [
        printed(chart.alt) for chart in charts_of(report)
    ]
    assert "자료 개정 7" in document.sections[0].header.paragraphs[0].text or lang == "en"


def test_notes_of_a_word_document_stay_with_the_figure_or_short_table_they_speak_of():
    body = list(docx.Document(io.BytesIO(word.write(made()))).iter_inner_content())
    captions = [one for one in body if getattr(one, "text", "").startswith("[그림")]
    assert len(captions) == len(charts_of(made()))
    assert all(one.paragraph_format.keep_with_next for one in captions)
    tables = [one for one in body if hasattr(one, "rows")]
    assert all(cell.paragraphs[0].paragraph_format.keep_with_next for one in tables[:-1] for cell in one.rows[-1].cells)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_page_loads_and_runs_nothing_and_shows_names_as_they_are(lang):
    content = html.write(made(lang, names=HOSTILE)).decode()
    seen = Seen()
    seen.feed(content)
    assert seen.loads == []
    assert not seen.tags & {"script", "b", "img", "iframe", "link"}
    assert HOSTILE[8] in seen.text
    assert "82.98" in seen.text
    assert content.count("<svg") == len(charts_of(made(lang, names=HOSTILE)))


def test_words_of_a_cell_stay_on_one_line_and_long_names_break():
    content = html.write(made(names=HOSTILE)).decode()
    assert '<td class="short">개선</td>' in content
    assert f'<td class="text">{HOSTILE[5]}</td>' in content


def test_slides_say_which_verdict_a_colour_means():
    slides = Presentation(io.BytesIO(pptx.write(made()))).slides
    drawn = [slide for slide in slides if any(shape.has_chart for shape in slide.shapes)]
    for slide in drawn:
        said = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert any(text in ("● 개선", "■ 개선") for text in said)


def test_the_scale_of_a_slide_has_no_needless_decimals():
    charts = [
        shape.chart
        for slide in Presentation(io.BytesIO(pptx.write(made()))).slides
        for shape in slide.shapes
        if shape.has_chart
    ]
    assert charts[0].value_axis.tick_labels.number_format == "#,##0"
    assert charts[0].plots[0].series[0].data_labels.number_format == "#,##0.00"
