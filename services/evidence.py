"""What an indicator may use, gathered from the store in the words of an organisation: today's, or as it was reported."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import pandas as pd

from data.entered import Entry, EntryKind
from kpi.core.indicator import Evidence, Indicator
from kpi.core.organisation import Register, RegisterKind
from kpi.core.restating import as_reported, rename, restate, shared
from kpi.core.succession import unknown_shares

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


@dataclass(frozen=True)
class Basis:
    """The evidence of an indicator, and which of its rows rest on shares: kind -> frame of ``name`` and ``day``."""

    evidence: Evidence
    shares: dict[RegisterKind, pd.DataFrame]


def basis_of(view: View, indicator: Indicator, organisation: Organisation) -> Basis:
    """Return the cells an indicator needs, in the units of today's organisation or as they were reported.

    Tasks are always today's: what is compared as the same task does not depend on how departments are shown.
    """
    departments, tasks = view.register("department"), view.register("task")
    cells, pairs = view.cells(indicator.measures), view.pairs(indicator.measures)
    said: Callable[..., pd.DataFrame] = restate if organisation == "today" else as_reported
    shares: dict[RegisterKind, pd.DataFrame] = {"task": shared(cells, "task", tasks)}
    if organisation == "today":
        shares["department"] = shared(cells, "department", departments)
    raters = rename if organisation == "today" else as_reported
    made = restate(said(cells, "department", departments), "task", tasks)
    evidence = Evidence(
        raters(made, "rater_department", departments),
        restate(said(pairs, "department", departments), "task", tasks),
        said(view.claims(), "department", departments, on="claim_start"),
        _breaks(view.series_breaks(), departments, organisation),
        view.population(),
    )
    return Basis(evidence, shares)


def _breaks(entered: pd.DataFrame, departments: Register, organisation: Organisation) -> pd.DataFrame:
    """Return the breaks that were entered, and those where work of an unknown share went to another unit."""
    unknown = unknown_shares(departments) if organisation == "today" else ()
    rows = [
        {"measure": "", "item": "", "department": name, "effective_on": pd.Timestamp(day), "reason": ""}
        for name, day in unknown
    ]
    if not rows:
        return entered
    more = pd.DataFrame(rows).reindex(columns=entered.columns)
    return pd.concat([entered, more.astype(entered.dtypes.to_dict())], ignore_index=True)
