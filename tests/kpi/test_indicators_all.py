"""What holds for every indicator: its definition, and its results on empty, shuffled and mixed evidence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import kpi.indicators
from kpi.calc.change import NEAR_ZERO
from kpi.core.frames import RESULT_COLUMNS, check
from kpi.core.indicator import NOTES, PILLARS, VERDICTS, Evidence, Question, indicators
from kpi.core.measures import MEASURES
from kpi.core.text import LANGS

EVERY = list(indicators().values())
SHAPES = ((), ("department",), ("task",), ("department", "task"))
FIVE = {"satisfaction", "handling_time", "collaboration_score", "processing_time", "proactivity_score"}


@pytest.fixture(scope="module")
def rich(make_evidence, make_cell):
    """Something of everything, two departments and tasks, three years."""
    rng = np.random.default_rng(7)
    cells, pairs = [], []
    for year in ("2012", "2013", "2014"):
        for department in ("a", "b"):
            answers = rng.integers(0, 5, 40) * 25
            cells += [
                make_cell("overall", year, answers, rng.choice([1, 2], 40), department=department),
                make_cell("satisfied", year, answers >= 75, department=department),
                make_cell("respondents", year, [1] * 45, department=department),
            ]
            for task in ("x", "y"):
                keys = {"department": department, "task": task}
                for month in ("02", "09"):
                    time = rng.gamma(2, 5, 12)
                    for measure in ("processing_hours", "handling_minutes", "waiting_minutes", "steps"):
                        cells.append(make_cell(measure, f"{year}-{month}", time, **keys))
                    cells.append(make_cell("received", f"{year}-{month}", [1] * 13, **keys))
                    cells.append(make_cell("open", f"{year}-{month}", [1], **keys))
                    cells.append(make_cell("on_time", f"{year}-{month}", rng.integers(0, 2, 12), **keys))
                    pairs.append(pair(f"{year}-{month}-01", rng.integers(6, 30, 12), rng.integers(1, 20, 12), **keys))
            for kind in (
                "award",
                "award_points",
                "joint_project",
                "joint_project_points",
                "case",
                "case_points",
                "case_adopted",
            ):
                cells.append(make_cell(kind, year, [1, 2], department=department))
        cells += [make_cell(kind, year, [1, 2]) for kind in ("award", "award_points", "joint_project", "case_adopted")]
        cells += [
            make_cell("rating", year, [rng.integers(20, 100)], role=role, stratum=stratum, rater=f"r{rater}", department=department)
            for role in ("head", "staff")
            for stratum in ("soft", "smart")
            for rater in range(5)
            for department in ("a", "b")
        ]  # fmt: skip
    return make_evidence(cells, pairs=pairs, years=(2012, 2013, 2014))


def pair(start, x, y, **keys):
    sums = {"n": len(x), "w": len(x), "wx": x.sum(), "wy": y.sum(), "wxx": (x * x).sum(), "wyy": (y * y).sum()}
    names = {"measure": "statutory_days", "item2": "actual_days", "period_start": start, "period_months": 1}
    return {**names, **sums, "wxy": (x * y).sum(), **keys}


def test_one_file_is_one_indicator_and_the_registry_finds_all():
    files = {path.stem for path in Path(kpi.indicators.__path__[0]).glob("*.py")} - {"__init__"}
    assert files == set(indicators())
    assert {item.id for item in EVERY if item.card} == FIVE
    assert {item.pillar for item in EVERY if item.card} == set(PILLARS)


@pytest.mark.parametrize("indicator", EVERY, ids=lambda item: item.id)
def test_every_definition_is_complete(indicator):
    assert set(indicator.measures) <= set(MEASURES)
    assert indicator.references or indicator.cumulates
    for text in (indicator.name, indicator.unit_text, indicator.why, indicator.how, indicator.limits):
        for lang in LANGS:
            assert text.say(lang).strip()


@pytest.mark.parametrize("indicator", EVERY, ids=lambda item: item.id)
def test_no_evidence_gives_no_rows(indicator, make_evidence):
    for keys, compare in (((), "previous"), (("department", "task"), "base"), (("task",), 2014)):
        found = indicator.compute(make_evidence([], claims=[]), Question(keys, compare=compare))
        assert found.empty
        assert tuple(found.columns) == RESULT_COLUMNS


@pytest.mark.parametrize("keys", SHAPES, ids=str)
@pytest.mark.parametrize("indicator", EVERY, ids=lambda item: item.id)
def test_results_keep_their_contract(indicator, rich, keys):
    found = indicator.compute(rich, Question(keys))
    check(found, RESULT_COLUMNS, ("department", "task", "note", "verdict", "period_start"))
    assert set(found["verdict"]) <= {"", *VERDICTS}
    assert set(",".join(found["note"]).split(",")) <= {"", *NOTES}
    assert not found.duplicated(["period_start", "department", "task"]).any()
    assert (found["department"] != "").all() == ("department" in keys) or found.empty
    assert found["note"].where(found["value"].isna(), "x").ne("").all()
    inside = found.dropna(subset=["low"])
    assert (inside["low"] <= inside["value"] + NEAR_ZERO).all()
    assert (inside["value"] <= inside["high"] + NEAR_ZERO).all()


@pytest.mark.parametrize("indicator", EVERY, ids=lambda item: item.id)
def test_every_indicator_shows_three_years_of_the_whole_organisation(indicator, rich):
    found = indicator.compute(rich, Question())
    assert found["value"].notna().tolist() == [True] * 3
    assert found["verdict"].ne("").tolist() == [False, True, True]


@pytest.mark.parametrize("indicator", EVERY, ids=lambda item: item.id)
def test_shuffled_rows_give_the_same_and_inputs_stay_unchanged(indicator, rich):
    shuffled = Evidence(
        rich.cells.sample(frac=1, random_state=3),
        rich.pairs.sample(frac=1, random_state=3),
        rich.claims.sample(frac=1, random_state=3),
        rich.breaks,
        rich.population,
    )
    before = [frame.copy(deep=True) for frame in (shuffled.cells, shuffled.pairs, shuffled.claims)]
    question = Question(("department",))
    pd.testing.assert_frame_equal(indicator.compute(shuffled, question), indicator.compute(rich, question))
    for old, new in zip(before, (shuffled.cells, shuffled.pairs, shuffled.claims), strict=True):
        pd.testing.assert_frame_equal(old, new)


@pytest.mark.parametrize("indicator", EVERY, ids=lambda item: item.id)
def test_a_later_year_never_changes_a_past_one(indicator, rich):
    past = Evidence(
        rich.cells[rich.cells["period_start"] < "2014-01-01"],
        rich.pairs[rich.pairs["period_start"] < "2014-01-01"],
        rich.claims[rich.claims["claim_start"] < "2014-01-01"],
        rich.breaks,
        rich.population,
    )
    for compare in ("previous", "base"):
        whole = indicator.compute(rich, Question(("department",), compare=compare))
        kept = whole[whole["period_start"] < "2014-01-01"]
        asked = indicator.compute(past, Question(("department",), compare=compare))
        pd.testing.assert_frame_equal(kept.reset_index(drop=True), asked)


@pytest.mark.parametrize("indicator", EVERY, ids=lambda item: item.id)
def test_p_is_adjusted_over_all_scopes_of_a_period_and_only_when_apart(indicator, rich):
    whole = indicator.compute(rich, Question())
    assert whole["p_adjusted"].equals(whole["p"])
    apart = indicator.compute(rich, Question(("department",)))
    assert (apart["p_adjusted"] >= apart["p"] - 1e-12).where(apart["p"].notna(), True).all()
