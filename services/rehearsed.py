"""What an edit of the registers would change in the numbers: worked out beside the store, with as little as it takes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from data.entered import Entry, EntryKind
from data.store import Store, Trial
from kpi.core.hierarchy import POOLING
from kpi.core.indicator import Indicator, indicators
from kpi.core.organisation import Level, Register, RegisterKind
from kpi.core.periods import Period
from kpi.core.restating import placed
from services.evidence import Basis, Facts, Organisation, basis_of, facts_of
from services.results import Ask, computed, rows_of

APART = ("processing_records",)
"""Sources whose numbers of a department rest on nothing but the facts of that department (a test holds them to it)."""
_COLUMNS: tuple[tuple[str, RegisterKind], ...] = (
    ("department", "department"),
    ("task", "task"),
    ("rater_department", "department"),
)
_KINDS: tuple[RegisterKind, ...] = ("department", "task")
Registers = Mapping[RegisterKind, Register]
Values = dict[tuple[str, Any, int, str], float]


@dataclass(frozen=True)
class Change:
    """One number of a department that an edit changes; None where there is none."""

    indicator: Indicator
    period: Period
    department: str
    before: float | None
    after: float | None


def changed_numbers(store: Store, act: Callable[[Trial], object]) -> tuple[Change, ...]:
    """Return which yearly headline numbers of departments an edit changes; nothing is kept.

    Where it changes levels or parents, the numbers of bureaus and divisions are said, too. An indicator is computed only
    where the edit counts facts elsewhere, and over the departments concerned alone where its numbers rest on nothing
    else. Raises what ``act`` raises.
    """
    with store.trial() as trial:
        old = {kind: trial.register(kind) for kind in _KINDS}
        act(trial)
        new = {kind: trial.register(kind) for kind in _KINDS}
    before: Values = {}
    after: Values = {}
    for indicator in [item for item in indicators().values() if item.card]:
        facts = facts_of(store, indicator.measures)
        for level in (None, *(level for level in POOLING if level in _levels(old, new))):
            concerned = _concerned(facts, old, new, level)
            if concerned:
                before |= _values(computed(store, indicator, Ask(level=level), ("department",)), concerned)
                after |= _values(_computed(_Ahead(store, new), indicator, facts, level, concerned), concerned)
    return _changes(before, after)


class _Ahead:
    """A store as it is but for its registers."""

    def __init__(self, store: Store, registers: Registers) -> None:
        self._store, self._registers = store, registers
        self.cells, self.pairs, self.claims = store.cells, store.pairs, store.claims
        self.series_breaks, self.population, self.targets = store.series_breaks, store.population, store.targets

    def register(self, kind: RegisterKind) -> Register:
        """Return the register as it would be."""
        return self._registers[kind]

    def setting(self, key: str, default: Any = None) -> Any:
        """Return a stored setting."""
        return self._store.setting(key, default)

    def entries(self, kind: EntryKind) -> list[Entry]:
        """Return what people entered."""
        return self._store.entries(kind)

    def upload_rows(self, upload_id: int) -> pd.DataFrame:
        """Return the kept rows of an upload."""
        return self._store.upload_rows(upload_id)


def _levels(old: Registers, new: Registers) -> set[Level]:
    """Return the levels at which numbers may change because units stand elsewhere."""
    before, after = old["department"], new["department"]
    if (before.levels, before.parents) == (after.levels, after.parents):
        return set()
    return {*before.levels.values(), *after.levels.values()}


def _concerned(facts: Facts, old: Registers, new: Registers, level: Level | None) -> set[str]:
    """Return the departments, before and after, in which facts are that the two registers do not put in the same place."""
    keys = ["department", "task", "rater_department", "period_start", "claim_start"]
    held = facts.cells[keys].drop_duplicates(ignore_index=True)
    moved = pd.Series(False, index=held.index)
    names: list[pd.Series] = []
    for column, kind in _COLUMNS:
        pooled = level if column == "department" else None
        before, after = (placed(held, column, registers[kind], level=pooled) for registers in (old, new))
        pairs, at = np.unique(np.stack([before.rows, after.rows]), axis=1, return_inverse=True)
        apart = [before.places[one] != after.places[other] for one, other in pairs.T.tolist()]
        moved |= np.array(apart, dtype="bool")[at]
        if column == "department":
            names = [
                pd.Series([{name for name, _ in one} for one in side.places]).iloc[side.rows]
                for side in (before, after)
            ]
    return {name for found in names for one in found[moved.to_numpy()] for name in one}


def _computed(
    view: _Ahead, indicator: Indicator, facts: Facts, level: Level | None, concerned: Collection[str]
) -> pd.DataFrame:
    def basis(organisation: Organisation, pooled: Level | None) -> Basis:
        whole = basis_of(view, indicator, organisation, level=pooled, facts=facts)
        if indicator.source not in APART:
            return whole
        cells = whole.evidence.cells
        return replace(whole, evidence=replace(whole.evidence, cells=cells[cells["department"].isin(concerned)]))

    return rows_of(view, indicator, Ask(level=level), ("department",), basis)


def _values(frame: pd.DataFrame, concerned: Collection[str]) -> Values:
    frame = frame[frame["value"].notna() & frame["department"].isin(concerned)]
    keys = zip(frame["indicator"], frame["period_start"], frame["period_months"], frame["department"], strict=True)
    return dict(zip(keys, frame["value"], strict=True))


def _changes(before: Values, after: Values) -> tuple[Change, ...]:
    known = indicators()
    return tuple(
        Change(known[key[0]], Period(key[1].date(), int(key[2])), key[3], before.get(key), after.get(key))
        for key in sorted(before.keys() | after.keys(), key=lambda key: (key[0], key[3], key[1]))
        if before.get(key) != after.get(key)
    )
