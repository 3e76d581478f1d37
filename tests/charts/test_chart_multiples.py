"""Small multiples: one scale for all panels, each with its own line, interval, verdict and gap."""

from __future__ import annotations

import pytest

from charts.multiples import describe, multiples, unit_names
from tests.charts.made_results import DEPARTMENTS, SATISFACTION, TIME, by_department, results


def panel_axes(figure, letter):
    return {name: axis for name, axis in figure.to_plotly_json()["layout"].items() if name.startswith(f"{letter}axis")}


def test_every_unit_has_a_panel_and_all_panels_have_one_scale():
    figure = multiples(by_department(), indicator=SATISFACTION, lang="ko", frame="file", size=(1000, 540))
    scales = panel_axes(figure, "y")
    assert len(scales) == len(DEPARTMENTS)
    assert len({tuple(axis["range"]) for axis in scales.values()}) == 1
    names = " ".join(note.text for note in figure.layout.annotations)
    assert all(name in names for name in DEPARTMENTS)


def test_panels_do_not_overlap():
    figure = multiples(by_department(), indicator=SATISFACTION, lang="ko", frame="file", size=(1000, 540))
    across, down = panel_axes(figure, "x"), panel_axes(figure, "y")
    boxes = [(*across["x" + key[1:]]["domain"], *axis["domain"]) for key, axis in down.items()]
    for one in boxes:
        for other in boxes:
            apart = one[1] < other[0] or other[1] < one[0] or one[3] < other[2] or other[3] < one[2]
            assert one == other or apart


def test_one_panel_alone_has_the_scale_of_all():
    frame = by_department()
    alone = multiples(frame, indicator=SATISFACTION, lang="ko", only=DEPARTMENTS[0], size=(300, 190))
    every = multiples(frame, indicator=SATISFACTION, lang="ko", frame="file")
    assert alone.layout.yaxis.range == every.layout.yaxis.range
    assert alone.layout.height == 190
    drawn = {event[0] for trace in alone.data if trace.customdata is not None for event in trace.customdata}
    assert drawn == {DEPARTMENTS[0]}


def test_a_hidden_value_is_a_gap_and_never_zero():
    figure = multiples(by_department(), indicator=SATISFACTION, lang="ko", only="세무과")
    line = max((trace for trace in figure.data if trace.line.width == 2.5), key=lambda trace: len(trace.x))
    assert None in line.y
    assert 0 not in line.y


def test_one_very_wide_interval_does_not_press_the_others_flat():
    rows = [
        {"start": year, "department": name, "value": value, "low": value - wide, "high": value + wide, "n": 30.0}
        for year in (2024, 2025)
        for name, value, wide in (("가", 60.0, 2.0), ("나", 64.0, 200.0))
    ]
    low, high = multiples(results(rows, SATISFACTION), indicator=SATISFACTION, lang="ko").layout.yaxis.range
    assert low > 50
    assert high < 75


def test_tasks_stand_side_by_side_with_the_department_that_was_chosen_as_the_whole():
    rows = [
        {"start": 2025, "department": "건축과", "task": task, "value": value, "n": 9.0}
        for task, value in (("", 5.0), ("신고", 4.0), ("허가", 6.0))
    ]
    frame = results(rows)
    assert unit_names(frame, TIME, "task") == ["신고", "허가"]
    assert "업무 2개" in describe(frame, indicator=TIME, lang="ko", by="task")
    assert len(panel_axes(multiples(frame, indicator=TIME, lang="ko", by="task", frame="file"), "y")) == 2


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_index_view_is_drawn_round_its_base_and_without_intervals(lang):
    rows = [
        {"start": year, "department": name, "value": 5.0, "low": 4.0, "high": 6.0, "n": 9.0, "index": index}
        for name, pair in (("가", (100.0, 80.0)), ("나", (100.0, 130.0)))
        for year, index in zip((2024, 2025), pair, strict=True)
    ]
    figure = multiples(results(rows), indicator=TIME, lang=lang, view="index")
    low, high = figure.layout.yaxis.range
    assert low < 80 < 130 < high
    assert not any(trace.fill for trace in figure.data)
