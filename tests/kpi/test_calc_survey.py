"""Survey variances from stored sums against people one by one, and the rules about strata, domains and small numbers."""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.calc.survey import score_of_codes, survey_levels
from kpi.core.indicator import Question, indicators

people = st.lists(
    st.tuples(
        st.sampled_from(("h1", "h2")),
        st.sampled_from(("north", "south")),
        st.sampled_from((0.5, 1.0, 3.0)),
        st.one_of(st.none(), st.sampled_from((0.0, 25.0, 50.0, 75.0, 100.0))),
    ),
    min_size=1,
    max_size=25,
)
"""stratum, department, weight, answer (None: did not answer)"""


def dumb(people, department, population):
    """Linearised values of every sampled person, zero outside the domain, and their variance within strata."""
    inside = [answer is not None and department in ("", place) for _, place, _, answer in people]
    weight = sum(w for (_, _, w, _), here in zip(people, inside, strict=True) if here)
    if not weight:
        return None
    mean = sum(w * (x or 0) for (_, _, w, x), here in zip(people, inside, strict=True) if here) / weight
    strata = defaultdict(list)
    for (h, _, w, x), here in zip(people, inside, strict=True):
        strata[h].append((w * (x - mean) / weight if here else 0.0, here))
    variance = 0.0
    for h, values in strata.items():
        if not any(here for _, here in values):
            continue
        u = np.array([value for value, _ in values])
        n = len(u)
        fpc = 1 - n / population[h] if n <= population.get(h, 0) else 1.0
        variance += fpc * (n / (n - 1) * ((u - u.mean()) ** 2).sum() if n > 1 else (u**2).sum())
    df = sum(inside) - sum(any(here for _, here in values) for values in strata.values())
    return mean, variance if df > 0 else math.nan, df


def cells_of(make_cell, people, year="2014"):
    groups = defaultdict(list)
    for h, place, w, x in people:
        groups[h, place].append((w, x))
    cells = []
    for (h, place), answers in groups.items():
        keys = {"stratum": h, "department": place}
        known = [(w, x) for w, x in answers if x is not None]
        cells.append(make_cell("respondents", year, [1] * len(answers), [w for w, _ in answers], **keys))
        if known:
            cells.append(make_cell("overall", year, [x for _, x in known], [w for w, _ in known], **keys))
    return cells


@settings(max_examples=20, deadline=None)
@given(people=people, population=st.sampled_from(({}, {"h1": 30.0}, {"h1": 26.0, "h2": 400.0})))
def test_sums_give_the_variance_of_people_one_by_one(make_evidence, make_cell, people, population):
    rows = [{"year": 2014, "stratum": h, "population": size} for h, size in population.items()]
    evidence = make_evidence(cells_of(make_cell, people), population=rows)
    for keys, departments in (((), ("",)), (("department",), ("north", "south"))):
        found = survey_levels(evidence, Question(keys), measure="overall").set_index("department")
        for department in departments:
            expected = dumb(people, department, population)
            if expected is None:
                assert department not in found.index
                continue
            row = found.loc[department]
            assert (row["value"], row["variance"], row["df"]) == pytest.approx(expected, abs=1e-7, nan_ok=True)


def satisfaction(make_evidence, cells, **asked):
    return indicators()["satisfaction"].compute(make_evidence(cells), Question(**asked))


def test_fewer_than_five_answers_are_hidden_with_their_number(make_evidence, make_cell):
    row = satisfaction(make_evidence, [make_cell("overall", "2014", [50, 75, 75, 100])]).iloc[0]
    assert math.isnan(row["value"])
    assert math.isnan(row["n"])
    assert row["note"] == "too_few"


def test_a_hidden_year_cannot_be_worked_out_from_a_change(make_evidence, make_cell):
    cells = [make_cell("overall", "2013", [50, 75]), make_cell("overall", "2014", [50, 60, 75, 80, 100, 90])]
    row = satisfaction(make_evidence, cells).iloc[1]
    assert math.isnan(row["change"])
    assert row["note"] == "no_counterpart,reference_only"


def test_fewer_than_thirty_answers_are_for_reference(make_evidence, make_cell):
    notes = [
        satisfaction(make_evidence, [make_cell("overall", "2014", [50, 100] * half)]).iloc[0]["note"]
        for half in (14, 15)
    ]
    assert notes == ["no_counterpart,reference_only", "no_counterpart"]


def test_a_stratum_of_one_person_is_noted(make_evidence, make_cell):
    cells = [make_cell("overall", "2014", [40], stratum="a"), make_cell("overall", "2014", [50, 60] * 20, stratum="b")]
    row = satisfaction(make_evidence, cells).iloc[0]
    assert row["note"] == "no_counterpart,single_stratum"
    assert row["low"] < row["value"] < row["high"]


