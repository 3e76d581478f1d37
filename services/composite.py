"""The 5S number of the city and of its departments, never without its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from kpi.calc.composite import composite, goalpost_score
from kpi.core.composite import CompositePart, parts_of
from kpi.core.errors import refuse
from kpi.core.text import Text
from services.asked_units import unit_asked
from services.evidence import View
from services.results import Ask, results
from services.settings import settings_of
from services.tasks import plain_record

_NO_PARTS = Text(
    "5S 종합점수의 기준점이나 가중치가 맞지 않습니다({problem}). 설정에서 가장 나쁜 값과 좋은 값이 다르고 가중치가 0보다 큰지 보세요.",
    "The goalposts or weights of the 5S number do not work ({problem}). Worst and best must differ, weights be above 0.",
)
_NOTHING = {"raw": None, "score": None, "note": "no_data"}
_KEYS = ["period_start", "period_months", "department"]


@dataclass(frozen=True)
class Composite:
    """The 5S numbers and what they are made of.

    ``totals``: one row a year and department (see ``kpi.calc.composite``); ``scores``: one row a year, department and part:
    indicator, raw (the number that was scored), score (0-100), note (why it is missing).
    """

    parts: tuple[CompositePart, ...]
    totals: pd.DataFrame
    scores: pd.DataFrame

    def records(self) -> list[dict[str, Any]]:
        """Return the totals as JSON-ready objects, each with its parts under ``parts``."""
        told = []
        for row in self.totals.to_dict("records"):
            same = (self.scores["period_start"] == row["period_start"]) & (
                self.scores["department"] == row["department"]
            )
            mine = self.scores.loc[same, ["indicator", "raw", "score", "note"]].to_dict("records")
            there = {str(part["indicator"]): plain_record(part) for part in mine}
            parts = [there.get(part.indicator, {"indicator": part.indicator, **_NOTHING}) for part in self.parts]
            told.append({**plain_record(row), "few_parts": bool(row["few_parts"]), "parts": parts})
        return told


def composite_of(view: View, ask: Ask | None = None) -> Composite:
    """Return the yearly 5S numbers of the whole organisation and of every department.

    ``ask`` may say which department, years and base year; ranks are among all departments whatever it says.

    Raises
    ------
    UserError
        When the stored goalposts or weights give no score, or the department does not exist.
    """
    asked = ask or Ask()
    parts = _parts(view)
    shape = Ask(tuple(part.indicator for part in parts), base_year=asked.base_year, audience=asked.audience)
    found = pd.concat(
        [results(view, shape).frame, results(view, replace(shape, keys=("department",))).frame], ignore_index=True
    )
    scores = _scores(found, parts)
    if scores.empty:
        return Composite(parts, scores, scores)
    wide = scores.pivot(index=_KEYS, columns="indicator", values="score").reindex(columns=shape.indicators)
    totals = composite(wide.reset_index(), parts)
    return Composite(parts, _kept(totals, view, asked), _kept(scores, view, asked))


def _parts(view: View) -> tuple[CompositePart, ...]:
    try:
        return parts_of(settings_of(view).composite)
    except ValueError as problem:
        raise refuse("composite_settings", _NO_PARTS, problem=str(problem)) from problem


def _scores(found: pd.DataFrame, parts: Sequence[CompositePart]) -> pd.DataFrame:
    frames = []
    for part in parts:
        mine = found[found["indicator"] == part.indicator]
        score = goalpost_score(mine[part.column], worst=part.worst, best=part.best)
        frames.append(mine[[*_KEYS, "indicator", "note"]].assign(raw=mine[part.column], score=score))
    return pd.concat(frames, ignore_index=True)


def _kept(frame: pd.DataFrame, view: View, ask: Ask) -> pd.DataFrame:
    if ask.department is not None:
        frame = frame[frame["department"] == unit_asked(view, "department", ask.department, "today")]
    if ask.start is not None:
        frame = frame[frame["period_start"] >= pd.Timestamp(ask.start)]
    if ask.end is not None:
        frame = frame[frame["period_start"] <= pd.Timestamp(ask.end)]
    return frame.reset_index(drop=True)
