"""What a row is compared with, what forbids it, and what a period says that no upload covers."""

from __future__ import annotations

import math

import pytest

from kpi.core.indicator import Question, indicators
from kpi.core.settings import Settings

RECORDS = "processing_records"
QUICK = {"2012": [9, 10, 11, 10], "2013": [7, 8, 9, 8], "2014": [5, 6, 7, 6], "2015": [3, 4, 5, 4]}


def times(make_cell, values=QUICK, **keys):
    return [make_cell("processing_hours", year, x, **{"task": "a", **keys}) for year, x in values.items()]


def cases(make_cell, year, *, received, still_open):
    keys = {"task": "a"}
    counts = [make_cell("received", year, [1] * received, **keys)]
    return counts + ([make_cell("open", year, [1] * still_open, **keys)] if still_open else [])


def compute(make_evidence, cells, *, claims=None, breaks=(), **asked):
    return indicators()["processing_time"].compute(
        make_evidence(cells, claims=claims, breaks=breaks), Question(**asked)
    )


def by_year(found):
    return found.set_index(found["period_start"].dt.year)


def test_the_first_year_has_no_counterpart_and_the_others_the_year_before(make_evidence, make_cell):
    found = compute(make_evidence, times(make_cell))
    assert found["change"].tolist() == pytest.approx([math.nan, -2, -2, -2], nan_ok=True)
    assert found["note"].tolist() == ["no_counterpart", "", "", ""]
    assert found["verdict"].tolist() == ["", "improved", "improved", "improved"]


def test_a_gap_of_a_year_has_no_counterpart_and_breaks_the_chain(make_evidence, make_cell):
    gap = {year: x for year, x in QUICK.items() if year != "2013"}
    found = by_year(compute(make_evidence, times(make_cell, gap)))
    assert found.loc[2014, "note"] == "no_counterpart,chain_broken"
    assert found["index"].isna().tolist() == [False, True, True]
    assert found.loc[2015, "note"] == "chain_broken"


def test_a_new_base_behind_the_break_starts_a_new_chain(make_evidence, make_cell):
    gap = {year: x for year, x in QUICK.items() if year != "2013"}
    found = by_year(compute(make_evidence, times(make_cell, gap), settings=Settings(base_year=2014)))
    assert found["index"].tolist() == pytest.approx([math.nan, 100, 100 * 4 / 6], nan_ok=True)


def test_against_the_base_the_change_is_the_direct_same_task_effect(make_evidence, make_cell):
    found = compute(make_evidence, times(make_cell), compare="base")
    assert found["change"].tolist() == pytest.approx([math.nan, -2, -4, -6], nan_ok=True)
    assert found["index"].tolist() == pytest.approx([100, 80, 60, 40])
    assert found["note"].tolist() == [""] * 4
    assert found["verdict"].tolist() == ["", "improved", "improved", "improved"]


def test_the_base_year_of_the_settings_and_a_chosen_year_are_compared_with(make_evidence, make_cell):
    expected = pytest.approx([math.nan, math.nan, -2, -4], nan_ok=True)
    base = compute(make_evidence, times(make_cell), compare="base", settings=Settings(base_year=2013))
    chosen = compute(make_evidence, times(make_cell), compare=2013)
    assert base["change"].tolist() == expected
    assert chosen["change"].tolist() == expected
    assert chosen["index"].tolist() == pytest.approx([125, 100, 75, 50])


def test_the_base_is_the_first_year_of_each_scope(make_evidence, make_cell):
    cells = [
        *times(make_cell, department="old"),
        *times(make_cell, {y: QUICK[y] for y in ("2014", "2015")}, department="new"),
    ]
    found = compute(make_evidence, cells, keys=("department",), compare="base").set_index(
        ["department", "period_start"]
    )
    assert found.loc[("new", "2014-01-01"), "index"] == 100
    assert found.loc[("new", "2015-01-01"), "change"] == pytest.approx(-2)


