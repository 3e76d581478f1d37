"""Kills loads, withdrawals, restores and migrations at random moments and counts what was lost, doubled or unreadable.

python -m tests.data.kill clients URL TIMES     a writing process is killed (-9)
python -m tests.data.kill backends URL TIMES    the server's process behind it is ended or killed (PostgreSQL)
python -m tests.data.kill migrations FOLDER TIMES
python -m tests.data.kill all                   500 clients on SQLite, 100 and 20 on PostgreSQL, 100 migrations

A further act is one more function in ``ACTS`` and one more line in ``after``.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from data.store import Store  # noqa: E402  (the path is set above)

_SPEC = importlib.util.spec_from_file_location("batches", HERE / "conftest.py")
_BATCHES = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_BATCHES)
AT = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
CELLS = 600
KEPT = HERE / "stores"
Told = tuple[str, int]
Model = dict[int, tuple[float, bool]]
"""Every upload: the one value of its cells, and whether it is withdrawn."""


def batch(value: float):
    rows = [(f"2025-{month:02d}-01", f"부서{one % 20}", value) for month in range(1, 13) for one in range(CELLS // 12)]
    return _BATCHES.build_batch(rows, months=1, pairs=50)


def load(store: Store, value: int) -> int:
    return store.load(batch(float(value)), who="kim", at=AT)


def withdraw(store: Store, upload_id: int) -> int:
    store.withdraw(upload_id, who="kim", at=AT)
    return upload_id


def restore(store: Store, upload_id: int) -> int:
    store.restore(upload_id, who="kim", at=AT)
    return upload_id


ACTS: dict[str, Callable[[Store, int], int]] = {"load": load, "withdraw": withdraw, "restore": restore}


def after(model: Model, act: str, about: int, upload_id: int) -> Model:
    """Return the uploads as they are after an act."""
    if act == "load":
        return {**model, upload_id: (float(about), False)}
    return {**model, about: (model[about][0], act == "withdraw")}


def choose(chance: random.Random, model: Model, value: int) -> Told:
    """Return an act that is possible, and what it is about: the value of a load, else the upload."""
    held = [one for one, (_, gone) in model.items() if not gone]
    gone = [one for one, (_, gone) in model.items() if gone]
    options: list[Told] = [("load", value)] * 2
    options += [("withdraw", chance.choice(held))] if held else []
    options += [("restore", chance.choice(gone))] if gone else []
    return chance.choice(options)


def act_for_ever(url: str, pipe: int, model: Model, turn: int) -> None:
    chance, store = random.Random(turn), Store.open(url)
    for step in range(10_000):
        act, about = choose(chance, model, turn * 10_000 + step)
        os.write(pipe, f"begin {act} {about} 0\n".encode())
        upload_id = ACTS[act](store, about)
        os.write(pipe, f"done {act} {about} {upload_id}\n".encode())
        model = after(model, act, about, upload_id)


def in_a_child(work: Callable[[int], None], kill: Callable[[int], None], *, after_lines: int) -> list[list[str]]:
    """Run work in a process, let it be killed some time after so many lines, and return the words of all it wrote."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            work(writer)
        finally:
            os._exit(0)  # the child of a killed server fails; what it said before counts
    os.close(writer)
    with os.fdopen(reader) as stream:
        lines = [stream.readline() for _ in range(after_lines)]  # none where the child has ended by itself
        kill(child)
        os.waitpid(child, 0)
        return [line.split() for line in [*lines, *stream.read().splitlines()] if line]


def found_in(url: str) -> tuple[Model, list[str], Store]:
    store = Store.open(url)
    wrong = [finding.line("en") for finding in store.verify()]
    cells = store.cells()
    values = {one: value for one, value in cells.groupby("upload")["wx"].agg(lambda held: held.iloc[0]).items()}
    shown = {one.id for one in store.uploads() if one.withdrawn_at is None}
    newest = max(shown, default=0)
    if (len(cells), cells["wx"].nunique()) != ((CELLS, 1) if shown else (0, 0)) or set(values) != ({newest} - {0}):
        wrong.append(f"{len(cells)} cells of uploads {sorted(values)}, newest {newest}")
    return values, wrong, store


