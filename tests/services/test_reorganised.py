"""Results across a reorganisation, on a real store of each kind: today's organisation, and as it was reported."""

import datetime as dt

import pytest

from kpi.core.errors import UserError
from services.check import Choice, check
from services.load import load
from services.registers import Edit, edit, history, lines, preview
from services.results import Ask, results
from services.scope import scope
from services.stores import open_store

NOW = dt.datetime(2026, 11, 22, 9, 0)
BY = {"who": "kim", "at": NOW}
WHEN = {"who": "kim", "now": NOW}
DAY = dt.date(2024, 1, 1)


@pytest.fixture
def store(usual_url):
    opened = open_store(usual_url)
    yield opened
    opened.close()


def survey(store, year, *departments):
    """Answers per department: (name, score, how many)."""
    rows = [f"{name},{score}" for name, score, count in departments for _ in range(count)]
    text = "부서명,종합만족도\n" + "\n".join(rows) + "\n"
    choice = Choice(source="satisfaction_survey", year=year, scale=(0.0, 100.0), accept_new=True)
    answer = check(store, text.encode(), f"만족도조사_{year}.csv", choice=choice, now=NOW)
    assert answer.ok, [finding.line("en") for finding in answer.findings]
    load(store, answer, who="kim", now=NOW)


def hand_over(store, old, new, share, *, on=DAY):
    ids = {unit.name: unit.id for unit in store.register("department").units}
    store.add_succession("department", ids[old], ids[new], on=on, share=share, note="조직개편", **BY)


def rows(store, **ask):
    found = results(store, Ask(("satisfaction",), keys=("department",), **ask)).records()
    return {(row["period_start"][:4], row["department"]): row for row in found}


def test_a_merged_department_is_compared_with_all_its_predecessors_together(store):
    survey(store, 2023, ("총무과", 90, 100), ("세무과", 60, 5))
    survey(store, 2024, ("행정과", 90, 50))
    hand_over(store, "총무과", "행정과", 1.0)
    hand_over(store, "세무과", "행정과", 1.0)
    now = rows(store)
    assert set(now) == {("2023", "행정과"), ("2024", "행정과")}
    assert (now["2023", "행정과"]["value"], now["2023", "행정과"]["n"]) == (pytest.approx(9300 / 105), 105)
    assert now["2024", "행정과"]["change"] == pytest.approx(90 - 9300 / 105)
    assert scope(store).departments == ("행정과",)
    assert rows(store, department="총무과") == now
    reported = rows(store, organisation="reported")
    assert {place: row["n"] for place, row in reported.items()} == {
        ("2023", "총무과"): 100, ("2023", "세무과"): 5, ("2024", "행정과"): 50,
    }  # fmt: skip
    assert reported["2023", "세무과"]["note"].endswith("reorganised")
    assert reported["2024", "행정과"]["change"] == pytest.approx(90 - 9300 / 105)


def test_a_split_by_shares_says_so_and_one_without_breaks_the_series(store):
    survey(store, 2023, ("총무과", 80, 100), ("세무과", 60, 40))
    survey(store, 2024, ("인사과", 70, 50), ("세무과", 60, 40))
    hand_over(store, "총무과", "인사과", 0.75)
    hand_over(store, "총무과", "세무과", 0.25)
    now = rows(store)
    assert (now["2023", "인사과"]["value"], now["2023", "인사과"]["n"]) == (pytest.approx(80), 75)
    assert (now["2023", "세무과"]["value"], now["2023", "세무과"]["n"]) == (pytest.approx(4400 / 65), 65)
    assert "by_share" in now["2023", "인사과"]["note"]
    assert "by_share" not in now["2024", "인사과"]["note"]
    total = results(store, Ask(("satisfaction",))).records()
    assert [(row["value"], row["n"]) for row in total] == [
        (pytest.approx(10400 / 140), 140),
        (pytest.approx(5900 / 90), 90),
    ]


def test_a_split_without_shares_starts_anew(store):
    survey(store, 2023, ("총무과", 80, 100), ("세무과", 60, 40))
    survey(store, 2024, ("인사과", 70, 50), ("세무과", 60, 40))
    hand_over(store, "총무과", "인사과", None)
    hand_over(store, "총무과", "세무과", None)
    now = rows(store)
    assert now["2023", "총무과"]["n"] == 100
    assert ("2023", "인사과") not in now
    assert now["2024", "세무과"]["verdict"] == "not_comparable"
    assert "series_break" in now["2024", "세무과"]["note"]


def test_the_two_organisations_together_give_no_small_group_away(store):
    survey(store, 2023, ("총무과", 90, 3), ("세무과", 60, 30), ("복지과", 70, 50))
    survey(store, 2024, ("세무과", 60, 30), ("복지과", 70, 50))
    hand_over(store, "총무과", "세무과", 1.0)
    now, reported = rows(store), rows(store, organisation="reported")
    assert now["2023", "세무과"]["n"] == 33
    assert [reported["2023", name]["value"] for name in ("총무과", "세무과")] == [None, None]
    assert reported["2023", "복지과"]["value"] == pytest.approx(70)
    assert reported["2024", "세무과"]["value"] == pytest.approx(60)


def test_an_edit_is_tried_out_made_by_name_and_taken_back(store):
    survey(store, 2023, ("총무과", 90, 100), ("세무과", 60, 20))
    survey(store, 2024, ("행정과", 90, 50))
    old = {line.name: line for line in lines(store, "department")}
    merge = Edit("department", "merge", ("총무과", "세무과"), name="행정과", on=DAY, note="조직개편")
    before, revision = rows(store), store.revision()
    changes = {
        (one.period.start.year, one.department): (one.before, one.after) for one in preview(store, merge, **WHEN)
    }
    assert changes == {
        (2023, "총무과"): (90.0, None), (2023, "세무과"): (60.0, None), (2023, "행정과"): (None, 85.0),
    }  # fmt: skip
    assert store.revision() == revision
    edit(store, merge, **WHEN)
    assert rows(store)["2023", "행정과"]["value"] == pytest.approx(85)
    (gone, *_) = [line for line in lines(store, "department") if line.gone]
    assert (gone.name, gone.successors) == ("총무과", ("행정과 100 % (2024-01-01)",))
    assert [entry["detail"]["successor_id"] for entry in history(store, "department")] == ["행정과", "행정과"]
    stale = Edit("department", "rename", ("총무과",), name="새과", on=DAY, seen={old["총무과"].id: old["총무과"].state})
    with pytest.raises(UserError) as caught:
        edit(store, stale, **WHEN)
    assert caught.value.findings[0].code == "unit_changed"
    for name in ("총무과", "세무과"):
        edit(store, Edit("department", "undo", (name,), on=DAY), **WHEN)
    assert rows(store) == before


def test_an_unknown_name_is_answered_with_the_nearest(store):
    survey(store, 2023, ("총무과", 90, 100))
    with pytest.raises(UserError) as caught:
        edit(store, Edit("department", "rename", ("총무",), name="새과", on=DAY), **WHEN)
    assert "총무과" in caught.value.findings[0].line("ko")
