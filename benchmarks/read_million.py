"""Reads a made-up register of a million petitions, with every check on, and compares with bare reads of the same file.

`python -m benchmarks.read_million [ROWS] [--only xlsx|csv|cp949|parts] [--openpyxl ROWS]`; what is measured and how to
read the table: README.md beside this file.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import psutil

from benchmarks.million_file import write_csv, write_xlsx
from benchmarks.read_sides import KEPT

ROWS, OPENPYXL_ROWS = 1_000_000, 100_000
RUNS = {"csv": 3, "cp949": 3}
"""Processor time of a second or less differs by a fifth from run to run; the longer reads run once."""
POLL_SECONDS = 0.02
ROOT = Path(__file__).resolve().parents[1]
Writer = Callable[[Path, int], None]
WRITERS: dict[str, tuple[str, Writer]] = {
    "xlsx": ("register.xlsx", write_xlsx),
    "csv": ("register.csv", write_csv),
    "cp949": ("register_cp949.csv", partial(write_csv, encoding="cp949")),
    "parts": ("register.csv", write_csv),
}
_TEXT: tuple[tuple[str, str, float | None], ...] = (
    ("pandas", "pandas' C reader, bare", 15.0),
    ("pandas_moments", "pandas' C reader, moments parsed", None),
)
REFERENCES: dict[str, tuple[tuple[str, str, float | None], ...]] = {
    "xlsx": (("fastexcel", "fastexcel, bare", 8.0), ("openpyxl", "pandas.read_excel(openpyxl) alone", 1 / 3)),
    "csv": _TEXT,
    "cp949": _TEXT,
    "parts": (("pandas", "pandas' C reader, bare", None),),
}


def made_file(kind: str, rows: int) -> Path:
    """Return the file of so many petitions; it is kept in the temporary folder for the next run."""
    name, write = WRITERS[kind]
    folder = Path(tempfile.gettempdir()) / "kpi-benchmark-files"
    folder.mkdir(exist_ok=True)
    path = folder / f"{rows}_{name}"
    if not path.exists():
        unfinished = path.with_suffix(".part")
        write(unfinished, rows)
        unfinished.replace(path)
    return path


def measured(side: str, path: Path) -> dict[str, Any]:
    """Run one side in a process of its own; return its rows, stages and the peak memory of it and its children.

    Raises
    ------
    RuntimeError
        When the side failed.
    """
    command = [sys.executable, "-m", "benchmarks.read_sides", side, str(path)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, _memory(process.pid))
        time.sleep(POLL_SECONDS)
    answer = process.communicate()[0]
    if process.returncode:
        raise RuntimeError(f"{side} failed on {path.name}")
    return {**json.loads(answer), "peak": peak}


def middle(kind: str, side: str, path: Path) -> dict[str, Any]:
    """Return the run of a side that took the middle processor time of as many as ``RUNS`` says."""
    runs = RUNS.get(kind, 1)
    return sorted((measured(side, path) for _ in range(runs)), key=seconds_of)[runs // 2]


def seconds_of(measured: dict[str, Any]) -> float:
    """Return the processor time of a run without what only the store needs."""
    return float(sum(stage["cpu"] for stage in measured["stages"] if stage["name"] != KEPT))


def _memory(pid: int) -> float:
    """Return megabytes of a process and its children; pages they share count once where the system says so."""
    try:
        process = psutil.Process(pid)
        everyone = [process, *process.children(recursive=True)]
        return sum(float(getattr(one.memory_full_info(), "pss", one.memory_info().rss)) for one in everyone) / 1e6
    except psutil.Error:
        return 0.0


def compare(kind: str, rows: int, openpyxl_rows: int) -> None:
    """Print the stages of one kind of file and its ratios to the references."""
    path = made_file(kind, rows)
    ours = middle(kind, "parts" if kind == "parts" else "ours", path)
    if ours["rows"] != rows:
        raise RuntimeError(f"{ours['rows']} of {rows} rows were read")
    print(f"\n## {path.name}: {path.stat().st_size / 1e6:,.0f} MB, {rows:,} petitions, 8 columns\n")
    print("| stage | s of processor | of it in the reading process | s |\n|---|---|---|---|")
    for stage in ours["stages"]:
        print(f"| {stage['name']} | {stage['cpu']:.2f} | {stage['child']:.2f} | {stage['wall']:.2f} |")
    total = seconds_of(ours)
    print(f"| **all but the kept rows** | **{total:.2f}** | | peak {ours['peak']:,.0f} MB |\n")
    print("| reference | s of processor | ours : reference | at most | peak MB |\n|---|---|---|---|---|")
    for side, name, most in REFERENCES[kind]:
        _print_reference(kind, side, (name, most), total, rows, openpyxl_rows)


def _print_reference(
    kind: str, side: str, named: tuple[str, float | None], total: float, rows: int, openpyxl_rows: int
) -> None:
    name, most = named
    few = min(rows, openpyxl_rows) if side == "openpyxl" else rows
    found = middle(kind, side, made_file(kind, few))
    seconds = seconds_of(found) * rows / few
    name += f" ({few:,} rows, times {rows / few:g})" if few < rows else ""
    limit = "" if most is None else f"{most:.2f}"
    print(f"| {name} | {seconds:.2f} | {total / seconds:.2f} | {limit} | {found['peak']:,.0f} |", flush=True)


def main(arguments: list[str]) -> None:
    """Measure what the arguments name."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.read_million")
    parser.add_argument("rows", nargs="?", type=int)
    parser.add_argument("--only", choices=sorted(WRITERS))
    parser.add_argument("--openpyxl", type=int, default=OPENPYXL_ROWS, help="rows openpyxl reads; the rest is scaled")
    chosen = parser.parse_args(arguments)
    for kind in [chosen.only] if chosen.only else ["xlsx", "csv", "cp949"]:
        compare(kind, chosen.rows or ROWS, chosen.openpyxl)


if __name__ == "__main__":
    main(sys.argv[1:])
