"""Ask the indicators: gather the evidence, compute over everything, then show what was asked for."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from kpi.core.errors import refuse
from kpi.core.frames import RESULT_COLUMNS, empty
from kpi.core.indicator import Compare, Indicator, Key, Question, indicators
from kpi.core.organisation import RegisterKind
from kpi.core.periods import Grain
from kpi.core.succession import today
from kpi.core.text import Text
from services.aims import AIM_COLUMNS, aims_of, with_aims
from services.evidence import Basis, Organisation, View, basis_of
from services.kept import Kept
from services.reorganised import protected, with_shares, with_todays_changes
from services.settings import settings_of

_VERDICT = RESULT_COLUMNS.index("verdict")
RECORD_COLUMNS = RESULT_COLUMNS[: _VERDICT + 1]
"""What every row says; rows of the time indicators also say ``TIME_COLUMNS``."""
TIME_COLUMNS = RESULT_COLUMNS[_VERDICT + 1 : RESULT_COLUMNS.index("index") + 1]
FILE_MINIMUM_ANSWERS = 10

_UNKNOWN_INDICATOR = Text(
    "'{name}' 지표가 없습니다. 쓸 수 있는 지표: {known}", "There is no indicator '{name}'. There are: {known}"
)
_UNKNOWN_UNIT: dict[RegisterKind, Text] = {
    "department": Text(
        "'{name}' 부서가 없습니다. 비슷한 이름: {nearest}", "There is no department '{name}'. Similar names: {nearest}"
    ),
    "task": Text(
        "'{name}' 업무가 없습니다. 비슷한 이름: {nearest}", "There is no task '{name}'. Similar names: {nearest}"
    ),
}


@dataclass(frozen=True)
class Ask:
    """What somebody wants to see.

    ``keys``: rows apart by department and/or task; ``department`` / ``task`` keep one of them (today's or a former
    name); ``start`` / ``end``: first days of the first and last period; ``audience`` "file" hides answers under ten.
    ``organisation``: units as they are "today", or "reported": under the name they had at the time.
    """

    indicators: tuple[str, ...] = ()
    grain: Grain = "year"
    keys: tuple[Key, ...] = ()
    department: str | None = None
    task: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    compare: Compare = "previous"
    base_year: int | None = None
    audience: str = "screen"
    organisation: Organisation = "today"


@dataclass(frozen=True)
class Results:
    """RESULT rows and what they rest on."""

    frame: pd.DataFrame
    ask: Ask

    def records(self) -> list[dict[str, Any]]:
        """Return the rows as JSON-ready objects: null for what is missing and for the whole organisation."""
        chosen = indicators()
        return [_record(row, chosen[str(row["indicator"])]) for row in self.frame.to_dict("records")]

    def joined(self, other: Results) -> Results:
        """Return these rows with another answer's rows below."""
        return Results(pd.concat([self.frame, other.frame], ignore_index=True), self.ask)

    def of(self, indicator_id: str) -> Results:
        """Return the rows of one indicator."""
        return Results(self.frame[self.frame["indicator"] == indicator_id].reset_index(drop=True), self.ask)


def results(view: View, ask: Ask) -> Results:
    """Compute what was asked.

    Every indicator is computed over all departments and tasks of the asked shape, so that adjusted p-values do not
    depend on a filter; then the rows asked for are kept.

    Raises
    ------
    UserError
        When an indicator, department or task does not exist.
    """
    chosen = _chosen(ask.indicators)
    wanted = {
        kind: unit_asked(view, kind, name, ask.organisation) for kind, name in _filters(ask).items() if name is not None
    }
    keys: tuple[Key, ...] = tuple(key for key in ("department", "task") if key in ask.keys or key in wanted)
    frames = [computed(view, indicator, ask, keys) for indicator in chosen]
    frames = [frame for frame in frames if not frame.empty]
    whole = pd.concat(frames, ignore_index=True) if frames else empty(RESULT_COLUMNS)
    return Results(with_aims(_kept(whole, ask, wanted), aims_of(view.targets())), ask)


