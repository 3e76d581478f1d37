"""The PDF file, read back by poppler: text, fonts, pages, and nothing of a name read as markup."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from kpi.core.errors import UserError
from reports import fonts
from reports.drawing import draw
from reports.model import Part, Section, charts_of
from reports.pdf import write
from reports.typeset import pictures
from tests.reports.report_made import HOSTILE, empty, made
from tests.reports.test_bridge import parts_of

poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="reads the file with poppler")


def told(program: str, content: bytes, tmp_path, *options: str) -> str:
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    last = ["-"] if program == "pdftotext" else []
    return subprocess.run([program, *options, path, *last], capture_output=True, text=True, check=True).stdout


def test_a_report_meets_both_standards():
    content = write(made())
    assert content.startswith(b"%PDF-")
    assert b"pdfaid:part" in content
    assert b"pdfuaid:part" in content


def test_the_same_report_gives_the_same_bytes():
    assert write(made()) == write(made())


@poppler
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_text_holds_the_numbers_and_the_first_page_is_the_summary(tmp_path, lang):
    text = told("pdftotext", write(made(lang)), tmp_path, "-layout")
    first, *rest = text.split("\f")
    assert re.search(r"요\s*약" if lang == "ko" else "Summary", first)
    assert "82.98" in first
    assert "▲8.72" in first if lang == "ko" else "+8.72" in first
    for page in (first, *[page for page in rest if page.strip()]):
        assert ("자료 개정 7" if lang == "ko" else "data revision 7") in page
        assert ("시연용 자료" if lang == "ko" else "demo data") in page
    assert "70.04" in text
    assert re.search(r"- ?\d+ ?-", text)


@poppler
def test_every_font_is_embedded_and_korean_is_nanum(tmp_path):
    lines = told("pdffonts", write(made()), tmp_path).splitlines()[2:]
    assert lines
    assert all(re.search(r"\byes\s+yes\s+yes\b", line) for line in lines)
    assert all("Nanum" in line for line in lines)


@poppler
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_names_are_text_and_never_markup(tmp_path, lang):
    text = " ".join(told("pdftotext", write(made(lang, names=HOSTILE)), tmp_path).split())
    for words in (
        '=HYPERLINK("http://x","눌러")',
        "#set page(width: 1pt) <b>&amp;</b> $x$ *굵게* _밑줄_",
        "@SUM(A1)",
        "웃음□과",
    ):
        assert words in text


@poppler
def test_two_figures_alone_stand_side_by_side_and_what_a_figure_says_is_not_said_again(tmp_path):
    whole = made()
    trend, since, *_ = charts_of(whole)
    lone = Section("내용", tuple(Part(chart.message, (chart,)) for chart in (since, parts_of((2.0, -3.0, 0.5)))))
    content = write(replace(whole, sections=(*whole.sections[:1], lone)))
    found = re.findall(
        r'xMin="([\d.]+)" yMin="([\d.]+)".*>\[그림</word>', told("pdftotext", content, tmp_path, "-bbox")
    )
    (left, its_height), (right, other_height) = sorted(tuple(map(float, place)) for place in found[-2:])
    assert left < 297 < right
    assert abs(its_height - other_height) < 60
    text = told("pdftotext", content, tmp_path, "-layout")
    assert (
        text.count(trend.notes[-1]) == sum(chart.notes[-1:] == trend.notes[-1:] for chart in charts_of(whole)[:2]) + 1
    )


@poppler
def test_no_page_ends_with_a_heading(tmp_path):
    report = made(names=tuple(f"부서{number}" for number in range(12)))
    messages = {f"□ {part.message}" for section in report.sections for part in section.parts}
    for page in told("pdftotext", write(report), tmp_path, "-layout").split("\f"):
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        assert len(lines) < 4 or lines[-3] not in messages


def test_a_report_without_values_is_a_file_all_the_same():
    assert write(empty()).startswith(b"%PDF-")


def test_drawings_become_pictures_of_their_own_size():
    from io import BytesIO

    from PIL import Image

    drawn = [draw(chart, lang="ko") for chart in charts_of(made(names=HOSTILE))]
    for drawing, content in zip(drawn, pictures(drawn, scale=1.5), strict=True):
        size = re.search(r'width="(\d+)" height="(\d+)"', drawing)
        assert size is not None
        picture = Image.open(BytesIO(content))
        assert picture.size == tuple(round(int(side) * 1.5) for side in size.groups())
        assert len(picture.convert("RGB").getcolors(maxcolors=1_000_000)) > 20


def test_without_a_korean_font_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setattr(fonts, "_KNOWN", ())
    fonts.korean_font.cache_clear()
    try:
        with pytest.raises(UserError, match="fonts-nanum"):
            write(made())
    finally:
        fonts.korean_font.cache_clear()


def test_the_letters_of_a_font_are_read_from_its_own_table():
    letters = fonts.korean_font().letters
    assert {ord(letter) for letter in "가힣A0▲▼□※Ⅰ○"} <= letters
    assert ord("😀") not in letters
