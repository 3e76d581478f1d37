"""Indicators of the same tasks, by hand: what is summed, what is compared, and which links make the index."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from kpi.calc.same_task import comparisons, same_task_results, sides, task_sums
from kpi.core.indicator import Question, indicators
from kpi.core.settings import Settings

NAN = math.nan
TIME = indicators()["processing_time"]
YEARS = {"2012": {"a": [10, 14], "b": [4, 8]}, "2013": {"a": [8, 10], "b": [4, 6]}, "2014": {"a": [6, 10], "c": [30]}}


def cells_of(make_cell, years, **keys):
    return [
        make_cell("processing_hours", year, x, task=task, **keys)
        for year, tasks in years.items()
        for task, x in tasks.items()
    ]


def printed(make_cell, year, mean, task):
    return {**make_cell("processing_hours", year, [mean], task=task), "n": 0, "w": NAN, "wxx": NAN}


def sums_of(evidence, **asked):
    found = task_sums(evidence, Question(**asked), measure="processing_hours")
    rows = found.drop(columns="period_months").assign(period_start=found["period_start"].dt.year)
    return {tuple(row[:4]): tuple(row[4:]) for row in rows.itertuples(index=False)}


def test_the_cases_of_a_task_are_summed_over_departments_and_its_own_measure(make_evidence, make_cell):
    cells = [
        make_cell("processing_hours", "2014", [2, 4], task="a", department="x"),
        make_cell("processing_hours", "2014", [6], task="a", department="y"),
        make_cell("processing_hours", "2014", [1], task="b", department="y"),
        make_cell("waiting_minutes", "2014", [99], task="a"),
    ]
    evidence = make_evidence(cells)
    assert sums_of(evidence) == {(2014, "", "", "a"): (3, 12, 56), (2014, "", "", "b"): (1, 1, 1)}
    apart = sums_of(evidence, keys=("department",))
    assert apart[2014, "x", "", "a"] == (2, 6, 20)
    assert set(apart) == {(2014, "x", "", "a"), (2014, "y", "", "a"), (2014, "y", "", "b")}


def test_a_printed_mean_alone_in_its_row_is_one_case_and_beside_others_none(make_evidence, make_cell):
    alone = sums_of(make_evidence([printed(make_cell, "2014", 7.5, "a")]))
    assert alone[2014, "", "", "a"][:2] == (1, 7.5)
    assert math.isnan(alone[2014, "", "", "a"][2])
    beside = [printed(make_cell, "2014", 7.5, "a"), make_cell("processing_hours", "2014", [3], task="b")]
    assert sums_of(make_evidence(beside)) == {(2014, "", "", "b"): (1, 3, 9)}
    two = [printed(make_cell, "2014", mean, task) for mean, task in ((7.5, "a"), (4, "b"))]
    assert sums_of(make_evidence(two)) == {}
    cells = [printed(make_cell, year, mean, "a") for year, mean in (("2013", 10), ("2014", 7))]
    row = same_task_results(make_evidence(cells), Question(), indicator=TIME).iloc[1]
    assert (row["change"], row["value"], row["verdict"]) == (-3, 7, "not_tested")


def test_the_change_is_within_tasks_and_mix_and_entry_stand_beside_it(make_evidence, make_cell):
    found = same_task_results(make_evidence(cells_of(make_cell, YEARS)), Question(), indicator=TIME)
    first, second = found.iloc[1], found.iloc[2]
    assert found["value"].tolist() == pytest.approx([9, 7, 46 / 3])
    assert (first["change"], first["within"], first["mix"], first["entry_exit"]) == pytest.approx((-2, -2, 0, 0))
    assert (second["change"], second["mix"]) == pytest.approx((-1, 0))
    assert second["entry_exit"] == pytest.approx(46 / 3 - 7 + 1)
    assert second["coverage"] == pytest.approx(0.5)
    assert found["index"].tolist() == pytest.approx([100, 700 / 9, 700 / 9 * 8 / 9])


def test_the_interval_has_the_confidence_of_the_settings_for_the_level_and_for_the_change(make_evidence, make_cell):
    years = {"2013": {"a": [10, 12, 14]}, "2014": {"a": [7, 8, 9]}}
    asked = Question(settings=Settings(confidence=0.8))
    row = same_task_results(make_evidence(cells_of(make_cell, years)), asked, indicator=TIME).iloc[1]
    assert (row["high"] - row["low"]) / 2 == pytest.approx(1.885618 / math.sqrt(3), rel=1e-6)
    variance, df = 1 / 3 + 4 / 3, (5 / 3) ** 2 / (1 / 18 + 16 / 18)
    assert df == pytest.approx(2.941176)
    assert (row["change_high"] - row["change_low"]) / 2 == pytest.approx(1.648387 * math.sqrt(variance), rel=2e-3)
    usual = same_task_results(make_evidence(cells_of(make_cell, years)), Question(), indicator=TIME).iloc[1]
    assert usual["change_high"] - usual["change_low"] > 1.5 * (row["change_high"] - row["change_low"])


def test_the_index_follows_the_yearly_links_whatever_the_change_is_compared_with(make_evidence, make_cell):
    evidence = make_evidence(cells_of(make_cell, YEARS))
    base = same_task_results(evidence, Question(compare="base"), indicator=TIME)
    assert base["index"].tolist() == pytest.approx([100, 700 / 9, 700 / 9 * 8 / 9])
    assert base["change"].tolist() == pytest.approx([NAN, -2, -4], nan_ok=True)
    of_2013 = same_task_results(evidence, Question(compare=2013), indicator=TIME)
    assert of_2013["index"].tolist() == pytest.approx([900 / 7, 100, 800 / 9])
    settings = Settings(base_year=2013)
    set_base = same_task_results(evidence, Question(settings=settings), indicator=TIME)
    assert set_base["index"].tolist() == pytest.approx([900 / 7, 100, 800 / 9])
    compared = same_task_results(evidence, Question(compare="base", settings=settings), indicator=TIME)
    assert compared["change"].tolist() == pytest.approx([NAN, NAN, -1], nan_ok=True)


def opened(make_cell, year, received, still):
    cells = [make_cell("received", year, [1] * received)]
    return [*cells, make_cell("open", year, [1] * still)] if still else cells


def test_a_break_or_many_open_cases_end_the_chain_and_the_row_says_so(make_evidence, make_cell):
    cells = cells_of(make_cell, YEARS)
    broken = make_evidence(cells, breaks=[{"measure": "processing_hours", "effective_on": "2013-06-01"}])
    found = same_task_results(broken, Question(), indicator=TIME)
    assert found["index"].tolist() == pytest.approx([100, NAN, NAN], nan_ok=True)
    assert found["note"].tolist() == ["no_counterpart", "series_break,chain_broken", "series_break,chain_broken"]
    waiting = [*opened(make_cell, "2012", 10, 0), *opened(make_cell, "2013", 10, 0), *opened(make_cell, "2014", 10, 4)]
    found = same_task_results(make_evidence([*cells, *waiting]), Question(), indicator=TIME)
    assert found["index"].tolist() == pytest.approx([100, 700 / 9, NAN], nan_ok=True)
    assert found["note"].tolist() == ["no_counterpart", "", "open_cases,chain_broken"]
    assert found["verdict"].tolist()[2] == "not_comparable"
    rows = comparisons(
        found[["period_start", "period_months", "department", "task", "value"]],
        make_evidence([*cells, *waiting]),
        Question(),
        indicator=TIME,
        compare="previous",
    )
    assert rows["open_cases"].tolist() == [False, False, True]
    assert rows["counterpart"].dt.year.tolist() == [2011, 2012, 2013]


def test_years_without_a_common_task_and_tasks_of_one_case_are_noted(make_evidence, make_cell):
    years = {"2012": {"a": [4, 6], "c": [5]}, "2013": {"b": [4, 6]}, "2014": {"b": [4, 6], "c": [9]}}
    years["2015"] = {"b": [3, 6], "c": [8]}
    found = same_task_results(make_evidence(cells_of(make_cell, years)), Question(), indicator=TIME)
    assert found["note"].tolist()[0] == "no_counterpart"
    assert "no_matched_tasks" in found["note"].iloc[1]
    assert "no_matched_tasks" not in found["note"].iloc[2]
    assert ["pooled_spread" in note for note in found["note"]] == [False, False, False, True]


def test_a_year_that_no_claim_covers_has_no_value_and_cases_without_squares_no_interval(make_evidence, make_cell):
    cells = cells_of(make_cell, YEARS)
    partial = same_task_results(make_evidence(cells, years=(2012, 2013)), Question(), indicator=TIME)
    assert math.isnan(partial["value"].iloc[2])
    assert partial["note"].iloc[2] == "partial"
    blind = same_task_results(make_evidence([{**cell, "wxx": NAN} for cell in cells]), Question(), indicator=TIME)
    assert blind["note"].str.contains("no_spread").all()
    assert blind["verdict"].iloc[1] == "not_tested"


def test_only_rows_that_are_compared_have_tasks_on_their_sides(make_evidence, make_cell):
    evidence = make_evidence(cells_of(make_cell, YEARS))
    tasks = task_sums(evidence, Question(), measure="processing_hours")
    rows = pd.DataFrame(
        {
            "period_start": pd.to_datetime(["2012-01-01", "2014-01-01"]).astype("datetime64[s]"),
            "period_months": 12,
            "department": "",
            "task": "",
            "counterpart": pd.to_datetime(["2011-01-01", "2013-01-01"]).astype("datetime64[s]"),
            "value_0": [NAN, 7.0],
        },
        index=[4, 9],
    )
    found = sides(rows, tasks).set_index("basket_task")
    assert set(found["row"]) == {9}
    assert found["both"].to_dict() == {"a": True, "b": False, "c": False}
    assert found[["mean", "mean_0"]].loc["a"].tolist() == [8, 9]


def test_without_cases_there_is_an_empty_frame(make_evidence):
    assert same_task_results(make_evidence([]), Question(), indicator=TIME).empty
