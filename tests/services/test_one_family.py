"""A change is confirmed in a file where it is on the screen, and nowhere else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from kpi.calc.scope import ROW
from services.check import Choice, check
from services.load import load
from services.one_family import as_on_screen
from services.results import Ask, results


def answers(year: int) -> bytes:
    """Return ten departments of fourteen answers, the last three of six; the first does better in the second year."""
    lines = ["부서,만족도"]
    for number in range(10):
        for place in range(14 if number < 7 else 6):
            better = int(number == 0 and year == 2024)
            lines.append(f"부서{number},{min(5, 2 + (place + number) % 3 + better)}")
    return "\n".join(lines).encode("cp949")


def test_a_file_says_the_verdicts_of_the_screen(own_store: Any) -> None:
    now = dt.datetime(2026, 1, 1)
    for year in (2023, 2024):
        choice = Choice(source="satisfaction_survey", year=year, scale=(1.0, 5.0), accept_new=True)
        load(own_store, check(own_store, answers(year), f"{year}.csv", choice=choice, now=now), who="test", now=now)
    asked = Ask(("satisfaction",), keys=("department",))
    shown, filed = (results(own_store, replace(asked, audience=one)).frame for one in ("screen", "file"))
    both = shown.merge(filed[filed["p"].notna()], on=list(ROW), suffixes=("", "_file"))
    assert (len(both), int(shown["p"].notna().sum())) == (7, 10)
    for name in ("p_adjusted", "verdict", "note"):
        assert both[name].tolist() == both[f"{name}_file"].tolist()
    assert both["p_adjusted"].iloc[0] == pytest.approx(both["p"].iloc[0] * 10)


def rows(*lines: tuple[float, float, str, str]) -> pd.DataFrame:
    names = ("change", "p_adjusted", "verdict", "note")
    table = pd.DataFrame(lines, columns=names).assign(period_start=pd.Timestamp(2025, 1, 1), period_months=12, task="")
    return table.assign(department=["가", "나"][: len(lines)], p=0.01, change_low=1.0, change_high=3.0)


def test_a_row_that_the_file_has_otherwise_stays_as_it_is() -> None:
    on_screen = rows((2.0, 0.06, "no_confirmed_change", "reference_only,many_compared"), (2.0, 0.06, "improved", ""))
    of_file = rows((2.0, 0.04, "improved", "reference_only"), (float("nan"), 0.04, "", "too_few"))
    told = as_on_screen(of_file, on_screen)
    assert told["verdict"].tolist() == ["no_confirmed_change", ""]
    assert told["p_adjusted"].tolist() == [0.06, 0.04]
    assert [set(note.split(",")) for note in told["note"]] == [{"reference_only", "many_compared"}, {"too_few"}]
