"""The task table: who got faster, who slower, with what weight, and what that adds to the change of all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from kpi.calc.basket import effects_of
from kpi.calc.compare import blank_partial
from kpi.calc.means import mean_levels
from kpi.calc.same_task import comparisons, same_task_results, sides, task_sums
from kpi.calc.scope import ROW
from kpi.calc.verdict import FORBIDDING
from kpi.core.frames import TASK_TABLE_COLUMNS, empty
from kpi.core.indicator import Evidence, Indicator, Question

TESTED = ("change", "change_low", "change_high", "p", "p_adjusted", "verdict", "note")
_KEYS = list(ROW[:3])


def task_table(evidence: Evidence, question: Question, *, indicator: Indicator) -> pd.DataFrame:
    """Return one TASK_TABLE row per comparison of the question and task that occurs in either period.

    ``mean`` and ``n`` are those of the period, ``mean_0`` and ``n_0`` those it is compared with; ``presence`` is both, new
    or ended. For tasks in both: ``weight`` (mean share of the two periods among matched tasks, 0-1), ``contribution``
    (weight x difference of means: they add up to the within effect), ``mix`` (they add up to the mix effect). The change
    of the task itself, its interval, p, p adjusted over all tasks of the period, verdict and note are those of the task's
    own RESULT row. Where the comparison of all may not be made, nothing is compared. Largest contribution first.
    """
    measure = indicator.measures[0]
    levels = mean_levels(evidence, question, measure=measure)
    if levels.empty:
        return empty(TASK_TABLE_COLUMNS)
    levels = blank_partial(levels, evidence, source=indicator.source)
    rows = comparisons(levels, evidence, question, indicator=indicator, compare=question.compare)
    tasks = effects_of(sides(rows, task_sums(evidence, question, measure=measure)))
    if tasks.empty:
        return empty(TASK_TABLE_COLUMNS)
    forbidden = rows[FORBIDDING[0]] | rows[FORBIDDING[1]]
    table = tasks.join(rows[[*_KEYS]].assign(forbidden=forbidden), on="row")
    table = table.rename(columns={"basket_task": "task"}).assign(
        contribution=table["within"], presence=_presence(tasks)
    )
    table = _with_tests(table, evidence, question, indicator=indicator)
    for name in ("weight", "contribution", "mix"):
        table[name] = table[name].where(table["both"] & ~table["forbidden"])
    return _finished(table)


def _presence(tasks: pd.DataFrame) -> npt.NDArray[np.str_]:
    return np.select([tasks["both"], tasks["n"] > 0], ["both", "new"], default="ended")


def _with_tests(table: pd.DataFrame, evidence: Evidence, question: Question, *, indicator: Indicator) -> pd.DataFrame:
    """Return the table with what the tasks' own RESULT rows say; a task without a name has no row of its own."""
    apart = replace(question, keys=tuple(dict.fromkeys((*question.keys, "task"))))
    own = same_task_results(evidence, apart, indicator=indicator)[[*ROW, *TESTED]]
    table = table.astype({"department": "str", "task": "str"}).merge(own, on=list(ROW), how="left")
    numbers = {name: table[name].mask(table["forbidden"]) for name in TESTED[:5]}
    verdict = table["verdict"].fillna("").mask(table["forbidden"], "not_comparable")
    return table.assign(**numbers, verdict=verdict.where(table["both"], ""), note=table["note"].fillna(""))


def _finished(table: pd.DataFrame) -> pd.DataFrame:
    size = -table["contribution"].abs().fillna(-1.0)
    ordered = table.assign(size=size).sort_values([*_KEYS, "size", "task"], kind="stable", ignore_index=True)
    return ordered.reindex(columns=list(TASK_TABLE_COLUMNS)).astype(
        {"period_start": "datetime64[s]", "period_months": "int64"}
    )
