"""Processing records with a case a row: times by month of completion, deadlines by month of deadline, openings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from kpi.core.frames import CELL_COLUMNS, CELL_KEYS, PAIR_COLUMNS, PAIR_KEYS
from kpi.core.text import Text
from kpi.core.worktime import working_hours
from loaders.load.cases import Cases, cases_of, month_of
from loaders.load.cells import CellPart, cell_part, pair_part
from loaders.load.coverage import register_claims
from loaders.load.deadlines import Deadlines, deadlines_of, statutory_of
from loaders.load.grouped import Grouped
from loaders.load.observed import Observations
from loaders.load.reading import Reading
from loaders.load.rows import kept_rows
from loaders.load.sums import summed

MINUTES = ("handling_minutes", "waiting_minutes")
NUMBERS = ("steps", "documents")
MOMENTS = ("received_at", "completed_at", "deadline")
_NEGATIVE = Text(
    "0보다 작은 값이 {count}행 있습니다: {rows_text}행. 0 이상의 값으로 고치거나, 없는 값이면 결측 코드로 지정하세요.",
    "{count} rows hold a value below 0: rows {rows_text}. Write a value from 0 up, or declare it as missing.",
)
_AS_OF = Text(
    "기준일은 {as_of}입니다(지정하지 않아 파일에서 가장 늦은 시각).",
    "The as-of date is {as_of} (not given: the latest time in the file).",
)


@dataclass(frozen=True)
class CaseSums:
    """What a register, or a part of one, gives: parts of cells and of pairs, and what makes the kept rows."""

    cells: tuple[CellPart, ...]
    pairs: tuple[CellPart, ...]
    cases: Cases
    counts: dict[str, int]
    rows: Callable[[], pd.DataFrame]


def case_records(reading: Reading) -> Observations:
    """Return the observations of a register with a case a row."""
    sums = case_sums(reading)
    return Observations(
        cells=summed(sums.cells, CELL_COLUMNS, CELL_KEYS),
        pairs=summed(sums.pairs, PAIR_COLUMNS, PAIR_KEYS),
        claims=register_claims(reading, sums.cases.keys),
        rows=sums.rows,
        counts=sums.counts,
        as_of=None if sums.cases.as_of is None else sums.cases.as_of.date(),
        new_departments=sums.cases.department.new,
        new_tasks=sums.cases.task.new,
        said=said_of(reading),
        reread=reread_of(sums.cases.as_of),
    )


def reread_of(as_of: pd.Timestamp | None) -> dict[str, str]:
    """Return the moment the file speaks for, to the second."""
    return {} if as_of is None else {"as_of": as_of.isoformat()}


def said_of(reading: Reading) -> dict[str, str]:
    """Return what else says how cases were counted."""
    return {"calendar": reading.context.calendar.version}


def case_sums(reading: Reading) -> CaseSums:
    """Return the sums of a register with a case a row, or of a part of one."""
    cases = cases_of(reading)
    deadlines = deadlines_of(reading, cases)
    if reading.choice.as_of is None and cases.as_of is not None:
        reading.say("note", "as_of_latest", _AS_OF, as_of=f"{cases.as_of:%Y-%m-%d}")
    amounts = {name: _amounts(reading, name) for name in (*MINUTES, *NUMBERS) if reading.has(name)}
    grouped = Grouped.of(cases.keys)
    cells, pairs = _times(reading, cases, grouped, amounts)
    cells += [*_openings(reading, cases, grouped), _kept(cases, deadlines, grouped)]
    return CaseSums(
        cells=tuple(part for part in cells if part is not None),
        pairs=tuple(part for part in pairs if part is not None),
        cases=cases,
        counts={**cases.counts, **deadlines.counts},
        rows=_rows(reading, cases, amounts),
    )


def _times(
    reading: Reading, cases: Cases, grouped: Grouped, amounts: dict[str, pd.Series[Any]]
) -> tuple[list[CellPart | None], list[CellPart | None]]:
    """Return the cells and pairs by month of completion (of receipt where the file has no completion column)."""
    when = cases.end if reading.has("completed_at") else cases.received.values
    here = cases.keys.index
    keys = grouped.by(period_start=month_of(when[here]))
    worked = working_hours(cases.start, cases.end, calendar=reading.context.calendar)
    parts = [cell_part("processing_hours", worked[here], keys, histogram="bins")]
    parts += [
        cell_part(name, values[here], keys, histogram="bins" if name in MINUTES else "none")
        for name, values in amounts.items()
    ]
    length = statutory_of(reading, cases)
    pairs = []
    for unit, x, y in (("days", length.days, length.actual_days), ("hours", length.hours, length.actual_hours)):
        parts.append(cell_part(f"statutory_{unit}", x[here], keys))
        parts.append(cell_part(f"actual_{unit}", y[here], keys, histogram="bins"))
        pairs.append(pair_part(f"statutory_{unit}", ("", f"actual_{unit}"), x[here], y[here], keys))
    return parts, pairs


def _openings(reading: Reading, cases: Cases, grouped: Grouped) -> list[CellPart | None]:
    """Return received, open and the age of open cases, by month of receipt."""
    here = cases.keys.index
    keys = replace(grouped, keys=grouped.keys.assign(period_start=grouped.keys["claim_start"]))
    one = pd.Series(1.0, index=here)
    parts = [cell_part("received", one, keys)]
    if not reading.has("completed_at"):
        return parts
    unclosed = ~cases.closed[here]
    parts.append(cell_part("open", one.where(unclosed), keys))
    if cases.as_of is not None and unclosed.any():
        begun = cases.received.values[here].where(unclosed)
        until = pd.Series(cases.as_of, index=here, dtype="datetime64[s]")
        age = working_hours(begun, until, calendar=reading.context.calendar)
        parts.append(cell_part("open_age", age, keys, histogram="bins"))
    return parts


def _kept(cases: Cases, deadlines: Deadlines, grouped: Grouped) -> CellPart | None:
    """Return on_time by month of deadline."""
    here = cases.keys.index
    return cell_part("on_time", deadlines.on_time[here], grouped.by(period_start=month_of(deadlines.due[here])))


def _amounts(reading: Reading, name: str) -> pd.Series[Any]:
    values = reading.minutes(name) if name in MINUTES else reading.number(name)
    negative = values < 0
    if negative.any():
        reading.say("error", "negative_value", _NEGATIVE, marked=negative, field_name=name)
    return values.mask(negative)


def case_rows(reading: Reading) -> pd.DataFrame:
    """Return the kept rows of a register, or of a part of one."""
    amounts = {name: _amounts(reading, name) for name in (*MINUTES, *NUMBERS) if reading.has(name)}
    return _rows(reading, cases_of(reading), amounts)()


def _rows(reading: Reading, cases: Cases, amounts: dict[str, pd.Series[Any]]) -> Callable[[], pd.DataFrame]:
    """Return what makes the kept cases; whatever there is to say about their columns is said here."""
    moments = {name: reading.moments(name) for name in MOMENTS if reading.has(name)}
    texts = {name: reading.text(name) for name in ("statutory_period", "suspended", "status") if reading.has(name)}
    number = reading.ident("case_id") if reading.has("case_id") else None

    def made() -> pd.DataFrame:
        """Return the cases with their declared columns; the case number as a hash only."""
        declared = pd.DataFrame({"task": cases.task.values}, index=reading.index)
        said = {name: moment.text() for name, moment in moments.items()}
        declared = declared.assign(**said, **texts, **amounts)
        if number is not None:
            declared["case_id"] = reading.hashed(number, "case_id")
        start = cases.keys["claim_start"].reindex(reading.index)
        return kept_rows(declared, claim_start=start, department=cases.department.values, identity=["case_id"])

    return made
