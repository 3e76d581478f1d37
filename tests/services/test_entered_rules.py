"""The goalposts of the 5S number and the rule of points as entries: checked, tried out, saved, taken back."""

import datetime as dt
from dataclasses import replace

import pytest

from kpi.core.errors import UserError
from kpi.core.indicator import indicators
from services.check import Choice, check
from services.entered.edits import Typed, proposed, save, taking_back
from services.entered.effects import effects
from services.entered.sort import sorts
from services.entered.table import known_of, table_of
from services.load import load
from services.scope import breaks_for
from services.settings import settings_of

NOW = dt.datetime(2026, 11, 27, 9, 0)
KIM = {"who": "kim", "now": NOW}
LEDGER = (
    "접수번호,처리부서,민원사무명,접수일시,처리일시,법정처리기간\n"
    "1,허가과,건축신고,2025-03-10 10:00,2025-03-12 10:00,7일\n"
    "2,허가과,건축신고,2025-03-10 10:00,2025-03-18 10:00,7일\n"
)


def proposal(store, kind, **cells):
    return proposed(table_of(store, sorts()[kind]), [Typed(cells)], (), known_of(store))


def enter(store, kind, **cells):
    save(store, proposal(store, kind, **cells), **KIM)


def shown(store, kind):
    table = table_of(store, sorts()[kind])
    return [table.texts(line, "ko") for line in table.lines]


@pytest.mark.parametrize(
    ("kind", "cells", "code", "field"),
    [
        ("composite", {"indicator": "satisfaction"}, "blank_field", "worst"),
        ("composite", {"indicator": "satisfaction", "worst": "100"}, "equal_goalposts", "best"),
        ("composite", {"indicator": "satisfaction", "best": "120"}, "impossible_value", "best"),
        ("composite", {"indicator": "satisfaction", "weight": "-1"}, "bad_weight", "weight"),
        ("composite", {"indicator": "awards", "weight": "1"}, "unknown_choice", "indicator"),
        ("mileage", {"brackets": "이틀부터 1점"}, "bad_brackets", "brackets"),
        ("mileage", {"brackets": "6~15: 1, 2~5: 2"}, "bad_brackets", "brackets"),
        ("mileage", {"brackets": "2~5: 1, 5~15: 2"}, "bad_brackets", "brackets"),
        ("mileage", {"brackets": "2~: 1", "most": "-1"}, "negative_points", "most"),
    ],
)
def test_what_gives_no_score_or_points_is_refused_with_its_field(own_store, kind, cells, code, field):
    with pytest.raises(UserError) as refused:
        proposal(own_store, kind, **cells)
    assert [(one.code, one.column) for one in refused.value.findings] == [(code, field)]


@pytest.mark.parametrize("said", ["2~5일 1점, 6~15: 0.8, 16~: 0.6", "2-5 1; 6-15=0.8; 16- 0.6"])
def test_brackets_are_read_as_people_write_them(own_store, said):
    enter(own_store, "mileage", brackets=said, late_per_case="2")
    assert settings_of(own_store).mileage == {
        "brackets": [[2.0, 5.0, 1.0], [6.0, 15.0, 0.8], [16.0, None, 0.6]], "late_per_case": 2.0,
    }  # fmt: skip
    assert shown(own_store, "mileage") == [
        {"brackets": "2~5: 1, 6~15: 0.8, 16~: 0.6", "most": "", "late_per_day": "", "late_per_case": "2"}
    ]


def test_goalposts_hold_until_they_are_taken_back(own_store):
    enter(own_store, "composite", indicator="고객만족도", best="90")
    assert settings_of(own_store).composite == {"satisfaction": {"best": 90.0}}
    assert shown(own_store, "composite") == [{"indicator": "고객만족도", "worst": "", "best": "90", "weight": ""}]
    save(own_store, taking_back(table_of(own_store, sorts()["composite"]), {"indicator": "satisfaction"}), **KIM)
    assert settings_of(own_store).composite == {}


def test_trying_out_says_which_scores_and_points_would_change(own_store):
    answer = check(own_store, LEDGER.encode(), "법정.csv", choice=Choice(as_of=dt.date(2025, 12, 31)), now=NOW)
    load(own_store, answer, **KIM)
    points = effects(own_store, proposal(own_store, "mileage", brackets="6~15: 0.5", most="9"), **KIM)
    assert [(one.department, one.what.ko, one.before.ko, one.after.ko) for one in points.effects] == [
        ("", "점수", "4.0", "2.0"), ("", "건당 점수", "2.00", "1.00"),
        ("허가과", "점수", "4.0", "2.0"), ("허가과", "건당 점수", "2.00", "1.00"),
    ]  # fmt: skip
    assert settings_of(own_store).mileage == {}
    parts = [part for part in ("satisfaction", "handling_time", "collaboration_score", "proactivity_score")]
    for part in parts:
        enter(own_store, "composite", indicator=part, weight="0")
    scores = effects(own_store, proposal(own_store, "composite", indicator="processing_time", worst="125"), **KIM)
    assert {(one.id, one.what.ko) for one in scores.effects} == {("composite", "점수")}
    assert next((one.department, one.before.ko, one.after.ko) for one in scores.effects) == ("", "50.0", "33.3")
    with pytest.raises(UserError) as refused:
        effects(own_store, proposal(own_store, "composite", indicator="processing_time", weight="0"), **KIM)
    assert refused.value.findings[0].code == "composite_settings"


def test_a_break_of_one_item_is_no_break_of_the_survey(own_store):
    about = {"measure": "satisfaction", "effective_on": "2026-01-01", "reason": "문항 변경"}
    whole = {"measure": "satisfaction_survey", "item": "", "department": "", "effective_on": dt.date(2026, 1, 1)}
    enter(own_store, "series_break", **about, item="친절")
    enter(own_store, "series_break", **{**about, "measure": "만족도 조사"})
    assert sorted(own_store.series_breaks()["item"]) == ["", "친절"]
    assert breaks_for(own_store, indicators()["satisfaction"]) == ((dt.date(2026, 1, 1), "문항 변경"),)
    save(own_store, taking_back(table_of(own_store, sorts()["series_break"]), whole), **KIM)
    assert breaks_for(own_store, indicators()["satisfaction"]) == ()


def test_an_item_that_no_survey_has_is_noted(own_store):
    known = replace(known_of(own_store), items=frozenset({"신속"}))
    cells = {"measure": "satisfaction", "effective_on": "2026-01-01", "reason": "문항 변경"}
    rows = [Typed({**cells, "item": item}) for item in ("친절", "신속")]
    said = proposed(table_of(own_store, sorts()["series_break"]), rows, (), known).findings
    assert [(one.severity, one.code, one.values["item"]) for one in said] == [("warning", "unknown_item", "친절")]
