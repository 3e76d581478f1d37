"""Loads 10,000, a million and ten million made-up petitions, and asks what the pages ask of each of the three stores.

`python -m benchmarks.store_scale [ROWS ...]`; what is measured and how to read the tables: README.md beside this
file. The files and stores are deleted afterwards.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.million_file import write_csv

SIZES = (10_000, 1_000_000, 10_000_000)
ROOT = Path(__file__).resolve().parents[1]
MOST_GROWTH = 1.2
"""At most so much more may a page cost with the last number of petitions than with the one before."""


def run(side: str, *paths: Path) -> dict[str, Any]:
    """Run one side in a process of its own.

    Raises
    ------
    RuntimeError
        When it failed.
    """
    command = [sys.executable, "-m", "benchmarks.scale_sides", side, *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{side} failed: {done.stdout}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def loaded(folder: Path, rows: int) -> Path:
    """Make a register of so many petitions, store it both ways, print what that took, and return our store."""
    file, ours, theirs = (folder / f"{rows}.{ending}" for ending in ("csv", "kpi.sqlite", "bare.sqlite"))
    write_csv(file, rows)
    us, them = run("load", file, ours), run("bare", file, theirs)
    if {us["rows"], them["rows"]} != {rows}:
        raise RuntimeError(f"{us['rows']} and {them['rows']} of {rows} rows were stored")
    reading, storing = (stage["cpu"] for stage in us["stages"])
    plain_reading, inserting = (stage["cpu"] for stage in them["stages"])
    megabytes, plain = us["bytes"] / 1e6, them["bytes"] / 1e6
    cells = (
        f"{rows:,} | {us['cells']:,} | {reading:.1f} | {storing:.1f} | {inserting:.2f} | {plain_reading + inserting:.2f} | "
        f"{storing / inserting:.1f} | {(reading + storing) / (plain_reading + inserting):.1f} | "
        f"{megabytes:.1f} | {megabytes * 1e6 / rows:.1f} | {plain * 1e6 / rows:.1f}"
    )
    print(f"| {cells} |", flush=True)
    for path in (file, theirs):
        path.unlink()
    return ours


def grown(answers: list[dict[str, Any]]) -> float:
    """Print the questions' seconds at each size and return the largest growth from the last but one to the last."""
    worst = 0.0
    for name in answers[0]:
        seconds = [one[name]["seconds"] for one in answers]
        growth = seconds[-1] / seconds[-2] if len(seconds) > 1 else 1.0
        worst = max(worst, growth)
        shown = " | ".join(f"{one * 1000:,.0f}" for one in seconds)
        print(f"| {name} | {answers[-1][name]['rows']:,} | {shown} | {growth:.2f} |", flush=True)
    return worst


def main(arguments: list[str]) -> float:
    """Measure so many petitions and return the largest growth of a question."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.store_scale")
    parser.add_argument("rows", nargs="*", type=int)
    sizes = parser.parse_args(arguments).rows or list(SIZES)
    with tempfile.TemporaryDirectory(prefix="kpi-scale-") as name:
        print(
            "| petitions | cells | checked, s | stored, s | bare insert, s | bare read and insert, s | stored : insert | "
            "all : all | MB | MB a million | bare MB a million |\n|" + "---|" * 11
        )
        stores = [loaded(Path(name), rows) for rows in sizes]
        print("\n| question | rows | " + " | ".join(f"{rows:,}, ms" for rows in sizes) + " | growth |")
        print("|" + "---|" * (len(sizes) + 3))
        worst = grown([run("ask", store)["answers"] for store in stores])
    print(f"\nLargest growth: {worst:.2f} (at most {MOST_GROWTH})")
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) > MOST_GROWTH)
