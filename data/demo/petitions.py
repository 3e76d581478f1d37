"""The petition ledgers of the made-up city: a case a row, one workbook a year, cut by the day of receipt."""

from __future__ import annotations

import numpy as np

from data.demo.city import TASKS, YEARS, Task, at
from data.demo.clock import OfficeClock, text

HEADER = (
    "접수번호",
    "민원명",
    "담당부서",
    "접수일시",
    "완료일시",
    "처리기한",
    "법정처리기간",
    "처리단계",
    "구비서류",
    "창구처리시간",
    "대기시간",
    "처리상태",
)
_CLOCK = OfficeClock(YEARS[0], YEARS[-1] + 2)
Row = list[str | int]


def as_of(year: int) -> str:
    """Return the day the ledger was printed: the last of January, so that few cases are open; 2025 at the year's end."""
    return f"{year}-12-31" if year == YEARS[-1] else f"{year + 1}-01-31"


def ledger(year: int) -> list[Row]:
    """Return the rows of a year in the order of receipt, numbered."""
    rng = np.random.default_rng([year, 1])
    rows = sorted((row for task in TASKS for row in _cases(task, year, rng)), key=lambda row: row[3])
    numbered: list[Row] = [[f"{year}-{number:05d}", *row[1:]] for number, row in enumerate(rows, start=1)]
    return _with_slips(numbered) if year == 2022 else numbered


def _cases(task: Task, year: int, rng: np.random.Generator) -> list[Row]:
    count = int(rng.poisson(task.cases * at(task.volume, year)))
    first, last = _CLOCK.first_minute(year), _CLOCK.first_minute(year + 1)
    received = np.sort(rng.integers(first, last, count))
    immediate = task.period == "즉시"
    hours = task.hours * at(task.speed, year) * rng.lognormal(0.0, 0.45 if immediate else 0.38, count)
    closed = received + np.maximum(1, np.rint(hours * 60)).astype(np.int64)
    withdrawn = rng.random(count) < (0.0 if immediate else 0.008)
    counter = _durations(task.counter * at(task.speed, year), count, rng)
    queue = _durations(task.queue * at(task.speed, year), count, rng)
    parts = zip(_CLOCK.at(received), _CLOCK.at(closed), _CLOCK.deadline(received, task.period), strict=True)
    rows: list[Row] = []
    for i, (start, end, deadline) in enumerate(parts):
        done = end < np.datetime64(as_of(year)) + np.timedelta64(1, "D")
        status = "취하" if withdrawn[i] and done else "처리완료" if done else "처리중"
        simpler = int(task.simpler_from is not None and end >= np.datetime64(f"{task.simpler_from}-01-01"))
        row: Row = ["", task.name, task.department, text(start), text(end) if done else "", deadline, task.period]
        rows.append([*row, task.steps - simpler, task.documents - 2 * simpler, counter[i], queue[i], status])
    return rows


def _durations(mean: float, count: int, rng: np.random.Generator) -> list[str]:
    if not mean:
        return ["-"] * count
    seconds = np.rint(rng.gamma(4.0, mean / 4.0, count) * 12).astype(int) * 5
    return [f"{second // 60}분 {second % 60}초" for second in seconds]


def _with_slips(rows: list[Row]) -> list[Row]:
    """Return the rows with the two slips of the 2022 ledger: a case entered twice, one closed before it came."""
    again = list(rows[200])
    swapped = list(rows[400])
    swapped[3], swapped[4] = swapped[4], swapped[3]
    return [*rows[:400], swapped, *rows[401:], again]
