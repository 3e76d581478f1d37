"""A real PostgreSQL for the tests, and the address of an empty store on each database."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest


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
def postgresql_server() -> Iterator[str]:
    """Start a throw-away PostgreSQL and give the address of its server; skip where it is not installed."""
    if _server_programs() is None:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    with running_server() as server:
        yield server


@contextmanager
def running_server() -> Iterator[str]:
    """Run a PostgreSQL of its own and give user, host and port."""
    programs = _server_programs()
    assert programs is not None
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
    return _url(request, tmp_path)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgresql, pytest.mark.slow])])
def usual_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the same for use cases whose statements the store's own tests run on each database in every run."""
    return _url(request, tmp_path)


def _url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kpi.sqlite'}"
    return str(request.getfixturevalue("postgresql_url"))
