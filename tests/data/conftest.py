"""Stores of every kind, and batches to put into them."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import socket
import subprocess
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import psycopg
import pytest

from data.store import Store
from kpi.core.batch import Batch
from kpi.core.frames import CELL_COLUMNS, CLAIM_COLUMNS, PAIR_COLUMNS, empty

MakeBatch = Callable[..., Batch]
AT = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)


def _dates(days: list[str]) -> pd.Series:
    return pd.Series(pd.to_datetime(days)).astype("datetime64[s]")


def build_batch(
    rows: list[tuple[str, str, float]],
    *,
    source: str = "survey",
    months: int = 12,
    claims: list[tuple[str, str]] | None = None,
    measure: str = "score",
    file_name: str = "설문.xlsx",
    mapping: dict[str, str] | None = None,
    pairs: int = 0,
    **more: object,
) -> Batch:
    """Return a batch of (first day, department, sum) rows; claims default to the periods and departments found."""
    days, departments, sums = ([row[place] for row in rows] for place in range(3))
    cells = empty(CELL_COLUMNS).reindex(range(len(rows)))
    cells = cells.assign(**{name: "" for name in CELL_COLUMNS[:9]}).assign(
        measure=measure,
        department=pd.Series(departments, dtype="str"),
        period_start=_dates(days),
        claim_start=_dates(days),
    )
    cells["period_months"] = months
    cells["item"] = [f"{number}" for number in range(len(rows))]
    cells["wx"] = [float(value) for value in sums]
    cells["n"] = 1.0
    cells["histogram"] = pd.Series([b"\x01\x02"] * len(rows), dtype="object")
    claimed = sorted(set(claims if claims is not None else zip(days, departments, strict=True)))
    claim_frame = pd.DataFrame(
        {
            "source": pd.Series([source] * len(claimed), dtype="str"),
            "claim_start": _dates([day for day, _ in claimed]),
            "claim_months": months,
            "department": pd.Series([name for _, name in claimed], dtype="str"),
        },
        columns=list(CLAIM_COLUMNS),
    )
    content = repr((rows, months, measure)).encode()
    pair_frame = empty(PAIR_COLUMNS)
    if pairs:
        pair_frame = cells.head(pairs).assign(item2="overall").reindex(columns=list(PAIR_COLUMNS))
        pair_frame["wy"] = 2.5
    kept = pd.DataFrame({"row_number": range(2, len(rows) + 2), "row_key": cells["item"], "department": departments})
    values: dict[str, object] = {
        "source_revision": 1,
        "sha256": hashlib.sha256(content).hexdigest(),
        "content_hash": hashlib.sha256(content).hexdigest(),
        "sheet": "자료",
        "header_row": 1,
        "as_of": dt.date(2026, 1, 1),
        "counts": {"rows": len(rows)},
    }
    frames = {"cells": cells, "pairs": pair_frame, "claims": claim_frame, "rows": kept}
    about = {"source": source, "file_name": file_name, "mapping": mapping or {"score": "점수"}}
    return Batch(**{**values, **frames, **about, **more})  # type: ignore[arg-type]  # assembled by name


@pytest.fixture
def make_batch() -> MakeBatch:
    return build_batch


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'kpi.sqlite'}")
    yield opened
    opened.close()


def _server_programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def _as_server_user() -> dict[str, object]:
    """PostgreSQL refuses to run as root: use its own account there."""
    return {"user": "postgres", "group": "postgres", "extra_groups": ()} if os.getuid() == 0 else {}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a throw-away PostgreSQL and give the address of its server; skip where it is not installed."""
    programs = _server_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    folder = Path("/tmp") / f"kpi-postgresql-{uuid.uuid4().hex[:8]}"
    folder.mkdir(mode=0o755)
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    user, port = _as_server_user(), _free_port()
    data = folder / "cluster"
    init = [programs / "initdb", "-D", data, "-U", "kpi", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    subprocess.run(init, check=True, capture_output=True, cwd=folder, **user)
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off"
    control = [programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
    subprocess.run([*control, "-o", options, "start"], check=True, capture_output=True, cwd=folder, **user)
    yield f"kpi@127.0.0.1:{port}"
    subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True, cwd=folder, **user)
    shutil.rmtree(folder)


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """Give the address of a new, empty database, dropped afterwards."""
    name = f"kpi_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"postgresql://{postgresql_server}/postgres", autocommit=True) as connection:
        connection.execute(f"create database {name}")
    yield f"postgresql://{postgresql_server}/{name}"
    with psycopg.connect(f"postgresql://{postgresql_server}/postgres", autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def any_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of an empty store on each database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kpi.sqlite'}"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def any_store(any_url: str) -> Iterator[Store]:
    opened = Store.open(any_url)
    yield opened
    opened.close()
