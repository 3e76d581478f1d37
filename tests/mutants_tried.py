"""The part of the mutation tests that runs inside pytest, in the copy: asks the tests of each mutant, in a fork of its own.

All libraries and tests are read once. The tests run once unchanged, to see how long each takes and which functions it runs;
then each mutant's tests run in a fork until the first that fails: first the one that noticed the last mutant of the same
function, then the quick ones. No fork sees what another one did.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state

PLAN, FOUND = Path("mutants.json"), Path("found.json")
"""What is asked (mutants, the test files of each module, workers), and what came of it."""
SLOWER, SPARE = 4, 20
"""A mutant has this many times the processor time of its tests, and these seconds more."""
MOST_PLACES = 250
NOTICED, UNNOTICED, TIMEOUT = "noticed", "survived", "timeout"


@dataclass
class Tried:
    """The tests of a session, and how the one that runs is going."""

    items: Mapping[str, pytest.Item]
    failed: bool = False
    seconds: dict[str, float] = field(default_factory=dict)
    functions: dict[str, set[str]] = field(default_factory=dict)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note whether a test failed, and how long it took."""
        self.failed |= report.failed
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0.0) + report.duration

    def run(self, names: Sequence[str]) -> Iterator[str]:
        """Run tests one after another, each name is given when its test is done."""
        for place, name in enumerate(names):
            after = self.items[names[place + 1]] if place + 1 < len(names) else None
            item = self.items[name]
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            yield name

    def measure(self) -> None:
        """Run all tests unchanged and note the functions that they run; ends the session where one fails."""
        set_mutant_under_test("stats")
        for name in self.run(list(self.items)):
            self.functions[name] = set(state()._stats)
            state()._stats.clear()
            if self.failed:
                pytest.exit(f"fails without a mutant: {name}", returncode=1)

    def first_that_fails(self, names: Sequence[str], mutant: str) -> int:
        """Return the place (from 1) of the first test that fails with a mutant; 0 where none does."""
        set_mutant_under_test(mutant)
        for place, _ in enumerate(self.run(names), start=1):
            if self.failed:
                return min(place, MOST_PLACES)
        return 0


def _forked(work: object, *args: object, seconds: float) -> int:
    """Start work in a fork; its result is the exit code. Return the process id."""
    child = os.fork()
    if child:
        return child
    code = MOST_PLACES
    try:
        limit = int(time.process_time() + seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(10 * limit)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = work(*args)  # type: ignore[operator]
    finally:
        os._exit(code)


def _ended() -> tuple[int, int]:
    child, status = os.wait()
    return child, os.waitstatus_to_exitcode(status)


def _outcome(code: int) -> str:
    late = code in (-signal.SIGXCPU, -signal.SIGALRM, -signal.SIGKILL)
    return TIMEOUT if late else NOTICED if code > 0 else UNNOTICED


@dataclass
class Queue:
    """The mutants that are tried, at most ``workers`` at a time."""

    tried: Tried
    order: dict[str, list[str]]
    workers: int
    running: dict[int, tuple[str, str, list[str]]] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)

    def take(self, function: str, mutant: str) -> None:
        """Start one mutant as soon as a worker is free."""
        while len(self.running) >= self.workers:
            self.wait()
        names = list(self.order[function])
        if not names:
            self.found[mutant] = UNNOTICED
            return
        seconds = SLOWER * sum(self.tried.seconds[name] for name in names) + SPARE
        child = _forked(self.tried.first_that_fails, names, mutant, seconds=seconds)
        self.running[child] = (function, mutant, names)

    def wait(self) -> None:
        """Take the result of one mutant; the test that noticed it is asked first from now on."""
        child, code = _ended()
        function, mutant, names = self.running.pop(child)
        self.found[mutant] = _outcome(code)
        if 0 < code < MOST_PLACES:
            order = self.order[function]
            order.remove(names[code - 1])
            order.insert(0, names[code - 1])


def _tests_by_function(plan: Mapping[str, dict[str, list[str]]], tried: Tried) -> dict[str, list[str]]:
    """Return for each function of the plan the tests of its module that run it, the quick ones first."""
    quick = sorted(tried.seconds, key=lambda name: tried.seconds[name])
    files = {function: module["tests"] for module in plan.values() for function in module["functions"]}
    return {
        function: [name for name in quick if name.split("::")[0] in named and function in tried.functions[name]]
        for function, named in files.items()
    }


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Try every mutant of the plan instead of running the tests."""
    plan = json.loads(PLAN.read_text(encoding="utf-8"))
    tried = Tried({item.nodeid: item for item in session.items})
    session.config.pluginmanager.register(tried)
    tried.measure()
    gc.collect()
    gc.disable()
    gc.freeze()
    order = _tests_by_function(plan["modules"], tried)
    clean = sorted({name for names in order.values() for name in names}, key=lambda name: tried.seconds[name])
    queue = Queue(tried, {**order, "": clean}, plan["workers"])
    queue.take("", "")
    for function, mutant in plan["mutants"]:
        queue.take(function, mutant)
    while queue.running:
        queue.wait()
    if queue.found.pop("") != UNNOTICED:
        pytest.exit("the tests fail in another order", returncode=1)
    FOUND.write_text(json.dumps(queue.found), encoding="utf-8")
    return True
