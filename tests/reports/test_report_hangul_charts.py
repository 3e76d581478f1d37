"""Charts that Hangul can edit: the parts hold the model's numbers, the package stays sound, a picture stands by."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace

import hwp_ingest
import pytest
from hwp_hwpx_parser import Reader
from hwpx import HwpxDocument, validate_editor_open_safety, validate_package
from lxml import etree
from openpyxl.chart.chartspace import ChartSpace
from openpyxl.chart.reader import read_chart
from openpyxl.xml.functions import fromstring

from reports import hwpx
from reports.model import Part, Report, Section, charts_of
from tests.reports.report_made import HOSTILE, made
from tests.reports.test_bridge import parts_of

SECTION = "Contents/section0.xml"


@pytest.fixture(scope="module")
def report() -> Report:
    whole = made(names=HOSTILE)
    return replace(whole, sections=(*whole.sections[:1], Section("내용", (Part("말", (parts_of((2.0, -3.0, 0.5)),)),))))


@pytest.fixture(scope="module")
def path(report, tmp_path_factory):
    written = tmp_path_factory.mktemp("hwpx") / "native.hwpx"
    written.write_bytes(hwpx.write(report, charts="native"))
    return written


def test_a_package_with_native_charts_is_sound(path):
    checked = validate_package(str(path))
    assert checked.ok, checked.errors
    assert validate_editor_open_safety(str(path)).ok
    assert HwpxDocument.open(path.read_bytes()).validate().ok


def test_every_chart_part_holds_the_numbers_of_the_model_and_points_to_nothing_outside(report, path):
    native = charts_of(report)[:-1]
    with zipfile.ZipFile(path) as package:
        parts = [package.read(f"Chart/chart{number}.xml") for number in range(1, len(native) + 1)]
        assert f"Chart/chart{len(native) + 1}.xml" not in package.namelist()
    for part, chart in zip(parts, native, strict=True):
        assert b"externalData" not in part
        drawn = read_chart(ChartSpace.from_tree(fromstring(part)))
        values = [float(point.v) for point in drawn.series[0].val.numRef.numCache.pt]
        assert values == pytest.approx([value for value in chart.series[0].values if value is not None])
        assert 'a:ea typeface="맑은 고딕"' in part.decode()


def test_a_program_that_knows_no_charts_finds_the_picture_in_their_place(report, path):
    with zipfile.ZipFile(path) as package:
        section, stored = etree.fromstring(package.read(SECTION)), package.namelist()
    space = {name: section.nsmap[name] for name in ("hp", "hc")}
    switches = section.findall(".//hp:switch", space)
    assert len(switches) == len(charts_of(report)) - 1
    for switch in switches:
        (chart,), (picture,) = switch.findall("hp:case/hp:chart", space), switch.findall("hp:default/hp:pic", space)
        assert switch[0].get(f"{{{space['hp']}}}required-namespace") == "http://www.hancom.co.kr/hwpml/2016/ooxmlchart"
        assert chart.get("chartIDRef") in stored
        assert f"BinData/{picture.find('hc:img', space).get('binaryItemIDRef')}.png" in stored
        assert chart.findtext("hp:shapeComment", namespaces=space) == picture.findtext(
            "hp:shapeComment", namespaces=space
        )
        assert [chart.find("hp:sz", space).get(side) for side in ("width", "height")] == [
            picture.find("hp:sz", space).get(side) for side in ("width", "height")
        ]


def test_a_bridge_stays_a_picture(path):
    with zipfile.ZipFile(path) as package:
        section = package.read(SECTION).decode()
    last = section[section.rindex("<hp:pic ") :]
    assert "hp:switch" not in last
    assert "<hp:shapeComment>설명</hp:shapeComment>" in last


def test_another_reader_reads_on_past_native_charts(path):
    with Reader(str(path)) as reader:
        text = reader.text
    assert "[그림 1]" in text
    assert "82.98" in text


@pytest.mark.slow
def test_a_renderer_draws_the_native_charts_from_their_parts(report, path):
    pages = "".join(bytes(page).decode() for page in hwp_ingest.to_svg_pages(path.read_bytes()))
    shown = re.sub(r"\s", "", re.sub(r"<[^>]*>", "", pages))
    assert "95%하한" in shown  # a word that only the chart's own legend says
    pictures = "".join(bytes(page).decode() for page in hwp_ingest.to_svg_pages(hwpx.write(report)))
    assert pages.count("<image") < pictures.count("<image")
