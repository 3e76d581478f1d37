"""Cases of a register: which of them count, from when to when, and what is said about the others."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kpi.core.calendars import DAY_SECONDS, Calendar
from kpi.core.text import Text
from loaders.cells.outer import ascends
from loaders.load.names import Names, departments, tasks
from loaders.load.observed import DAY_END, Moments
from loaders.load.reading import Reading

FIRST_YEAR = 1970
"""Working time is counted from here on; dates before it, such as Excel's 1900-01-01, stand for a blank."""
_NO_RECEIPT = Text(
    "접수일이 없는 {count}행을 뺐습니다: {rows_text}행. 셀 것이면 접수일을 채우세요.",
    "{count} rows without a date of receipt were left out: rows {rows_text}. Fill in the date if they are to count.",
)
_FUTURE = Text(
    "오늘({today})보다 뒤의 날짜가 {count}행 있습니다: {rows_text}행. 날짜를 고치세요.",
    "{count} rows are dated after today ({today}): rows {rows_text}. Correct the dates.",
)
_EARLY = Text(
    "{first}년보다 앞선 날짜가 {count}행 있습니다: {rows_text}행. 고치거나, 빈칸을 뜻하는 값이면 결측 코드로 지정하세요.",
    "{count} rows are dated before {first}: rows {rows_text}. Correct them, or declare a date that means blank as missing.",
)
_TWICE = Text(
    "접수번호가 겹치는 {count}행을 뺐습니다: {rows_text}행. 같은 번호에서는 마지막에 완료된 행 하나만 셉니다.",
    "{count} rows repeat a case number and were left out: rows {rows_text}. The one completed last counts.",
)
_BACKWARDS = Text(
    "완료가 접수보다 빠른 {count}행은 처리시간과 기한준수에서 뺍니다: {rows_text}행. 두 날짜를 확인하세요.",
    "{count} rows end before they begin and stay out of times and deadlines: rows {rows_text}. Check both dates.",
)
_OPEN = Text(
    "아직 처리되지 않은 {count}행은 미처리로 셉니다: {rows_text}행. 끝난 것이면 완료일을 채우세요.",
    "{count} rows are not closed and count as open: rows {rows_text}. Fill in the completion of those that are done.",
)
_NO_TASK = Text(
    "업무 열이 없어 같은 업무끼리 비교할 수 없습니다. 업무가 적힌 열이 있으면 지정하세요.",
    "There is no task column, so the same tasks cannot be compared. Name the column if there is one.",
)
_BLANK_TASK = Text(
    "업무가 비어 있는 {count}행은 업무 없이 셉니다: {rows_text}행. 업무를 채우면 같은 업무끼리 비교합니다.",
    "{count} rows have no task and count without one: rows {rows_text}. With a task they are compared.",
)
_DATES_ONLY = Text(
    "'{label}' 열에 시각이 없는 {count}행은 날짜로만 셉니다.",
    "{count} rows of column '{label}' have no time of day and are counted by their dates.",
)


@dataclass(frozen=True)
class Cases:
    """The cases that count: one row a case, index = row number as Excel shows it.

    ``start``, ``end`` are moments for working time (``end`` NaT while open or when it lies before ``start``);
    ``closed`` says whether there is a close date at all, ``backwards`` that it lies before the receipt; ``keys`` has
    task, department, claim_start (month of receipt) and period_months. ``as_of`` is the moment the file speaks for.
    """

    received: Moments
    completed: Moments
    start: pd.Series[Any]
    end: pd.Series[Any]
    closed: pd.Series[Any]
    backwards: pd.Series[Any]
    keys: pd.DataFrame
    department: Names
    task: Names
    as_of: pd.Timestamp | None
    counts: dict[str, int]


def month_of(moments: pd.Series[Any]) -> pd.Series[Any]:
    """Return the first day of each moment's month (datetime64[s])."""
    stamps = moments.to_numpy("datetime64[s]")
    nowhere = np.isnat(stamps)
    known = stamps[~nowhere] if nowhere.any() else stamps
    if not len(known):
        return moments.astype("datetime64[s]")
    first = known.min().astype("datetime64[D]")
    days = np.arange(first, known.max().astype("datetime64[D]") + 1).astype("datetime64[M]").astype("datetime64[s]")
    place = (stamps - first.astype("datetime64[s]")).astype("int64") // DAY_SECONDS
    months = days[place] if known is stamps else np.where(nowhere, stamps, days[np.where(nowhere, 0, place)])
    return pd.Series(months, index=moments.index, name=moments.name)


def cases_of(reading: Reading) -> Cases:
    """Return the cases that count, with warnings that name every row left out."""
    received, completed = reading.moments("received_at"), reading.moments("completed_at")
    _say_never(reading, received, "received_at")
    _say_never(reading, completed, "completed_at")
    kept = _dated(reading, received) & _last_of_each(reading, completed)
    backwards = kept & is_before(completed, received)
    still_open = kept & completed.values.isna()
    _say_odd_ends(reading, backwards, still_open)
    _say_dates_only(reading, received, completed)
    department, task = departments(reading, rows=kept), _tasks(reading, kept)
    keys = pd.DataFrame({"task": task.values, "department": department.values})
    keys = keys.assign(claim_start=month_of(received.values), period_months=1)
    return Cases(
        received=received.where(kept),
        completed=completed.where(kept),
        start=received.values.where(kept),
        end=ends_of(received, completed, calendar=reading.context.calendar).where(kept & ~backwards),
        closed=completed.values.notna() & kept,
        backwards=backwards,
        keys=keys[kept],
        department=department,
        task=task,
        as_of=_as_of(reading, received, completed),
        counts={
            "rows": len(reading.index),
            "cases": int(kept.sum()),
            "open": int(still_open.sum()),
            "end_before_start": int(backwards.sum()),
        },
    )