def judge(url: str, model: Model, said: list[list[str]]) -> tuple[Model, list[str]]:
    """Return the uploads as they are now, and what is wrong with that."""
    pending: Told | None = None
    for word, act, about, upload_id in said:
        pending = (act, int(about)) if word == "begin" else None
        if word == "done":
            model = after(model, act, int(about), int(upload_id))
    values, wrong, store = found_in(url)
    there = {one.id: one.withdrawn_at is not None for one in store.uploads()}
    store.close()
    possible = [model]
    if pending:
        new = max(there, default=0) if pending[0] == "load" else pending[1]
        possible.append(after(model, *pending, new))
    fitting = [one for one in possible if {number: gone for number, (_, gone) in one.items()} == there]
    if not fitting:
        return model, [*wrong, f"uploads {there}, expected one of {possible}"]
    wrong += [f"upload {one} shows {value}" for one, value in values.items() if fitting[0][one][0] != value]
    return fitting[0], wrong


def clients(url: str, times: int) -> dict[str, object]:
    Store.open(url).close()
    chance = random.Random(5)

    def kill(child: int) -> None:
        time.sleep(chance.random() * 0.15)
        os.kill(child, signal.SIGKILL)

    return repeat(url, times, kill)


def backends(url: str, times: int) -> dict[str, object]:
    Store.open(url).close()
    chance, turns = random.Random(6), iter(range(10**6))

    def kill(child: int) -> None:
        time.sleep(chance.random() * 0.15)
        with psycopg.connect(url, autocommit=True) as connection:
            query = "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
            pids = [pid for (pid,) in connection.execute(query)]
            if next(turns) % 2:
                for pid in pids:
                    os.kill(pid, signal.SIGKILL)
            else:
                connection.execute(f"select pg_terminate_backend(pid) from ({query}) as others")
        time.sleep(0.3)
        os.kill(child, signal.SIGKILL)
        wait_for(url)

    return repeat(url, times, kill)


def wait_for(url: str) -> None:
    for _ in range(600):
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return


def repeat(url: str, times: int, kill: Callable[[int], None]) -> dict[str, object]:
    model: Model = {}
    wrong: list[str] = []
    acts = 0
    for turn in range(times):
        before = model
        said = in_a_child(
            lambda pipe, held=before, turn=turn: act_for_ever(url, pipe, held, turn), kill, after_lines=turn % 6
        )
        acts += sum(line[0] == "done" for line in said)
        model, faults = judge(url, model, said)
        wrong += [f"turn {turn}: {fault}" for fault in faults]
    return {"kills": times, "acknowledged": acts, "uploads": len(model), "wrong": wrong}


def migrations(folder: str, times: int) -> dict[str, object]:
    """Kill the opening of a store of every former structure."""
    import sqlite3

    chance, wrong, kept = random.Random(7), [], sorted(KEPT.glob("*.sql"))
    for turn in range(times):
        place = Path(tempfile.mkdtemp(dir=folder))
        path = place / "kpi.sqlite"
        with sqlite3.connect(path) as connection:
            connection.executescript(kept[turn % len(kept)].read_text(encoding="utf-8"))
        connection.close()
        url = f"sqlite:///{path}"

        def kill(child: int) -> None:
            time.sleep(chance.random() * 0.25)
            os.kill(child, signal.SIGKILL)

        in_a_child(lambda pipe, url=url: Store.open(url).close(), kill, after_lines=0)
        store = Store.open(url)
        wrong += [f"turn {turn}: {finding.line('en')}" for finding in store.verify()]
        if len(store.uploads()) != 3:
            wrong.append(f"turn {turn}: {len(store.uploads())} uploads")
        store.close()
        shutil.rmtree(place)
    return {"kills": times, "wrong": wrong}


def main(words: list[str]) -> dict[str, object]:
    if words != ["all"]:
        return {"clients": clients, "backends": backends, "migrations": migrations}[words[0]](words[1], int(words[2]))
    from tests.databases import running_server

    found: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        found["SQLite"] = clients(f"sqlite:///{folder}/kpi.sqlite", 500)
        found["migrations"] = migrations(folder, 100)
    with running_server() as server:
        for name, act, times in (("clients", clients, 100), ("backends", backends, 20)):
            with psycopg.connect(f"postgresql://{server}/postgres", autocommit=True) as connection:
                connection.execute(f"create database {name}")
            found[f"PostgreSQL, {name}"] = act(f"postgresql://{server}/{name}", times)
    return found


if __name__ == "__main__":
    told = main(sys.argv[1:])
    sys.stdout.write(json.dumps(told, indent=1) + "\n")
    parts = told.values() if sys.argv[1:] == ["all"] else [told]
    sys.exit(any(part["wrong"] for part in parts))
