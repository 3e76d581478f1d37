"""What people entered: history, what somebody else changed meanwhile, and trials of which nothing is kept."""

from __future__ import annotations

import datetime as dt
import threading

import pytest

from data.entered import Change
from kpi.core.errors import UserError

AT = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)
KEY = {"indicator": "satisfaction", "department": "", "year": 2026, "kind": "target"}


def values(value, low=None, high=None, note=""):
    return {"value": value, "low": low, "high": high, "note": note}


def test_a_target_keeps_its_band_and_every_former_row(any_store):
    any_store.enter("target", KEY, values(80.0, 75.0), who="kim", at=AT)
    any_store.enter("target", KEY, values(82.0, 76.0, note="상향"), who="lee", at=AT)
    (held,) = any_store.targets().to_dict("records")
    assert (held["value"], held["low"]) == (82.0, 76.0)
    assert held["high"] != held["high"]
    assert [(one.who, one.values["value"]) for one in any_store.entry_history("target", KEY)] == [
        ("lee", 82.0),
        ("kim", 80.0),
    ]


def test_an_entry_that_takes_back_is_still_listed(any_store):
    any_store.enter("target", KEY, values(80.0), who="kim", at=AT)
    any_store.enter("target", KEY, values(None), who="kim", at=AT)
    assert any_store.targets().empty
    (entry,) = any_store.entries("target")
    assert entry.values["value"] is None


def test_who_did_not_see_the_row_that_holds_is_refused_with_both_values(any_store):
    any_store.enter("target", KEY, values(80.0), seen=0, who="kim", at=AT)
    (seen,) = any_store.entries("target")
    any_store.enter("target", KEY, values(90.0), seen=seen.id, who="lee", at=AT)
    before = any_store.revision()
    for known in (seen.id, 0):
        with pytest.raises(UserError) as caught:
            any_store.enter("target", KEY, values(85.0), seen=known, who="kim", at=AT)
        (finding,) = caught.value.findings
        assert finding.code == "changed_meanwhile"
        for lang in ("ko", "en"):
            assert [word in finding.say(lang) for word in ("lee", "90.0", "85.0")] == [True] * 3
    assert any_store.revision() == before
    assert any_store.targets()["value"].tolist() == [90.0]


def test_of_several_changes_one_that_somebody_overtook_keeps_all_of_them_out(any_store):
    any_store.enter("target", KEY, values(80.0), who="lee", at=AT)
    changes = [Change("target", {**KEY, "year": 2027}, values(85.0), 0), Change("target", KEY, values(85.0), 0)]
    before = any_store.revision()
    with pytest.raises(UserError) as caught:
        any_store.enter_all(changes, who="kim", at=AT)
    assert [one.code for one in caught.value.findings] == ["changed_meanwhile"]
    assert "value: 80.0" in caught.value.findings[0].say("en")
    assert any_store.revision() == before
    any_store.enter_all(changes[:1], who="kim", at=AT)
    assert [one.key["year"] for one in any_store.entry_history("target")] == [2027, 2026]


def test_of_many_who_saw_the_same_row_exactly_one_changes_it(any_store):
    any_store.enter("target", KEY, values(80.0), who="kim", at=AT)
    (seen,) = any_store.entries("target")
    start, refused = threading.Barrier(8), []

    def change(number):
        start.wait()
        try:
            any_store.enter("target", KEY, values(float(number)), seen=seen.id, who=str(number), at=AT)
        except UserError as error:
            refused.append(error.findings[0].code)

    threads = [threading.Thread(target=change, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["changed_meanwhile"] * 7
    assert len(any_store.entry_history("target", KEY)) == 2


def test_a_trial_shows_what_an_edit_would_change_and_keeps_nothing(any_store):
    before = any_store.revision()
    with any_store.trial() as trial:
        trial.enter("target", KEY, values(80.0), seen=0, who="kim", at=AT)
        trial.set_series_break("overall", dt.date(2025, 1, 1), reason="문항 바뀜", who="kim", at=AT)
        trial.add_units("department", ["총무과"], "kim", AT)
        assert trial.targets()["value"].tolist() == [80.0]
        assert trial.series_breaks()["reason"].tolist() == ["문항 바뀜"]
        assert trial.register("department").names == ("총무과",)
    assert any_store.revision() == before
    assert any_store.targets().empty
    assert any_store.register("department").names == ()
