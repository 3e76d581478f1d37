"""Registers, targets, breaks, population, settings: what people enter by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from kpi.core.errors import UserError
from kpi.core.organisation import Alias, Unit

AT = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=9)))
BY = {"who": "kim", "at": AT}


def test_units_are_added_once_whatever_their_spelling(any_store):
    assert any_store.add_units("department", ["총무과", " 총무과 ", "세무과"], "kim", AT) == ("총무과", "세무과")
    assert any_store.add_units("department", ["총 무 과", ""], "kim", AT) == ()
    assert any_store.add_units("task", ["총무과"], "kim", AT) == ("총무과",)
    assert any_store.register("department").names == ("총무과", "세무과")
    assert any_store.revision() == 2


def test_an_alias_is_found_on_its_days_only(any_store):
    any_store.add_units("department", ["행정지원과"], "kim", AT)
    unit = any_store.register("department").units[0]
    any_store.add_alias("department", unit.id, "총무과", None, dt.date(2024, 12, 31), "kim", AT)
    register = any_store.register("department")
    assert register.find("총무과", dt.date(2024, 12, 31)) == Unit(
        unit.id, "행정지원과", (Alias("총무과", None, dt.date(2024, 12, 31)),)
    )
    assert register.find("총무과", dt.date(2025, 1, 1)) is None


def test_a_rename_keeps_the_old_name_as_an_alias(any_store):
    any_store.add_units("department", ["총무과"], "kim", AT)
    unit = any_store.register("department").units[0]
    any_store.rename_unit("department", unit.id, "행정지원과", on=dt.date(2025, 7, 1), **BY)
    (renamed,) = any_store.register("department").units
    assert renamed == Unit(unit.id, "행정지원과", (Alias("총무과", None, dt.date(2025, 6, 30)),))


def test_a_name_that_means_another_unit_is_refused(any_store):
    any_store.add_units("department", ["총무과", "세무과"], "kim", AT)
    first, second = any_store.register("department").units
    any_store.add_alias("department", first.id, "옛과", None, dt.date(2020, 12, 31), "kim", AT)
    any_store.add_alias("department", second.id, "옛과", dt.date(2021, 1, 1), None, "kim", AT)
    any_store.add_alias("department", first.id, "새과", dt.date(2021, 1, 1), None, "kim", AT)
    any_store.add_alias("department", second.id, "새과", None, dt.date(2020, 12, 31), "kim", AT)
    before = any_store.revision()
    attempts = [
        lambda: any_store.add_alias("department", second.id, "옛과", dt.date(2020, 12, 31), None, "kim", AT),
        lambda: any_store.add_alias("department", second.id, "총무과", None, None, "kim", AT),
        lambda: any_store.rename_unit("department", second.id, "총무과", on=dt.date(2025, 7, 1), **BY),
    ]
    for attempt in attempts:
        with pytest.raises(UserError) as caught:
            attempt()
        assert caught.value.findings[0].code == "alias_taken"
    assert any_store.revision() == before


def test_a_split_hands_over_at_most_all_of_a_unit(any_store):
    any_store.add_units("department", ["총무과", "행정과", "인사과"], "kim", AT)
    old, first, second = (unit.id for unit in any_store.register("department").units)
    day = dt.date(2025, 7, 1)
    any_store.add_succession("department", old, first, on=day, share=0.6, note="조직개편", **BY)
    wrong = [(old, second, 0.5), (old, first, 0.1), (old, second, 0.0), (old, old, 0.1)]
    for predecessor, successor, share in wrong:
        with pytest.raises(UserError) as caught:
            any_store.add_succession("department", predecessor, successor, on=day, share=share, note="", **BY)
        assert caught.value.findings[0].code == "bad_shares"
    any_store.add_succession("department", old, second, on=day, share=0.4, note="", **BY)
    assert [(one["successor_id"], one["share"], one["note"]) for one in any_store.successions("department")] == [
        (first, 0.6, "조직개편"),
        (second, 0.4, ""),
    ]
    assert any_store.successions("task") == []


def test_a_unit_of_another_kind_is_not_found(any_store):
    any_store.add_units("department", ["총무과"], "kim", AT)
    unit = any_store.register("department").units[0]
    with pytest.raises(UserError) as caught:
        any_store.add_alias("task", unit.id, "다른", None, None, "kim", AT)
    assert caught.value.findings[0].code == "no_unit"


def test_the_newest_target_holds_and_none_takes_it_back(any_store):
    any_store.set_target("satisfaction", 2025, 80.0, **BY)
    any_store.set_target("satisfaction", 2025, 85.0, **BY)
    any_store.set_target("satisfaction", 2025, 70.0, kind="national", **BY)
    any_store.set_target("satisfaction", 2025, 90.0, department="총무과", **BY)
    any_store.set_target("satisfaction", 2026, 90.0, **BY)
    any_store.set_target("satisfaction", 2026, None, **BY)
    held = any_store.targets()[["indicator", "department", "year", "value", "kind"]]
    assert list(held.itertuples(index=False, name=None)) == [
        ("satisfaction", "", 2025, 70.0, "national"),
        ("satisfaction", "", 2025, 85.0, "target"),
        ("satisfaction", "총무과", 2025, 90.0, "target"),
    ]
    assert len(any_store.history()) == 6


def test_a_series_break_can_be_taken_back(any_store):
    day, other = dt.date(2024, 7, 1), dt.date(2023, 1, 1)
    any_store.set_series_break("score", day, item="친절", reason="문항 바뀜", **BY)
    any_store.set_series_break("overall", other, **BY)
    any_store.set_series_break("overall", other, holds=False, **BY)
    breaks = any_store.series_breaks()
    assert str(breaks["effective_on"].dtype) == "datetime64[s]"
    assert [(row.measure, row.item, row.department, row.effective_on.date()) for row in breaks.itertuples()] == [
        ("score", "친절", "", day)
    ]


def test_the_newest_population_holds(any_store):
    any_store.set_population(2025, "동구", 1000, **BY)
    any_store.set_population(2025, "동구", 1100, **BY)
    assert any_store.population().to_dict("records") == [{"year": 2025, "stratum": "동구", "population": 1100.0}]


@pytest.mark.parametrize("value", [None, 0, 0.5, "평가", True, ["2026-05-01"], {"head": 40.0}])
def test_a_setting_comes_back_as_it_was_set(any_store, value):
    assert any_store.setting("key", "default") == "default"
    any_store.set_setting("key", "former", **BY)
    any_store.set_setting("key", value, **BY)
    assert any_store.setting("key", "default") == value


def test_moments_keep_their_offset(any_store):
    any_store.set_setting("key", 1, **BY)
    (entry,) = any_store.history()
    assert entry["at"] == AT
    assert entry["at"].utcoffset() == dt.timedelta(hours=9)


def test_empty_tables_keep_their_types(any_store):
    assert any_store.targets().dtypes.astype(str).to_dict() == {
        "indicator": "str", "department": "str", "year": "int64", "value": "float64", "kind": "str",
        "low": "float64", "high": "float64",
    }  # fmt: skip
    assert str(any_store.series_breaks()["effective_on"].dtype) == "datetime64[s]"
    assert any_store.population().empty
