"""What a store holds: the choices a filter can offer, and how fresh the data are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import pandas as pd

from data.store import Store
from kpi.calc.compare import EVERYTHING
from kpi.core.hierarchy import POOLING
from kpi.core.indicator import Indicator, indicators
from kpi.core.organisation import Level, Register
from kpi.core.periods import add_months
from kpi.core.succession import is_gone
from kpi.core.text import Text
from loaders.source import sources
from services.aims import unit_named
from services.demo import is_demo
from services.evidence import View
from services.results import Ask, results


@dataclass(frozen=True)
class SourceState:
    """What is there of one source: how many uploads count, the latest as-of date and load."""

    id: str
    name: Text
    uploads: int
    as_of: dt.date | None
    loaded_at: dt.datetime | None


@dataclass(frozen=True)
class Scope:
    """The years, departments and tasks with data, the state of each source, and whether it is all made up.

    ``former``: departments that have ended; ``levels``: those into which departments can be pooled.
    """

    years: tuple[int, ...]
    departments: tuple[str, ...]
    former: tuple[str, ...]
    levels: tuple[Level, ...]
    tasks: tuple[str, ...]
    sources: tuple[SourceState, ...]
    demo: bool
    revision: int

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self.years

    def end_of(self, year: int | None) -> dt.date | None:
        """Return the last day of a year; for None of the last one with data, itself None in an empty store.

        Records may have a day beyond it (when they are due), in a year that no upload covers.
        """
        last = year or max(self.years, default=None)
        return dt.date(last, 12, 31) if last else None

    @property
    def as_of(self) -> dt.date | None:
        """The latest as-of date of any source."""
        days = [state.as_of for state in self.sources if state.as_of]
        return max(days, default=None)

    @property
    def loaded_at(self) -> dt.datetime | None:
        """When the latest upload was saved."""
        times = [state.loaded_at for state in self.sources if state.loaded_at]
        return max(times, default=None)


def scope(store: Store) -> Scope:
    """Return what the store holds; all empty for an empty store."""
    years, departments = _years(store.claims()), store.register("department")
    uploads = [upload for upload in store.uploads() if upload.active]
    states = []
    for source in sources().values():
        mine = [upload for upload in uploads if upload.source == source.id]
        days = [upload.as_of for upload in mine if upload.as_of]
        times = [upload.at for upload in mine]
        states.append(SourceState(source.id, source.name, len(mine), max(days, default=None), max(times, default=None)))
    return Scope(
        years=years,
        departments=_at_work(departments),
        former=tuple(name for name in departments.names if name not in _at_work(departments)),
        levels=tuple(level for level in POOLING if level in departments.levels.values() and departments.parents),
        tasks=_at_work(store.register("task")),
        sources=tuple(states),
        demo=is_demo(store),
        revision=store.revision(),
    )


def breaks_for(store: View, indicator: Indicator, *, department: str | None = None) -> tuple[tuple[dt.date, str], ...]:
    """Return day and reason of the breaks that concern an indicator, of one department or the whole organisation.

    Those of a single item of a survey are left out: the indicator goes on.
    """
    table, departments = store.series_breaks(), store.register("department")
    table = table.assign(department=[unit_named(name, departments) for name in table["department"]])
    names = [*indicator.measures, indicator.id, indicator.source, *EVERYTHING]
    table = table[
        table["item"].isin(EVERYTHING)
        & table["measure"].isin(names)
        & table["department"].isin([*EVERYTHING, department or ""])
    ]
    return tuple((row.effective_on.date(), row.reason) for row in table.sort_values("effective_on").itertuples())


def cards(store: Store, ask: Ask) -> list[Indicator]:
    """Return the indicator of each pillar's card: the marked one, else the first of the pillar that has values."""
    pillars: dict[str, list[Indicator]] = {}
    for indicator in indicators().values():
        pillars.setdefault(indicator.pillar, []).append(indicator)
    return [next((one for one in mine if _has_values(store, ask, one)), mine[0]) for mine in pillars.values()]


def _has_values(store: Store, ask: Ask, indicator: Indicator) -> bool:
    if indicator.status != "published":
        return False
    return bool(results(store, replace(ask, indicators=(indicator.id,))).frame["value"].notna().any())


def _at_work(register: Register) -> tuple[str, ...]:
    """Return today's names of the units that are there in today's organisation."""
    return tuple(unit.name for unit in register.units if not is_gone(register, unit.id))


def _years(claims: pd.DataFrame) -> tuple[int, ...]:
    found: set[int] = set()
    for start, months in claims[["claim_start", "claim_months"]].drop_duplicates().itertuples(index=False):
        last = add_months(start.date(), int(months) - 1)
        found.update(range(start.year, last.year + 1))
    return tuple(sorted(found))
