"""Surveys by hand: a census, strata of one or two people, printed means beside answers, weights of any size."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from kpi.calc.survey import difference_within, domain_estimate, linearised, stratum_variance, survey_levels
from kpi.core.indicator import Question

PRINTED = {"n": 0, "w": None, "wxx": None, "ww": None, "wwx": None, "wwxx": None}


def row_of(make_evidence, cells, population=()):
    people = [{"year": 2014, "stratum": name, "population": size} for name, size in population]
    return survey_levels(make_evidence(cells, population=people), Question(), measure="overall").iloc[0]


@pytest.mark.parametrize(("population", "factor"), [(8, 0.0), (10, 0.2), (7, 1.0)])
def test_who_asks_everybody_has_no_sampling_error(make_evidence, make_cell, population, factor):
    row = row_of(make_evidence, [make_cell("overall", "2014", [50, 100] * 4, stratum="h")], [("h", population)])
    assert row["variance"] == pytest.approx(factor * (8 * 25**2 / 7) / 8)


@pytest.mark.parametrize(
    ("sizes", "single", "simple"),
    [((4,), False, True), ((1,), False, True), ((4, 3), False, False), ((4, 1), True, False), ((1, 1), True, False)],
)
def test_a_lonely_person_is_noted_beside_other_strata_and_plain_is_one_stratum(
    make_evidence, make_cell, sizes, single, simple
):
    cells = [make_cell("overall", "2014", [50, 75, 100, 25][:n], stratum=f"h{n}{at}") for at, n in enumerate(sizes)]
    row = row_of(make_evidence, cells)
    assert (bool(row["single_stratum"]), bool(row["simple"])) == (single, simple)
    assert row["df"] == sum(sizes) - len(sizes)


def test_a_printed_mean_beside_answers_is_no_stratum_of_them_and_is_not_pooled(make_evidence, make_cell):
    answers = make_cell("overall", "2014", [50, 100] * 5, stratum="h1")
    printed = {**make_cell("overall", "2014", [70], stratum="h2"), **PRINTED}
    row = row_of(make_evidence, [answers, printed])
    assert (row["value"], row["n"], row["df"], row["not_poolable"]) == (75, 10, 9, True)
    assert row["simple"]
    alone = survey_levels(make_evidence([printed]), Question(), measure="overall")
    assert (alone["value"].tolist(), alone["not_poolable"].tolist()) == ([70], [True])
    assert alone[["simple", "single_stratum"]].to_numpy().tolist() == [[False, False]]
    assert alone["simple"].dtype == "bool"


def test_a_stratum_of_two_people_has_one_degree_of_freedom_and_one_of_one_is_centred_at_zero():
    total, squares = pd.Series([1.0, 1.0]), pd.Series([5.0, 5.0])
    assert stratum_variance(total, squares, pd.Series([2, 1]), 1.0).tolist() == [2 * (5 - 1 / 2), 5]


def strata_of(answers, weight=1.0, **columns):
    """One row per stratum: sums of answers with one weight, all of whom were sampled."""
    rows = [
        {
            "stratum": name,
            "n": len(x),
            "w": weight * len(x),
            "wx": weight * sum(x),
            "ww": weight**2 * len(x),
            "wwx": weight**2 * sum(x),
            "wwxx": weight**2 * sum(one * one for one in x),
            "sampled": 9,
            "fpc": 1.0,
        }
        for name, x in answers.items()
    ]
    return pd.DataFrame(rows).assign(**columns)


@pytest.mark.parametrize("weight", [1e-12, 1.0, 1e12])
def test_the_size_of_the_weights_changes_no_linearised_value(weight, monkeypatch):
    strata = strata_of({"h1": [50.0, 60.0], "h2": [40.0, 90.0]}, weight)
    total, squares = linearised(strata, 60.0, weight * 4)
    assert total.tolist() == pytest.approx([-10 / 4, 10 / 4])
    assert squares.tolist() == pytest.approx([100 / 16, (400 + 900) / 16])
    even = strata_of({"h1": [1.0, -1.0]}, weight)
    assert linearised(even, 0.0, weight * 2)[1].tolist() == pytest.approx([0.5])
    monkeypatch.setattr("kpi.calc.survey._ROUNDING", 1.0)
    assert linearised(even, 0.0, weight * 2)[1].tolist() == [0.0]
    monkeypatch.undo()
    alike = strata_of({"h1": [100 / 3] * 3}, weight)
    assert linearised(alike, 100 / 3, weight * 3)[1].tolist() == [0.0]


def test_a_difference_of_two_domains_has_the_answers_of_both_less_the_strata():
    one, other = strata_of({"h1": [50.0, 60.0], "h2": [40.0]}), strata_of({"h1": [30.0], "h2": [20.0, 40.0, 30.0]})
    found = difference_within(one, other)
    assert (found.value, found.df) == (50 - 30, 7 - 2)
    # u: h1 0, 10/3 | 0; h2 -10/3 | 10/4, -10/4, 0
    h1, h2 = 9 / 8 * (100 / 9 - (10 / 3) ** 2 / 9), 9 / 8 * (100 / 9 + 200 / 16 - (10 / 3) ** 2 / 9)
    assert found.variance == pytest.approx(h1 + h2)


def test_a_stratum_of_unknown_spread_leaves_the_variance_of_a_domain_and_a_difference_unknown():
    known = strata_of({"h1": [50.0, 60.0], "h2": [40.0, 90.0]})
    vague = known.assign(wwxx=[math.nan, *known["wwxx"][1:]])
    assert domain_estimate(vague).value == domain_estimate(known).value == 60
    assert math.isnan(domain_estimate(vague).variance)
    assert math.isnan(difference_within(vague, known).variance)
