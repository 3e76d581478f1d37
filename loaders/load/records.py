"""Processing records with a case a row: times by month of completion, deadlines by month of deadline, openings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from kpi.core.frames import CELL_COLUMNS, CELL_KEYS, PAIR_COLUMNS, PAIR_KEYS
from kpi.core.text import Text
from kpi.core.worktime import working_hours
from loaders.load.cases import Cases, cases_of, month_of
from loaders.load.coverage import register_claims
from loaders.load.deadlines import Deadlines, deadlines_of, statutory_of
from loaders.load.observed import Observations
from loaders.load.reading import Reading
from loaders.load.rows import kept_rows
from loaders.load.sums import combined, sum_cells, sum_pairs

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


def case_records(reading: Reading) -> Observations:
    """Return the observations of a register with a case a row."""
    cases = cases_of(reading)
    deadlines = deadlines_of(reading, cases)
    if reading.choice.as_of is None and cases.as_of is not None:
        reading.say("note", "as_of_latest", _AS_OF, as_of=f"{cases.as_of:%Y-%m-%d}")
    amounts = {name: _amounts(reading, name) for name in (*MINUTES, *NUMBERS) if reading.has(name)}
    frames, pairs = _times(reading, cases, amounts)
    frames += [*_openings(reading, cases), _kept(cases, deadlines)]
    return Observations(
        cells=combined(frames, CELL_COLUMNS, CELL_KEYS),
        pairs=combined(pairs, PAIR_COLUMNS, PAIR_KEYS),
        claims=register_claims(reading, cases.keys),
        rows=_rows(reading, cases, amounts),
        counts={**cases.counts, **deadlines.counts},
        as_of=None if cases.as_of is None else cases.as_of.date(),
        new_departments=cases.department.new,
        new_tasks=cases.task.new,
        said={"calendar": reading.context.calendar.version},
    )


def _times(
    reading: Reading, cases: Cases, amounts: dict[str, pd.Series[Any]]
) -> tuple[list[pd.DataFrame], list[pd.DataFrame]]:
    """Return the cells and pairs by month of completion (of receipt where the file has no completion column)."""
    when = cases.end if reading.has("completed_at") else cases.received.values
    keys = cases.keys.assign(period_start=month_of(when)[cases.keys.index])
    here = keys.index
    worked = working_hours(cases.start, cases.end, calendar=reading.context.calendar)
    frames = [sum_cells("processing_hours", worked[here], keys, histogram="bins")]
    frames += [
        sum_cells(name, values[here], keys, histogram="bins" if name in MINUTES else "none")
        for name, values in amounts.items()
    ]
    length = statutory_of(reading, cases)
    pairs = []
    for unit, x, y in (("days", length.days, length.actual_days), ("hours", length.hours, length.actual_hours)):
        frames.append(sum_cells(f"statutory_{unit}", x[here], keys))
        frames.append(sum_cells(f"actual_{unit}", y[here], keys, histogram="bins"))
        pairs.append(sum_pairs(f"statutory_{unit}", ("", f"actual_{unit}"), x[here], y[here], keys))
    return frames, pairs


def _openings(reading: Reading, cases: Cases) -> list[pd.DataFrame]:
    """Return received, open and the age of open cases, by month of receipt."""
    keys = cases.keys.assign(period_start=cases.keys["claim_start"])
    one = pd.Series(1.0, index=keys.index)
    frames = [sum_cells("received", one, keys)]
    if not reading.has("completed_at"):
        return frames
    unclosed = ~cases.closed[keys.index]
    frames.append(sum_cells("open", one.where(unclosed), keys))
    if cases.as_of is not None and unclosed.any():
        begun = cases.received.values[keys.index].where(unclosed)
        until = pd.Series(cases.as_of, index=keys.index, dtype="datetime64[s]")
        age = working_hours(begun, until, calendar=reading.context.calendar)
        frames.append(sum_cells("open_age", age, keys, histogram="bins"))
    return frames


def _kept(cases: Cases, deadlines: Deadlines) -> pd.DataFrame:
    """Return on_time by month of deadline."""
    keys = cases.keys.assign(period_start=month_of(deadlines.due)[cases.keys.index])
    return sum_cells("on_time", deadlines.on_time[keys.index], keys)


def _amounts(reading: Reading, name: str) -> pd.Series[Any]:
    values = reading.minutes(name) if name in MINUTES else reading.number(name)
    negative = values < 0
    if negative.any():
        reading.say("error", "negative_value", _NEGATIVE, marked=negative, field_name=name)
    return values.mask(negative)


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
