"""Scores and shares of answers, by hand: limits and their size, percent, and what is hidden."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from kpi.calc.answers import as_percent, protected, score_results, share_results, with_share_change
from kpi.calc.shares import newcombe, newcombe_p, wilson
from kpi.core.indicator import Question, indicators
from kpi.core.settings import Settings

NAN = math.nan
SCORE, SHARE = indicators()["satisfaction"], indicators()["satisfied_share"]
MEASURE = SHARE.measures[0]
LIMITS = ["low", "high", "change_low", "change_high", "p"]


def shares_of(make_evidence, cells, population=(), **asked):
    return share_results(make_evidence(cells, population=population), Question(**asked), indicator=SHARE)


def answers(make_cell, year, good, n, **keys):
    return make_cell(MEASURE, year, [1] * good + [0] * (n - good), **keys)


def test_a_share_and_its_change_have_wilsons_and_newcombes_limits_at_the_confidence_asked(make_evidence, make_cell):
    cells = [answers(make_cell, "2013", 24, 40), answers(make_cell, "2014", 40, 50)]
    for confidence in (0.95, 0.8):
        row = shares_of(make_evidence, cells, settings=Settings(confidence=confidence)).iloc[1]
        sides = (0.8, 50, 0.6, 40)
        limits = [*wilson(0.8, 50, confidence=confidence), *newcombe(*sides, confidence=confidence)]
        assert row[LIMITS].tolist() == pytest.approx([*(100 * float(x) for x in limits), float(newcombe_p(*sides))])
        assert row[["value", "change", "n"]].tolist() == pytest.approx([80, 20, 50])
        assert row["verdict"] == "improved"


def test_a_share_of_a_finite_population_rests_on_its_effective_number(make_evidence, make_cell):
    cells = [answers(make_cell, "2014", 30, 40)]
    row = shares_of(make_evidence, cells, [{"year": 2014, "stratum": "", "population": 80}]).iloc[0]
    variance = 0.5 * 0.75 * 0.25 / 39
    size = 0.75 * 0.25 / variance
    assert row[["low", "high"]].tolist() == pytest.approx([100 * float(x) for x in wilson(0.75, size)])
    assert row["n"] == 40
    all_good = shares_of(
        make_evidence, [answers(make_cell, "2014", 40, 40)], [{"year": 2014, "stratum": "", "population": 80}]
    )
    assert all_good[["low", "high"]].iloc[0].tolist() == pytest.approx([100 * float(x) for x in wilson(1.0, 40)])


def test_a_share_without_its_spread_has_no_limits_and_says_so(make_evidence, make_cell):
    cells = [{**answers(make_cell, year, 24, 40), "wxx": NAN, "wwxx": NAN} for year in ("2013", "2014")]
    row = shares_of(make_evidence, cells).iloc[1]
    assert row[LIMITS].isna().all()
    assert (row["value"], row["verdict"], row["note"]) == (60, "not_tested", "no_spread")
    assert shares_of(make_evidence, []).empty


def test_a_score_has_the_interval_of_its_spread_and_the_change_is_welchs(make_evidence, make_cell):
    cells = [make_cell("overall", "2013", [50] * 20 + [60] * 20), make_cell("overall", "2014", [60] * 20 + [70] * 20)]
    asked = Question(settings=Settings(confidence=0.9))
    row = score_results(make_evidence(cells), asked, indicator=SCORE).iloc[1]
    error = math.sqrt(25 / 39)
    assert row[["value", "change", "n"]].tolist() == [65, 10, 40]
    assert row[["low", "high"]].tolist() == pytest.approx([65 - 1.684875 * error, 65 + 1.684875 * error], rel=1e-6)
    half = 1.664625 * math.sqrt(2) * error
    assert row[["change_low", "change_high"]].tolist() == pytest.approx([10 - half, 10 + half], rel=1e-6)
    assert row["p"] < 1e-9
    assert score_results(make_evidence([]), asked, indicator=SCORE).empty
    blind = [{**cell, "wxx": NAN, "wwxx": NAN} for cell in cells]
    assert score_results(make_evidence(blind), asked, indicator=SCORE)["note"].str.contains("no_spread").all()


def test_answers_that_are_all_alike_are_compared_by_rearranging_them(make_evidence, make_cell):
    cells = [make_cell("overall", "2013", [75] * 5), make_cell("overall", "2014", [100] * 6)]
    row = score_results(make_evidence(cells), Question(), indicator=SCORE).iloc[1]
    assert (row["change"], row["p"], row["verdict"]) == (25, pytest.approx(2 / math.comb(11, 5)), "improved")


def test_breaks_partial_years_and_the_year_asked_for_hold_for_answers_too(make_evidence, make_cell):
    cells = [make_cell("overall", year, [x, x + 10] * 20) for year, x in (("2012", 40), ("2013", 60), ("2014", 50))]
    previous = score_results(make_evidence(cells), Question(), indicator=SCORE)
    assert previous["change"].tolist() == pytest.approx([NAN, 20, -10], nan_ok=True)
    base = score_results(make_evidence(cells), Question(compare="base"), indicator=SCORE)
    assert base["change"].tolist() == pytest.approx([NAN, 20, 10], nan_ok=True)
    settings = Settings(base_year=2013)
    again = score_results(make_evidence(cells), Question(compare="base", settings=settings), indicator=SCORE)
    assert again["change"].tolist() == pytest.approx([NAN, NAN, -10], nan_ok=True)
    broken = make_evidence(cells, breaks=[{"measure": "overall", "effective_on": "2014-01-01"}])
    found = score_results(broken, Question(), indicator=SCORE)
    assert found["verdict"].tolist() == ["", "improved", "not_comparable"]
    partial = score_results(make_evidence(cells, years=(2012, 2013)), Question(), indicator=SCORE)
    assert (partial["note"].iloc[2], math.isnan(partial["value"].iloc[2])) == ("partial", True)


@pytest.mark.parametrize(("indicator", "compute"), [(SCORE, score_results), (SHARE, share_results)])
def test_results_hide_few_answers_and_what_would_give_them_away(make_evidence, make_cell, indicator, compute):
    sizes = {"a": 1, "b": 7, "c": 40}
    cells = [make_cell(indicator.measures[0], "2014", [0, 1] * n, department=name) for name, n in sizes.items()]
    found = compute(make_evidence(cells), Question(("department",)), indicator=indicator)
    assert found["value"].isna().tolist() == [True, True, False]
    assert found["note"].tolist() == ["too_few", "protected", "no_counterpart"]


def test_the_difference_of_two_shares_is_newcombes_with_its_p():
    rows = pd.DataFrame({"value": [0.8, 0.5], "size": [50, NAN], "value_0": [0.6, 0.4], "size_0": [40, 30]})
    found = with_share_change(rows, confidence=0.9)
    assert found["change"].tolist() == pytest.approx([0.2, 0.1])
    low, high = newcombe(0.8, 50, 0.6, 40, confidence=0.9)
    assert found.loc[0, LIMITS[2:]].tolist() == pytest.approx([*map(float, (low, high, newcombe_p(0.8, 50, 0.6, 40)))])
    assert found.loc[1, LIMITS[2:]].isna().all()


def test_shares_become_percent_and_numbers_and_p_stay():
    shares = dict.fromkeys(("value", "low", "high", "change", "change_low", "change_high"), 0.25)
    found = as_percent(pd.DataFrame([{**shares, "n": 8.0, "p": 0.5}])).iloc[0]
    assert found[list(shares)].tolist() == [25] * 6
    assert (found["n"], found["p"]) == (8, 0.5)
    assert as_percent(pd.DataFrame({"value": [0.5]}))["value"].tolist() == [50]


def hidden(make_evidence, cells, measure="overall", **asked):
    evidence = make_evidence(cells)
    question = Question(("department",), **asked)
    places = [("2014", cell["department"], float(cell["n"])) for cell in cells if cell["measure"] == measure]
    levels = pd.DataFrame(places, columns=["period_start", "department", "n"])
    levels["period_start"] = pd.to_datetime(levels["period_start"]).astype("datetime64[s]")
    numbers = {"value": 50.0, "low": 40.0, "high": 60.0, "variance": 4.0}
    levels = levels.assign(period_months=12, task="", **numbers)
    return protected(levels, evidence, question, measure=measure).set_index("department")


def test_few_answers_are_hidden_with_their_number_and_one_more_with_them(make_evidence, make_cell):
    sizes = {"a": 3, "b": 7, "c": 29, "d": 30}
    cells = [make_cell("overall", "2014", [50] * n, department=name) for name, n in sizes.items()]
    found = hidden(make_evidence, cells)
    shown = ["value", "low", "high", "variance", "n"]
    assert found.loc["a", shown].isna().all()
    assert found.loc["b", shown].isna().all()
    assert found.loc["d", shown].tolist() == [50, 40, 60, 4, 30]
    marks = {
        name: [mark for mark in ("too_few", "protected", "reference_only") if found.loc[name, mark]] for name in sizes
    }
    assert marks == {"a": ["too_few"], "b": ["protected"], "c": ["reference_only"], "d": []}


@pytest.mark.parametrize(
    ("n", "mark"), [(1, "too_few"), (4, "too_few"), (5, "reference_only"), (29, "reference_only"), (30, "")]
)
def test_the_limits_are_five_and_thirty_answers(make_evidence, make_cell, n, mark):
    found = hidden(make_evidence, [make_cell("overall", "2014", [50] * n, department="a")]).iloc[0]
    assert [name for name in ("too_few", "protected", "reference_only") if found[name]] == ([mark] if mark else [])
    assert math.isnan(found["value"]) == (n < 5)


def test_the_limits_are_those_of_the_settings(make_evidence, make_cell):
    cells = [make_cell("overall", "2014", [50] * 8, department="a")]
    strict = hidden(make_evidence, cells, settings=Settings(minimum_answers=9)).iloc[0]
    assert bool(strict["too_few"])
    loose = hidden(make_evidence, cells, settings=Settings(reference_answers=8)).iloc[0]
    assert not loose[["too_few", "protected", "reference_only"]].any()
    one = [make_cell("overall", "2014", [50], department="a")]
    assert bool(hidden(make_evidence, one, settings=Settings(minimum_answers=1)).iloc[0]["reference_only"])


def test_what_is_hidden_of_the_overall_score_is_hidden_of_its_items_too(make_evidence, make_cell):
    overall = [make_cell("overall", "2014", [50] * n, department=name) for name, n in (("a", 3), ("b", 7), ("c", 40))]
    items = [make_cell("score", "2014", [50] * n, department=name) for name, n in (("a", 6), ("b", 7), ("c", 40))]
    alone = hidden(make_evidence, items, "score")
    assert alone["value"].notna().all()
    found = hidden(make_evidence, [*overall, *items], "score")
    assert found["value"].isna().to_dict() == {"a": True, "b": True, "c": False}
    assert found["protected"].to_dict() == {"a": True, "b": True, "c": False}


def test_no_answers_are_not_few_and_a_printed_mean_is_not_hidden(make_evidence, make_cell):
    nothing = {**make_cell("overall", "2014", [70], department="a"), "n": 0}
    found = hidden(make_evidence, [nothing, make_cell("overall", "2014", [50] * 40, department="b")]).loc["a"]
    assert not found[["too_few", "reference_only"]].any()
    assert np.isfinite(found["value"])
