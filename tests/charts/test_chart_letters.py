"""Texts in cells: one picture on a page, texts of their own in a file."""

import plotly.graph_objects as go
import pytest

from charts.letters import Letters, put
from tests.charts.made_letters import written_in

TEXTS = [
    Letters(0, 0, "70.0", "#101828"),
    Letters(2, 0, "<b>&'\"%#1", "#FFFFFF"),
    Letters(1, 3, "응답 적음", "#101828"),
]


def with_texts(frame):
    figure = go.Figure(layout={"xaxis": {"range": [-0.5, 2.5]}, "yaxis": {"range": [3.5, -0.5]}})
    put(figure, TEXTS, columns=3, lines=4, size=11, frame=frame)
    return figure


def test_a_picture_holds_every_text_in_the_middle_of_its_cell_and_in_its_colour():
    assert written_in(with_texts("page")) == {(one.column, one.line): (one.text, one.colour) for one in TEXTS}


def test_a_picture_asks_nobody_for_anything():
    source = with_texts("page").layout.images[0].source
    assert source.startswith("data:image/svg+xml,")
    assert not {'"', "#", "\n"} & set(source)
    assert source.isascii()


def test_in_a_file_letters_cannot_become_markup():
    found = {
        (x, y): text
        for trace in with_texts("file").data
        for x, y, text in zip(trace.x, trace.y, trace.text, strict=True)
    }
    assert found[(0, 0)] == "70.0"
    assert found[(2, 0)].startswith("&lt;b&gt;")


@pytest.mark.parametrize("frame", ["page", "file"])
def test_no_texts_leave_nothing_behind(frame):
    figure = go.Figure()
    put(figure, [], columns=3, lines=4, size=11, frame=frame)
    assert not figure.data
    assert not figure.layout.images
