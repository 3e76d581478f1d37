"""Levels and parents: what a unit is pooled into, today and at the time, and what is no tree."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from kpi.core.hierarchy import above, below, circle, guessed_level, pooled_into, unknown_shares
from kpi.core.organisation import Alias, Parenthood, Register, Succession, Unit
from kpi.core.restating import as_reported, restate, shared

BUREAU, OTHER, TAX, CITIZENS, TEAM, LIBRARY = range(1, 7)
MOVED = dt.date(2024, 7, 1)
UNITS = (
    Unit(BUREAU, "행정국", (Alias("총무국", None, dt.date(2022, 12, 31)),)),
    Unit(OTHER, "복지국"),
    Unit(TAX, "세무과"),
    Unit(CITIZENS, "민원과"),
    Unit(TEAM, "징수팀"),
    Unit(LIBRARY, "시립도서관"),
)
LEVELS = {BUREAU: "bureau", OTHER: "bureau", TAX: "division", CITIZENS: "division", TEAM: "team", LIBRARY: "office"}


def register(*parents: Parenthood, successions: tuple[Succession, ...] = ()) -> Register:
    return Register("department", UNITS, successions, LEVELS, parents)


def tree(**more) -> Register:
    return register(
        Parenthood(TAX, BUREAU),
        Parenthood(TAX, OTHER, MOVED),
        Parenthood(CITIZENS, BUREAU),
        Parenthood(TEAM, TAX),
        **more,
    )


def facts(*rows: tuple[str, str, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["department", "period_start", "n"])
    return frame.assign(period_start=pd.to_datetime(frame["period_start"]).astype("datetime64[s]"), wx=frame["n"] * 2)


def counted(frame: pd.DataFrame) -> dict[str, float]:
    return {str(name): float(n) for name, n in frame.groupby("department")["n"].sum().items()}


def test_a_unit_is_pooled_into_what_it_stands_under_today_or_stood_under_at_the_time():
    known = tree()
    assert list(above(known, TEAM)) == [TAX, OTHER]
    assert list(above(known, TEAM, dt.date(2024, 6, 30))) == [TAX, BUREAU]
    assert pooled_into(known, TEAM, "bureau") == OTHER
    assert pooled_into(known, TEAM, "division") == TAX
    assert pooled_into(known, LIBRARY, "bureau") == LIBRARY
    assert below(known, OTHER) == (TAX,)


def test_figures_follow_a_department_that_moved_and_stay_as_reported_under_names_of_that_time():
    rows = facts(
        ("징수팀", "2022-01-01", 1), ("세무과", "2024-01-01", 10), ("민원과", "2024-01-01", 100), ("", "2024-01-01", 7)
    )
    assert counted(restate(rows, "department", tree(), level="bureau")) == {"": 7, "복지국": 11, "행정국": 100}
    assert counted(as_reported(rows, "department", tree(), level="bureau")) == {"": 7, "총무국": 1, "행정국": 110}


def test_parts_of_a_split_that_come_together_in_one_bureau_are_whole_again():
    split = (Succession(LIBRARY, TAX, MOVED, 0.25), Succession(LIBRARY, CITIZENS, MOVED, 0.75))
    apart = tree(successions=split)
    together = register(Parenthood(TAX, BUREAU), Parenthood(CITIZENS, BUREAU), successions=split)
    rows = facts(("시립도서관", "2023-01-01", 8))
    assert counted(restate(rows, "department", apart, level="bureau")) == {"복지국": 2, "행정국": 6}
    assert counted(restate(rows, "department", together, level="bureau")) == {"행정국": 8}
    assert not len(shared(rows, "department", together, level="bureau"))
    assert len(shared(rows, "department", apart, level="bureau")) == 2


def test_work_of_an_unknown_share_breaks_no_series_of_the_bureau_that_it_stays_in():
    moved = (Succession(TAX, CITIZENS, MOVED, None),)
    inside = register(Parenthood(TAX, BUREAU), Parenthood(CITIZENS, BUREAU), successions=moved)
    across = register(Parenthood(TAX, OTHER), Parenthood(CITIZENS, BUREAU), successions=moved)
    assert list(unknown_shares(inside, "bureau")) == []
    assert {name for name, _ in unknown_shares(inside)} == {"세무과", "민원과"}
    assert {name for name, _ in unknown_shares(across, "bureau")} == {"복지국", "행정국"}


def test_a_parent_that_was_merged_hands_what_stood_under_it_on():
    merged = tree(successions=(Succession(OTHER, BUREAU, dt.date(2025, 1, 1), 1.0),))
    assert pooled_into(merged, TAX, "bureau") == BUREAU
    assert pooled_into(merged, TAX, "bureau", dt.date(2024, 8, 1)) == OTHER


def test_a_circle_is_found_on_whatever_day_it_is():
    assert circle(tree()) == ()
    assert set(circle(register(Parenthood(TAX, TEAM), Parenthood(TEAM, TAX, MOVED)))) == {TAX, TEAM}
    assert circle(register(Parenthood(TAX, TEAM), Parenthood(TAX, BUREAU, MOVED), Parenthood(TEAM, TAX, MOVED))) == ()


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("자치행정국", "bureau"), ("세무과", "division"), ("감사담당관", "division"), ("징수팀", "team"), ("수도사업소", "office"),
        ("보건소", "office"), ("역삼1동", "town"), ("한강읍", "town"), ("행정복지센터", "town"), ("기획조정실", None), ("", None),
    ],
)  # fmt: skip
def test_the_ending_of_a_name_proposes_a_level(name, level):
    assert guessed_level(name) == level