def test_months_compare_with_the_same_month_a_year_earlier(make_evidence, make_cell):
    cells = times(make_cell, {"2013-03": [8, 9], "2013-04": [1, 2], "2014-03": [5, 6]})
    found = compute(make_evidence, cells, grain="month")
    assert found["change"].tolist() == pytest.approx([math.nan, math.nan, -3], nan_ok=True)
    quarters = compute(make_evidence, cells, grain="quarter")
    assert quarters["n"].tolist() == [2, 2, 2]
    assert compute(make_evidence, cells)["n"].tolist() == [4, 2]


def test_a_period_that_no_claim_covers_has_a_count_and_nothing_else(make_evidence, make_cell):
    claims = [{"source": RECORDS, "claim_start": f"{year}-01-01"} for year in (2012, 2013, 2014)]
    found = by_year(compute(make_evidence, times(make_cell), claims=claims))
    row = found.loc[2015]
    assert row["n"] == 4
    assert row[["value", "low", "high", "change", "within", "index"]].isna().all()
    assert (row["note"], row["verdict"]) == ("partial", "")
    assert found.loc[2014, "verdict"] == "improved"


def test_a_claim_speaks_for_its_department_and_the_whole_but_for_no_other(make_evidence, make_cell):
    cells = [*times(make_cell, department="a"), *times(make_cell, department="b")]
    claims = [{"source": RECORDS, "claim_start": f"{year}-01-01", "department": "a"} for year in range(2012, 2016)]
    found = compute(make_evidence, cells, claims=claims, keys=("department",))
    assert set(found.loc[found["department"] == "b", "note"]) == {"partial"}
    assert "partial" not in set(found.loc[found["department"] == "a", "note"])
    assert "partial" not in set(compute(make_evidence, cells, claims=claims)["note"])


def test_a_claim_of_another_source_covers_nothing(make_evidence, make_cell):
    claims = [{"source": "achievements", "claim_start": "2012-01-01", "claim_months": 48}]
    assert set(compute(make_evidence, times(make_cell), claims=claims)["note"]) == {"partial"}


@pytest.mark.parametrize(
    ("day", "broken"),
    [("2013-01-01", [2013]), ("2013-01-02", [2013, 2014]), ("2014-01-01", [2014]), ("2014-07-01", [2014, 2015])],
)
def test_a_series_break_forbids_comparisons_across_its_day(make_evidence, make_cell, day, broken):
    breaks = [{"measure": "processing_hours", "effective_on": day}]
    found = by_year(compute(make_evidence, times(make_cell), breaks=breaks))
    assert [year for year in found.index if "series_break" in found.loc[year, "note"]] == broken
    for year in broken:
        assert found.loc[year, "verdict"] == "not_comparable"
        assert math.isnan(found.loc[year, "change"])
    assert math.isnan(found.loc[2015, "index"])


def test_a_break_of_another_measure_or_department_forbids_nothing(make_evidence, make_cell):
    breaks = [
        {"measure": "overall", "effective_on": "2014-01-01"},
        {"measure": "processing_hours", "department": "b", "effective_on": "2014-01-01"},
    ]
    cells = times(make_cell, department="a")
    found = compute(make_evidence, cells, breaks=breaks, keys=("department",))
    assert "not_comparable" not in set(found["verdict"])


@pytest.mark.parametrize(
    ("before", "now", "guarded"),
    [
        (0, 10, False),
        (0, 11, True),
        (30, 30, False),
        (31, 31, True),
        (31, 30, True),
        (25, 35, True),
        (25, 15, False),
        (25, 14, True),
    ],
)
def test_many_open_cases_or_different_shares_forbid_a_comparison(make_evidence, make_cell, before, now, guarded):
    cells = [
        *times(make_cell, {year: QUICK[year] for year in ("2013", "2014")}),
        *cases(make_cell, "2013", received=100, still_open=before),
        *cases(make_cell, "2014", received=100, still_open=now),
    ]
    row = compute(make_evidence, cells).iloc[1]
    assert ("open_cases" in row["note"]) == guarded
    assert row["verdict"] == ("not_comparable" if guarded else "improved")
    assert math.isnan(row["change"]) == guarded
    assert math.isnan(row["index"]) == guarded
    assert row["value"] == 6
