"""Indicators that compare the same tasks: the level of all cases, the change within tasks, the chained index."""

from __future__ import annotations

import pandas as pd

from kpi.calc.basket import TASK_COLUMNS, decompose, matched
from kpi.calc.compare import against, blank_partial, counterpart_starts, mark_breaks, mark_open, open_shares
from kpi.calc.cumulative import chained
from kpi.calc.means import mean_levels, no_spread
from kpi.calc.scope import ROW, of_measures, pooled, scoped
from kpi.calc.verdict import FORBIDDING, finish
from kpi.core.frames import RESULT_COLUMNS, empty
from kpi.core.indicator import Compare, Evidence, Indicator, Question


def same_task_results(evidence: Evidence, question: Question, *, indicator: Indicator) -> pd.DataFrame:
    """Return the RESULT frame of an indicator whose first measure is a time (or a count) per case.

    value is the mean over all cases of the period, change the within effect over the tasks that occur in both periods
    (crude_change, mix and entry_exit beside it), index the chained Fisher index. The key of the basket is the task in the
    scope; rows by task have a basket of one. Comparisons across a series break or under the guard about open cases
    are not made and give no link.
    """
    measure = indicator.measures[0]
    levels = mean_levels(evidence, question, measure=measure)
    if levels.empty:
        return empty(RESULT_COLUMNS)
    levels = blank_partial(levels, evidence, source=indicator.source)
    tasks = task_sums(evidence, question, measure=measure)
    rows = _compared(levels, tasks, evidence, question, indicator=indicator, compare=question.compare)
    years = rows
    if question.compare != "previous":
        years = _compared(levels, tasks, evidence, question, indicator=indicator, compare="previous")
    rows = _with_index(rows, years, question)
    rows["no_spread"] = no_spread(rows)
    return finish(rows, indicator=indicator, question=question)


def task_sums(evidence: Evidence, question: Question, *, measure: str) -> pd.DataFrame:
    """Return n, wx and wxx of every task (``basket_task``) with cases, per row of the question."""
    cells = scoped(of_measures(evidence.cells, measure), question)
    sums = pooled(cells, [*ROW, "basket_task"], ("n", "wx", "wxx"))
    return _with_printed(sums).loc[lambda tasks: tasks["n"] > 0, [*ROW, *TASK_COLUMNS]]


def _with_printed(sums: pd.DataFrame) -> pd.DataFrame:
    """Return the sums with a mean printed without n, alone in its row, as one case without spread: never tested."""
    alone = sums["printed"].notna() & (sums.groupby(list(ROW))["basket_task"].transform("size") == 1)
    return sums.assign(n=sums["n"].mask(alone, 1.0), wx=sums["wx"].mask(alone, sums["printed"]))


def _compared(
    levels: pd.DataFrame,
    tasks: pd.DataFrame,
    evidence: Evidence,
    question: Question,
    *,
    indicator: Indicator,
    compare: Compare,
) -> pd.DataFrame:
    rows = comparisons(levels, evidence, question, indicator=indicator, compare=compare)
    split = decompose(sides(rows, tasks), confidence=question.settings.confidence).reindex(rows.index)
    for flag in ("pooled_spread", "no_matched_tasks"):
        split[flag] = split[flag].eq(True)
    rows = pd.concat([rows, split], axis=1)
    rows["change"] = rows["within"]
    return rows


def comparisons(
    levels: pd.DataFrame, evidence: Evidence, question: Question, *, indicator: Indicator, compare: Compare
) -> pd.DataFrame:
    """Return the levels beside those they are compared with, marked where the comparison may not be made."""
    starts = counterpart_starts(levels, compare=compare, base_year=question.settings.base_year)
    rows = mark_breaks(against(levels, starts), evidence, indicator=indicator)
    return mark_open(rows, open_shares(evidence, question), question=question)


def sides(rows: pd.DataFrame, tasks: pd.DataFrame) -> pd.DataFrame:
    """Return the tasks of both periods of each comparison (see ``basket.matched``); row is the index of ``rows``."""
    pairs = rows.loc[rows["value_0"].notna(), [*ROW, "counterpart"]].reset_index(names="row")
    now = pairs.merge(tasks, on=list(ROW))
    then = pairs.drop(columns="period_start").rename(columns={"counterpart": "period_start"}).merge(tasks, on=list(ROW))
    return matched(now, then)


def _with_index(rows: pd.DataFrame, years: pd.DataFrame, question: Question) -> pd.DataFrame:
    forbidden = years[FORBIDDING[0]] | years[FORBIDDING[1]]
    links = years.assign(link=years["fisher"].mask(forbidden))
    index = chained(links, compare=question.compare, base_year=question.settings.base_year)
    broken = rows["value"].notna() & index.isna()
    return rows.assign(index=index, chain_broken=broken)
