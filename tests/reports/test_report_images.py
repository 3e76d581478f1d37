"""PNG and SVG through the real browser: right size, not blank, text right, one caller never gets another's picture."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import plotly.graph_objects as go
import pytest
from PIL import Image

from charts import breakdown, cumulative, heatmap, index, trend
from charts.theme import palette
from kpi.core.errors import UserError
from kpi.core.text import Text
from kpi.sentences.origin import Origin
from reports.figures import ChartFile
from reports.png import png
from reports.render import Renderer, require_browser
from reports.svg import svg
from reports.table import result_table
from services.pictures import image_problem
from tests.charts.made_results import SATISFACTION, TIME, by_department, times

pytestmark = pytest.mark.browser
CHARTS = {
    "trend": (trend.trend, times, TIME),
    "index": (index.index, times, TIME),
    "cumulative": (cumulative.cumulative, times, TIME),
    "heatmap": (heatmap.heatmap, by_department, SATISFACTION),
    "breakdown": (breakdown.breakdown, times, TIME),
}
ORIGIN = Origin(sources=(Text("민원 처리 기록", "Processing records"),), demo=True)


def chart(name, lang="ko", mode="light", size=(640, 420)) -> ChartFile:
    draw, made, indicator = CHARTS[name]
    figure = draw(made(), indicator=indicator, lang=lang, mode=mode, frame="file", size=size, origin=ORIGIN)
    return ChartFile(name, figure, result_table(made(), indicator=indicator, lang=lang, origin=ORIGIN, title=name))


def colours(picture: Image.Image) -> set[tuple[int, ...]]:
    return {colour for _, colour in picture.convert("RGB").getcolors(maxcolors=10_000_000)}


def rgb(code: str) -> tuple[int, ...]:
    return tuple(int(code[place : place + 2], 16) for place in (1, 3, 5))


def margin_is_paper(picture: Image.Image, paper: tuple[int, ...]) -> bool:
    """Whether nothing touches the edges: text that is cut would."""
    across, down = picture.size
    edges = [(0, 0, across, 4), (0, down - 4, across, down), (0, 0, 4, down), (across - 4, 0, across, down)]
    return all(colours(picture.crop(edge)) == {paper} for edge in edges)


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize(
    ("mode", "lang", "size"), [("light", "ko", (640, 420)), ("dark", "en", (900, 480)), ("light", "en", (1200, 600))]
)
def test_a_png_has_its_size_its_colours_and_nothing_at_its_edges(name, mode, lang, size):
    made = chart(name, lang, mode, size)
    picture = Image.open(io.BytesIO(png(made, scale=1.0))).convert("RGB")
    assert picture.size == made.size
    paper = rgb(palette(mode).paper)
    assert paper in colours(picture)
    assert len(colours(picture)) > 50
    assert margin_is_paper(picture, paper)


def test_a_png_is_twice_as_fine_as_its_figure():
    made = chart("trend")
    assert Image.open(io.BytesIO(png(made))).size == (1280, 840)


def test_a_svg_keeps_its_hangul_as_text_and_asks_nothing_from_outside():
    drawn = svg(chart("trend")).decode()
    assert drawn.startswith("<svg")
    for words in ("평균 처리기간", "민원 처리 기록", "시연용 자료", "개선"):
        assert words in drawn
    assert "MathJax" not in drawn
    assert 'href="http' not in drawn.replace('xlink:href="http://www.w3.org', "")


@pytest.fixture(scope="module")
def kept() -> Iterator[Renderer]:
    own = Renderer()
    yield own
    own.close()


def named(number: int) -> go.Figure:
    return go.Figure(go.Bar(x=["a"], y=[number]), {"title": {"text": f"FIGURE{number:03d}"}, "template": "none"})


def test_many_callers_at_once_each_get_their_own_picture(kept):
    wrong: list[int] = []

    def ask(number: int) -> None:
        for step in range(2):
            drawn = kept.image(named(number * 10 + step), kind="svg", width=300, height=200)
            if f"FIGURE{number * 10 + step:03d}".encode() not in drawn:
                wrong.append(number)

    callers = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert wrong == []


@pytest.mark.skipif(not os.path.isdir("/proc"), reason="finds the browser by /proc")
def test_a_browser_that_died_is_opened_again(kept):
    assert kept.image(named(1), kind="svg", width=300, height=200)
    for process in browsers_below(os.getpid()):
        os.kill(process, signal.SIGKILL)
    assert b"FIGURE002" in kept.image(named(2), kind="svg", width=300, height=200)


def browsers_below(parent: int) -> list[int]:
    """Process ids of the browsers that this process's descendants are, outermost first."""
    parents: dict[int, tuple[int, str]] = {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{entry}/stat") as stat, open(f"/proc/{entry}/cmdline") as line:
                parents[int(entry)] = int(stat.read().rpartition(")")[2].split()[1]), line.read()
        except OSError:
            continue

    def below(process: int) -> bool:
        while process in parents and process != parent:
            process = parents[process][0]
        return process == parent

    return [
        process
        for process, (_, line) in parents.items()
        if "--headless" in line and "--type=" not in line and below(process)
    ]


def test_without_a_browser_the_error_says_what_to_install_at_once():
    script = (
        "from choreographer.browsers import chromium\n"
        "chromium.Chromium.find_browser = classmethod(lambda cls, **options: '/nowhere/chrome')\n"
        "from kpi.core.errors import UserError\n"
        "from reports.render import Renderer\n"
        "import plotly.graph_objects as go\n"
        "from services.pictures import image_problem\n"
        "assert image_problem().code == 'no_browser'\n"
        "try:\n    Renderer().image(go.Figure(), kind='png', width=100, height=100)\n"
        "except UserError as error:\n    print(error.findings[0].code, error.findings[0].say('en'))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.startswith("no_browser ")
    assert "Install Chromium or Google Chrome" in done.stdout
    assert "CSV and Excel files" in done.stdout


def test_a_browser_is_found_where_these_tests_run():
    require_browser()
    assert image_problem() is None


def test_a_figure_that_cannot_be_drawn_is_our_error_and_not_the_users(kept):
    with pytest.raises(Exception) as caught:  # noqa: PT011 - any error but the users' kind will do
        kept.image(named(1), kind="nonsense", width=300, height=200)
    assert not isinstance(caught.value, UserError)
    assert b"FIGURE003" in kept.image(named(3), kind="svg", width=300, height=200)