def test_a_mean_with_n_but_no_spread_has_no_interval_and_is_not_tested(make_evidence, make_cell):
    cells = [
        {**make_cell("overall", year, [level] * 100), "wxx": None, "ww": None, "wwx": None, "wwxx": None}
        for year, level in (("2013", 74.04), ("2014", 82.98))
    ]
    row = satisfaction(make_evidence, cells).iloc[1]
    assert row["change"] == pytest.approx(8.94)
    assert math.isnan(row["low"])
    assert math.isnan(row["change_low"])
    assert (row["verdict"], row["note"]) == ("not_tested", "no_spread")


def test_a_mean_printed_without_n_is_shown_and_never_pooled(make_evidence, make_cell):
    printed = {"n": 0, "w": None, "wxx": None, "ww": None, "wwx": None, "wwxx": None}
    cells = [
        {**make_cell("overall", "2014", [70]), **printed, "department": "north"},
        {**make_cell("overall", "2014", [80]), **printed, "department": "south"},
    ]
    assert satisfaction(make_evidence, cells, keys=("department",))["value"].tolist() == [70, 80]
    row = satisfaction(make_evidence, cells).iloc[0]
    assert math.isnan(row["value"])
    assert row["note"] == "not_poolable"


def test_departments_merge_by_their_answers_not_by_their_means(make_evidence, make_cell):
    cells = [make_cell("overall", "2014", [4.5] * 100), make_cell("overall", "2014", [3.0] * 5)]
    assert satisfaction(make_evidence, cells).iloc[0]["value"] == pytest.approx(4.43, abs=0.005)


def test_plain_sums_of_a_summed_up_survey_serve_as_weights_of_one(make_evidence, make_cell):
    full = [make_cell("overall", "2014", [50, 60, 90, 100, 20] * 4)]
    plain = [{**full[0], "ww": None, "wwx": None, "wwxx": None}]
    columns = ["value", "low", "high", "n"]
    assert satisfaction(make_evidence, plain)[columns].equals(satisfaction(make_evidence, full)[columns])


def test_a_yearly_survey_has_no_months(make_evidence, make_cell):
    assert satisfaction(make_evidence, [make_cell("overall", "2014", [50] * 9)], grain="month").empty


def test_a_survey_from_september_keeps_its_own_year(make_evidence, make_cell):
    cells = [
        {**make_cell("overall", year, [level, 50] * 20), "period_start": f"{year}-09-01"}
        for year, level in (("2013", 60), ("2014", 90))
    ]
    found = satisfaction(make_evidence, cells)
    assert [str(day.date()) for day in found["period_start"]] == ["2013-09-01", "2014-09-01"]
    assert found.iloc[1]["change"] == pytest.approx(15)


def test_an_item_group_or_other_measure_is_not_added(make_evidence, make_cell):
    cells = [
        make_cell("overall", "2014", [80] * 10),
        make_cell("overall", "2014", [10] * 10, group="sex=f"),
        make_cell("score", "2014", [20] * 10, item="speed"),
    ]
    row = satisfaction(make_evidence, cells).iloc[0]
    assert (row["value"], row["n"]) == (80, 10)


def test_the_satisfied_share_is_in_percent_and_tested_by_newcombe(make_evidence, make_cell):
    cells = [
        make_cell("satisfied", "2013", [1] * 48 + [0] * 32),
        make_cell("satisfied", "2014", [1] * 56 + [0] * 14),
    ]
    row = indicators()["satisfied_share"].compute(make_evidence(cells), Question()).iloc[1]
    assert row["value"] == pytest.approx(80)
    assert row["change"] == pytest.approx(20)
    # Newcombe (1998), Statistics in Medicine 17, 873-890, table II: 56/70 - 48/80, method 10
    assert (row["change_low"], row["change_high"]) == pytest.approx((5.24, 33.39), abs=0.005)
    assert row["verdict"] == "improved"


def test_the_score_of_no_answer_is_missing():
    assert math.isnan(score_of_codes({}, low=1, high=5))


def test_weights_widen_the_interval_of_a_share(make_evidence, make_cell):
    answers = [1, 0] * 30
    plain = make_cell("satisfied", "2014", answers)
    weighted = make_cell("satisfied", "2014", answers, [1, 1, 5, 5] * 15)
    rows = [
        indicators()["satisfied_share"].compute(make_evidence([one]), Question()).iloc[0] for one in (plain, weighted)
    ]
    assert rows[0]["value"] == rows[1]["value"] == 50
    assert rows[1]["high"] - rows[1]["low"] > 1.1 * (rows[0]["high"] - rows[0]["low"])


@pytest.mark.parametrize("weights", [[0.3, 0.7, 1.9] * 4, [1e4] * 12])
def test_the_same_answer_of_all_has_no_variance_whatever_the_weights(make_evidence, make_cell, weights):
    cells = [make_cell("overall", "2014", [100 / 3] * 12, weights)]
    row = survey_levels(make_evidence(cells), Question(), measure="overall").iloc[0]
    assert row["variance"] == 0.0
