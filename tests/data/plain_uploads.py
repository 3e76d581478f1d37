"""Uploads as plain lists remember them: what they claim and show, and which of them cannot stand side by side."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path

from kpi.core.batch import Batch

_SPEC = importlib.util.spec_from_file_location("store_batches", Path(__file__).parent / "conftest.py")
assert _SPEC is not None
assert _SPEC.loader is not None
_BATCHES = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_BATCHES)


@dataclass
class Kept:
    """An upload as the plain list remembers it."""

    id: int
    source: str
    months: int
    claims: frozenset[tuple[str, str]]
    value: float
    withdrawn: bool = False
    recomputed: float | None = None

    @property
    def shown(self) -> float:
        return self.value if self.recomputed is None else self.recomputed

    def batch(self, value: float) -> Batch:
        rows = [(start, "" if name == "*" else name, value) for start, name in sorted(self.claims)]
        return _BATCHES.build_batch(rows, source=self.source, months=self.months, claims=sorted(self.claims))

    @property
    def content(self) -> tuple[object, ...]:
        return self.source, self.months, self.claims, self.value


def days(start: str, months: int) -> set[int]:
    year, month, _ = map(int, start.split("-"))
    return set(range(year * 12 + month, year * 12 + month + months))


def replaces(new: str, old: str) -> bool:
    return new in (old, "*")


def clash(old: Kept, new: Kept) -> bool:
    """Return whether some month would count twice."""
    for old_start, old_name in old.claims:
        for new_start, new_name in new.claims:
            if "*" not in (old_name, new_name) and old_name != new_name:
                continue
            if not days(old_start, old.months) & days(new_start, new.months):
                continue
            if (old_start, old.months) != (new_start, new.months) or not replaces(new_name, old_name):
                return True
    return False
