"""A power cut, simulated: the system calls of real loads are traced, and the disk is built again as it could be after each.

Everything before the last fsync of a file is on the disk; of what was written later, any piece of 4,096 bytes may or may
not be. Needs ``strace``. python -m tests.data.power_cut FOLDER STATES [work|work-unsafe]

``work-unsafe`` waits for no disk: it shows that the simulation notices what is lost.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from data import engine  # noqa: E402  (the path is set above)
from data.store import Store  # noqa: E402  (the path is set above)
from kpi.core.errors import UserError  # noqa: E402  (the path is set above)
from tests.data.kill_acts import ACTS, Model, after, choose, fits, found_in  # noqa: E402  (the path is set above)

PIECE, STEPS = 4096, 12
CALLS = "openat,pwrite64,fsync,fdatasync,ftruncate,unlink,write,close"
_CALL = re.compile(r"(?:\d+ +)?(\w+)\((.*)\)\s+= (\d+)")
_TEXT = re.compile(r'"([^"]*)"')
Kind = Literal["created", "written", "cut", "synced", "gone", "folder", "told"]
Mode = Literal["nothing", "everything", "some"]


@dataclass(frozen=True)
class Step:
    """One thing that reached the system: what, of which file, where and which bytes."""

    kind: Kind
    name: str = ""
    place: int = 0
    content: bytes = b""


def work(url: str) -> None:
    """Do some acts to a store and say each one when it is done."""
    chance, store, model = random.Random(3), Store.open(url), Model()
    for turn in range(STEPS):
        act, about = choose(chance, model, turn + 1)
        upload_id = ACTS[act](store, about)
        model = after(model, act, about, upload_id)
        os.write(1, f"TOLD {json.dumps([act, about, upload_id])}\n".encode())


def unsafe(url: str) -> None:
    """Do the same without waiting for the disk."""
    safe = engine.pragmas
    engine.pragmas = lambda version: (*safe(version), "synchronous=off")
    work(url)


def traced(folder: Path, how: str) -> tuple[dict[str, bytes], list[Step]]:
    """Return the files of a new store, and every step of some acts on it."""
    url = f"sqlite:///{folder / 'kpi.sqlite'}"
    Store.open(url).close()
    before = {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith("-shm")}
    log = folder.with_suffix(".trace")
    command = ["strace", "-f", "-xx", "-s", "20000000", "-o", str(log), "-e", f"trace={CALLS}", sys.executable]
    subprocess.run([*command, "-m", "tests.data.power_cut", how, url], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    with log.open(encoding="ascii") as lines:
        return before, list(_steps(lines, folder))


def _plain(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _steps(lines, folder: Path):
    held: dict[int, Path] = {}
    for line in lines:
        found = _CALL.match(line)
        if found is None:
            continue
        call, words, answer = found.groups()
        texts = [_plain(text) for text in _TEXT.findall(words)]
        if call == "openat":
            held[int(answer)] = path = Path(os.fsdecode(texts[0]))
            if path.parent == folder and "O_CREAT" in words:
                yield Step("created", path.name)
        elif call == "unlink":
            path = Path(os.fsdecode(texts[0]))
            if path.parent == folder:
                yield Step("gone", path.name)
        elif call == "close":
            held.pop(int(words), None)
        else:
            yield from _written(call, words, texts, held, folder)


def _written(call: str, words: str, texts: list[bytes], held: dict[int, Path], folder: Path):
    number, *rest = words.split(", ")
    path = held.get(int(number), Path())
    if call == "write":
        if number == "1" and texts and texts[0].startswith(b"TOLD "):
            yield Step("told", content=texts[0][5:])
    elif path == folder:
        yield Step("folder")
    elif path.parent == folder and not path.name.endswith("-shm"):
        if call == "pwrite64":
            yield Step("written", path.name, int(rest[-1]), texts[0])
        elif call == "ftruncate":
            yield Step("cut", path.name, int(rest[0]))
        else:
            yield Step("synced", path.name)


@dataclass
class Disk:
    """What is surely on the disk, and what is only on its way."""

    sure: dict[str, bytearray]
    coming: dict[str, list[Step]] = field(default_factory=dict)
    leaving: dict[str, bytearray] = field(default_factory=dict)

    def take(self, step: Step) -> None:
        if step.kind == "created":
            self.sure.setdefault(step.name, bytearray())
            self.leaving.pop(step.name, None)
        elif step.kind in ("written", "cut"):
            self.coming.setdefault(step.name, []).append(step)
        elif step.kind == "synced":
            for one in self.coming.pop(step.name, []):
                change(self.sure[step.name], one)
        elif step.kind == "gone":
            self.leaving[step.name] = self.sure.pop(step.name)
            self.coming.pop(step.name, None)
        elif step.kind == "folder":
            self.leaving = {}

    def after_the_cut(self, mode: Mode, chance: random.Random) -> dict[str, bytes]:
        """Return the files as they could be found; a file that was unlinked may be back."""
        found = {name: bytearray(content) for name, content in self.sure.items()}
        for name, steps in self.coming.items():
            for one in steps:
                for piece in pieces(one):
                    if mode == "everything" or (mode == "some" and chance.random() < 0.5):
                        change(found[name], piece)
        for name, content in self.leaving.items():
            if mode == "nothing" or (mode == "some" and chance.random() < 0.5):
                found.setdefault(name, content)
        return {name: bytes(content) for name, content in found.items()}


def pieces(step: Step) -> list[Step]:
    places = range(0, len(step.content), PIECE) if step.kind == "written" else ()
    parts = [Step("written", step.name, step.place + one, step.content[one : one + PIECE]) for one in places]
    return parts or [step]


def change(content: bytearray, step: Step) -> None:
    end = step.place + len(step.content)
    content.extend(b"\0" * (end - len(content)))
    if step.kind == "cut":
        del content[step.place :]
    else:
        content[step.place : end] = step.content


def judged(files: dict[str, bytes], told: list[Model], place: Path) -> str:
    """Return what a store is like after the cut: "whole", or what is wrong. The newest of ``told`` was acknowledged."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for name, content in files.items():
        (place / name).write_bytes(content)
    try:
        store = Store.open(f"sqlite:///{place / 'kpi.sqlite'}")
        found, wrong = found_in(store)
        store.close()
    except UserError as error:
        return f"unreadable: {error.findings[0].line('en')}"
    return "; ".join(wrong) or ("whole" if any(fits(one, found) for one in told) else f"lost: {found}, told {told[0]}")


