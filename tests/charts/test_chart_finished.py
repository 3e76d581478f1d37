"""A finished figure is sent as it is, and is made ready once."""

from __future__ import annotations

import json

import plotly.graph_objects as go
import plotly.io as pio

from charts.finished import Finished


def test_a_finished_figure_is_sent_as_the_figure_it_was_made_of():
    figure = go.Figure(go.Scatter(x=[2019, 2020], y=[1.5, None], customdata=[["가"], ["나"]]))
    figure.update_layout(height=300, meta={"description": "설명"})
    finished = Finished(figure)
    assert isinstance(finished, go.Figure)
    for _ in range(2):
        sent, made = (json.loads(pio.to_json(one, validate=False)) for one in (finished, figure))
        assert sent == made
    assert finished.to_dict() is finished.to_dict()
