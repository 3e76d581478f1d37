"""The process behind the gate: it is limited, alone, and leaves nothing behind."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
import xlsxwriter

from kpi.core.errors import UserError
from loaders.gate import process as gate_process
from loaders.gate.files import Limits, read_file
from loaders.gate.process import default_guard, run_child

ROOT = Path(__file__).resolve().parents[2]
GUARDS = ("rlimits", "watch")


def large_csv(rows: int) -> bytes:
    return b"a,b,c,d\n" + b"".join(b"%d,%d,word,3.5\n" % (row, row * 7) for row in range(rows))


def slow_csv() -> bytes:
    """Return lines as old Macs end them, which are read one by one."""
    return large_csv(1_200_000).replace(b"\n", b"\r")


def code_of(content: bytes, *, guard: str, **limits: float) -> str:
    with pytest.raises(UserError) as refused:
        read_file(content, "a.csv", limits=Limits(**limits), guard=guard)
    return refused.value.findings[0].code


@pytest.mark.parametrize("guard", GUARDS)
def test_both_guards_let_a_good_file_through(guard: str) -> None:
    book = read_file(b"a,b\n1,2\n", "a.csv", guard=guard)
    assert book.sheets[0].frame.to_numpy().tolist() == [["a", "b"], ["1", "2"]]


@pytest.mark.parametrize("guard", GUARDS)
def test_a_file_that_needs_too_much_memory_is_stopped(guard: str) -> None:
    memory = (300 if guard == "rlimits" else 70) << 20
    assert code_of(large_csv(700_000), guard=guard, memory=memory) == "too_much_memory"


@pytest.mark.skipif("rlimits" not in GUARDS, reason="where the system limits memory")
def test_a_file_that_nearly_fits_is_read_or_said_to_need_too_much_memory() -> None:
    content, codes = large_csv(700_000), set()
    for megabytes in (302, 308, 314):
        try:
            read_file(content, "a.csv", limits=Limits(memory=megabytes << 20), guard="rlimits")
        except UserError as refused:
            codes |= {one.code for one in refused.findings}
    assert codes <= {"too_much_memory"}


@pytest.mark.parametrize("guard", GUARDS)
def test_a_file_that_needs_too_much_processor_time_is_stopped(guard: str) -> None:
    assert code_of(slow_csv(), guard=guard, cpu_seconds=1, cells=10**9) == "too_much_work"


@pytest.mark.parametrize("guard", GUARDS)
def test_a_file_that_takes_too_long_is_stopped(guard: str) -> None:
    assert code_of(large_csv(1_000_000), guard=guard, wall_seconds=0.3, cells=10**9) == "too_slow"


@pytest.mark.parametrize("guard", GUARDS)
def test_no_child_stays_behind(guard: str) -> None:
    code_of(large_csv(1_000_000), guard=guard, wall_seconds=0.3, cells=10**9)
    children = [child for child in psutil.Process().children() if "loaders.child" in " ".join(child.cmdline())]
    assert children == []


def test_a_crash_of_the_child_is_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "input").mkdir()
    with pytest.raises(UserError) as refused:
        run_child(tmp_path, limits=Limits(), guard="watch")
    assert refused.value.findings[0].code == "broken_structure"


def test_the_child_loads_no_pandas(tmp_path: Path) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet().write_row(0, 0, ["부서", 3])
    (tmp_path / "input").write_bytes(target.getvalue())
    (tmp_path / "request.json").write_text('{"limits": {}, "guard": "watch"}')
    program = (
        "import sys; from loaders import child; child.main([sys.argv[1]]); "
        "ours = sorted(name for name in sys.modules if name.split('.')[0] in ('loaders', 'kpi', 'data', 'services')); "
        "print('pandas' in sys.modules, [name for name in ours if not name.startswith(('loaders.read', 'loaders.child'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False ['kpi', 'kpi.core', 'kpi.core.errors', 'kpi.core.text', 'loaders']"


def test_at_most_two_files_are_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    running, most, lock = 0, 0, threading.Lock()
    real = gate_process._run

    def counted(*arguments: object) -> int:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        try:
            return real(*arguments)
        finally:
            with lock:
                running -= 1

    monkeypatch.setattr(gate_process, "_run", counted)
    with ThreadPoolExecutor(6) as pool:
        books = list(pool.map(lambda number: read_file(b"a,b\n%d,2\n" % number, "a.csv"), range(6)))
    assert [book.sheets[0].frame.iat[1, 0] for book in books] == [str(number) for number in range(6)]
    assert most == 2


def test_who_waits_too_long_is_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate_process, "_QUEUE_SECONDS", 0.01)
    with gate_process._AT_ONCE, gate_process._AT_ONCE, pytest.raises(UserError) as refused:
        read_file(b"a,b\n1,2\n", "a.csv")
    assert refused.value.findings[0].code == "busy"
    assert read_file(b"a,b\n1,2\n", "a.csv").kind == "csv"


def test_the_watched_child_needs_nothing_that_windows_lacks(tmp_path: Path) -> None:
    (tmp_path / "input").write_bytes(b"a,b\n1,2\n")
    (tmp_path / "request.json").write_text('{"limits": {}, "guard": "watch"}')
    program = (
        "import sys; sys.modules['resource'] = None; from loaders import child; sys.exit(child.main(sys.argv[1:]))"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, check=True, stdin=subprocess.DEVNULL)
    assert '"kind": "csv"' in (tmp_path / "result.json").read_text()


def parent_and_child() -> tuple[subprocess.Popen[bytes], psutil.Process]:
    """Start a process that starts another, as Python in a virtual environment does on Windows."""
    program = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'x = str(1) * 40_000_000; import time; time.sleep(60)'])"
    parent = subprocess.Popen([sys.executable, "-c", program])
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        family = psutil.Process(parent.pid).children()
        if family and family[0].memory_info().rss > 40_000_000:
            return parent, family[0]
        time.sleep(0.05)
    raise AssertionError("the second process did not start")


def test_what_the_child_starts_is_counted_and_ends_with_it() -> None:
    parent, child = parent_and_child()
    memory, _ = gate_process._used(gate_process._family(parent))
    assert memory > psutil.Process(parent.pid).memory_info().rss + 40_000_000
    gate_process._end(parent)
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE
    assert parent.poll() is not None


def test_names_are_composed_and_the_hash_is_that_of_the_bytes() -> None:
    book = read_file(b"a,b\n1,2\n", unicodedata.normalize("NFD", "처리대장.csv"))
    assert book.name == "처리대장.csv"
    assert book.sha256 == "492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470"


def test_the_guard_is_what_the_system_has() -> None:
    assert default_guard() == ("watch" if sys.platform == "win32" else "rlimits")
