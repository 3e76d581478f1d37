"""Ask the indicators: gather the evidence, compute over everything, then show what was asked for."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd

from kpi.calc.suppress import Place, mark_hidden
from kpi.core.errors import refuse
from kpi.core.frames import RESULT_COLUMNS, empty
from kpi.core.indicator import Compare, Indicator, Key, Question, indicators
from kpi.core.organisation import Level, RegisterKind
from kpi.core.periods import Grain
from kpi.core.text import Text
from services.aims import AIM_COLUMNS, aims_of, with_aims
from services.asked_units import level_asked, of_unit, unit_asked
from services.evidence import Basis, Organisation, View, basis_of, store_state
from services.held import STATE, Held
from services.kept import Kept
from services.one_family import as_on_screen
from services.reorganised import SURVEYS, blanked, groups_hidden, hidden_of, protected, with_shares, with_todays_changes
from services.settings import settings_of

_VERDICT = RESULT_COLUMNS.index("verdict")
RECORD_COLUMNS = RESULT_COLUMNS[: _VERDICT + 1]
"""What every row says; rows of the time indicators also say ``TIME_COLUMNS``."""
TIME_COLUMNS = RESULT_COLUMNS[_VERDICT + 1 : RESULT_COLUMNS.index("index") + 1]
_TASKS = ("matched_tasks", "all_tasks")
FILE_MINIMUM_ANSWERS = 10
OF_CASES = ("processing_records", "achievements", "cases")
"""Sources that count cases, not people: nothing of them is hidden for being few, so files say what the screen says."""

_UNKNOWN_INDICATOR = Text(
    "'{name}' 지표가 없습니다. 쓸 수 있는 지표: {known}", "There is no indicator '{name}'. There are: {known}"
)


@dataclass(frozen=True)
class Ask:
    """What somebody wants to see.

    ``keys``: rows apart by department and/or task; ``department`` / ``task`` keep one of them (today's or a former
    name); ``start`` / ``end``: first days of the first and last period; ``audience`` "file" hides answers under ten.
    ``organisation``: units as they are "today", or "reported": under the name they had at the time. ``level``: departments
    pooled into the bureau (or division) that they stand under; a unit under none of that level stays by itself.
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
    level: Level | None = None


@dataclass(frozen=True)
class Results:
    """RESULT rows and what they rest on."""

    frame: pd.DataFrame
    ask: Ask

    def records(self) -> list[dict[str, Any]]:
        """Return the rows as JSON-ready objects: null for what is missing and for the whole organisation."""
        chosen = indicators()
        return [_record(row, chosen[str(row["indicator"])]) for row in self.frame.to_dict("records")]

    def told(self) -> list[dict[str, Any]]:
        """Return ``records`` and, for indicators of tasks, how many tasks they rest on: what sentences need."""
        more = self.frame.reindex(columns=list(_TASKS)).to_dict("records")
        rows = zip(self.records(), more, strict=True)
        return [{**row, **{name: _plain(name, tasks[name]) for name in _TASKS}} for row, tasks in rows]

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
    ask = replace(ask, level=level_asked(view, ask.department, ask.level))
    wanted = {
        kind: unit_asked(view, kind, name, ask.organisation, ask.level)
        for kind, name in _filters(ask).items()
        if name is not None
    }
    keys = keys_of(ask)
    frames = [computed(view, indicator, ask, keys) for indicator in chosen]
    frames = [frame for frame in frames if not frame.empty]
    whole = pd.concat(frames, ignore_index=True) if frames else empty(RESULT_COLUMNS)
    departments = view.register("department")
    if ask.organisation == "reported" and "department" in wanted:
        whole = of_unit(whole, departments, wanted.pop("department"))
    return Results(with_aims(_kept(whole, ask, wanted), aims_of(view.targets(), departments), departments), ask)


def keys_of(ask: Ask) -> tuple[Key, ...]:
    """Return by what the rows of an answer are apart."""
    wanted = {kind for kind, name in _filters(ask).items() if name is not None}
    return tuple(key for key in ("department", "task") if key in ask.keys or key in wanted)


def computed(view: View, indicator: Indicator, ask: Ask, keys: tuple[Key, ...]) -> pd.DataFrame:
    """Return all RESULT rows of one indicator in one shape, kept per store revision."""
    state = store_state(view)
    audience = "" if indicator.source in OF_CASES else ask.audience
    shape = (ask.grain, ask.compare, ask.base_year, audience, ask.organisation, ask.level)
    asked = state and (*state, indicator.id, keys, *shape)
    return _FRAMES.get(asked, lambda: _computed(view, indicator, replace(ask, audience=audience), keys))


def _computed(view: View, indicator: Indicator, ask: Ask, keys: tuple[Key, ...]) -> pd.DataFrame:
    rows = rows_of(view, indicator, ask, keys, partial(evidence_basis, view, indicator))
    if ask.audience != "file" or not keys:
        return rows
    return as_on_screen(rows, computed(view, indicator, replace(ask, audience="screen"), keys))


def rows_of(view: View, indicator: Indicator, ask: Ask, keys: tuple[Key, ...], basis: Bases) -> pd.DataFrame:
    """Return all RESULT rows of one indicator in one shape from what it rests on.

    ``basis`` gives it for an organisation and a level. Nothing that is hidden of a department follows from the figures of
    the units that it is pooled into, or from those of another organisation.
    """
    question = question_of(view, ask, keys, indicator)
    level = ask.level if "department" in keys else None
    held = basis("today", level)
    now = with_shares(indicator.compute(held.evidence, question), held, indicator)
    groups: frozenset[Place] = frozenset()
    if level is not None:
        register = view.register("department")
        groups = groups_hidden(basis("today", None), indicator, question, register=register, level=level)
        now = blanked(now, mark_hidden(now, groups))
    if ask.organisation == "today" or not keys:
        return now
    reported = basis("reported", level)
    rows = indicator.compute(reported.evidence, question)
    if indicator.source == SURVEYS and "department" in keys:
        sides = [held, reported, *((basis("today", None), basis("reported", None)) if level else ())]
        hidden = [hidden_of(one, indicator, question) for one in sides]
        rows = protected(rows, (held, reported), [hidden[0] | groups, *hidden[1:]])
    return with_todays_changes(rows, now, view)


def evidence_basis(view: View, indicator: Indicator, organisation: Organisation, level: Level | None = None) -> Basis:
    """Return what an indicator may use, kept per store revision, or as long as a view is held."""
    bases, state = (view.bases, STATE) if isinstance(view, Held) else (_EVIDENCE, store_state(view))
    known = state and (*state, indicator.measures, organisation, level)
    return bases.get(known, lambda: basis_of(view, indicator, organisation, level=level))


Bases = Callable[[Organisation, Level | None], Basis]
_FRAMES: Kept[pd.DataFrame] = Kept(256)
_EVIDENCE: Kept[Basis] = Kept(12)


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
    more = [name for name in row if name not in RESULT_COLUMNS and name not in AIM_COLUMNS]
    return {name: _plain(name, row[name]) for name in (*columns, *more) if name in row}


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
