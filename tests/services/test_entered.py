"""What people enter: checked, saved all or none, shown with its history, taken back, undone; on both databases."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from kpi.core.errors import UserError
from kpi.core.indicator import indicators
from kpi.core.organisation import Register
from kpi.core.worktime import korean_calendar
from services.aims import aim_for, aims_of
from services.entered.edits import Typed, proposed, read_row, save, taking_back, undoing
from services.entered.field import Known
from services.entered.problems import retired
from services.entered.sheets import template
from services.entered.sort import sorts
from services.entered.table import history, known_of, table_of
from services.settings import calendar_of, settings_of

NOW = dt.datetime(2026, 1, 5, 9, 30)
KIM, LEE = {"who": "kim", "now": NOW}, {"who": "lee", "now": NOW}
KNOWN = Known(Register("department"), korean_calendar(2020, 2030), {2025: frozenset({"동구", "서구"})})
EXAMPLES = {
    sort.id: [
        {field.name: field.example[row] for field in sort.fields if field.example}
        for row in range(len(sort.fields[0].example))
    ]
    for sort in sorts().values()
}


def enter(store, name, *rows, by=KIM):
    proposal = proposed(table_of(store, sorts()[name]), [Typed(row) for row in rows], (), known_of(store))
    save(store, proposal, **by)
    return proposal


def shown(store, name, lang="ko"):
    table = table_of(store, sorts()[name])
    return [table.texts(line, lang) for line in table.lines]


def codes(action):
    with pytest.raises(UserError) as refused:
        action()
    return [(one.code, one.column) for one in refused.value.findings]


def test_every_sort_is_entered_shown_taken_back_and_undone_and_remembers_all_of_it(store):
    for name, sort in sorts().items():
        enter(store, name, *EXAMPLES[name])
        written = shown(store, name)
        filled = {tuple(value for value in row.values() if value) for row in written}
        assert len(written) == len(EXAMPLES[name])
        for row in EXAMPLES[name]:
            assert any(set(value for value in row.values() if value) <= {*values, "기관 전체"} for values in filled)
        line = table_of(store, sort).lines[0]
        save(store, taking_back(table_of(store, sort), line.values), **LEE)
        assert len(table_of(store, sort).lines) == len(EXAMPLES[name]) - 1
        save(store, undoing(store, sort, sort.key(line.values)), **LEE)
        assert table_of(store, sort).lines[0].values == line.values
        told = history(store, sort)
        assert [one.who for one in told] == ["lee", "lee", *["kim"] * len(EXAMPLES[name])]
        assert (told[0].before.ko, told[1].after.en) == ("없음", "none")
        assert told[0].after == told[1].before
        assert [one.newest for one in told].count(True) == len(EXAMPLES[name])


@pytest.mark.parametrize("name", sorts())
def test_what_is_shown_in_either_language_is_read_back_as_the_same(name):
    sort = sorts()[name]
    for row in EXAMPLES[name]:
        values, wrong = read_row(sort, row, KNOWN)
        assert [one.severity for one in wrong if one.severity == "error"] == []
        for lang in ("ko", "en"):
            texts = {field.name: field.show(values[field.name], lang) for field in sort.fields}
            assert read_row(sort, texts, KNOWN)[0] == values


TARGET = {"indicator": "satisfaction", "year": "2026", "value": "80"}
WRONG = [
    ("target", {**TARGET, "indicator": "만족"}, "unknown_choice", "indicator"),
    ("target", {**TARGET, "department": "없는과"}, "unknown_department", "department"),
    ("target", {**TARGET, "year": "206"}, "bad_year", "year"),
    ("target", {**TARGET, "kind": "희망"}, "unknown_choice", "kind"),
    ("target", {**TARGET, "value": ""}, "blank_field", "value"),
    ("target", {**TARGET, "value": "많이"}, "bad_number", "value"),
    ("target", {**TARGET, "value": "nan"}, "bad_number", "value"),
    ("target", {**TARGET, "value": "120"}, "impossible_value", "value"),
    ("target", {**TARGET, "indicator": "processing_time", "value": "-1"}, "impossible_value", "value"),
    ("target", {**TARGET, "indicator": "shortening_rate", "value": "101"}, "impossible_value", "value"),
    ("target", {**TARGET, "low": "90", "high": "70"}, "band_reversed", "low"),
    ("target", {**TARGET, "low": "85"}, "target_outside_band", "value"),
    ("target", {**TARGET, "note": "가" * 301}, "text_too_long", "note"),
    ("series_break", {"measure": "satisfaction", "effective_on": "2026-01-01"}, "blank_field", "reason"),
    (
        "series_break",
        {"measure": "processing_time", "item": "친절", "effective_on": "2026-01-01", "reason": "바뀜"},
        "no_items",
        "item",
    ),
    ("series_break", {"measure": "요금", "effective_on": "2026-01-01", "reason": "바뀜"}, "unknown_choice", "measure"),
    (
        "series_break",
        {"measure": "모든 지표", "effective_on": "2026-02-30", "reason": "바뀜"},
        "bad_day",
        "effective_on",
    ),
    ("holiday", {"date": "2026-05-01"}, "blank_field", "name"),
    ("holiday", {"date": "1999-05-03", "name": "옛날"}, "day_outside", "date"),
    ("holiday", {"date": "2026-05-04", "change": "일하는 날", "name": "근무"}, "no_holiday", "date"),
    ("holiday", {"date": "2026-05-02", "change": "removed", "name": "근무"}, "weekend", "date"),
    ("hours", {"hours": "18:00-09:00"}, "bad_hours", "hours"),
    ("hours", {"hours": "09:00-12:00, 11:00-18:00"}, "bad_hours", "hours"),
    ("hours", {"hours": "온종일"}, "bad_hours", "hours"),
    ("weights", {"year": "2026", "head": "50", "staff": "50", "external": "20"}, "weight_sum", "head"),
    ("weights", {"year": "2026", "head": "-20", "staff": "100", "external": "20"}, "bad_weight", "head"),
    ("weights", {"year": "2026", "head": "50", "staff": "50"}, "blank_field", "external"),
    ("window", {"of": "satisfaction", "first_month": "13"}, "bad_month", "first_month"),
    ("window", {"of": "모름", "first_month": "9"}, "unknown_choice", "of"),
    ("population", {"year": "2025", "stratum": "동구", "population": "0"}, "bad_population", "population"),
    ("population", {"year": "2025", "stratum": "동구", "population": "12.5"}, "bad_population", "population"),
]


@pytest.mark.parametrize(
    ("name", "cells", "code", "column"), WRONG, ids=[f"{name}-{code}-{n}" for n, (name, _, code, _) in enumerate(WRONG)]
)
def test_what_cannot_be_is_refused_beside_its_field_in_both_languages(name, cells, code, column):
    found = [one for one in read_row(sorts()[name], cells, KNOWN)[1] if one.severity == "error"]
    assert (found[0].code, found[0].column) == (code, column)
    assert found[0].say("ko") != found[0].say("en")


@pytest.mark.parametrize(
    ("name", "cells", "code"),
    [
        ("holiday", {"date": "2026-05-05", "name": "어린이날"}, "already_off"),
        ("population", {"year": "2025", "stratum": "남구", "population": "10"}, "unknown_stratum"),
    ],
)
def test_what_changes_nothing_is_told_and_not_refused(name, cells, code):
    (found,) = read_row(sorts()[name], cells, KNOWN)[1]
    assert (found.code, found.severity) == (code, "warning")


def test_a_retired_indicator_takes_no_target():
    satisfaction = indicators()["satisfaction"]
    assert retired(satisfaction, "indicator") == ()
    assert [one.code for one in retired(replace(satisfaction, status="retired"), "indicator")] == ["retired_indicator"]


def test_the_nearest_names_are_said_with_an_unknown_one(store):
    store.add_units("department", ["민원봉사과", "세무과"], "kim", NOW)
    _, (wrong,) = read_row(sorts()["target"], {**TARGET, "department": "민원봉사가"}, known_of(store))
    assert "민원봉사과" in wrong.say("ko")


def test_one_wrong_row_keeps_all_of_them_out(store):
    assert codes(lambda: enter(store, "target", TARGET, {**TARGET, "year": "2027", "value": "-5"})) == [
        ("impossible_value", "value")
    ]
    assert shown(store, "target") == []


def test_the_same_entry_twice_and_nothing_new_are_refused(store):
    enter(store, "target", TARGET)
    assert codes(lambda: enter(store, "target", TARGET)) == [("nothing_changes", "")]
    twice = [{**TARGET, "value": "81"}, {**TARGET, "indicator": "고객만족도", "value": "82"}]
    assert codes(lambda: enter(store, "target", *twice)) == [("entry_twice", "indicator")]


def test_who_saw_an_older_entry_is_refused_with_both_versions_by_name_and_nothing_of_the_rest_is_saved(store):
    enter(store, "target", {**TARGET, "low": "75"})
    seen = table_of(store, sorts()["target"])
    mine = [Typed({**TARGET, "value": "85"}, seen.lines[0]), Typed({**TARGET, "year": "2027"})]
    proposal = proposed(seen, mine, (), known_of(store))
    enter(store, "target", {**TARGET, "value": "90", "low": "75"}, by=LEE)
    with pytest.raises(UserError) as refused:
        save(store, proposal, **KIM)
    (finding,) = refused.value.findings
    assert finding.code == "changed_meanwhile"
    ko, en = finding.say("ko"), finding.say("en")
    assert [word in ko for word in ("lee", "고객만족도", "값 80, 하한 75", "값 90, 하한 75", "값 85")] == [True] * 5
    assert [word in en for word in ("lee", "Value 90, Lower end 75", "you entered: Value 85")] == [True] * 3
    assert [row["value"] for row in shown(store, "target")] == ["90"]


def test_a_line_with_another_key_moves_and_a_line_left_out_on_purpose_is_taken_back(store):
    enter(store, "target", TARGET, {**TARGET, "year": "2027"})
    seen = table_of(store, sorts()["target"])
    moved = Typed({**seen.texts(seen.lines[0], "ko"), "year": "2030"}, seen.lines[0])
    save(store, proposed(seen, [moved], [seen.lines[1]], known_of(store)), **KIM)
    assert [row["year"] for row in shown(store, "target")] == ["2030"]
    assert len(history(store, sorts()["target"])) == 5


def test_a_target_and_a_break_of_a_department_follow_its_new_name(store):
    store.add_units("department", ["총무과"], "kim", NOW)
    enter(store, "target", {**TARGET, "department": "총무과"})
    unit = store.register("department").units[0]
    store.rename_unit("department", unit.id, "행정지원과", on=dt.date(2026, 7, 1), who="kim", at=NOW)
    aims = aims_of(store.targets(), store.register("department"))
    assert aim_for(aims, "satisfaction", "행정지원과", 2026, "target").value == 80.0
    enter(store, "target", {**TARGET, "department": "총무과", "value": "81"})
    assert [row["value"] for row in shown(store, "target")] == ["80", "81"]


def test_settings_are_read_as_they_were_entered(store):
    usual = calendar_of(store).version
    enter(store, "weights", {"year": "2024", "head": "50", "staff": "30", "external": "20"})
    enter(store, "window", {"of": "민원 처리대장", "first_month": "9월"})
    enter(store, "hours", {"hours": "8:30-12, 13:00-17:30"})
    enter(store, "holiday", {"date": "2026. 7. 16.", "name": "시민의 날"})
    settings, calendar = settings_of(store), calendar_of(store)
    assert settings.weights_of(2025) == {"head": 50.0, "staff": 30.0, "external": 20.0}
    assert settings.window_of("processing_time", "processing_records") == 9
    assert calendar.hours == ((8.5, 12.0), (13.0, 17.5))
    assert calendar.added == {dt.date(2026, 7, 16)}
    enter(store, "hours", {"since": "2026. 7. 1.", "hours": "9-12, 13-17"}, {"since": "2025-03-01", "hours": "10-16"})
    assert calendar_of(store).hours_since == (
        (dt.date(2025, 3, 1), ((10.0, 16.0),)), (dt.date(2026, 7, 1), ((9.0, 12.0), (13.0, 17.0))),
    )  # fmt: skip
    assert [row["since"] for row in shown(store, "hours")] == ["", "2025-03-01", "2026-07-01"]
    for since in (dt.date(2025, 3, 1), dt.date(2026, 7, 1)):
        save(store, taking_back(table_of(store, sorts()["hours"]), {"since": since}), **KIM)
    save(store, taking_back(table_of(store, sorts()["hours"]), {"since": None}), **KIM)
    save(store, taking_back(table_of(store, sorts()["holiday"]), {"date": dt.date(2026, 7, 16)}), **KIM)
    assert calendar_of(store).version == usual


def test_names_of_templates_and_words_exist_in_both_languages():
    for sort in sorts().values():
        assert {template(sort, lang=lang)[0].endswith(".xlsx") for lang in ("ko", "en")} == {True}
        assert len({field.label.ko for field in sort.fields}) == len(sort.fields)
