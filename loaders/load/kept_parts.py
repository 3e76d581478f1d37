"""The kept rows of a register that is read in parts: on the disk, made when they are first asked for."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kpi.core.batch import Kept
from loaders.load.hashes import row_hashes

Turns = npt.NDArray[np.int64]


class KeptParts(Kept):
    """Kept rows, part by part; what is in memory of all of them is a key and a hash each."""

    def __init__(self, made: Callable[[], Iterator[pd.DataFrame]], *, source: str) -> None:
        """Take what makes the rows of each part, and the kind of source."""
        super().__init__(lambda: pd.concat(self.parts(), ignore_index=True), lambda: self._lying.content_hash)
        self._made, self._source = made, source

    @property
    def count(self) -> int:
        """How many rows there are."""
        return sum(self._lying.counts)

    def parts(self) -> Iterator[pd.DataFrame]:
        """Yield the rows of each part."""
        for number, turns in enumerate(self._lying.turns):
            rows = pd.read_feather(self._lying.folder / str(number))
            yield _keyed_again(rows, turns)

    @cached_property
    def _lying(self) -> _Lying:
        return _Lying(self._made(), self._source)


class _Lying:
    """The rows of each part on the disk, how often each of their keys came before, and the hash of their content."""

    def __init__(self, parts: Iterator[pd.DataFrame], source: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="kpi-"))
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        self.counts: list[int] = []
        keys: list[npt.NDArray[np.uint64]] = []
        hashes: list[npt.NDArray[np.uint64]] = []
        columns: list[str] = []
        for number, rows in enumerate(parts):
            rows.to_feather(self.folder / str(number), compression="zstd")
            said = rows.drop(columns=["row_number", "row_key"])
            columns = columns or list(map(str, said.columns))
            self.counts.append(len(rows))
            hashes.append(row_hashes(said))
            keys.append(pd.util.hash_pandas_object(_bare(rows["row_key"]), index=False, categorize=False).to_numpy())
        digest = hashlib.sha256(f"{source}|{'|'.join(columns)}".encode())
        if sum(self.counts):
            digest.update(np.sort(np.concatenate(hashes)).tobytes())
        self.content_hash = digest.hexdigest()
        self.turns = np.split(_turns(np.concatenate(keys)), np.cumsum(self.counts)[:-1]) if keys else []


def _bare(keys: pd.Series[Any]) -> pd.Series[Any]:
    """Return keys without the number that tells equal rows of one part apart."""
    return keys.str.replace(r"^(-?[0-9a-f]{16})-[0-9]+$", r"\1", regex=True)


def _turns(keys: npt.NDArray[np.uint64]) -> Turns:
    """Return how often each key came before."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    first = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    place = np.arange(len(keys))
    begins = np.maximum.accumulate(np.where(first, place, 0))
    turns = np.empty(len(keys), dtype="int64")
    turns[order] = place - begins
    return turns


def _keyed_again(rows: pd.DataFrame, turns: Turns) -> pd.DataFrame:
    """Return the rows of a part with keys that are told apart in the whole file."""
    again = turns > 0
    if not again.any():
        return rows
    bare = _bare(rows["row_key"])
    numbered = bare + "-" + pd.Series(turns, index=rows.index).astype("str")
    return rows.assign(row_key=bare.where(~again, numbered))
