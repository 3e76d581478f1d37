"""Tasks in detail: who got faster and who slower, medians and distributions, and how long open cases take."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from kpi.calc.open_cases import survival_medians
from kpi.calc.quantiles import LEVELS, distribution, quantiles
from kpi.calc.scope import ROW, of_measures, scoped
from kpi.calc.task_table import task_table
from kpi.core.errors import refuse
from kpi.core.indicator import Evidence, Indicator, Key, Question, indicators
from kpi.core.text import Text
from services.asked_units import level_asked, unit_asked
from services.evidence import View, store_state
from services.kept import Kept
from services.results import Ask, evidence_basis, question_of, results

_NO_TASKS = Text(
    "'{name}' 지표는 같은 업무끼리 비교하는 지표가 아닙니다. 쓸 수 있는 지표: {known}",
    "'{name}' does not compare the same tasks. There are: {known}",
)
TIMES = ("hours", "minutes")
"""Units of durations: their cells have histograms."""
WHOLE = ("period_months", "n", "n_0", "closed", "open", "count", "bin", "rank", "rank_best", "rank_worst")
"""Columns that hold whole numbers."""
Compute = Callable[[Evidence, Question], pd.DataFrame]
_FRAMES: Kept[pd.DataFrame] = Kept(64)


@dataclass(frozen=True)
class Table:
    """Rows about one indicator, and the question they answer."""

    frame: pd.DataFrame
    indicator: Indicator
    ask: Ask

    def records(self) -> list[dict[str, Any]]:
        """Return the rows as JSON-ready objects; null for what is missing or has no limit."""
        return [plain_record(row) for row in self.frame.to_dict("records")]

    def latest(self) -> Table:
        """Return the rows of the last period."""
        last = self.frame["period_start"].max()
        return replace(self, frame=self.frame[self.frame["period_start"] == last].reset_index(drop=True))


def tasks_of(view: View, ask: Ask) -> Table:
    """Return the task table of an indicator (TASK_TABLE columns, median, p90), the largest contribution first.

    ``history`` is the list of the task's means in all periods that have one, in the order of time.

    Raises
    ------
    UserError
        When the indicator does not compare tasks, or it, the department or the task does not exist.
    """
    indicator = same_task_indicator(ask)
    found = computed_for(view, ask, indicator, "tasks", lambda *asked: task_table(*asked, indicator=indicator))
    apart = replace(ask, indicators=(indicator.id,), keys=("task",), task=None, start=None, end=None)
    levels = results(view, apart).frame
    known = levels[levels["value"].notna()].groupby("task")["value"].apply(list)
    found = found.assign(history=found["task"].map(known))
    if indicator.unit in TIMES:
        found = _with_quantiles(view, ask, indicator, found)
    return Table(found if ask.task is None else found[found["task"] == _task(view, ask)], indicator, ask)


def quantiles_of(view: View, ask: Ask) -> Table:
    """Return n, median and p90 of a time per period (and department); errors as in ``tasks_of``."""
    indicator = same_task_indicator(ask)
    found = computed_for(
        view, ask, indicator, "quantiles", lambda *asked: quantiles(*asked, measure=indicator.measures[0])
    )
    return Table(found, indicator, ask)


def distribution_of(view: View, ask: Ask) -> Table:
    """Return value and count of every histogram bin of a time per period; errors as in ``tasks_of``."""
    indicator = same_task_indicator(ask)
    measure = indicator.measures[0]
    found = computed_for(
        view,
        ask,
        indicator,
        "distribution",
        lambda evidence, question: distribution(scoped(of_measures(evidence.cells, measure), question), ROW),
    )
    return Table(found, indicator, ask)


def survival_of(view: View, ask: Ask) -> Table:
    """Return the Kaplan-Meier median of processing time by period of receipt; errors as in ``tasks_of``."""
    indicator = indicators()["processing_time"]
    more = replace(indicator, measures=(*indicator.measures, "open_age"))
    return Table(computed_for(view, ask, more, "survival", survival_medians), indicator, ask)


def same_task_indicator(ask: Ask) -> Indicator:
    """Return the one indicator that is asked about (none named: processing time), refusing those without tasks."""
    name = ask.indicators[0] if ask.indicators else "processing_time"
    known = {one.id: one for one in indicators().values() if one.same_task}
    if name not in known:
        raise refuse("no_tasks", _NO_TASKS, name=name, known=", ".join(known))
    return known[name]


def computed_for(view: View, ask: Ask, indicator: Indicator, what: str, compute: Compute) -> pd.DataFrame:
    """Return what is computed over everything of the asked shape, then the rows asked for."""
    level = level_asked(view, ask.department, ask.level)
    department = ask.department and unit_asked(view, "department", ask.department, ask.organisation, level)
    task = _task(view, ask) if what != "tasks" else None
    shape = {"department": department is not None or "department" in ask.keys, "task": task is not None}
    keys: tuple[Key, ...] = tuple(key for key in ("department", "task") if shape[key])
    state = store_state(view)
    known = state and (*state, what, indicator.id, keys, ask.grain, ask.compare, ask.base_year, ask.organisation, level)
    asked = question_of(view, ask, keys, indicator)
    found = _FRAMES.get(
        known, lambda: compute(evidence_basis(view, indicator, ask.organisation, level).evidence, asked)
    )
    for name, wanted in (("department", department), ("task", task)):
        found = found if wanted is None else found[found[name] == wanted]
    if ask.start is not None:
        found = found[found["period_start"] >= pd.Timestamp(ask.start)]
    if ask.end is not None:
        found = found[found["period_start"] <= pd.Timestamp(ask.end)]
    return found.reset_index(drop=True)


def _with_quantiles(view: View, ask: Ask, indicator: Indicator, table: pd.DataFrame) -> pd.DataFrame:
    keys: tuple[Key, ...] = ("department", "task") if ask.department is not None else ("task",)
    state, level = store_state(view), level_asked(view, ask.department, ask.level)
    known = state and (*state, "task quantiles", indicator.id, keys, ask.grain, ask.organisation, level)
    asked = question_of(view, ask, keys, indicator)
    found = _FRAMES.get(
        known,
        lambda: quantiles(
            evidence_basis(view, indicator, ask.organisation, level).evidence, asked, measure=indicator.measures[0]
        ),
    )
    return table.merge(found[[*ROW, *LEVELS]], on=list(ROW), how="left")


def _task(view: View, ask: Ask) -> str | None:
    return None if ask.task is None else unit_asked(view, "task", ask.task, ask.organisation)


def plain_record(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Return a row as a JSON-ready object; null for what is missing or has no limit, whole numbers where they are."""
    record = {str(name): _plain(value) for name, value in row.items()}
    return {**record, **{name: int(record[name]) for name in WHOLE if record.get(name) is not None}}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, str) or value is None:
        return value
    number = float(value)
    return number if math.isfinite(number) else None
