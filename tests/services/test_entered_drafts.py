"""A table of entries while it is edited: nothing typed is lost, and somebody else's changes are seen before they are replaced."""

from __future__ import annotations

import datetime as dt

import pytest

from kpi.core.errors import UserError
from pages.parts.session import browser_of
from services.entered.drafts import draft_of, grid, proposal_of, rebased, with_edits
from services.entered.edits import Typed, proposed, save
from services.entered.sort import sorts
from services.entered.table import known_of, table_of
from services.stores import open_store

NOW = dt.datetime(2026, 1, 5, 9, 30)
SORT = sorts()["target"]
FIRST = {"indicator": "satisfaction", "year": "2026", "value": "80"}


@pytest.fixture
def store(tmp_path):
    opened = open_store(f"sqlite:///{tmp_path / 'kpi.sqlite'}")
    enter(opened, FIRST, {**FIRST, "year": "2027"})
    yield opened
    opened.close()


def enter(store, *rows, who="kim"):
    save(store, proposed(table_of(store, SORT), [Typed(row) for row in rows], (), known_of(store)), who=who, now=NOW)


def edits(edited=None, added=(), deleted=()):
    return {"edited_rows": edited or {}, "added_rows": list(added), "deleted_rows": list(deleted)}


def held(store):
    return {(line.values["year"], line.values["value"]) for line in table_of(store, SORT).lines}


def test_edited_added_and_deleted_rows_become_one_proposal(store):
    draft = draft_of(table_of(store, SORT), "ko")
    assert draft.untouched
    added = {"indicator": "평균 처리기간", "year": "2026", "value": 30, "department": None}
    draft = with_edits(draft, edits({0: {"value": 82.5}}, [added, {}], [1]))
    save(store, proposal_of(draft, known_of(store), "ko"), who="kim", now=NOW)
    assert held(store) == {(2026, 82.5), (2026, 30.0)}


def test_edits_of_several_visits_add_up_whatever_the_language(store):
    draft = with_edits(draft_of(table_of(store, SORT), "ko"), edits({0: {"value": 82.0}}))
    draft = with_edits(draft, edits({0: {"low": 75}}, deleted=[1]))
    shown = grid(draft, known_of(store), "en")
    assert shown.loc[0, ["indicator", "department", "kind", "low"]].tolist() == [
        "Satisfaction",
        "Whole organisation",
        "Own target",
        75.0,
    ]
    save(store, proposal_of(draft, known_of(store), "en"), who="kim", now=NOW)
    assert [(line.values["value"], line.values["low"]) for line in table_of(store, SORT).lines] == [(82.0, 75.0)]


def test_a_wrong_cell_is_said_with_its_row_and_column(store):
    draft = with_edits(draft_of(table_of(store, SORT), "ko"), edits({1: {"value": 500}}))
    with pytest.raises(UserError) as refused:
        proposal_of(draft, known_of(store), "en")
    assert refused.value.findings[0].where("en") == "row 2 · column 'Value'"


def test_what_was_typed_is_kept_over_what_somebody_else_saved_and_can_be_decided_again(store):
    draft = with_edits(draft_of(table_of(store, SORT), "ko"), edits({0: {"value": 85.0}}, deleted=[1]))
    enter(store, {**FIRST, "value": "90"}, who="lee")
    with pytest.raises(UserError) as refused:
        save(store, proposal_of(draft, known_of(store), "ko"), who="kim", now=NOW)
    assert "값 90" in refused.value.findings[0].say("ko")
    again = proposal_of(rebased(draft, table_of(store, SORT), "ko"), known_of(store), "ko")
    assert ("값 90", "값 85") in [(before.ko, after.ko) for _, before, after in again.said]
    save(store, again, who="kim", now=NOW)
    assert held(store) == {(2026, 85.0)}


@pytest.mark.parametrize("name", sorts())
def test_a_table_without_rows_has_its_columns(tmp_path, name):
    store = open_store(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    shown = grid(draft_of(table_of(store, sorts()[name]), "ko"), known_of(store), "ko")
    assert (list(shown.columns), len(shown)) == (list(sorts()[name].by_name), 0)
    store.close()


def test_a_browser_is_known_again_though_its_cookie_is_masked_anew():
    one, other = (
        "2|772200c1|da9c96de76bc2631865cfd40e6c0f6a8|1795771823",
        "2|efdd908c|42630693ee43b67c1ea36d0d7e3f66e5|1795771823",
    )
    assert browser_of(one) == browser_of(other) != ""
    assert browser_of("2|00000000|da9c96de|1") not in ("", browser_of(one))
    assert browser_of("anything") == ""
