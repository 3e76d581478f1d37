"""What an indicator may use, gathered from the store in the words of an organisation: today's, or as it was reported."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import numpy as np
import pandas as pd

from data.entered import Entry, EntryKind
from kpi.core.hierarchy import unknown_shares
from kpi.core.indicator import Evidence, Indicator
from kpi.core.organisation import Level, Register, RegisterKind
from kpi.core.restating import as_reported, rename, restate, shared
from services.aims import unit_named
from services.kept import Kept

Organisation = Literal["today", "reported"]


class View(Protocol):
    """What is read of a store; a rehearsal inside a transaction can be asked the same."""

    def cells(self, measures: Collection[str] | None = None) -> pd.DataFrame:
        """Active cells."""

    def pairs(self, measures: Collection[str] | None = None) -> pd.DataFrame:
        """Active pairs."""

    def claims(self) -> pd.DataFrame:
        """Active claims."""

    def register(self, kind: RegisterKind) -> Register:
        """Departments or tasks."""

    def setting(self, key: str, default: Any = None) -> Any:
        """A stored setting."""

    def series_breaks(self) -> pd.DataFrame:
        """Series breaks."""

    def population(self) -> pd.DataFrame:
        """Population sizes."""

    def targets(self) -> pd.DataFrame:
        """Targets."""

    def entries(self, kind: EntryKind) -> list[Entry]:
        """What people entered."""

    def upload_rows(self, upload_id: int) -> pd.DataFrame:
        """The kept rows of an upload."""


@dataclass(frozen=True)
class Basis:
    """The evidence of an indicator, and which of its rows rest on shares: kind -> frame of ``name`` and ``day``."""

    evidence: Evidence
    shares: dict[RegisterKind, pd.DataFrame]


@dataclass(frozen=True)
class Facts:
    """What the store holds of some measures, under the names that the files wrote."""

    cells: pd.DataFrame
    pairs: pd.DataFrame
    claims: pd.DataFrame


_CELLS: Kept[pd.DataFrame] = Kept(32)
_PAIRS: Kept[pd.DataFrame] = Kept(32)
_CLAIMS: Kept[pd.DataFrame] = Kept(2)


def store_state(view: View) -> tuple[str, int] | None:
    """Return what identifies the content of a store; None for a rehearsal, whose answers are not kept."""
    revision, url = getattr(view, "revision", None), getattr(view, "url", None)
    return (str(url), revision()) if callable(revision) and url is not None else None


def facts_of(view: View, measures: tuple[str, ...]) -> Facts:
    """Return the facts of these measures, each kept per revision of the store; nobody may change them."""
    state = store_state(view)
    return Facts(
        together(_CELLS, state, view.cells, measures),
        together(_PAIRS, state, view.pairs, measures),
        _CLAIMS.get(state, view.claims),
    )


def together(
    kept: Kept[pd.DataFrame],
    state: tuple[str, int] | None,
    read: Callable[[Collection[str]], pd.DataFrame],
    measures: Collection[str],
) -> pd.DataFrame:
    """Return the facts of these measures in the order of the store, of which only those not kept yet are read."""
    if state is None:
        return read(measures)

    def missing(keys: list[Hashable]) -> list[pd.DataFrame]:
        names = [name for name in measures if (state, name) in keys]
        found = read(names)
        return [found[found["measure"] == name].reset_index(drop=True) for name in names]

    parts = kept.get_all([(state, name) for name in measures], missing)
    filled = [part for part in parts if len(part)] or parts[:1]
    if len(filled) == 1:
        return filled[0]
    whole = pd.concat(filled, ignore_index=True)
    order = np.lexsort((whole["number"].to_numpy(), whole["upload"].to_numpy()))
    return whole.take(order).reset_index(drop=True)


def basis_of(
    view: View,
    indicator: Indicator,
    organisation: Organisation,
    *,
    level: Level | None = None,
    facts: Facts | None = None,
) -> Basis:
    """Return the cells an indicator needs, in the units of today's organisation or as they were reported.

    Tasks are always today's: what is compared as the same task does not depend on how departments are shown. ``level``:
    departments count under the unit of that level; raters stay in their own. ``facts``: else those of the view.
    """
    held = facts or facts_of(view, indicator.measures)
    departments, tasks = view.register("department"), view.register("task")
    said: Callable[..., pd.DataFrame] = restate if organisation == "today" else as_reported
    shares: dict[RegisterKind, pd.DataFrame] = {"task": shared(held.cells, "task", tasks)}
    if organisation == "today":
        shares["department"] = shared(held.cells, "department", departments, level=level)
    raters = rename if organisation == "today" else as_reported
    made = restate(said(held.cells, "department", departments, level=level), "task", tasks)
    evidence = Evidence(
        raters(made, "rater_department", departments),
        restate(said(held.pairs, "department", departments, level=level), "task", tasks),
        said(held.claims, "department", departments, on="claim_start", level=level),
        _breaks(view.series_breaks(), departments, organisation, level),
        view.population(),
    )
    return Basis(evidence, shares)


def _breaks(
    entered: pd.DataFrame, departments: Register, organisation: Organisation, level: Level | None
) -> pd.DataFrame:
    """Return the breaks that were entered, and those where work of an unknown share went to another unit.

    What breaks the series of a department breaks that of the unit it is pooled into.
    """
    if level is not None and not entered.empty:
        said = restate if organisation == "today" else as_reported
        entered = said(entered, "department", departments, on="effective_on", level=level)
    elif organisation == "today" and not entered.empty:
        names = [unit_named(name, departments) for name in entered["department"]]
        entered = entered.assign(department=names).astype({"department": "str"})
    unknown = unknown_shares(departments, level) if organisation == "today" else ()
    rows = [
        {"measure": "", "item": "", "department": name, "effective_on": pd.Timestamp(day), "reason": ""}
        for name, day in unknown
    ]
    if not rows:
        return entered
    more = pd.DataFrame(rows).reindex(columns=entered.columns)
    return pd.concat([entered, more.astype(entered.dtypes.to_dict())], ignore_index=True)
