"""The bar of a chapter in a Hangul document has room for its number on one line, in both languages."""

from __future__ import annotations

import io

import pytest
from hwpx import HwpxDocument

from charts.words import width
from reports import hwpx
from tests.reports.report_made import made

POINTS = 16
HWPUNIT = 100
"""Of one point."""


@pytest.mark.parametrize(("lang", "number"), [("ko", "붙임 1"), ("en", "Appendix 1")])
def test_the_number_of_an_appendix_stands_on_one_line(lang, number):
    document = HwpxDocument.open(io.BytesIO(hwpx.write(made(lang))))
    cells = [table.cell(0, 0) for section in document.sections for part in section.paragraphs for table in part.tables]
    (cell,) = [one for one in cells if one.text.strip() == number]
    assert cell.width > width(number, POINTS) * HWPUNIT
