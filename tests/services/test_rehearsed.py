"""What an edit of a register would change is worked out with little work, and says exactly what then happens."""

import datetime as dt
from dataclasses import replace

import pytest

from kpi.core.indicator import Question, indicators
from services.evidence import basis_of
from services.registers import Edit, edit, preview
from services.rehearsed import APART
from services.results import Ask, results
from services.stores import open_store

WHEN = {"who": "kim", "now": dt.datetime(2026, 11, 27, 9, 0)}
DAY = dt.date(2024, 1, 1)
CARDS = tuple(item.id for item in indicators().values() if item.card)


@pytest.fixture(scope="module")
def store(office):
    opened = open_store(office.store)
    edit(opened, Edit("department", "add", ("통합과",)), **WHEN)
    yield opened
    opened.close()


def values(store):
    rows = results(store, Ask(CARDS, keys=("department",))).records()
    return {
        (row["indicator"], row["period_start"], row["department"]): row["value"]
        for row in rows
        if row["value"] is not None
    }


@pytest.mark.parametrize(
    "wanted",
    [
        Edit("department", "merge", ("민원과",), "건축과", DAY),
        Edit("department", "split", ("민원과",), "", DAY, shares={"건축과": 0.4, "통합과": 0.6}),
        pytest.param(Edit("department", "rename", ("민원과",), "열린민원과", DAY), marks=pytest.mark.slow),
        pytest.param(Edit("department", "rename", ("통합과",), "다른과", DAY), marks=pytest.mark.slow),
        Edit("task", "merge", ("옛 업무",), "건축허가", DAY),
        Edit("department", "reuse", ("민원과",), "옛 민원과", DAY),
    ],
    ids=["merge", "split", "rename", "nothing there", "task", "reuse"],
)
def test_the_preview_says_what_the_numbers_become(store, wanted):
    before = values(store)
    said = {
        (one.indicator.id, one.period.start.isoformat(), one.department): (one.before, one.after)
        for one in preview(store, wanted, **WHEN)
    }
    with store.trial() as trial:
        edit(trial, wanted, **WHEN)
        after = values(trial)
    changed = {key: (before.get(key), after.get(key)) for key in before.keys() | after.keys()}
    assert said == {key: pair for key, pair in changed.items() if pair[0] != pair[1]}


@pytest.mark.parametrize("name", [item.id for item in indicators().values() if item.source in APART])
def test_numbers_of_a_department_rest_on_its_own_facts_alone(store, name):
    indicator = indicators()[name]
    basis = basis_of(store, indicator, "today")
    cells = basis.evidence.cells
    whole = indicator.compute(basis.evidence, Question(("department",)))
    for department in ("민원과", "건축과"):
        mine = replace(basis.evidence, cells=cells[cells["department"] == department])
        alone = indicator.compute(mine, Question(("department",)))
        there = whole[whole["department"] == department]
        assert alone["value"].tolist() == there["value"].tolist()
