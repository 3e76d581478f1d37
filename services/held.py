"""A state of the store that nothing is kept of (a rehearsal, an earlier state): read once while it is looked at."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

import pandas as pd

from data.entered import Entry, EntryKind
from kpi.core.organisation import Register, RegisterKind
from services.evidence import Basis, View, together
from services.kept import Kept

MEASURES = 64
STATE = ("held", 0)
"""Of a held view there is one state."""


class Held:
    """A view that remembers its answers: for looking only, because what is written meanwhile is not seen."""

    def __init__(self, view: View) -> None:
        """Look at a view that does not change as long as this object lives."""
        self._view = view
        self._cells: Kept[pd.DataFrame] = Kept(MEASURES)
        self._pairs: Kept[pd.DataFrame] = Kept(MEASURES)
        self.bases: Kept[Basis] = Kept(2)
        self.claims, self.population, self.targets = cache(view.claims), cache(view.population), cache(view.targets)
        self.series_breaks = cache(view.series_breaks)
        self._register = cache(view.register)

    def cells(self, measures: Collection[str] | None = None) -> pd.DataFrame:
        """Return active cells, each measure read once."""
        return self._view.cells() if measures is None else together(self._cells, STATE, self._view.cells, measures)

    def pairs(self, measures: Collection[str] | None = None) -> pd.DataFrame:
        """Return active pairs, each measure read once."""
        return self._view.pairs() if measures is None else together(self._pairs, STATE, self._view.pairs, measures)

    def register(self, kind: RegisterKind) -> Register:
        """Return departments or tasks."""
        return self._register(kind)

    def setting(self, key: str, default: Any = None) -> Any:
        """Return a stored setting."""
        return self._view.setting(key, default)

    def entries(self, kind: EntryKind) -> list[Entry]:
        """Return what people entered."""
        return self._view.entries(kind)

    def upload_rows(self, upload_id: int) -> pd.DataFrame:
        """Return the kept rows of an upload."""
        return self._view.upload_rows(upload_id)
