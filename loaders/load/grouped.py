"""Rows by the keys of the cell they belong to: found out once, for however many measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from loaders.cells.distinct import factorized
from loaders.load.exact import Groups

_MOST_NUMBERS = 1 << 62
"""Numbers of groups must stay below what 64 bits hold."""
_FEW_A_ROW = 4
"""Possible groups a row up to which a table of all of them is quicker than looking each row's up."""


@dataclass(frozen=True)
class Grouped:
    """Rows and their keys: ``keys`` has one row a group, ``group`` is the number of each row's group."""

    keys: pd.DataFrame
    group: Groups

    @classmethod
    def of(cls, keys: pd.DataFrame) -> Grouped:
        """Return rows grouped by all columns of their keys, in the order in which the groups come."""
        group, first = _numbered(np.zeros(len(keys), dtype="int64"), [keys[name] for name in keys.columns])
        return cls(keys.iloc[first].reset_index(drop=True), group)

    def by(self, **keys: pd.Series[Any]) -> Grouped:
        """Return the same rows grouped by one more key each; a key of the same name is no longer one."""
        group, first = _numbered(self.group.astype("int64"), list(keys.values()))
        own = {name: values.iloc[first].reset_index(drop=True) for name, values in keys.items()}
        return Grouped(self.keys.iloc[self.group[first]].reset_index(drop=True).assign(**own), group)

    def only(self, kept: npt.NDArray[np.bool_]) -> Grouped:
        """Return some of the rows, without the groups that have none of them."""
        if kept.all():
            return self
        group = self.group[kept]
        there = np.bincount(group, minlength=len(self.keys)) > 0
        return Grouped(self.keys[there].reset_index(drop=True), (np.cumsum(there) - 1)[group].astype("intp"))

    @property
    def dated(self) -> npt.NDArray[np.bool_]:
        """The rows whose periods are known."""
        known = np.ones(len(self.keys), dtype="bool")
        for name in ("period_start", "claim_start"):
            if name in self.keys:
                known &= self.keys[name].notna().to_numpy()
        return known[self.group]


def _told_apart(values: pd.Series[Any]) -> tuple[npt.NDArray[np.intp], int]:
    """Return the number of each key, and how many there are; a missing one is a key too."""
    codes, distinct = factorized(values)
    if codes.min(initial=0) < 0:
        return np.where(codes < 0, len(distinct), codes), len(distinct) + 1
    return codes, len(distinct)


def _numbered(group: npt.NDArray[np.int64], keys: list[pd.Series[Any]]) -> tuple[Groups, npt.NDArray[np.intp]]:
    """Return the groups parted by more keys, in the order in which they come, and the first row of each."""
    kinds, parted = int(group.max(initial=-1)) + 1, False
    for values in keys:
        codes, distinct = _told_apart(values)
        if distinct < 2:
            continue
        if kinds * distinct >= _MOST_NUMBERS:
            group = pd.factorize(group)[0]
            kinds = int(group.max(initial=-1)) + 1
        group, kinds, parted = group * distinct + codes, kinds * distinct, True
    if parted and kinds > _FEW_A_ROW * len(group):
        group, kinds = pd.factorize(group)[0], len(group)
    first = np.full(kinds, len(group), dtype="intp")
    first[group[::-1]] = np.arange(len(group) - 1, -1, -1)
    there = np.flatnonzero(first < len(group))
    there = there[np.argsort(first[there])]
    number = np.empty(kinds, dtype="intp")
    number[there] = np.arange(len(there))
    return number[group], first[there]