def cuts(folder: str, states: int, how: str = "work") -> dict[str, object]:
    """Cut the power at so many random moments; every store must be whole, with all that was acknowledged."""
    base = Path(tempfile.mkdtemp(dir=folder))
    (base / "store").mkdir()
    before, steps = traced(base / "store", how)
    models = [Model()]
    for step in (one for one in steps if one.kind == "told"):
        models.append(after(models[-1], *json.loads(step.content)))
    chance, wrong = random.Random(11), []
    moments = sorted(chance.choices(range(1, len(steps) + 1), k=states))
    disk, done, told = Disk({name: bytearray(content) for name, content in before.items()}), 0, 0
    for number, moment in enumerate(moments):
        for step in steps[done:moment]:
            disk.take(step)
            told += step.kind == "told"
        done = moment
        mode: Mode = ("nothing", "some", "some", "everything")[number % 4]
        answer = judged(disk.after_the_cut(mode, chance), models[told : told + 2], base / "after")
        if answer != "whole":
            wrong.append(f"step {moment}, {mode} of what was coming: {answer}")
    shutil.rmtree(base)
    return {
        "states": states,
        "steps": len(steps),
        "syncs": sum(one.kind == "synced" for one in steps),
        "acts": told,
        "wrong": wrong,
    }


if __name__ == "__main__":
    if sys.argv[1].startswith("work"):
        {"work": work, "work-unsafe": unsafe}[sys.argv[1]](sys.argv[2])
    else:
        said = cuts(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
        sys.stdout.write(json.dumps(said, indent=1) + "\n")
        sys.exit(bool(said["wrong"]))
