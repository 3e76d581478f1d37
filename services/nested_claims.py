"""Which claims and figures of one unit stand beside those of a unit above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from data.store import Store
from data.uploads import Upload
from kpi.core.nesting import nested
from kpi.core.organisation import ALL_DEPARTMENTS, Register, normal
from kpi.core.periods import add_months

COUNTED_APART = frozenset({"collaboration_evaluation"})
"""A rating is of the unit that was rated: one of a bureau is none of its departments."""
SIDES = ("over", "under")
"""Columns of ``Pair.units``."""
SHOWN = 4
_CELL_SAME, _CELL_ALIKE = ("measure", "item", "role"), ("task", "stratum")


@dataclass(frozen=True)
class Pair:
    """Claims of two uploads (None: the file being checked) of which the departments of one stand under those of the other."""

    source: str
    upper: int | None
    lower: int | None
    units: pd.DataFrame
    """``over``, ``under``: departments as the files wrote them; ``first``, ``last``: the days they have in common."""

    @property
    def period(self) -> str:
        """The months in common, as both languages write them."""
        first, last = self.units["first"].min(), self.units["last"].max()
        return f"{first:%Y-%m}" if f"{first:%Y-%m}" == f"{last:%Y-%m}" else f"{first:%Y-%m}~{last:%Y-%m}"

    def names(self, column: str) -> str:
        """Return the departments of one side, the first few."""
        found = list(dict.fromkeys(self.units[column]))
        return ", ".join(found[:SHOWN]) + (" ..." if len(found) > SHOWN else "")


def stored(store: Store, uploads: dict[int, Upload]) -> Iterator[Pair]:
    """Yield the pairs among the uploads that count, without those of which somebody said that they are figures of their own."""
    register = store.register("department")
    if not register.parents:
        return
    held = claims_of(store.claims())
    for source, claims in held.groupby("source"):
        for pair in pairs_of(claims, claims, register) if source not in COUNTED_APART else ():
            if not any(uploads[one or 0].mapping.get("levels") == "apart" for one in (pair.upper, pair.lower)):
                yield pair


def claims_of(claims: pd.DataFrame) -> pd.DataFrame:
    """Return claims of single departments as places: source, department, its ``key``, period, ``upload`` (0: the file)."""
    named = claims[claims["department"].ne(ALL_DEPARTMENTS)].reset_index(drop=True)
    named = named.rename(columns={"claim_start": "period_start", "claim_months": "period_months"})
    named["key"] = named["department"].map({name: normal(name) for name in named["department"].unique()})
    return named if "upload" in named else named.assign(upload=0)


def pairs_of(upper: pd.DataFrame, lower: pd.DataFrame, register: Register) -> Iterator[Pair]:
    """Yield by pair of uploads what stands under what."""
    found = nested(upper, lower, register)
    if found.empty:
        return
    over, under = upper.loc[found["upper"]].reset_index(drop=True), lower.loc[found["lower"]].reset_index(drop=True)
    ends = [_ends(one) for one in (over, under)]
    units = pd.DataFrame(
        {
            "over": over["department"],
            "under": under["department"],
            "first": over["period_start"].where(over["period_start"] > under["period_start"], under["period_start"]),
            "last": ends[0].where(ends[0] < ends[1], ends[1]),
        }
    )
    by = [over["source"], over["upload"], under["upload"]]
    for (source, above_id, below_id), mine in units.groupby(by, sort=True):
        yield Pair(str(source), int(above_id) or None, int(below_id) or None, mine)


def _ends(claims: pd.DataFrame) -> pd.Series:
    """Return the last month of each claim, as its first day."""
    months = zip(claims["period_start"], claims["period_months"], strict=True)
    return pd.Series([pd.Timestamp(add_months(start.date(), int(number) - 1)) for start, number in months])


def row_keys(parts: Iterable[pd.DataFrame], departments: set[str]) -> set[str]:
    """Return what tells the rows of some departments from all others: hashes of their case numbers."""
    return {key for rows in parts for key in rows.loc[rows["department"].isin(departments), "row_key"]}


def by_case(mapping: object) -> bool:
    """Return whether an upload was read as single cases, one a row."""
    return isinstance(mapping, dict) and mapping.get("form") == "row"


def numbered(mapping: object) -> bool:
    """Return whether an upload was read as single cases with numbers."""
    return isinstance(mapping, dict) and by_case(mapping) and "case_id" in mapping.get("columns", {})


def figures_of(cells: pd.DataFrame, upload: int | None = None) -> pd.DataFrame:
    """Return for which departments, periods and keys there are figures, each once."""
    chosen = cells if upload is None else cells[cells["upload"].eq(upload)]
    names = ["department", "period_start", "period_months", *_CELL_SAME, *_CELL_ALIKE]
    return chosen.loc[chosen["group"].eq(""), names].drop_duplicates(ignore_index=True)


def same_figures(over: pd.DataFrame, under: pd.DataFrame, pair: Pair, register: Register) -> bool:
    """Return whether figures of the same thing are among those of the departments of a pair."""
    upper = over[over["department"].isin(pair.units["over"])]
    lower = under[under["department"].isin(pair.units["under"])]
    return not nested(upper, lower, register, same=_CELL_SAME, alike=_CELL_ALIKE).empty
