"""Run by tests in a process of its own: loads that race. Prints what happened as JSON.

python crash_helper.py URL TIMES
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from data.store import Store  # noqa: E402  (the path is set above)
from kpi.core.errors import UserError  # noqa: E402  (the path is set above)

_SPEC = importlib.util.spec_from_file_location("batches", HERE / "conftest.py")
_BATCHES = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_BATCHES)
AT = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
CELLS = 3000


def batch(value: float):
    rows = [
        (f"2025-{month:02d}-01", f"부서{number % 20}", value) for month in range(1, 13) for number in range(CELLS // 12)
    ]
    return _BATCHES.build_batch(rows, months=1, pairs=50)


def state(url: str) -> dict[str, object]:
    store = Store.open(url)
    try:
        cells = store.cells()
        return {
            "wrong": [finding.line("en") for finding in store.verify()],
            "uploads": [upload.id for upload in store.uploads()],
            "cells": len(cells),
        }
    finally:
        store.close()


def race(url: str, times: int) -> dict[str, object]:
    Store.open(url).close()
    same = batch(1.0)
    start, gun = os.pipe()
    children = []
    for _ in range(times):
        child = os.fork()
        if child == 0:
            os.close(gun)
            os.read(start, 1)
            try:
                Store.open(url).load(same, who="kim", at=AT)
            except UserError as error:
                os._exit(3 if error.findings[0].code == "already_there" else 4)
            os._exit(0)
        children.append(child)
    os.close(gun)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    return {"codes": sorted(codes), **state(url)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(race(sys.argv[1], int(sys.argv[2]))))
