"""Loads 100,000 made-up petitions our way and the usual way, and prints time, memory and their ratios.

`python -m benchmarks.load_100k [ROWS]`; how to read the table: README.md beside this file.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import astuple, dataclass
from pathlib import Path

import psutil

from benchmarks.petition_file import write_csv, write_xlsx

ROWS = 100_000
POLL_SECONDS = 0.02
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Cost:
    """What one side took: seconds of work, of processor time with its children, of the whole process; peak MB of all."""

    work: float
    processor: float
    whole: float
    peak: float


def ours(path: Path, store: Path) -> int:
    """Check and load the file by the services, as the upload page does; return the number of rows stored."""
    from services.check import Choice, check
    from services.load import load
    from services.stores import open_store, sqlite_url

    office = open_store(sqlite_url(store))
    now = dt.datetime(2026, 2, 1, 9, 0, tzinfo=dt.UTC)
    choice = Choice(source="processing_records", accept_new=True)
    checked = check(office, path.read_bytes(), path.name, choice=choice, now=now)
    if not checked.ok:
        raise SystemExit("\n".join(finding.line("en") for finding in checked.findings))
    return load(office, checked, who="benchmark", now=now).rows


def usual(path: Path, store: Path) -> int:
    """Read with pandas (openpyxl for xlsx), write with to_sql, group once; return the number of rows stored."""
    import sqlite3

    import pandas as pd

    table = pd.read_excel(path, engine="openpyxl") if path.suffix == ".xlsx" else pd.read_csv(path, encoding="cp949")
    received, completed = pd.to_datetime(table["접수일시"]), pd.to_datetime(table["완료일시"])
    table["hours"] = (completed - received).dt.total_seconds() / 3600
    table["month"] = completed.dt.strftime("%Y-%m")
    connection = sqlite3.connect(store)
    table.to_sql("petitions", connection, index=False)
    connection.commit()
    table.groupby(["담당부서", "민원명", "month"])["hours"].agg(["count", "mean", "var"])
    connection.close()
    return len(table)


_SIDES: dict[str, Callable[[Path, Path], int]] = {"ours": ours, "usual": usual}


def measure(side: str, path: Path, *, rows: int) -> Cost:
    """Run one side in a process of its own and watch it.

    Raises
    ------
    RuntimeError
        When the side failed, or did not store that many rows.
    """
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.load_100k", side, str(path), str(Path(folder) / "store.sqlite")]
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, _memory(process.pid))
            time.sleep(POLL_SECONDS)
        whole = time.perf_counter() - start
        answer = process.communicate()[0]
    said = {} if process.returncode else json.loads(answer)
    if said.get("rows") != rows:
        raise RuntimeError(f"{side} failed on {path.name}: {answer}")
    return Cost(work=said["seconds"], processor=said["processor"], whole=whole, peak=peak)


def _memory(pid: int) -> float:
    try:
        process = psutil.Process(pid)
        resident = [one.memory_info().rss for one in (process, *process.children(recursive=True))]
        return float(sum(resident)) / 1e6
    except psutil.NoSuchProcess:
        return 0.0


def _run_side(side: str, path: Path, store: Path) -> None:
    start = time.perf_counter()
    stored = _SIDES[side](path, store)
    seconds = time.perf_counter() - start
    processor = float(sum(psutil.Process().cpu_times()[:4]))
    print(json.dumps({"seconds": seconds, "processor": processor, "rows": stored}))


def _compare(count: int) -> None:
    print(f"{count:,} petitions, 12 columns\n")
    print("| file | side | s of work | s of processor | s whole | peak MB |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for suffix, write in ((".xlsx", write_xlsx), (".csv", write_csv)):
            path = Path(folder) / f"petitions{suffix}"
            write(path, count)
            us, them = (measure(side, path, rows=count) for side in ("ours", "usual"))
            _print_row(suffix, "ours", us, 1)
            _print_row(suffix, "usual", them, 1)
            _print_row(suffix, "**ratio**", _ratio(us, them), 2)


def _ratio(one: Cost, other: Cost) -> Cost:
    pairs = zip(astuple(one), astuple(other), strict=True)
    return Cost(*(mine / theirs for mine, theirs in pairs))


def _print_row(suffix: str, side: str, cost: Cost, decimals: int) -> None:
    numbers = " | ".join(f"{number:.{decimals}f}" for number in astuple(cost))
    print(f"| {suffix[1:]} | {side} | {numbers} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in _SIDES:
        _run_side(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        _compare(int(sys.argv[1]) if sys.argv[1:] else ROWS)
