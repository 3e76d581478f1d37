"""Levels, dated parents and names that come back, on both databases."""

from __future__ import annotations

import datetime as dt

import pytest

from kpi.core.errors import UserError
from kpi.core.hierarchy import described, parent_on, parent_today, spans
from kpi.core.organisation import Parenthood

NOW = dt.datetime(2026, 11, 27, 9, 0)
BY = {"who": "kim", "at": NOW}
DAY = dt.date(2024, 7, 1)


@pytest.fixture
def ids(any_store):
    any_store.add_units("department", ["행정국", "복지국", "세무과", "징수팀"], "kim", NOW)
    return {unit.name: unit.id for unit in any_store.register("department").units}


def stand(store, ids, unit, parent, since=None, **more):
    store.set_parents("department", [Parenthood(ids[unit], parent and ids[parent], since)], **BY, **more)


def test_levels_and_parents_are_kept_with_their_days_and_taken_back(any_store, ids):
    any_store.set_level("department", ids["행정국"], "bureau", **BY)
    stand(any_store, ids, "세무과", "행정국")
    stand(any_store, ids, "세무과", "복지국", DAY)
    held = any_store.register("department")
    assert held.levels == {ids["행정국"]: "bureau"}
    assert parent_on(held, ids["세무과"], dt.date(2024, 6, 30)) == ids["행정국"]
    assert parent_today(held, ids["세무과"]) == ids["복지국"]
    assert [(one.parent, end) for one, end in spans(held, ids["세무과"])] == [
        (ids["행정국"], dt.date(2024, 6, 30)), (ids["복지국"], None),
    ]  # fmt: skip
    any_store.remove_parent("department", ids["세무과"], since=DAY, **BY)
    any_store.set_level("department", ids["행정국"], None, **BY)
    held = any_store.register("department")
    assert (parent_today(held, ids["세무과"]), held.levels) == (ids["행정국"], {})
    stand(any_store, ids, "세무과", None, DAY)
    assert parent_today(any_store.register("department"), ids["세무과"]) is None
    deeds = [one["action"] for one in any_store.history()][-6:]
    assert deeds == [
        "level_department",
        *["parent_department"] * 2,
        "parent_removed_department",
        "level_department",
        "parent_department",
    ]


@pytest.mark.parametrize(
    ("unit", "parent", "code"),
    [("세무과", "징수팀", "parent_circle"), ("세무과", "세무과", "own_parent")],
)
def test_units_never_stand_under_each_other(any_store, ids, unit, parent, code):
    stand(any_store, ids, "징수팀", "세무과")
    before = any_store.register("department")
    with pytest.raises(UserError) as refused:
        stand(any_store, ids, unit, parent, DAY)
    assert refused.value.findings[0].code == code
    assert any_store.register("department") == before


def test_taking_back_what_was_never_said_and_editing_what_somebody_else_moved_are_refused(any_store, ids):
    with pytest.raises(UserError) as refused:
        any_store.remove_parent("department", ids["세무과"], since=None, **BY)
    assert refused.value.findings[0].code == "no_parent"
    seen = {ids["세무과"]: described(any_store.register("department"), ids["세무과"])}
    stand(any_store, ids, "세무과", "행정국", seen=seen)
    with pytest.raises(UserError) as refused:
        stand(any_store, ids, "세무과", "복지국", seen=seen)
    assert refused.value.findings[0].code == "unit_changed"


def test_a_name_comes_back_as_another_unit(any_store, ids):
    any_store.rename_unit("department", ids["세무과"], "재정과", on=dt.date(2020, 1, 1), **BY)
    any_store.reuse_name("department", "세무과", on=DAY, **BY)
    held = any_store.register("department")
    assert held.find("세무과", dt.date(2018, 1, 1)).id == ids["세무과"]
    new = held.find("세무과", DAY)
    assert (new.name, new.id not in ids.values()) == ("세무과", True)
    any_store.reuse_name("department", "징수팀", on=DAY, former="옛 징수팀", **BY)
    held = any_store.register("department")
    assert held.by_id[ids["징수팀"]].name == "옛 징수팀"
    assert held.find("징수팀", dt.date(2024, 6, 30)).id == ids["징수팀"]
    assert held.find("징수팀", DAY).id not in ids.values()
    with pytest.raises(UserError) as refused:
        any_store.reuse_name("department", "없던과", on=DAY, **BY)
    assert refused.value.findings[0].code == "not_used_before"


def half_wrong(store, ids):
    with store.together() as edits:
        edits.set_level("department", ids["행정국"], "bureau", **BY)
        edits.set_parents("department", [Parenthood(ids["행정국"], ids["행정국"])], **BY)


def test_several_edits_are_kept_together_or_not_at_all(any_store, ids):
    before = any_store.register("department"), any_store.revision()
    with pytest.raises(UserError):
        half_wrong(any_store, ids)
    assert (any_store.register("department"), any_store.revision()) == before
    with any_store.together() as edits:
        edits.set_level("department", ids["행정국"], "bureau", **BY)
    assert any_store.register("department").levels == {ids["행정국"]: "bureau"}
