"""Which uploads a number rests on, found among the very cells it was computed from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from kpi.calc.compare import counterpart_starts, ends
from kpi.calc.scope import ROW, of_measures, scoped
from kpi.core.indicator import Indicator, Key, indicators
from kpi.core.measures import MEASURES
from kpi.core.organisation import ALL_DEPARTMENTS, Level
from kpi.core.periods import add_months
from kpi.core.succession import today
from services.asked_units import level_asked
from services.evidence import Organisation, View, store_state
from services.kept import Kept
from services.results import Ask, computed, evidence_basis, keys_of, question_of

Place = tuple[dt.date, int, str, str]
"""First day, months, department, task of a row; "" is all."""


@dataclass(frozen=True)
class Use:
    """An upload that a number rests on, and how many of its cases, answers, ratings ... are in it.

    ``rows`` is a share of them where a department was split, and 0 where the upload only decides whether the number may
    be compared (cases that are still open), or says that there was nothing.
    """

    upload: int
    rows: float


@dataclass(frozen=True)
class Provenance:
    """What one result row rests on: its value, the period its change compares with, and the chain of its index."""

    value: tuple[Use, ...] = ()
    change: tuple[Use, ...] = ()
    index: tuple[Use, ...] = ()

    @property
    def uploads(self) -> tuple[int, ...]:
        """The numbers of all these uploads, ascending."""
        return tuple(sorted({use.upload for part in (self.value, self.change, self.index) for use in part}))

    @property
    def without_index(self) -> tuple[int, ...]:
        """The numbers of the uploads of value and change, ascending."""
        return tuple(sorted({use.upload for part in (self.value, self.change) for use in part}))


def provenance(view: View, ask: Ask, records: Iterable[Mapping[str, Any]]) -> list[Provenance]:
    """Return for each record of an answer (see ``Results.records``) the uploads it rests on.

    They are read off the evidence itself, in the words of the same organisation: what a merged department did before
    counts for its successor here because it does so in the number. A change is made in today's organisation, also
    beside rows as they were reported.
    """
    ask = replace(ask, level=level_asked(view, ask.department, ask.level))
    tracers: dict[str, _Tracer] = {}
    found = []
    for record in records:
        name = str(record["indicator"])
        if name not in tracers:
            tracers[name] = _Tracer(view, indicators()[name], ask)
        found.append(tracers[name].of(record))
    return found


class _Tracer:
    """What the rows of one indicator rest on."""

    def __init__(self, view: View, indicator: Indicator, ask: Ask) -> None:
        keys = keys_of(ask)
        claims = evidence_basis(view, indicator, ask.organisation, _level(ask, keys)).evidence.claims
        self._claims = claims[claims["source"] == indicator.source]
        self._uses = uses(view, indicator, ask, keys, ask.organisation)
        self._todays = uses(view, indicator, ask, keys, "today")
        self._departments = view.register("department") if ask.organisation == "reported" else None
        whole = computed(view, indicator, _todays(ask), keys)
        question = question_of(view, ask, keys, indicator)
        starts = counterpart_starts(whole, compare=question.compare, base_year=question.settings.base_year)
        self._counterparts = dict(zip(_places(whole), starts, strict=True))
        self._base = question.settings.base_year

    def of(self, record: Mapping[str, Any]) -> Provenance:
        start, months, department, task = place = _place(record)
        if self._departments is not None and department:
            department = today(self._departments, department) or department
        value = self._uses.get(place, ()) or self._claimed(record, place)
        change: tuple[Use, ...] = ()
        index: tuple[Use, ...] = ()
        if record.get("change") is not None:
            before = self._counterparts.get((start, months, department, task))
            if before is not None and not pd.isna(before):
                change = self._todays.get((before.date(), months, department, task), ())
        if record.get("index") is not None:
            index = self._chain((start, months, department, task))
        return Provenance(value, change, index)

    def _claimed(self, record: Mapping[str, Any], place: Place) -> tuple[Use, ...]:
        """Return the uploads that make a zero of nothing: they say that they hold the period completely."""
        if record.get("value") is None:
            return ()
        start, months, department, _ = place
        claims = self._claims[self._claims["department"].isin([department, ALL_DEPARTMENTS]) | (department == "")]
        overlap = claims["claim_start"] < pd.Timestamp(add_months(start, months))
        overlap &= ends(claims["claim_start"], claims["claim_months"]) > pd.Timestamp(start)
        return tuple(Use(int(upload), 0.0) for upload in sorted(set(claims.loc[overlap, "upload"])))

    def _chain(self, place: Place) -> tuple[Use, ...]:
        """Return what all periods of a scope rest on, from the base year to this one."""
        together: dict[int, float] = {}
        for (start, *scope), found in self._todays.items():
            if scope == list(place[1:]) and start <= place[0] and start.year >= (self._base or start.year):
                for use in found:
                    together[use.upload] = together.get(use.upload, 0.0) + use.rows
        return tuple(Use(upload, together[upload]) for upload in sorted(together))


def uses(
    view: View, indicator: Indicator, ask: Ask, keys: tuple[Key, ...], organisation: Organisation
) -> dict[Place, tuple[Use, ...]]:
    """Return for every row of an indicator in one shape the uploads whose cells are in it, kept per store revision."""
    state = store_state(view)
    known = state and (*state, indicator.id, keys, ask.grain, organisation, ask.level)
    return _USES.get(known, lambda: _uses(view, indicator, ask, keys, organisation))


def _uses(
    view: View, indicator: Indicator, ask: Ask, keys: tuple[Key, ...], organisation: Organisation
) -> dict[Place, tuple[Use, ...]]:
    cells = of_measures(
        evidence_basis(view, indicator, organisation, _level(ask, keys)).evidence.cells, *indicator.measures
    )
    question = question_of(view, ask, keys, indicator)
    first = indicator.measures[0]
    rows = scoped(cells, question, parts=MEASURES[first].parts)
    rows = rows.assign(n=rows["n"].where(rows["measure"] == first, 0.0))
    sums = rows.groupby([*ROW, "upload"], as_index=False)["n"].sum()
    found: dict[Place, list[Use]] = {}
    for place, upload, count in zip(_places(sums), sums["upload"], sums["n"], strict=True):
        found.setdefault(place, []).append(Use(int(upload), float(count)))
    return {place: tuple(uses) for place, uses in found.items()}


_USES: Kept[dict[Place, tuple[Use, ...]]] = Kept(64)


def _todays(ask: Ask) -> Ask:
    return replace(ask, organisation="today")


def _level(ask: Ask, keys: tuple[Key, ...]) -> Level | None:
    return ask.level if "department" in keys else None


def _places(rows: pd.DataFrame) -> list[Place]:
    starts = [start.date() for start in rows["period_start"]]
    return list(zip(starts, rows["period_months"].astype(int), rows["department"], rows["task"], strict=True))


def _place(record: Mapping[str, Any]) -> Place:
    start = dt.date.fromisoformat(record["period_start"])
    return start, int(record["period_months"]), record["department"] or "", record["task"] or ""
