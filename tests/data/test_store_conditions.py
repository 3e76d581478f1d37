"""Full, failing, read-only, locked and damaged: the store says what to do, and nothing is worse than before."""

from __future__ import annotations

import datetime as dt
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from data import engine
from data.engine import Database
from data.store import Store
from kpi.core.errors import Finding, UserError
from services.results import Ask, results
from services.scope import scope
from tests.data.kill_acts import load

AT = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)
JAN = "2025-01-01"
ROOT = Path(__file__).parents[2]
MEGABYTES = 3
NEEDS_MOUNT = "needs the right to mount a small disk"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of a few megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(place)]
    if sys.platform != "linux" or os.getuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip(NEEDS_MOUNT)
    yield place
    subprocess.run(["umount", str(place)], check=True)


def refused(act: Callable[[], object]) -> Finding:
    with pytest.raises(UserError) as caught:
        act()
    return caught.value.findings[0]


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


def fill_up(path: Path) -> None:
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)


def test_on_a_full_disk_nothing_is_stored_and_with_room_it_goes_on(small_disk):
    store = Store.open(url_of(small_disk / "kpi.sqlite"))
    load(store, 1)
    seen, filler = store.cells(), small_disk / "filler"
    fill_up(filler)
    said = refused(lambda: load(store, 2))
    assert said.code == "store_full"
    assert said.say("ko").startswith("저장할 자리가 없습니다. 저장하지 않았으니")
    assert store.cells().equals(seen)
    assert store.verify() == []
    assert refused(lambda: store.backup_now(AT)).code in {"backup_no_room", "backup_unwritable"}
    filler.unlink()
    assert load(store, 2) == 2
    assert store.verify() == []
    store.close()


def test_a_disk_that_takes_nothing_is_said_and_its_store_is_as_it_was(small_disk):
    path = small_disk / "kpi.sqlite"
    store = Store.open(url_of(path))
    load(store, 1)
    store.close()
    before = path.read_bytes()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    said = refused(lambda: load(Store.open(url_of(path)), 2))
    assert said.code == "store_read_only"
    assert "권한" in said.say("ko")
    assert path.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs limits of POSIX")
def test_a_quota_is_said_and_nothing_is_stored(tmp_path):
    path = tmp_path / "kpi.sqlite"
    store = Store.open(url_of(path))
    load(store, 1)
    store.close()
    script = (
        "import resource, signal, sys; from data.store import Store; from kpi.core.errors import UserError\n"
        "from tests.data.kill_acts import load\n"
        "store = Store.open(sys.argv[1]); signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))\n"
        "try:\n    load(store, 2)\n"
        "except UserError as error:\n    print(error.findings[0].code)\n"
        "print(len(store.uploads()), store.verify())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, url_of(path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[:2] == ["store_disk", "1 []"]


def test_a_file_that_another_program_holds_is_said_and_can_be_used_afterwards(tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.2)
    path = tmp_path / "kpi.sqlite"
    store = Store.open(url_of(path))
    load(store, 1)
    store.close()
    script = (
        "import sys; from data.engine import sqlite_driver\n"
        "held = sqlite_driver().connect(sys.argv[1], isolation_level=None)\n"
        "held.execute('pragma locking_mode=exclusive'); held.execute('begin exclusive'); print('held', flush=True)\n"
        "sys.stdin.readline()"
    )
    command = [sys.executable, "-c", script, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"
        said = refused(lambda: Store.open(url_of(path)))
        other.communicate("\n")
    assert said.code == "store_busy"
    assert "잠시 뒤" in said.say("ko")
    store = Store.open(url_of(path))
    assert load(store, 2) == 2
    store.close()


def whole_file(path: Path) -> bytes:
    store = Store.open(url_of(path))
    for value in range(3):
        load(store, value + 1)
    store.set_setting("base_year", 2024, who="kim", at=AT)
    store.close()
    database = Database(url_of(path))
    with database.outside() as connection:
        connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
    database.close()
    return path.read_bytes()


def spoilt(content: bytes, chance: random.Random) -> bytes:
    """Return a file of which some bits are others, or the end is missing."""
    if chance.random() < 0.2:
        return content[: chance.randrange(len(content))]
    held = bytearray(content)
    for _ in range(chance.choice([1, 3, 40])):
        held[chance.randrange(len(held))] ^= 1 << chance.randrange(8)
    return bytes(held)


def spoil_and_use(tmp_path: Path, times: int, seed: int) -> tuple[set[str], int]:
    """Use so many damaged stores; return the codes of what was said, and how many damages were noticed."""
    content, chance, codes, noticed = whole_file(tmp_path / "whole.sqlite"), random.Random(seed), set(), 0
    for number in range(times):
        path = tmp_path / f"{number}.sqlite"
        path.write_bytes(spoilt(content, chance))
        said: set[str] = set()
        try:
            store = Store.open(url_of(path))
        except UserError as error:
            said.add(error.findings[0].code)
        else:
            said |= set(used(store, tmp_path / f"{number}.copy"))
            store.close()
        codes |= said
        noticed += bool(said)
    return codes, noticed


def used(store: Store, copy: Path) -> Iterator[str]:
    for act in (
        store.revision, store.uploads, store.cells, store.pairs, store.history, lambda: scope(store),
        lambda: results(store, Ask(("satisfaction",))), lambda: store.upload_rows(1), lambda: store.backup(copy),
        lambda: load(store, 99),
    ):  # fmt: skip
        try:
            act()
        except UserError as error:
            yield error.findings[0].code
    yield from (finding.code for finding in store.verify())


SAID = {"store_damaged", "not_a_store", "copy_damaged", "overlapping_claims", "changed", "conflict", "orphans"}
SAID |= {"active_mark", "revision", "no_upload", "store_is_newer", "already_there", "store_disk"}


def test_a_damaged_store_says_so_and_nothing_else_happens(tmp_path):
    codes, noticed = spoil_and_use(tmp_path, 8, seed=1)
    assert codes <= SAID
    assert noticed > 4


@pytest.mark.slow
def test_hundreds_of_damaged_stores_say_so_and_nothing_else_happens(tmp_path):
    codes, noticed = spoil_and_use(tmp_path, 300, seed=2)
    assert codes <= SAID
    assert noticed > 200