def _say_odd_ends(reading: Reading, backwards: pd.Series[Any], still_open: pd.Series[Any]) -> None:
    if backwards.any():
        reading.say("warning", "end_before_start", _BACKWARDS, marked=backwards, field_name="completed_at")
    if still_open.any() and reading.has("completed_at"):
        reading.say("warning", "not_closed", _OPEN, marked=still_open, field_name="completed_at")


def _dated(reading: Reading, received: Moments) -> pd.Series[Any]:
    blank = received.values.isna()
    if blank.any():
        reading.say("warning", "no_receipt", _NO_RECEIPT, marked=blank, field_name="received_at")
    return ~blank


def _last_of_each(reading: Reading, completed: Moments) -> pd.Series[Any]:
    """Return which row counts of those with one case number: the one completed last, of equals the last row."""
    if reading.whole is not None:
        again = pd.Series(np.isin(reading.index.to_numpy(), reading.whole.repeated), index=reading.index)
    else:
        number = reading.ident("case_id")
        again = pd.Series(False, index=reading.index)
        shared = number[number.ne("") & _repeated(number)]
        done = completed.values[shared.index].fillna(pd.Timestamp(0)).to_numpy("datetime64[s]")
        again[shared.index] = ~last_of_each(shared.to_numpy("object"), done)
    if again.any():
        reading.say("warning", "duplicate_case", _TWICE, marked=again, field_name="case_id")
    return ~again


def last_of_each(number: Any, done: Any) -> npt.NDArray[np.bool_]:
    """Return which of the cases with one number is the one completed last; of equals, the last one."""
    order = np.lexsort((np.arange(len(number)), done))
    last = np.empty(len(number), dtype="bool")
    last[order] = ~pd.Series(number[order]).duplicated(keep="last").to_numpy()
    return last


def _repeated(numbers: pd.Series[Any]) -> pd.Series[Any]:
    """Return which numbers occur twice or more; in most registers they ascend, and none can."""
    if ascends(numbers) or numbers.is_unique:
        return pd.Series(False, index=numbers.index)
    return numbers.duplicated(keep=False)


def is_before(completed: Moments, received: Moments) -> pd.Series[Any]:
    """Return where the end lies before the start: by moments, or by dates where either has no time of day."""
    by_date = completed.values.dt.normalize() < received.values.dt.normalize()
    by_moment = completed.values < received.values
    return by_moment.where(completed.timed & received.timed, by_date)


def ends_of(received: Moments, completed: Moments, *, calendar: Calendar) -> pd.Series[Any]:
    """Return the moments of completion; one without a time of day, after a timed receipt, is the end of that day."""
    days = completed.values.to_numpy("datetime64[D]").astype("int64")
    closing = calendar.closing(np.maximum(days, 0)).astype("timedelta64[s]")
    late = completed.values.dt.normalize() + closing
    late = late.mask(late < received.values, received.values)
    return completed.values.where(completed.timed | ~received.timed, late).astype("datetime64[s]")


def _as_of(reading: Reading, received: Moments, completed: Moments) -> pd.Timestamp | None:
    """Return the moment the file speaks for: the day entered (its end), else the latest timestamp in the file."""
    if reading.choice.as_of is not None:
        return pd.Timestamp(reading.choice.as_of) + DAY_END
    latest = latest_of(received, completed) if reading.whole is None else reading.whole.as_of
    return None if latest is None else min(latest, pd.Timestamp(reading.context.today) + DAY_END)


def latest_of(received: Moments, completed: Moments) -> pd.Timestamp | None:
    """Return the latest moment of a register, None where there is none; a day is over at its end."""
    latest = pd.concat([received.ends(), completed.ends()]).max()
    return None if pd.isna(latest) else latest


def _say_never(reading: Reading, moments: Moments, name: str) -> None:
    """Say which moments no register can hold: they are still to come, or working time is not defined for them."""
    today: dt.date = reading.context.today
    future = moments.values > pd.Timestamp(today) + DAY_END
    if future.any():
        reading.say("error", "future_date", _FUTURE, marked=future, field_name=name, today=str(today))
    early = moments.values.dt.year < FIRST_YEAR
    if early.any():
        reading.say("error", "early_date", _EARLY, marked=early, field_name=name, first=FIRST_YEAR)


def _say_dates_only(reading: Reading, received: Moments, completed: Moments) -> None:
    for name, moments in (("received_at", received), ("completed_at", completed)):
        bare = moments.values.notna() & ~moments.timed
        if bare.any():
            reading.say(
                "note", "dates_only", _DATES_ONLY, field_name=name, label=reading.label(name), count=int(bare.sum())
            )


def _tasks(reading: Reading, kept: pd.Series[Any]) -> Names:
    if not reading.has("task"):
        reading.say("warning", "no_tasks", _NO_TASK)
        return Names(pd.Series("", index=reading.index, dtype="str"))
    found = tasks(reading, rows=kept)
    blank = found.values.eq("") & kept
    if blank.any():
        reading.say("warning", "blank_task", _BLANK_TASK, marked=blank, field_name="task")
    return found
