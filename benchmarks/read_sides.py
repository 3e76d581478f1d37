"""What the benchmark of a million rows runs in processes of their own: our way stage by stage, and bare reads."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.million_file import HEADER

TODAY = dt.date(2026, 11, 22)
Stages = list[dict[str, Any]]
KEPT = "kept rows and their hashes, for the preview and the store"
"""A check does not make them; they are no part of what is compared with bare reads."""


@contextmanager
def stage(stages: Stages, name: str) -> Iterator[None]:
    """Measure what is done inside: processor time of this process and of its ended children, and time by the clock."""
    before, own, start = os.times(), time.process_time(), time.perf_counter()
    yield
    after, own, wall = os.times(), time.process_time() - own, time.perf_counter() - start
    child = after.children_user + after.children_system - before.children_user - before.children_system
    stages.append({"name": name, "cpu": own + child, "child": child, "wall": wall})


def ours(path: Path, stages: Stages) -> int:
    """Read, recognise and check a file as the upload page does, but for the limits on its size; return its rows."""
    from kpi.core.errors import errors_of
    from loaders.choice import Choice
    from loaders.gate.files import read_file
    from loaders.load.digest import digest
    from loaders.match.recognise import recognise
    from loaders.source import sources

    office, _ = _context(), sources()
    with stage(stages, "gate and reading"):
        book = read_file(path.read_bytes(), path.name, limits=_limits())
    with stage(stages, "matching and personal data"):
        layout = recognise(book, choice=Choice())
    with stage(stages, "checking and summing"):
        batch = digest(layout, choice=Choice(), context=office)
    for finding in errors_of(batch.findings):
        raise SystemExit(finding.line("en"))
    with stage(stages, KEPT):
        len(batch.content_hash + str(len(batch.rows)))
    return int(batch.counts["cases"])


def parts(path: Path, stages: Stages) -> int:
    """Read, recognise and check a large register part by part, as the command line does; return its rows."""
    from kpi.core.errors import errors_of
    from loaders.choice import Choice
    from loaders.gate.parts import read_parts
    from loaders.load.parts import digest_parts

    office = _context()
    with stage(stages, "gate and reading"):
        read = read_parts(path, path.name, limits=_limits())
    with stage(stages, "matching, personal data, checking and summing"):
        _, batch = digest_parts(read, choice=Choice(), context=office)
    for finding in errors_of(batch.findings):
        raise SystemExit(finding.line("en"))
    with stage(stages, KEPT):
        len(batch.content_hash + str(batch.kept.count))
    return int(batch.counts["cases"])


def _limits() -> Any:
    from loaders.gate.files import Limits

    size = 1 << 34
    return Limits(
        upload=size, unpacked=size, area=size, cells=size, memory=4 << 30, cpu_seconds=600, wall_seconds=1200.0
    )


def _context() -> Any:
    from kpi.core.organisation import Register
    from kpi.core.worktime import korean_calendar
    from loaders.choice import Context

    registers = Register("department", ()), Register("task", ())
    return Context(*registers, b"benchmark", korean_calendar(2009, 2027), TODAY)


def fastexcel(path: Path, stages: Stages) -> int:
    """Read the sheet into Arrow and do nothing with it."""
    import fastexcel as reader

    with stage(stages, "reading"):
        return int(reader.read_excel(path).load_sheet(0).to_arrow().num_rows)


def openpyxl(path: Path, stages: Stages) -> int:
    """Read the sheet with pandas and openpyxl and do nothing with it."""
    import pandas as pd

    with stage(stages, "reading"):
        return len(pd.read_excel(path, engine="openpyxl"))


def pandas(path: Path, stages: Stages, *, moments: tuple[str, ...] = ()) -> int:
    """Read the file with pandas' C reader and do nothing with it."""
    import pandas as pd

    encoding = "cp949" if "cp949" in path.name else "utf-8"
    with stage(stages, "reading"):
        return len(pd.read_csv(path, encoding=encoding, parse_dates=list(moments)))


def pandas_moments(path: Path, stages: Stages) -> int:
    """Read the file with pandas' C reader, dates and times parsed."""
    return pandas(path, stages, moments=HEADER[3:6])


SIDES: dict[str, Callable[[Path, Stages], int]] = {
    "ours": ours,
    "parts": parts,
    "fastexcel": fastexcel,
    "openpyxl": openpyxl,
    "pandas": pandas,
    "pandas_moments": pandas_moments,
}


if __name__ == "__main__":
    done: Stages = []
    rows = SIDES[sys.argv[1]](Path(sys.argv[2]), done)
    print(json.dumps({"rows": rows, "stages": done}))
