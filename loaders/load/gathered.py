"""What the parts of a register bring, added up: cells, months, names."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pandas as pd

from loaders.cells.outer import Bare
from loaders.choice import Choice, Context
from loaders.load.absurd import say_mixed
from loaders.load.coverage import MOST_OF_A_MONTH, Months, claims_of, months_of
from loaders.load.fact_sums import FactSums
from loaders.load.names import new_departments, new_tasks
from loaders.load.observed import Observations
from loaders.load.reading import Reading
from loaders.load.records import CaseSums, reread_of, said_of
from loaders.load.tally import Tally
from loaders.load.whole import NAMED, Whole
from loaders.match.recognise import Layout


class Gathered:
    """The sums of the parts that were read so far."""

    def __init__(self) -> None:
        """Begin before the first part."""
        self._facts = FactSums()
        self._counts: Counter[str] = Counter()
        self._months = Months(pd.Series(dtype="int64"), {})
        self._names = {name: Tally() for name in NAMED}
        self._examples: list[pd.DataFrame] = []
        self._departments: set[str] = set()
        self._as_of: pd.Timestamp | None = None

    def take(self, reading: Reading, sums: CaseSums, whole: Whole) -> None:
        """Add a further part."""
        self._facts.take(sums)
        self._counts.update(sums.counts)
        keys = sums.cases.keys
        months = months_of(keys)
        rows = [ids[0] for month, ids in months.first.items() if month not in self._months.first]
        self._months = _both(self._months, months)
        self._departments.update(keys["department"].unique())
        self._as_of = sums.cases.as_of
        for name in NAMED:
            self._names[name].take(keys[name])
        rows += [row for tally in (*self._names.values(), *whole.units.values()) for row in tally.fresh()]
        self._examples.append(reading.layout.table.loc[sorted(set(rows))])

    def reading(self, head: Layout, choice: Choice, context: Context) -> Reading:
        """Return a reading of one row for each name and a few more, for what is said of names and months."""
        table = pd.concat(self._examples)
        return Reading(replace(head, table=table, bare=Bare(table)), choice, context)

    def observed(self, reading: Reading, whole: Whole) -> Observations:
        """Return the observations of all parts, and say what is to be said of their names, months and units."""
        claims = claims_of(reading, self._months, self._departments)
        departments, tasks = self._names["department"], self._names["task"]
        new: dict[str, tuple[str, ...]] = {"department": (), "task": ()}
        if reading.has("department"):
            reading.stand_for = departments.stand_for()
            new["department"] = new_departments(reading, departments.values(), "department")
        if reading.has("task"):
            reading.stand_for = tasks.stand_for()
            new["task"] = new_tasks(reading, tasks.values())
        for name, units in whole.units.items():
            if len(units.counts) > 1:
                reading.stand_for = units.stand_for()
                say_mixed(reading, name, units.counts, units.values())
        reading.stand_for = None
        return Observations(
            cells=self._facts.cells,
            pairs=self._facts.pairs,
            claims=claims,
            rows=pd.DataFrame,
            counts=dict(self._counts),
            as_of=None if self._as_of is None else self._as_of.date(),
            new_departments=new["department"],
            new_tasks=new["task"],
            said=said_of(reading),
            reread=reread_of(self._as_of),
        )


def _both(one: Months, other: Months) -> Months:
    counts = one.counts.add(other.counts, fill_value=0).astype("int64")  # a month that one part lacks has no rows there
    first = dict(one.first)
    for month, rows in other.first.items():
        first[month] = (first.get(month, ()) + rows)[:MOST_OF_A_MONTH]
    return Months(counts, first)
