"""How a value stands to a target, which weights belong to a year, and years that begin in another month."""

from __future__ import annotations

import pandas as pd
import pytest

from kpi.core.indicator import Question, indicators
from kpi.core.periods import grain_start
from kpi.core.settings import Settings
from kpi.core.targets import Aim, standing


@pytest.mark.parametrize(
    ("value", "better", "aim", "word"),
    [
        (80.0, "higher", Aim(80.0), "met"),
        (79.996, "higher", Aim(80.0), "met"),
        (79.9, "higher", Aim(80.0), "missed"),
        (79.9, "higher", Aim(80.0, low=78.0), "within"),
        (77.9, "higher", Aim(80.0, low=78.0), "missed"),
        (79.9, "higher", Aim(80.0, high=90.0), "missed"),
        (5.0, "lower", Aim(5.0), "met"),
        (5.5, "lower", Aim(5.0, high=6.0), "within"),
        (6.5, "lower", Aim(5.0, high=6.0), "missed"),
        (5.5, "neither", Aim(5.0, low=4.0, high=6.0), "met"),
        (3.0, "neither", Aim(5.0, low=4.0, high=6.0), "missed"),
        (3.0, "neither", Aim(5.0), "missed"),
    ],
)
def test_a_value_stands_to_a_target_as_it_is_shown(value, better, aim, word):
    assert standing(value, aim, better=better, decimals=2) == word


def test_weights_hold_from_their_year_on():
    settings = Settings(weights_by_year={2024: {"head": 50.0, "staff": 50.0, "external": 0.0}})
    assert settings.weights_of(2023)["external"] == 20.0
    assert settings.weights_of(2024) == settings.weights_of(2026) == {"head": 50.0, "staff": 50.0, "external": 0.0}


def test_a_year_from_september_begins_in_september():
    days = pd.Series(pd.to_datetime(["2024-08-01", "2024-09-01", "2025-08-01"])).astype("datetime64[s]")
    starts = grain_start(days, "year", 9)
    assert [f"{start:%Y-%m}" for start in starts] == ["2023-09", "2024-09", "2024-09"]


def test_months_add_up_to_whole_windows_and_a_part_of_one_gives_no_value(make_evidence, make_cell):
    months = [f"{year}-{month:02d}" for year in (2013, 2014) for month in range(1, 13)]
    cells = [make_cell("processing_hours", month, [8.0, 9.0], task="여권") for month in months]
    claims = [{"source": "processing_records", "claim_start": f"{month}-01", "claim_months": 1} for month in months]
    frame = indicators()["processing_time"].compute(
        make_evidence(cells, claims=claims), Question(settings=Settings(first_month=9))
    )
    rows = [(f"{row.period_start:%Y-%m}", row.n, row.note) for row in frame.itertuples()]
    assert [(start, n) for start, n, _ in rows] == [("2012-09", 16.0), ("2013-09", 24.0), ("2014-09", 8.0)]
    assert ["partial" in note for _, _, note in rows] == [True, False, True]
    assert frame["value"].isna().tolist() == [True, False, True]


@pytest.mark.parametrize("name", ["processing_time", "processing_records", "processing_hours", "*"])
def test_a_break_may_name_indicator_source_measure_or_everything(make_evidence, make_cell, name):
    cells = [make_cell("processing_hours", str(year), [8.0, 9.0], task="여권") for year in (2013, 2014)]
    breaks = [{"measure": name, "effective_on": "2014-01-01"}]
    frame = indicators()["processing_time"].compute(make_evidence(cells, breaks=breaks), Question())
    assert frame["verdict"].tolist() == ["", "not_comparable"]
