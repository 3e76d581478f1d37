"""Facts in today's organisation: renames, merges, splits and chains, against a plain day-by-day simulation."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.core.hierarchy import unknown_shares
from kpi.core.histogram import decode, histogram_of, histogram_of_codes, merge
from kpi.core.organisation import Alias, Register, Succession, Unit
from kpi.core.restating import as_reported, outdated, rename, restate, shared
from kpi.core.succession import is_gone, today

NAMES = ("총무과", "세무과", "복지과", "교통과", "환경과")
UNITS = tuple(Unit(number, name) for number, name in enumerate(NAMES, start=1))
SUMS = ("n", "w", "wx", "wxx", "ww", "wwx", "wwxx")
DAY = dt.date(2024, 7, 1)


def register(*rows: tuple[int, int, dt.date, float | None], units: tuple[Unit, ...] = UNITS) -> Register:
    return Register("department", units, tuple(Succession(*row) for row in rows))


def facts(*rows: tuple[str, str, float], came: str | None = None) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["department", "period_start", "n"])
    frame["period_start"] = pd.to_datetime(frame["period_start"]).astype("datetime64[s]")
    frame["claim_start"] = pd.Timestamp(came) if came else frame["period_start"]
    for place, name in enumerate(SUMS[1:], start=1):
        frame[name] = frame["n"] * (10.0 + place)
    return frame.astype({"department": "str"})


def counted(frame: pd.DataFrame, column: str = "n") -> dict[str, float]:
    return {str(name): round(float(value), 9) for name, value in frame.groupby("department")[column].sum().items()}


def by_hand(known: Register, name: str, day: dt.date) -> dict[str, float]:
    """Go through the days one by one; on each, everybody hands over at once what is held in the morning."""
    held = {unit.id: float(unit.name == name) for unit in known.units}
    for moment in sorted({one.effective_on for one in known.successions}):
        if moment <= day:
            continue
        evening = dict.fromkeys(held, 0.0)
        for unit, share in held.items():
            given = [one for one in known.successions if (one.predecessor, one.effective_on) == (unit, moment)]
            if any(one.share is None for one in given):
                given = []
            for one in given:
                evening[one.successor] += share * one.share
            evening[unit] += share * (1 - sum(one.share for one in given))
        held = evening
    return {unit.name: held[unit.id] for unit in known.units if held[unit.id] > 1e-8}


@st.composite
def registers(draw: st.DrawFn) -> Register:
    days = [dt.date(year, 7, 1) for year in (2020, 2021, 2022, 2023)]
    rows = []
    for unit, day in draw(st.sets(st.tuples(st.integers(1, 5), st.sampled_from(days)), max_size=8)):
        heirs = draw(st.lists(st.integers(1, 5).filter(lambda one: one != unit), min_size=1, max_size=3, unique=True))  # noqa: B023
        weights = draw(st.lists(st.integers(1, 9), min_size=len(heirs), max_size=len(heirs)))
        spare = draw(st.sampled_from([0, 0, 3]))
        unknown = draw(st.integers(0, 9)) == 0
        total = sum(weights) + spare
        rows += [
            (unit, heir, day, None if unknown else weight / total) for heir, weight in zip(heirs, weights, strict=True)
        ]
    return register(*rows)


FACTS = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(["2019-01-01", "2020-07-01", "2021-01-01", "2023-06-01", "2024-01-01"]),
        st.integers(1, 50).map(float),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=80, deadline=None)
@given(known=registers(), rows=FACTS)
def test_every_sum_goes_where_a_simulation_day_by_day_puts_it(known, rows):
    frame = facts(*rows)
    late = set(outdated(frame, "department", known).itertuples(index=False, name=None))
    found = restate(frame, "department", known)
    for name in SUMS:
        expected: dict[str, float] = {}
        for row in frame.to_dict("records"):
            day = row["period_start"]
            parts = by_hand(known, row["department"], day.date())
            for heir, share in ({row["department"]: 1.0} if (row["department"], day) in late else parts).items():
                expected[heir] = expected.get(heir, 0.0) + share * row[name]
        assert counted(found, name) == pytest.approx(expected)
        assert found[name].sum() == pytest.approx(frame[name].sum())


@settings(max_examples=40, deadline=None)
@given(rows=FACTS, name=st.sampled_from(NAMES))
def test_a_rename_changes_no_figure(rows, name):
    former = Alias("옛" + name, None, dt.date(2020, 12, 31))
    renamed = Register("department", tuple(Unit(u.id, u.name, (former,) if u.name == name else ()) for u in UNITS))
    old = [("옛" + one if one == name and day < "2021" else one, day, n) for one, day, n in rows]
    pd.testing.assert_frame_equal(restate(facts(*old), "department", renamed), facts(*rows))
    assert list(as_reported(facts(*old), "department", renamed)["department"]) == [one for one, _, _ in old]


def test_merged_departments_add_up_and_their_means_are_weighted():
    known = register((1, 3, DAY, 1.0), (2, 3, DAY, 1.0))
    frame = facts(("총무과", "2023-01-01", 100), ("세무과", "2023-01-01", 5), ("복지과", "2025-01-01", 7))
    frame["wx"] = [450.0, 15.0, 28.0]
    found = restate(frame, "department", known)
    past = found[found["period_start"] < "2024"]
    assert counted(past) == {"복지과": 105.0}
    assert past["wx"].sum() / past["n"].sum() == pytest.approx(4.428571, abs=1e-6)
    assert [today(known, name) for name in ("총무과", "복지과", "없는과")] == ["복지과", "복지과", None]
    assert is_gone(known, 1)


def test_a_split_without_shares_moves_nothing_and_breaks_every_series():
    known = register((1, 2, DAY, None), (1, 3, DAY, None))
    frame = facts(("총무과", "2023-01-01", 10))
    assert counted(restate(frame, "department", known)) == {"총무과": 10.0}
    assert set(unknown_shares(known)) == {("총무과", DAY), ("세무과", DAY), ("복지과", DAY)}
    assert not is_gone(known, 1)


def test_a_fact_under_a_name_that_has_ended_is_reported_unless_its_case_came_in_before():
    known = register((1, 2, DAY, 0.7), (1, 3, DAY, 0.3))
    late = facts(("총무과", "2024-09-01", 10))
    assert counted(restate(late, "department", known)) == {"총무과": 10.0}
    assert outdated(late, "department", known).to_dict("records") == [
        {"name": "총무과", "day": pd.Timestamp("2024-09-01")}
    ]
    came_before = facts(("총무과", "2024-09-01", 10), came="2024-05-01")
    assert counted(restate(came_before, "department", known)) == {"복지과": 3.0, "세무과": 7.0}
    assert outdated(came_before, "department", known).empty
    assert counted(restate(facts(("총무과", "2024-07-01", 10)), "department", known)) == {"총무과": 10.0}
    assert counted(restate(facts(("총무과", "2024-06-01", 10)), "department", known)) == {"복지과": 3.0, "세무과": 7.0}


def test_departments_that_change_places_on_one_day_do_not_go_round():
    known = register((1, 2, DAY, 1.0), (2, 1, DAY, 1.0))
    frame = facts(("총무과", "2023-01-01", 1), ("세무과", "2023-01-01", 2), ("총무과", "2025-01-01", 4))
    assert counted(restate(frame, "department", known)) == {"총무과": 6.0, "세무과": 1.0}
    assert not is_gone(known, 1)


def test_a_name_that_came_back_is_another_unit():
    units = (
        Unit(1, "안전과(2015년까지)", (Alias("안전과", None, dt.date(2015, 12, 31)),)),
        Unit(2, "행정과"),
        Unit(3, "안전과"),
    )
    known = register((1, 2, dt.date(2016, 1, 1), 1.0), units=units)
    frame = facts(("안전과", "2014-01-01", 1), ("안전과", "2020-01-01", 2))
    assert counted(restate(frame, "department", known)) == {"행정과": 1.0, "안전과": 2.0}
    assert known.find("안전과").id == 3


def test_a_mean_printed_without_n_is_the_mean_of_every_part():
    known = register((1, 2, DAY, 0.7), (1, 3, DAY, 0.3))
    frame = facts(("총무과", "2023-01-01", 0)).assign(wx=4.2, w=np.nan)
    assert list(restate(frame, "department", known)["wx"]) == [4.2, 4.2]


def test_a_histogram_is_dealt_out_case_by_case_in_proportion():
    known = register((1, 2, DAY, 0.7), (1, 3, DAY, 0.3))
    one, codes = histogram_of(range(200)), histogram_of_codes([1, 2, 2, 5])
    frame = facts(*[("총무과", "2023-01-01", 1.0)] * 40).assign(
        histogram=[one, codes, None, *[histogram_of([3.0])] * 37]
    )
    found = restate(frame, "department", known)
    for place in range(0, 80, 2):
        parts, whole = found["histogram"].iloc[[place, place + 1]], frame["histogram"].iloc[place // 2]
        assert (merge(parts) == whole) if whole else parts.isna().all()
    singles = [decode(blob)[1].sum() for blob in found["histogram"].iloc[6::2]]
    assert 0.55 * 37 < sum(singles) < 0.85 * 37
    assert abs(decode(found["histogram"].iloc[0])[1].sum() - 140) <= 3


def test_claims_name_every_successor_and_a_rater_stays_in_one_place():
    known = register((1, 2, DAY, 0.7), (1, 3, DAY, 0.3), (4, 5, DAY, 1.0))
    claims = pd.DataFrame({"department": ["총무과", "*", "교통과"], "claim_start": pd.to_datetime(["2023-01-01"] * 3)})
    assert list(restate(claims, "department", known, on="claim_start")["department"]) == [
        "세무과",
        "복지과",
        "*",
        "환경과",
    ]
    assert list(rename(claims, "department", known, on="claim_start")["department"]) == ["총무과", "*", "환경과"]
    parts = shared(facts(("총무과", "2023-01-01", 1), ("교통과", "2023-01-01", 1)), "department", known)
    assert set(parts["name"]) == {"세무과", "복지과"}
