"""Recomputing registers of petitions from their kept rows, as the command does it, is killed at random moments."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa

from services.check import Choice, check
from services.load import load
from services.rebuild import rebuild
from services.rebuild_said import faults_of
from services.stores import Store
from tests.data.kill_child import in_a_child

NOW = dt.datetime(2026, 11, 22, 9, 0)
CASES = 60
WORKING_DAYS = ("2024-01-16", "2024-02-15", "2024-03-14", "2024-04-16")
"""One in each register; made holidays and working days again."""
LINES = 2 + 2 * len(WORKING_DAYS)
"""What a whole rebuild says: each register is exchanged twice, first in the transaction of the preview."""


def register(number: int) -> bytes:
    """Petitions of a month: each spans the days that become holidays."""
    day = dt.date(2024, number + 1, 4)
    rows = [
        f"{one},여권,부서{one % 7},{day} 09:{one % 60:02d},{day.replace(day=27)} 11:00,30일" for one in range(CASES)
    ]
    return "\n".join(["접수번호,민원명,담당부서,접수일시,완료일시,법정처리기간", *rows]).encode()


def filled(url: str) -> Store:
    store = Store.open(url)
    for number in range(len(WORKING_DAYS)):
        checked = check(store, register(number), f"{number + 1}월.csv", choice=Choice(accept_new=True), now=NOW)
        load(store, checked, who="kim", now=NOW)
    return store


def holidays(store: Store, turn: int) -> None:
    """Other holidays than the time before: each register has to be recomputed."""
    days = WORKING_DAYS if turn % 2 == 0 else ()
    store.set_setting("calendar", {"added": list(days)}, who="kim", at=NOW)


def digests(store: Store) -> dict[int, str]:
    return {one.id: one.totals["cell"]["digest"] for one in store.uploads()}


def rebuilds(folder: str, times: int) -> dict[str, object]:
    """Kill ``times`` rebuilds: all registers are recomputed or none, and the next rebuild finishes it."""
    url = f"sqlite:///{Path(tempfile.mkdtemp(dir=folder)) / 'kpi.sqlite'}"
    store, chance, wrong, whole = filled(url), random.Random(8), [], 0
    for turn in range(times):
        holidays(store, turn)
        before, counted = digests(store), done(store)
        store.close()
        in_a_child(lambda pipe: work(url, pipe), lambda child: kill(child, chance), after_lines=1 + turn * 3 % LINES)
        store = Store.open(url)
        other = [after != before[one] for one, after in digests(store).items()]
        wrong += [f"turn {turn}: {finding.line('en')}" for finding in store.verify()]
        if any(other) != all(other) or done(store) - counted != all(other):
            wrong.append(f"turn {turn}: {other}, {done(store) - counted} rebuilds written down")
        whole += all(other)
        rebuild(store, who="kim", now=NOW)
        if any(digest == before[one] for one, digest in digests(store).items()):
            wrong.append(f"turn {turn}: the next rebuild left something")
    wrong += [finding.line("en") for finding in faults_of(store, deep=True, who="kim", now=NOW)]
    store.close()
    return {"kills": times, "whole": whole, "wrong": wrong}


def work(url: str, pipe: int) -> None:
    """Rebuild, and say when it begins, whenever the cells of a register are about to be exchanged, and when it is done."""
    store = Store.open(url)

    def tell(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.startswith("DELETE FROM cell"):
            os.write(pipe, b"exchange\n")

    sa.event.listen(sa.Engine, "before_cursor_execute", tell)
    os.write(pipe, b"begin\n")
    rebuild(store, who="kim", now=NOW)
    os.write(pipe, b"done\n")


def kill(child: int, chance: random.Random) -> None:
    time.sleep(chance.random() * 0.05)
    os.kill(child, signal.SIGKILL)


def done(store: Store) -> int:
    return sum(row["action"] == "rebuild" for row in store.history())
