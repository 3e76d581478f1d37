"""Writes a made-up ledger of petitions, as large as wanted, as xlsx or csv."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import xlsxwriter

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
DEPARTMENTS, TASKS = 40, 200
Row = tuple[str | int, ...]


def rows(count: int, *, seed: int = 0) -> Iterator[Row]:
    """Yield made-up petitions of one year: 40 departments, 200 tasks, a lognormal time from receipt to completion."""
    rng = np.random.default_rng(seed)
    minutes = np.sort(rng.integers(0, 330 * 24 * 60, count))
    received = np.datetime64("2025-01-01T00:00") + minutes.astype("timedelta64[m]")
    completed = received + np.rint(rng.lognormal(7.5, 1.0, count).clip(1, 30 * 24 * 60)).astype("timedelta64[m]")
    deadlines = received.astype("datetime64[D]") + np.timedelta64(10, "D")
    tasks = rng.integers(0, TASKS, count)
    numbers = rng.integers([1, 0, 60, 0], [9, 8, 900, 1200], (count, 4))
    for i, task in enumerate(tasks):
        steps, documents, counter, queue = map(int, numbers[i])
        start, end = (str(moment).replace("T", " ") for moment in (received[i], completed[i]))
        spans = (f"{counter // 60}분 {counter % 60}초", f"{queue // 60}분 {queue % 60}초")
        names = (f"민원사무 {task:03d}", f"부서 {task % DEPARTMENTS:02d}")
        yield (f"2025-{i:06d}", *names, start, end, str(deadlines[i]), "7일", steps, documents, *spans, "처리완료")


def write_xlsx(path: Path, count: int) -> None:
    """Write the ledger as a workbook of one sheet, header in the first row."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("2025")
        sheet.write_row(0, 0, HEADER)
        for number, row in enumerate(rows(count), start=1):
            sheet.write_row(number, 0, row)


def write_csv(path: Path, count: int) -> None:
    """Write the ledger as a csv in cp949, header in the first row."""
    with path.open("w", encoding="cp949", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows(count))
