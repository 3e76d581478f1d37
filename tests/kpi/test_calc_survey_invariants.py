"""What must not change a survey's results: the order of rows, a file in two parts, a name, the unit, a later year."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.core.frames import RESULT_COLUMNS
from kpi.core.indicator import Key, Question, indicators
from tests.examples import examples

POINTS = ("value", "low", "high", "change", "change_low", "change_high")
BY_DEPARTMENT: tuple[Key, ...] = ("department",)
person = st.tuples(
    st.sampled_from(("2013", "2014")),
    st.sampled_from(("h1", "h2")),
    st.sampled_from(("north", "south", "west")),
    st.sampled_from((0.5, 1.0, 3.0)),
    st.sampled_from((None, 0.0, 25.0, 50.0, 75.0, 100.0)),
)
"""Year, stratum, department, weight, answer (None: did not answer)."""
people = st.lists(person, min_size=25, max_size=60)


def cells_of(make_cell, people, *, scale=1.0, shift=0.0, measure="overall"):
    groups: dict[tuple[str, str, str], list[tuple[float, float | None]]] = {}
    for year, stratum, department, weight, answer in people:
        groups.setdefault((year, stratum, department), []).append((weight, answer))
    cells = []
    for (year, stratum, department), answers in groups.items():
        keys = {"stratum": stratum, "department": department}
        cells.append(make_cell("respondents", year, [1] * len(answers), [w for w, _ in answers], **keys))
        known = [(w, x) for w, x in answers if x is not None]
        if known:
            values = [scale * x + shift for _, x in known]
            cells.append(make_cell(measure, year, values, [w for w, _ in known], **keys))
    return cells


def computed(make_evidence, cells, *, indicator="satisfaction", keys=BY_DEPARTMENT):
    population = [{"year": year, "stratum": "h1", "population": 400} for year in (2013, 2014)]
    evidence = make_evidence(cells, population=population)
    return indicators()[indicator].compute(evidence, Question(keys))


def same(found, expected):
    pd.testing.assert_frame_equal(found, expected, rtol=1e-7, atol=1e-7)


@settings(max_examples=examples(2, 20), deadline=None)
@given(people=people, data=st.data())
def test_the_order_of_rows_and_a_file_split_in_two_change_nothing(make_evidence, make_cell, people, data):
    """The halves of a file are loaded one after the other: their cells stand side by side and add up."""
    whole = computed(make_evidence, cells_of(make_cell, people))
    at = data.draw(st.integers(0, len(people)))
    mixed = data.draw(st.permutations(people))
    halves = [*cells_of(make_cell, mixed[:at]), *cells_of(make_cell, mixed[at:])]
    same(computed(make_evidence, halves), whole)


@settings(max_examples=examples(2, 20), deadline=None)
@given(people=people)
def test_a_department_of_another_name_has_the_same_figures(make_evidence, make_cell, people):
    """The name keeps its place in the alphabet, which decides between departments of as many answers."""
    names = {"north": "northern", "south": "southern", "west": "western"}
    renamed = [(year, h, names[department], w, x) for year, h, department, w, x in people]
    found = computed(make_evidence, cells_of(make_cell, renamed))
    before = computed(make_evidence, cells_of(make_cell, people))
    same(found, before.assign(department=before["department"].map(names)).astype({"department": "str"}))


@settings(max_examples=examples(2, 20), deadline=None)
@given(people=people, scale=st.sampled_from((0.05, 0.5, 10.0)), shift=st.sampled_from((0.0, 1.0, -40.0)))
def test_another_unit_scales_points_and_changes_and_no_test(make_evidence, make_cell, people, scale, shift):
    plain = computed(make_evidence, cells_of(make_cell, people), keys=())
    found = computed(make_evidence, cells_of(make_cell, people, scale=scale, shift=shift), keys=())
    for name in POINTS:
        moved = 0.0 if name.startswith("change") else shift
        assert found[name].tolist() == pytest.approx((plain[name] * scale + moved).tolist(), abs=1e-6, nan_ok=True)
    assert found["p"].tolist() == pytest.approx(plain["p"].tolist(), abs=1e-6, nan_ok=True)
    rest = [name for name in RESULT_COLUMNS if name not in {*POINTS, "p", "p_adjusted"}]
    same(found[rest], plain[rest])


@settings(max_examples=examples(2, 20), deadline=None)
@given(people=people, later=people, measure=st.sampled_from(("satisfaction", "satisfied_share")))
def test_another_year_never_changes_a_past_one(make_evidence, make_cell, people, later, measure):
    shares = measure == "satisfied_share"
    kind = {"measure": "satisfied"} if shares else {}

    def answers(chosen):
        return [(*one, x and float(x >= 75)) for *one, x in chosen] if shares else chosen

    before = computed(make_evidence, cells_of(make_cell, answers(people), **kind), indicator=measure)
    more = [(str(int(year) + 2), *rest) for year, *rest in later]
    both = [*cells_of(make_cell, answers(people), **kind), *cells_of(make_cell, answers(more), **kind)]
    after = computed(make_evidence, both, indicator=measure)
    same(after[after["period_start"] < "2015-01-01"].reset_index(drop=True), before)
