"""Runs the reading process and ends it when it asks for too much."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import psutil

from loaders.read.limits import Limits
from loaders.read.refusals import refusal, too_much_memory, too_much_work, too_slow

Guard = Literal["rlimits", "watch"]
READER = "loaders.child"
_ROOT = Path(__file__).resolve().parents[2]
_AT_ONCE = threading.BoundedSemaphore(2)
_QUEUE_SECONDS = 120.0
_LOOK_SECONDS = 0.02
_GONE_SECONDS = 5.0
_QUIET = {"OPENBLAS_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "2"}
"""Without these libraries reserve address space for every processor core, and the memory limit means less."""
_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
_KILLED_FOR_TIME = {-9, -24, 137, 152}
"""SIGKILL (hard processor limit) and SIGXCPU (soft)."""
_KILLED_FOR_MEMORY = {-6, 134, 3, 0xC0000409, 0xC0000017}
"""SIGABRT, and how Windows calls it: a library could not get memory."""


def default_guard() -> Guard:
    """Return "rlimits" where the system has them, else "watch"."""
    return "rlimits" if importlib.util.find_spec("resource") else "watch"


def run_child(
    folder: Path,
    *,
    limits: Limits,
    guard: Guard,
    module: str = READER,
    task: str = "read",
    password: str = "",
    inside: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Let a child process work on ``folder/input`` and return its answer; ``module`` is what it runs.

    The password goes through the standard input of the child and is written nowhere. ``inside``: which part of a larger
    file the input is (see ``loaders.read.text.Inside``).

    Raises
    ------
    UserError
        When the process was stopped or broke down, or two others are busy for too long.
    """
    request = {"limits": limits.to_json(), "guard": guard, "task": task, "inside": dict(inside or {})}
    (folder / "request.json").write_text(json.dumps(request), "ascii")
    if not _AT_ONCE.acquire(timeout=_QUEUE_SECONDS):
        raise refusal("busy", limit=f"{_QUEUE_SECONDS:,.0f}")
    try:
        code = _run(folder, limits, guard, module, password.encode("utf-8", "replace"))
    finally:
        _AT_ONCE.release()
    result = folder / "result.json"
    if code == 0 and result.exists():
        answer: dict[str, Any] = json.loads(result.read_text("ascii"))
        return answer
    if code in _KILLED_FOR_TIME:
        raise too_much_work(limits)
    raise too_much_memory(limits) if code in _KILLED_FOR_MEMORY else refusal("broken_structure")


def _run(folder: Path, limits: Limits, guard: Guard, module: str, password: bytes) -> int:
    """Return the exit code of the child; whatever happens, no child stays behind."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    with (folder / "errors.txt").open("wb") as errors:
        child = subprocess.Popen(
            [sys.executable, "-m", module, str(folder)],
            cwd=_ROOT,
            env={**kept, **_QUIET, "PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            _tell(child, password)
            if guard == "watch":
                return _watch(child, limits)
            return child.wait(timeout=limits.wall_seconds)
        except subprocess.TimeoutExpired as error:
            raise too_slow(limits) from error
        finally:
            _end(child)


def _tell(child: subprocess.Popen[bytes], password: bytes) -> None:
    """Give the password to the child; one that died already needs none."""
    if child.stdin is None:
        return
    try:
        with child.stdin as stream:
            stream.write(password)
    except OSError:
        return


def _family(child: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Return the child and what it started: on Windows, Python in a virtual environment starts another Python."""
    try:
        process = psutil.Process(child.pid)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill the child and what it started, and wait until they are gone and their files are free."""
    family = _family(child) if child.poll() is None else []
    for process in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(family[1:], timeout=_GONE_SECONDS)
    child.kill()
    child.wait()


def _watch(child: subprocess.Popen[bytes], limits: Limits) -> int:
    """Wait for the child as ``wait`` does, and look at its memory and processor time meanwhile."""
    started = time.monotonic()
    while child.poll() is None:
        memory, seconds = _used(_family(child))
        if memory > limits.memory:
            raise too_much_memory(limits)
        if seconds > limits.cpu_seconds:
            raise too_much_work(limits)
        if time.monotonic() - started > limits.wall_seconds:
            raise too_slow(limits)
        time.sleep(_LOOK_SECONDS)
    return child.wait()


def _used(family: list[psutil.Process]) -> tuple[int, float]:
    """Return memory in bytes and processor time in seconds of the processes that still run."""
    memory, seconds = 0, 0.0
    for process in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            memory += process.memory_info().rss
            seconds += times.user + times.system
    return memory, seconds
