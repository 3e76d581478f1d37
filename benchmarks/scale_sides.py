"""What the benchmark of the store's growth runs in processes of their own: a load, a bare insert, and the pages' questions."""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Literal

from benchmarks.million_file import DEPARTMENTS, HEADER, TASKS
from benchmarks.read_sides import Stages, stage

REPEATS = 3
DRAWN: tuple[Literal["trend", "index", "cumulative", "heatmap", "breakdown"], ...]
DRAWN = ("trend", "index", "cumulative", "heatmap", "breakdown")
BARE = "bare read and one groupby"
DEPARTMENT, TASK = "부서 07과", "민원사무 047"


def load(path: Path, place: Path) -> dict[str, Any]:
    """Check and store the register as the command line does: part by part, every check on, all or nothing."""
    import datetime as dt

    from loaders.gate.files import Limits
    from services.check import Choice, check_large
    from services.load import load
    from services.stores import open_store, sqlite_url

    size = 1 << 34
    limits = Limits(upload=size, unpacked=size, cells=size, cpu_seconds=6000, wall_seconds=12_000.0)
    stages: Stages = []
    store, now = open_store(sqlite_url(place)), dt.datetime(2026, 2, 1, 9, 0)
    choice = Choice(source="processing_records", accept_new=True)
    with stage(stages, "reading and checking"):
        checked = check_large(store, path, choice=choice, now=now, limits=limits)
    if checked is None or not checked.ok:
        raise SystemExit("\n".join(finding.line("en") for finding in checked.findings) if checked else "not in parts")
    with stage(stages, "kept rows and their hashes, and storing"):
        done = load(store, checked, who="benchmark", now=now)
    cells, kept = len(store.cells()), sum(len(part) for part in store.upload_row_parts(done.upload_id))
    store.close()
    return {"rows": kept, "cells": cells, "bytes": place.stat().st_size, "stages": stages}


def bare(path: Path, place: Path) -> dict[str, Any]:
    """Insert the bare columns in the quickest known way (ADBC, Arrow, names as numbers), of a file read beforehand."""
    import pyarrow as pa
    from adbc_driver_sqlite import dbapi
    from pyarrow import csv

    texts = {name: pa.string() for name in HEADER[3:6]}
    stages: Stages = []
    with stage(stages, "reading with pyarrow"):
        table = csv.read_csv(path, convert_options=csv.ConvertOptions(column_types=texts))
        for number, most in ((1, TASKS), (2, DEPARTMENTS)):
            codes = table.column(number).combine_chunks().dictionary_encode()
            if len(codes.dictionary) > most:
                raise SystemExit(f"{len(codes.dictionary)} names in {HEADER[number]}")
            table = table.set_column(number, HEADER[number], codes.indices)
    with stage(stages, "inserting"), dbapi.connect(f"file:{place}") as connection:
        with connection.cursor() as cursor:
            cursor.adbc_ingest("petition", table, mode="create")
            cursor.execute("select count(*) from petition")
            rows = cursor.fetchall()[0][0]
        connection.commit()
    return {"rows": rows, "cells": 0, "bytes": place.stat().st_size, "stages": stages}


def bare_read(store: Any) -> int:
    """Read all cells with pandas and add them up by year, department and task: what the questions are held against."""
    import pandas as pd
    import sqlalchemy as sa

    columns = "measure, task, cell.department, period_start, claim_start, n, w, wx, wxx, histogram"
    query = sa.text(f"select {columns} from cell join claim on claim.id = cell.claim_id")
    engine = sa.create_engine(store.url)
    with engine.connect() as connection:
        cells = pd.read_sql_query(query, connection)
    year = cells["period_start"].astype("str").str[:4]
    return len(cells.groupby([year, "measure", "department", "task"])[["n", "w", "wx", "wxx"]].sum())


def questions() -> dict[str, Callable[[Any], int]]:
    """Return what the pages ask of the store, each of which gives the number of rows of its answer."""
    from services.history import changes_of
    from services.pictures import Picture, draw
    from services.results import Ask, results
    from services.scope import cards, scope
    from services.uploads import list_uploads

    def asked(store: Any, ask: Ask) -> int:
        return len(results(store, ask).records())

    def drawn(store: Any, picture: Picture) -> int:
        return len(draw(store, picture, scope=scope(store))[2].frame)

    found: dict[str, Callable[[Any], int]] = {
        BARE: bare_read,
        "filters and freshness": lambda store: len(scope(store).tasks),
        "list of uploads": lambda store: len(list_uploads(store)),
        "cards of the overview": lambda store: len(cards(store, Ask())),
        "every figure by month": partial(asked, ask=Ask(grain="month")),
        "every figure by department": partial(asked, ask=Ask(keys=("department",))),
        "every figure of a task": partial(asked, ask=Ask(task=TASK)),
    }
    for kind in DRAWN:
        found[f"chart, {kind}"] = partial(drawn, picture=Picture(kind, "processing_time", Ask()))
    found["chart, trend of a department"] = partial(
        drawn, picture=Picture("trend", "processing_time", Ask(department=DEPARTMENT))
    )
    found["numbers an upload changed"] = lambda store: len(changes_of(store, store.deeds()[-1]))
    by_both = Ask(("processing_time",), keys=("department", "task"))
    found["times by department and task"] = partial(asked, ask=by_both)
    return found


def ask(place: Path) -> dict[str, Any]:
    """Ask every question in a fresh copy of this process, so that nothing is kept from the one before; CPU seconds."""
    answers = {}
    for name, question in questions().items():
        told = [_apart(place, question) for _ in range(REPEATS)]
        answers[name] = {"rows": told[0][1], "seconds": statistics.median(seconds for seconds, _ in told)}
    return {"answers": answers}


def _apart(place: Path, question: Callable[[Any], int]) -> tuple[float, int]:
    from services.stores import open_store, sqlite_url

    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        store = open_store(sqlite_url(place))
        store.revision()
        start = time.process_time()
        rows = question(store)
        os.write(writer, f"{time.process_time() - start} {rows}".encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as stream:
        seconds, _, found = stream.read().partition(" ")
    os.waitpid(child, 0)
    return float(seconds), int(found)


if __name__ == "__main__":
    side, *names = sys.argv[1:]
    sides: dict[str, Callable[..., dict[str, Any]]] = {"load": load, "bare": bare, "ask": ask}
    print(json.dumps(sides[side](*map(Path, names))))
