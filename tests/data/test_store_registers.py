"""Edits of the registers: together or not at all, taken back, refused when somebody else was quicker."""

from __future__ import annotations

import datetime as dt
import threading

import pytest

from kpi.core.batch import NewAlias
from kpi.core.errors import UserError
from kpi.core.hierarchy import described

AT = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)
BY = {"who": "kim", "at": AT}
DAY = dt.date(2024, 7, 1)


@pytest.fixture
def ids(any_store):
    any_store.add_units("department", ["총무과", "세무과", "행정과"], "kim", AT)
    return {unit.name: unit.id for unit in any_store.register("department").units}


def test_a_reorganisation_is_kept_wholly_or_not_at_all(any_store, ids):
    before = any_store.revision()
    given = [(ids["총무과"], ids["행정과"], 0.6), (ids["총무과"], ids["세무과"], 0.6)]
    with pytest.raises(UserError) as caught:
        any_store.hand_over("department", given, on=DAY, note="", **BY)
    assert caught.value.findings[0].code == "bad_shares"
    assert any_store.successions("department") == []
    assert any_store.revision() == before


def test_what_was_handed_over_by_mistake_is_taken_back_and_stays_in_the_history(any_store, ids):
    any_store.hand_over("department", [(ids["총무과"], ids["행정과"], 1.0)], on=DAY, note="조직개편", **BY)
    any_store.take_back("department", ids["총무과"], DAY, **BY)
    assert any_store.register("department").successions == ()
    assert [entry["action"] for entry in any_store.history()][-2:] == [
        "succession_department",
        "succession_removed_department",
    ]
    assert any_store.history()[-1]["detail"]["note"] == "조직개편"
    any_store.hand_over("department", [(ids["총무과"], ids["행정과"], 1.0)], on=DAY, note="", **BY)
    assert any_store.verify() == []
    with pytest.raises(UserError) as caught:
        any_store.take_back("department", ids["총무과"], dt.date(2020, 1, 1), **BY)
    assert caught.value.findings[0].code == "no_succession"


def test_an_alias_is_taken_away(any_store, ids):
    any_store.add_alias("department", ids["총무과"], "서무과", None, None, "kim", AT)
    any_store.remove_alias("department", ids["총무과"], "서 무과", **BY)
    assert any_store.register("department").find("서무과") is None
    with pytest.raises(UserError) as caught:
        any_store.remove_alias("department", ids["총무과"], "서무과", **BY)
    assert caught.value.findings[0].code == "no_alias"


def test_of_several_people_who_edit_what_they_saw_one_succeeds_and_the_others_see_both_versions(any_store, ids):
    unit = ids["총무과"]
    seen = {unit: described(any_store.register("department"), unit)}
    told: list[str] = []

    def rename(name: str) -> None:
        try:
            any_store.rename_unit("department", unit, name, on=DAY, seen=seen, who=name, at=AT)
        except UserError as refused:
            told.append(refused.findings[0].line("ko"))

    threads = [threading.Thread(target=rename, args=(f"새이름{number}과",)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    name = any_store.register("department").by_id[unit].name
    assert len(told) == 4
    assert all("보신 것: 총무과" in line and name in line for line in told)


def test_a_spelling_counts_as_long_as_its_upload_or_a_later_one_that_needs_it(any_store, make_batch):
    any_store.add_units("department", ["총무과"], "kim", AT)
    spelled = (NewAlias("department", "서무과", "총무과"),)
    first = any_store.load(make_batch([("2023-01-01", "서무과", 1.0)], aliases=spelled), **BY)
    found = lambda: any_store.register("department").find("서무과")  # noqa: E731
    assert found() is not None
    any_store.withdraw(first, **BY)
    assert found() is None
    any_store.restore(first, **BY)
    assert found() is not None
    second = any_store.load(make_batch([("2024-01-01", "서무과", 2.0)]), **BY)
    any_store.withdraw(first, **BY)
    assert found() is not None
    any_store.withdraw(second, **BY)
    assert found() is None
    assert any_store.verify() == []


def test_an_upload_does_not_come_back_when_its_spelling_means_another_unit_by_now(any_store, make_batch, ids):
    spelled = (NewAlias("department", "서무과", "총무과"),)
    first = any_store.load(make_batch([("2023-01-01", "서무과", 1.0)], aliases=spelled), **BY)
    any_store.withdraw(first, **BY)
    any_store.add_alias("department", ids["세무과"], "서무과", None, None, "kim", AT)
    with pytest.raises(UserError) as caught:
        any_store.restore(first, **BY)
    assert caught.value.findings[0].code == "alias_taken"
    assert next(one for one in any_store.uploads() if one.id == first).withdrawn_at is not None
