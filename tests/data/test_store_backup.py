"""Copies of the day, what is kept of them, and what becomes of them when something is in the way."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from data import backup
from data.copies import DAILY, kept_days
from data.store import Store
from kpi.core.errors import UserError

AT = dt.datetime(2026, 1, 5, 9, 30)
JAN = "2025-01-01"


def code(caught: pytest.ExceptionInfo[UserError]) -> str:
    return caught.value.findings[0].code


def test_seven_days_four_weeks_and_twelve_months_of_copies_are_kept():
    held: set[dt.date] = set()
    for number in range(800):
        held = kept_days({*held, dt.date(2024, 1, 1) + dt.timedelta(days=number)})
    days = sorted(held, reverse=True)
    assert days[:7] == [dt.date(2026, 3, 10) - dt.timedelta(days=number) for number in range(7)]
    assert len({day.isocalendar()[:2] for day in days} & {(2026, week) for week in (8, 9, 10, 11)}) == 4
    assert [day for day in days if day.day >= 28 or day == days[0]][-1] == dt.date(2025, 4, 30)
    assert len({(day.year, day.month) for day in days}) == 12
    assert len(days) <= 7 + 4 + 12


def test_an_office_that_was_closed_for_a_year_keeps_its_copies():
    old = {dt.date(2024, 5, day) for day in (1, 2, 3)}
    assert kept_days({*old, dt.date(2025, 9, 1)}) == {*old, dt.date(2025, 9, 1)}


def test_the_first_use_of_a_day_makes_one_copy_that_says_what_it_holds(store, make_batch):
    store.load(make_batch([(JAN, "가", 1.0)]), who="kim", at=AT)
    written = store.backup_daily(AT)
    assert store.backup_daily(AT.replace(hour=17)) is None
    assert store.backup_daily(AT + dt.timedelta(days=1)) is not None
    newest, oldest = store.copies()
    assert (oldest.path, oldest.kind, oldest.at) == (written, DAILY, AT)
    assert (oldest.contents.uploads, oldest.contents.revision) == (1, 1)
    assert newest.size == newest.path.stat().st_size > 10_000
    assert {file.name for file in written.parent.iterdir()} == {newest.path.name, oldest.path.name, ".turn"}


def test_old_copies_of_the_day_go_and_those_made_by_hand_stay(store):
    by_hand = store.backup_now(AT)
    for number in range(40):
        store.backup_daily(AT + dt.timedelta(days=number))
    daily = [one for one in store.copies() if one.kind == DAILY]
    assert {one.at.date() for one in daily} == kept_days(AT.date() + dt.timedelta(days=number) for number in range(40))
    assert by_hand.exists()


def test_of_many_at_once_one_makes_the_copy_of_the_day(store):
    start, made = threading.Barrier(8), []

    def work() -> None:
        start.wait()
        made.append(store.backup_daily(AT))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(path is not None for path in made) == 1
    assert len(store.copies()) == 1


def test_of_several_processes_one_makes_the_copy_of_the_day(store):
    script = (
        "import datetime as dt, sys; from data.store import Store\n"
        "store = Store.open(sys.argv[1]); sys.stdin.readline(); print(store.backup_daily(dt.datetime(2026, 1, 5)))"
    )
    command = [sys.executable, "-c", script, store.url]
    root = Path(__file__).parents[2]
    started = [
        subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    said = [one.communicate("\n")[0].strip() for one in started]
    assert sorted(line == "None" for line in said) == [False, True, True]


def test_what_a_killed_copy_left_behind_is_cleared_away(store):
    written = store.backup_daily(AT)
    stale = written.with_name("kpi_2026-01-06_010203_daily.sqlite.unfinished")
    stale.write_bytes(b"half")
    store.backup_daily(AT + dt.timedelta(days=1))
    assert not stale.exists()


def test_what_was_left_behind_a_day_ago_is_cleared_away(store):
    folder = store.backup_now(AT).parent
    old, new = (folder / f".restoring-{name}" for name in ("old", "new"))
    half = folder / "kpi_2026-01-01_010203_manual.sqlite.unfinished"
    for left, age in ((old, 25), (new, 1), (half, 25)):
        half.write_bytes(b"half") if left == half else (left.mkdir(), (left / "copy.sqlite").write_bytes(b"half"))
        moment = (AT - dt.timedelta(hours=age)).timestamp()
        os.utime(left, (moment, moment))
    store.backup_daily(AT)
    assert (old.exists(), new.exists(), half.exists()) == (False, True, False)


def test_copies_before_migrations_are_kept_as_those_of_days_are(store):
    folder = store.backup_now(AT).parent
    made = []
    for number in range(60):
        day = AT - dt.timedelta(days=number)
        for hour in (8, 9):
            path = folder / f"kpi_{day:%Y-%m-%d}_{hour:02d}0000_migration.sqlite"
            path.write_bytes(b"a copy")
            made.append((day.date(), hour, path))
    store.backup_daily(AT)
    kept = kept_days(day for day, _, _ in made)
    assert {(day, hour) for day, hour, path in made if path.exists()} == {(day, 9) for day in kept}


def test_a_disk_without_room_is_said_before_anything_is_written(store, monkeypatch):
    monkeypatch.setattr(backup, "SPARE", shutil.disk_usage("/").total * 100)
    with pytest.raises(UserError) as caught:
        store.backup_daily(AT)
    assert code(caught) == "backup_no_room"
    assert store.copies() == []
    assert store.verify() == []


def test_a_file_that_is_no_store_is_listed_without_contents(store):
    written = store.backup_now(AT)
    (written.parent / "메모.sqlite").write_bytes(b"no database at all")
    assert {one.path.name: one.contents is None for one in store.copies()} == {"메모.sqlite": True, written.name: False}


@pytest.mark.postgresql
def test_postgresql_is_backed_up_by_its_own_tool(postgresql_url, tmp_path, monkeypatch, make_batch):
    store = Store.open(postgresql_url)
    store.load(make_batch([(JAN, "가", 1.0)]), who="kim", at=AT)
    path = store.backup(tmp_path / "kpi.dump")
    assert path.read_bytes().startswith(b"PGDMP")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UserError) as caught:
        store.backup(tmp_path / "other.dump")
    assert code(caught) == "backup_elsewhere"
    assert not list(tmp_path.glob("other*"))
    store.close()