def computed(view: View, indicator: Indicator, ask: Ask, keys: tuple[Key, ...]) -> pd.DataFrame:
    """Return all RESULT rows of one indicator in one shape, kept per store revision."""
    state = store_state(view)
    asked = state and (
        *(*state, indicator.id, keys, ask.grain, ask.compare, ask.base_year, ask.audience, ask.organisation),
    )
    return _FRAMES.get(asked, lambda: _computed(view, indicator, ask, keys))


def _computed(view: View, indicator: Indicator, ask: Ask, keys: tuple[Key, ...]) -> pd.DataFrame:
    question = question_of(view, ask, keys, indicator)
    basis = evidence_basis(view, indicator, "today")
    now = with_shares(indicator.compute(basis.evidence, question), basis, indicator)
    if ask.organisation == "today" or not keys:
        return now
    reported = evidence_basis(view, indicator, "reported")
    rows = indicator.compute(reported.evidence, question)
    return with_todays_changes(protected(rows, basis, reported, question, indicator), now, view)


def evidence_basis(view: View, indicator: Indicator, organisation: Organisation) -> Basis:
    """Return what an indicator may use, kept per store revision."""
    state = store_state(view)
    known = state and (*state, indicator.measures, organisation)
    return _EVIDENCE.get(known, lambda: basis_of(view, indicator, organisation))


_FRAMES: Kept[pd.DataFrame] = Kept(256)
_EVIDENCE: Kept[Basis] = Kept(12)


def store_state(view: View) -> tuple[str, int] | None:
    """Return what identifies the content of a store; None for a rehearsal, whose answers are not kept."""
    revision, url = getattr(view, "revision", None), getattr(view, "url", None)
    return (str(url), revision()) if callable(revision) and url is not None else None


def question_of(view: View, ask: Ask, keys: tuple[Key, ...], indicator: Indicator) -> Question:
    """Return the question of an indicator: shape and comparison of what was asked, and the stored settings."""
    settings = settings_of(view)
    changes: dict[str, Any] = {} if ask.base_year is None else {"base_year": ask.base_year}
    changes["first_month"] = settings.window_of(indicator.id, indicator.source)
    if ask.audience == "file":
        changes["minimum_answers"] = max(FILE_MINIMUM_ANSWERS, settings.minimum_answers)
    return Question(keys=keys, grain=ask.grain, compare=ask.compare, settings=replace(settings, **changes))


def _chosen(names: tuple[str, ...]) -> list[Indicator]:
    known = indicators()
    for name in names:
        if name not in known:
            raise refuse("unknown_indicator", _UNKNOWN_INDICATOR, name=name, known=", ".join(known))
    return [known[name] for name in names] if names else [item for item in known.values() if item.status == "published"]


def _filters(ask: Ask) -> dict[RegisterKind, str | None]:
    return {"department": ask.department, "task": ask.task}


def unit_asked(view: View, kind: RegisterKind, name: str | None, organisation: Organisation) -> str:
    """Return the name that rows have for a unit that was asked for by any of its names."""
    register = view.register(kind)
    unit = register.find(name or "")
    if unit is None:
        nearest = ", ".join(register.nearest(name or "") or register.names[:3]) or "-"
        raise refuse(f"unknown_{kind}", _UNKNOWN_UNIT[kind], name=name, nearest=nearest)
    if organisation == "reported":
        return name or ""
    return today(register, unit.name) or unit.name


def _kept(frame: pd.DataFrame, ask: Ask, wanted: dict[RegisterKind, str]) -> pd.DataFrame:
    for kind, name in wanted.items():
        frame = frame[frame[kind] == name]
    if ask.start is not None:
        frame = frame[frame["period_start"] >= pd.Timestamp(ask.start)]
    if ask.end is not None:
        frame = frame[frame["period_start"] <= pd.Timestamp(ask.end)]
    return frame.reset_index(drop=True)


def _record(row: dict[Any, Any], indicator: Indicator) -> dict[str, Any]:
    columns = (*RECORD_COLUMNS, *AIM_COLUMNS, *(TIME_COLUMNS if indicator.same_task else ()))
    return {name: _plain(name, row[name]) for name in columns}


def _plain(name: str, value: Any) -> Any:
    if name == "period_start":
        return pd.Timestamp(value).date().isoformat()
    if name == "note":
        return str(value)
    if isinstance(value, str):
        return value or None
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    number = float(value)
    return int(number) if name in {"n", "period_months"} and number.is_integer() else number
