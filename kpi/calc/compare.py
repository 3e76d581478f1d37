"""What a row is compared with, and what forbids the comparison."""

from __future__ import annotations

import pandas as pd

from kpi.calc.scope import ROW, SCOPE, joined, of_measures, pooled, scoped
from kpi.core.frames import CELL_SUMS
from kpi.core.indicator import Compare, Evidence, Indicator, Question
from kpi.core.organisation import ALL_DEPARTMENTS
from kpi.core.periods import shift_years

EVERYTHING = ("", "*")


def ends(starts: pd.Series, months: pd.Series) -> pd.Series:
    """Return the first day after each period of whole months."""
    total = starts.dt.year.astype("int64") * 12 + starts.dt.month - 1 + months.astype("int64")
    return _first_of(total // 12, total % 12 + 1)


def _first_of(year: pd.Series, month: pd.Series) -> pd.Series:
    parts = pd.DataFrame({"year": year, "month": month, "day": 1})
    return pd.to_datetime(parts).astype("datetime64[s]")


def blank_partial(levels: pd.DataFrame, evidence: Evidence, *, source: str) -> pd.DataFrame:
    """Return the levels without value and limits (n stays) where no claim of the source covers the period.

    A claim covers a row when their months overlap and it speaks for the row's department or for all; rows of the whole
    organisation are covered by any department's claim. Adds the note column ``partial``.
    """
    partial = ~covered(levels, evidence.claims, source=source) | ~whole_windows(levels, evidence.claims, source=source)
    blank = {name: levels[name].mask(partial) for name in ("value", "low", "high", "variance") if name in levels}
    return levels.assign(**blank, partial=partial)


def covered(levels: pd.DataFrame, claims: pd.DataFrame, *, source: str) -> pd.Series:
    """Return for each row whether a claim of the source overlaps its period and speaks for its department."""
    keys = list(ROW[:3])
    mine = claims[claims["source"] == source]
    mine = mine.assign(claim_end=ends(mine["claim_start"], mine["claim_months"]))
    spans = mine[["claim_start", "claim_end", "department"]].drop_duplicates()
    periods = levels[keys].drop_duplicates()
    general = spans.loc[spans["department"] == ALL_DEPARTMENTS, ["claim_start", "claim_end"]]
    anyone = spans[["claim_start", "claim_end"]].drop_duplicates()
    named = spans.astype({"department": "object"})
    pairs = pd.concat(
        [
            periods.astype({"department": "object"}).merge(named, on="department"),
            periods.merge(general, how="cross"),
            periods[periods["department"] == ""].merge(anyone, how="cross"),
        ]
    ).astype({"department": "str"})
    overlap = pairs["claim_start"] < ends(pairs["period_start"], pairs["period_months"])
    overlap &= pairs["period_start"] < pairs["claim_end"]
    found = pairs.loc[overlap, keys].drop_duplicates().assign(covered=True)
    merged = levels[keys].merge(found, on=keys, how="left")["covered"]
    return pd.Series(merged.notna().to_numpy(), index=levels.index)


def whole_windows(levels: pd.DataFrame, claims: pd.DataFrame, *, source: str) -> pd.Series:
    """Return for each row whether every month of its year is claimed, where that year begins in another month than January.

    The first and the last such window of a series hold a part of a year only; other rows are always whole.
    """
    mine = claims.loc[claims["source"] == source, ["claim_start", "claim_months"]].drop_duplicates()
    starts = mine["claim_start"].dt.year * 12 + mine["claim_start"].dt.month
    claimed = {
        month + step for month, length in zip(starts, mine["claim_months"], strict=True) for step in range(length)
    }
    first = levels["period_start"].dt.year * 12 + levels["period_start"].dt.month
    shifted = (levels["period_months"] == 12) & (levels["period_start"].dt.month != 1)
    known = {month: all(month + step in claimed for step in range(12)) for month in first.unique()}
    return ~shifted | first.map(known).astype("bool")


def first_years(levels: pd.DataFrame) -> pd.Series:
    """Return for each row the first year in which its scope has a value (missing if none)."""
    years = levels["period_start"].dt.year.astype("float64").where(levels["value"].notna())
    return years.groupby([levels[name] for name in SCOPE]).transform("min")


def counterpart_starts(levels: pd.DataFrame, *, compare: Compare, base_year: int | None = None) -> pd.Series:
    """Return the start of the period each row is compared with; missing where there is nothing to compare.

    "previous": one year earlier. "base": the same months of the base year (else of the first year with data of the
    scope); an int: the same months of that year. The base itself and what lies before it are not compared.
    """
    starts = levels["period_start"]
    if compare == "previous":
        return shift_years(starts, -1)
    if isinstance(compare, int):
        base = pd.Series(float(compare), index=levels.index)
    elif base_year is not None:
        base = pd.Series(float(base_year), index=levels.index)
    else:
        base = first_years(levels)
    later = starts.dt.year > base
    filled = base.where(later, starts.dt.year).astype("int64")
    return _first_of(filled, starts.dt.month).where(later)


def against(levels: pd.DataFrame, starts: pd.Series) -> pd.DataFrame:
    """Return the levels with every column of their counterparts beside them under the suffix ``_0``.

    Adds the note column ``no_counterpart`` (a value, a period to compare with, but no value there). Rows with the note
    ``partial`` are compared with nothing and serve as nobody's counterpart.
    """
    levels = levels.assign(counterpart=starts.where(levels["value"].notna()))
    usable = levels[levels["value"].notna()].drop(columns="counterpart").add_suffix("_0")
    left = ["counterpart", *ROW[1:]]
    rows = levels.merge(usable, left_on=left, right_on=[f"{name}_0" for name in ROW], how="left", validate="m:1")
    return rows.assign(no_counterpart=rows["counterpart"].notna() & rows["value_0"].isna())


def mark_breaks(rows: pd.DataFrame, evidence: Evidence, *, indicator: Indicator) -> pd.DataFrame:
    """Return the rows with the note column ``series_break``.

    A break lies between two periods when it takes effect after the first day of the earlier one and not after the last
    day of the later one. It may name a measure, an indicator, a source or everything; one of a single item is none of the whole. A break without a department concerns everybody, one of a department only its own rows.
    """
    breaks = evidence.breaks[evidence.breaks["item"].isin(EVERYTHING)]
    names = [*indicator.measures, indicator.id, indicator.source, *EVERYTHING]
    broken = pd.Series(False, index=rows.index)
    last = ends(rows["period_start"], rows["period_months"])
    days = pd.to_datetime(breaks["effective_on"])
    for measure, department, day in zip(breaks["measure"], breaks["department"], days, strict=True):
        if measure in names:
            between = (rows["counterpart"] < day) & (day < last)
            broken |= between if department in EVERYTHING else between & (rows["department"] == department)
    return rows.assign(series_break=broken & rows["value_0"].notna())


def open_shares(evidence: Evidence, question: Question) -> pd.DataFrame:
    """Return the share (0-1) of cases without a close date per row, by period of receipt, as ``open_share``."""
    sums = {}
    for measure in ("received", "open"):
        cells = scoped(of_measures(evidence.cells, measure), question)
        sums[measure] = pooled(cells, ROW, CELL_SUMS[:1])[[*ROW, "n"]].rename(columns={"n": measure})
    both = joined(sums["received"], sums["open"])
    share = both["open"].fillna(0.0) / both["received"].where(both["received"] > 0)
    return both.assign(open_share=share)[[*ROW, "open_share"]]


def mark_open(rows: pd.DataFrame, shares: pd.DataFrame, *, question: Question) -> pd.DataFrame:
    """Return the rows with the note column ``open_cases``: too many open in either period, or too different."""
    settings = question.settings
    now = rows[list(ROW)].merge(shares, on=list(ROW), how="left")["open_share"].to_numpy()
    keys = ["counterpart", *ROW[1:]]
    then_shares = shares.rename(columns={"period_start": "counterpart"})
    then = rows[keys].merge(then_shares, on=keys, how="left")["open_share"].to_numpy()
    limit, apart = settings.guard_open_share, settings.guard_difference
    guarded = (now > limit) | (then > limit) | (abs(now - then) > apart + 1e-12)
    return rows.assign(open_cases=guarded & rows["value_0"].notna())
