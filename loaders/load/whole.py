"""What must be known of a whole file before one part of it can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from loaders.load.cases import last_of_each, latest_of
from loaders.load.reading import Reading
from loaders.load.spellings import spellings
from loaders.load.tally import Tally

Rows = npt.NDArray[np.int64]
NAMED = ("department", "task")
"""Fields whose spellings are settled for the whole file."""


@dataclass(frozen=True)
class Whole:
    """The whole of a file, for the reading of a part.

    ``as_of``: the latest moment; ``repeated``: ids of the rows that repeat a case number, in order; ``spelled``: field ->
    name as it stands in a cell -> the one spelling of it. ``units`` gathers the units of numbers while parts are read.
    """

    as_of: pd.Timestamp | None
    repeated: Rows
    spelled: Mapping[str, Mapping[str, str]]
    units: dict[str, Tally] = field(default_factory=dict)


class Surveyor:
    """Looks through the parts of a register and tells what holds for all of it.

    A case number is kept as a number of 64 bits, its completion and its row as two more: 24 bytes a row.
    """

    def __init__(self) -> None:
        """Begin before the first part."""
        self._latest: list[pd.Timestamp] = []
        self._cases: list[tuple[npt.NDArray[np.uint64], Rows, Rows]] = []
        self._names: dict[str, Counter[str]] = {name: Counter() for name in NAMED}

    def take(self, reading: Reading) -> None:
        """Look at a further part."""
        received, completed = reading.moments("received_at"), reading.moments("completed_at")
        latest = latest_of(received, completed)
        if latest is not None:
            self._latest.append(latest)
        number = reading.ident("case_id")
        there = number.ne("").to_numpy()
        if there.any():
            done = completed.values.fillna(pd.Timestamp(0)).to_numpy("datetime64[s]").astype("int64")
            hashes = pd.util.hash_pandas_object(number[there], index=False, categorize=False).to_numpy("uint64")
            self._cases.append((hashes, done[there], reading.index.to_numpy("int64")[there]))
        for name in NAMED:
            self._names[name].update(reading.text(name).value_counts().to_dict() if reading.has(name) else {})

    def whole(self) -> Whole:
        """Return what holds for all parts."""
        spelled = {name: spellings(found) for name, found in self._names.items()}
        return Whole(max(self._latest, default=None), self._repeated(), spelled)

    def _repeated(self) -> Rows:
        if not self._cases:
            return np.empty(0, dtype="int64")
        number, done, row = (np.concatenate(parts) for parts in zip(*self._cases, strict=True))
        order = np.sort(number)
        twice = np.isin(number, order[1:][order[1:] == order[:-1]])
        again = ~last_of_each(number[twice], done[twice])
        return np.sort(row[twice][again])
