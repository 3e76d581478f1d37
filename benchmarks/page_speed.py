"""The overview with ten years x 40 departments x 200 tasks, against an empty page and one with a single Plotly chart.

`python -m benchmarks.page_speed [--store PATH] [--sessions N ...]`; what is measured and how to read the tables: README.md
beside this file. The store and the files are deleted afterwards.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.million_file import write_csv
from benchmarks.page_browser import chromium, clicked, opened
from benchmarks.page_sessions import visited
from benchmarks.store_scale import run

ROOT = Path(__file__).resolve().parents[1]
PETITIONS = 1_000_000
CLICKS, THINK = 6, 5.0
_EMPTY = "import streamlit as st\nst.write(st.query_params.get('grain', '연도별'))\n"
_BARE = """import plotly.graph_objects as go
import streamlit as st
grain = st.selectbox("단위", ["연도별", "분기별"], key="grain")
points = list(range(10 if grain == "연도별" else 40))
st.plotly_chart(go.Figure(go.Scatter(x=points, y=[point * 7 % 13 for point in points])))
"""
YEARLY, QUARTERLY = "연도별", "분기별"
QUERIES = ["", "by=quarter"]


@dataclass(frozen=True)
class Site:
    """A running page: its name in the tables, its address and its process."""

    name: str
    url: str
    process: psutil.Process

    def seconds(self) -> float:
        """Return the processor time it has used so far."""
        times = self.process.cpu_times()
        return float(times.user + times.system)


@contextmanager
def served(name: str, script: Path, log: Path, **environment: str) -> Iterator[Site]:
    """Serve a script as ``streamlit run`` does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--server.headless", "true", "--server.address", "127.0.0.1"],
            cwd=script.parent,
            env={**os.environ, **environment},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(url, log)
        yield Site(name, url, psutil.Process(process.pid))
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def _wait(url: str, log: Path) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(log.read_text("utf-8"))


def filled(folder: Path) -> Path:
    """Return a store of a million made-up petitions, loaded as the command line does."""
    register, store = folder / "register.csv", folder / "kpi.sqlite"
    write_csv(register, PETITIONS)
    run("load", register, store)
    register.unlink()
    return store


def in_browser(sites: list[Site]) -> None:
    """Print what the browser loads and how long it takes, of each page."""
    print(
        "| page | first visit ever, ms | first load, ms | KB | requests | click to drawn, first, ms | later, median, ms |"
    )
    print("|---|---|---|---|---|---|---|")
    for site in sites:
        with chromium() as browser:
            ever = opened(browser, site.url)[1]
        with chromium() as browser:
            page, loaded = opened(browser, site.url)
            drawn = [clicked(page, "grain", (QUARTERLY, YEARLY)[click % 2]) for click in range(CLICKS)]
        words = (
            f"{ever.milliseconds:,.0f} | {loaded.milliseconds:,.0f} | {loaded.received / 1000:,.0f} | {loaded.requests}"
        )
        print(f"| {site.name} | {words} | {drawn[0]:,.0f} | {statistics.median(drawn[2:]):,.0f} |", flush=True)


def with_sessions(sites: list[Site], counts: list[int]) -> None:
    """Print how long an answer takes while so many people click."""
    print(
        "\n| page | sessions | first answer, median, ms | answer p50, ms | p95, ms | server, processor ms an answer |"
    )
    print("|---|---|---|---|---|---|")
    for count in counts:
        for site in sites:
            before = site.seconds()
            answers = visited(site.url, QUERIES, sessions=count, clicks=CLICKS, think=THINK if count > 1 else 0.5)
            spent = (site.seconds() - before) / (count * (CLICKS + 1))
            p50, p95 = statistics.median(answers.later), sorted(answers.later)[int(0.95 * len(answers.later))]
            first = statistics.median(answers.first)
            figures = f"{first * 1000:,.0f} | {p50 * 1000:,.0f} | {p95 * 1000:,.0f} | {spent * 1000:,.1f}"
            print(f"| {site.name} | {count} | {figures} |", flush=True)


def main(arguments: list[str]) -> None:
    """Measure the three pages in one run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page_speed")
    parser.add_argument("--store", type=Path)
    parser.add_argument("--sessions", nargs="*", type=int, default=[1, 20, 50])
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="kpi-pages-") as name:
        folder = Path(name)
        store = asked.store.resolve() if asked.store else filled(folder)
        empty, bare = folder / "empty.py", folder / "bare.py"
        empty.write_text(_EMPTY, "utf-8")
        bare.write_text(_BARE, "utf-8")
        with (
            served("empty page", empty, folder / "empty.log") as nothing,
            served("one Plotly chart", bare, folder / "bare.log") as plain,
            served("overview", ROOT / "app.py", folder / "ours.log", KPI_STORE=f"sqlite:///{store}") as ours,
        ):
            in_browser([plain, ours])
            with_sessions([nothing, plain, ours], asked.sessions)


if __name__ == "__main__":
    main(sys.argv[1:])
