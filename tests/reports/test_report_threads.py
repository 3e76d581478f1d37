"""Many people at once: eight threads with five reports each, and a browser that is killed while it draws."""

from __future__ import annotations

import io
import os
import signal
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor

import plotly.graph_objects as go
import pytest

from kpi.core.errors import UserError
from reports import docx, hwpx, pptx
from reports.compose import compose
from reports.model import Report
from reports.render import Renderer
from tests.reports.report_made import material, setting_of
from tests.reports.test_report_images import browsers_below, named

THREADS, EACH = 8, 5


def report_of(number: int) -> Report:
    """A report whose every value says which one it is."""
    return compose([material("satisfaction", {2024: 20.0 + number, 2025: 30.0 + number}, {})], setting_of())


def pictures(number: int) -> list[list[bytes]]:
    """Every picture and chart part of the report as Word, Hangul and PowerPoint files."""
    made, found = report_of(number), []
    for write in (docx.write, hwpx.write, pptx.write):
        with zipfile.ZipFile(io.BytesIO(write(made))) as package:
            names = sorted(name for name in package.namelist() if name.endswith((".png", ".svg")) or "/chart" in name)
            found.append([package.read(name) for name in names if not name.endswith(".rels")])
    return found


@pytest.mark.slow
def test_eight_threads_with_five_reports_each_get_their_own_pictures():
    numbers = range(THREADS * EACH)
    with ThreadPoolExecutor(THREADS) as pool:
        together = list(pool.map(pictures, numbers))
    alone = [pictures(number) for number in numbers]
    assert all(parts for one in alone for parts in one)
    assert together == alone
    assert len({repr(one) for one in alone}) == THREADS * EACH


@pytest.fixture
def kept():
    renderer = Renderer()
    yield renderer
    renderer.close()


@pytest.mark.slow
def test_eight_threads_with_five_images_each_get_their_own_from_one_browser(kept):
    def drawn(number: int) -> bool:
        return f"FIGURE{number:03d}".encode() in kept.image(named(number), kind="svg", width=300, height=200)

    with ThreadPoolExecutor(THREADS) as pool:
        assert list(pool.map(drawn, range(THREADS * EACH))) == [True] * THREADS * EACH


@pytest.mark.slow
@pytest.mark.skipif(not os.path.isdir("/proc"), reason="finds the browser by /proc")
def test_after_a_browser_was_killed_while_it_drew_the_next_image_comes(kept):
    assert kept.image(named(1), kind="svg", width=300, height=200)
    told: list[object] = []

    def draw() -> None:
        heavy = go.Figure([go.Scatter(y=list(range(2000))) for _ in range(150)])
        try:
            told.append(kept.image(heavy, kind="png", width=1600, height=1200))
        except UserError as refused:
            told.append(refused)

    drawing = threading.Thread(target=draw)
    drawing.start()
    time.sleep(0.7)
    assert drawing.is_alive(), "the figure must still be under way"
    for process in browsers_below(os.getpid()):
        os.kill(process, signal.SIGKILL)
    drawing.join(120)
    assert len(told) == 1
    assert b"FIGURE002" in kept.image(named(2), kind="svg", width=300, height=200)
