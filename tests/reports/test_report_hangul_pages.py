"""Pages of a Hangul document: no heading alone at the end of one, no picture over it."""

from __future__ import annotations

import re

import hwp_ingest
import pytest
from lxml import etree

from reports import hwpx
from reports.compose import compose
from reports.hwpx_pages import SPARE, Pages
from tests.reports.report_made import material, setting_of

FOOT = 1040
"""Where the foot of a page begins, in the pixels of the renderer."""


def groups(*heights: tuple[float, ...], high: float = 100.0, least: float | None = None) -> list[int]:
    """Return which groups begin a page; the last height of each may flow where ``least`` is given."""
    pages, firsts = Pages(high + SPARE), []
    for group in heights:
        pages.begin()
        firsts.append(etree.Element("p"))
        for place, points in enumerate(group):
            flows = least if place == len(group) - 1 else None
            pages.put(firsts[-1] if place == 0 else etree.Element("p"), points, least=flows)
    pages.begin()
    return [place for place, first in enumerate(firsts) if first.get("pageBreak") == "1"]


@pytest.mark.parametrize(
    ("heights", "least", "broken"),
    [
        (((40.0,), (20.0, 30.0)), None, []),
        (((60.0,), (20.0, 30.0)), None, [1]),
        (((60.0,), (20.0, 30.0), (40.0,), (20.0,)), None, [1, 3]),
        (((60.0,), (20.0, 90.0)), None, []),
        (((60.0,), (20.0, 90.0)), 15.0, []),
        (((60.0,), (20.0, 90.0)), 25.0, [1]),
        (((60.0,), (20.0, 90.0), (25.0,), (10.0,)), 15.0, [3]),
        (((60.0,), (20.0, 5.0), (10.0, 20.0)), 15.0, [2]),
    ],
)
def test_what_belongs_together_begins_a_page_where_it_would_not_fit_on_the_one_under_way(heights, least, broken):
    assert groups(*heights, least=least) == broken


def test_a_chapter_that_begins_a_page_has_all_of_it():
    pages = Pages(100 + SPARE)
    pages.put(etree.Element("p"), 90.0)
    pages.begin(page=True)
    second = etree.Element("p")
    pages.put(second, 80.0)
    pages.begin()
    assert second.get("pageBreak") is None


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_renderer_finds_no_picture_over_the_end_of_a_page_and_no_heading_alone_at_it(lang, capfd):
    values = {2019 + place: 60.0 + 3 * place for place in range(7)}
    own = {f"민원{place}과": values for place in range(9)}
    chosen = ("satisfaction", "collaboration_score", "proactivity_score", "on_time_rate", "shortening_rate")
    report = compose([material(name, values, own) for name in chosen], setting_of(lang))
    pages = [bytes(page).decode() for page in hwp_ingest.to_svg_pages(hwpx.write(report))]
    told = capfd.readouterr()
    assert "OVERFLOW" not in told.out + told.err
    assert len(pages) > 10
    assert [place for place, page in enumerate(pages, start=1) if last_letter(page) in ("heading", "caption")] == []


def last_letter(page: str) -> str:
    """Return what the lowest letter or picture of a page is, its number aside."""
    found = []
    for attributes in re.findall(r"<(?:text|image) ([^>]*)>", page):
        top = float(re.search(r'\by="([0-9.]+)"', attributes)[1])
        size = float((re.search(r'font-size="([0-9.]+)"', attributes) or [0, 0])[1])
        kind = "heading" if size > 18 else "caption" if size > 15 and "bold" in attributes else "text"
        found.append((top, kind if size else "picture"))
    return max(one for one in found if one[0] < FOOT)[1]
