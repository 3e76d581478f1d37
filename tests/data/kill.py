"""Kills loads, withdrawals, restores, rebuilds and migrations at random moments and counts what was lost, doubled or unreadable.

python -m tests.data.kill clients URL TIMES     a writing process is killed (-9)
python -m tests.data.kill backends URL TIMES    the server's process behind it is ended or killed (PostgreSQL)
python -m tests.data.kill migrations FOLDER TIMES
python -m tests.data.kill rebuilds FOLDER TIMES recomputing registers of petitions from their kept rows is killed
python -m tests.data.kill all                   500 clients on SQLite (50 a store), 100 and 20 on PostgreSQL, 100 migrations, 20 rebuilds; and
                                                1,500 simulated power cuts (``power_cut``) where there is strace

A further act is one more function in ``kill_acts.ACTS`` and one more line in ``kill_acts.after``.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from data.store import Store  # noqa: E402  (the path is set above)
from tests.data.kill_acts import ACTS, Model, Told, after, choose, fits, found_in  # noqa: E402  (the path is set above)
from tests.data.kill_child import in_a_child  # noqa: E402  (the path is set above)
from tests.data.kill_rebuild import rebuilds  # noqa: E402  (the path is set above)
from tests.data.power_cut import cuts  # noqa: E402  (the path is set above)

KEPT = HERE / "stores"
KILLS_A_STORE = 50


def act_for_ever(url: str, pipe: int, model: Model, turn: int) -> None:
    chance, store = random.Random(turn), Store.open(url)
    for step in range(10_000):
        act, about = choose(chance, model, turn * 10_000 + step)
        os.write(pipe, f"begin {act} {about} 0\n".encode())
        upload_id = ACTS[act](store, about)
        os.write(pipe, f"done {act} {about} {upload_id}\n".encode())
        model = after(model, act, about, upload_id)


def judge(url: str, model: Model, said: list[list[str]]) -> tuple[Model, list[str]]:
    """Return the uploads as they are now, and what is wrong with that."""
    pending: Told | None = None
    for word, act, about, upload_id in said:
        pending = (act, int(about)) if word == "begin" else None
        if word == "done":
            model = after(model, act, int(about), int(upload_id))
    store = Store.open(url)
    found, wrong = found_in(store)
    store.close()
    possible = [model]
    if pending:
        new = max(found, default=0) if pending[0] == "load" else pending[1]
        possible.append(after(model, *pending, new))
    fitting = [one for one in possible if fits(one, found)]
    if not fitting:
        return model, [*wrong, f"uploads {found}, expected one of {possible}"]
    return fitting[0], wrong


def clients(url: str, times: int, *, seed: int = 5) -> dict[str, object]:
    Store.open(url).close()
    chance = random.Random(seed)

    def kill(child: int) -> None:
        time.sleep(chance.random() * 0.15)
        os.kill(child, signal.SIGKILL)

    return repeat(url, times, kill, seed=seed)


def in_new_stores(folder: str, times: int) -> dict[str, object]:
    """Kill in one new store after another: each is checked as a whole after every kill, and so must stay small."""
    parts = [
        clients(f"sqlite:///{folder}/{number}.sqlite", KILLS_A_STORE, seed=number)
        for number in range(times // KILLS_A_STORE)
    ]
    return {key: sum((part[key] for part in parts), type(parts[0][key])()) for key in parts[0]}


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


def repeat(url: str, times: int, kill: Callable[[int], None], *, seed: int = 0) -> dict[str, object]:
    model: Model = {}
    wrong: list[str] = []
    acts = 0
    for turn in range(times):
        before = model
        said = in_a_child(
            lambda pipe, held=before, turn=turn: act_for_ever(url, pipe, held, seed * 1_000 + turn),
            kill,
            after_lines=turn % 6,
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


PARTS = {"clients": clients, "backends": backends, "migrations": migrations, "rebuilds": rebuilds}


def everything(folder: str, server: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield each part of the whole test as it ends."""
    yield "SQLite", in_new_stores(folder, 500)
    yield "migrations", migrations(folder, 100)
    yield "rebuilds", rebuilds(folder, 20)
    for name, act, times in (("clients", clients, 100), ("backends", backends, 20)):
        with psycopg.connect(f"postgresql://{server}/postgres", autocommit=True) as connection:
            connection.execute(f"create database {name}")
        yield f"PostgreSQL, {name}", act(f"postgresql://{server}/{name}", times)
    if shutil.which("strace"):
        yield "power cuts", cuts(folder, 1500)


def main(words: list[str]) -> dict[str, object]:
    if words != ["all"]:
        return PARTS[words[0]](words[1], int(words[2]))
    from tests.databases import running_server

    found: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder, running_server() as server:
        for name, part in everything(folder, server):
            sys.stderr.write(f"{name}: {json.dumps(part)}\n")
            found[name] = part
    return found


if __name__ == "__main__":
    told = main(sys.argv[1:])
    sys.stdout.write(json.dumps(told, indent=1) + "\n")
    parts = told.values() if sys.argv[1:] == ["all"] else [told]
    sys.exit(any(part["wrong"] for part in parts))
