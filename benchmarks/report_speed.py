"""A report of twenty charts in every format, cold and warm, against Plotly drawing the same twenty one by one.

Run: ``python -m benchmarks.report_speed``. The browsers of Plotly are not all in its memory figure. Every format is made in a process of its own, so that "cold" holds the import
of its library and the search for fonts, and memory is that of the one format.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from reports.model import Chart, Grid, Line, Part, Report, Section, Series
from reports.table import Column
from services.report import FORMATS, file_of

CHARTS = 20
YEARS = tuple(f"{year}년" for year in range(2014, 2026))
PLOTLY = "plotly"


def series(number: int) -> tuple[float, ...]:
    """Return a line that differs from chart to chart."""
    return tuple(50 + number + ((number * 7 + step * 13) % 17) * 0.7 for step in range(len(YEARS)))


def made() -> Report:
    """Return the report: a sentence, a chart and a table in each part."""
    parts = []
    for number in range(CHARTS):
        values = series(number)
        low, high = tuple(value - 1.5 for value in values), tuple(value + 1.5 for value in values)
        one = Series("실적", values, "actual", low, high, ("improved",) * len(values))
        chart = Chart("line", f"지표 {number} 추이", f"지표 {number} 상승", "점", 1, YEARS, (one,), f"지표 {number}")
        columns = (Column("period", "기간", "text"), Column("value", "값", "level"))
        grid = Grid(f"지표 {number}", "점", columns, tuple(zip(YEARS, values, strict=True)))
        parts.append(Part(f"지표 {number} 상승", (Line(2, "전년 대비 상승"), chart, grid)))
    sections = (Section("성과", tuple(parts)),)
    day = dt.date(2026, 1, 1)
    return Report("성능 측정", "ko", day, "기획부서", ("측정",), ("요약",), None, sections, "판정")


def plotly_one_by_one() -> list[bytes]:
    """Return twenty PNG files as Plotly's own ``to_image`` makes them: a browser for each."""
    import plotly.graph_objects as go

    figures = [go.Figure(go.Scatter(x=list(YEARS), y=list(series(number)))) for number in range(CHARTS)]
    return [figure.to_image(format="png", width=760, height=300, scale=2) for figure in figures]


def measured(what: str) -> dict[str, Any]:
    """Return seconds of the first and the second time, bytes, and the peak of memory in MB (with child processes)."""
    report = made()
    make: Callable[[], Any] = plotly_one_by_one if what == PLOTLY else lambda: file_of(report, what)  # type: ignore[arg-type] # one of FORMATS
    seconds = []
    for _ in range(2):
        start = time.perf_counter()
        content = make()
        seconds.append(time.perf_counter() - start)
    peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    size = sum(map(len, content)) if isinstance(content, list) else len(content)
    return {"what": what, "cold": seconds[0], "warm": seconds[1], "kb": size / 1024, "mb": peak}


def main() -> None:
    """Measure everything, each in a process of its own, and print a table."""
    print(f"{CHARTS} charts; seconds cold and warm, size in KB, peak memory in MB")
    for what in (*FORMATS, PLOTLY):
        done = subprocess.run([sys.executable, "-m", __spec__.name, what], capture_output=True, text=True, check=True)
        one = json.loads(done.stdout)
        print(f"{one['what']:8} {one['cold']:8.2f} {one['warm']:8.2f} {one['kb']:10,.0f} {one['mb']:8,.0f}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measured(sys.argv[1])))
    else:
        main()
