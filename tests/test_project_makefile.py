"""The two commands that matter, tried with the shell's real programs and a few stand-ins on the path."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def make(*words: str, path: Path | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **variables}
    environment.pop("MAKEFLAGS", None)
    environment.pop("MAKELEVEL", None)
    if path:
        environment["PATH"] = f"{path}{os.pathsep}{environment['PATH']}"
    command = ["make", "--no-print-directory", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)


def make_environment(folder: Path) -> subprocess.CompletedProcess[str]:
    """Make a virtual environment with the stand-in programs of a folder."""
    python, venv = folder / "some-python", folder / "venv"
    return make(f"PYTHON={python}", f"VENV={venv}", f"{venv}/bin/python", path=folder)


def program(folder: Path, name: str, script: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)


def test_run_starts_the_dashboard_and_prints_its_address() -> None:
    plan = make("--dry-run", "run", "PORT=8765").stdout
    assert "streamlit run app.py" in plan
    assert "http://localhost:8765" in plan


def test_test_runs_every_check_and_the_suite_without_slow_tests() -> None:
    plan = make("--dry-run", "test").stdout
    order = [
        plan.index(word)
        for word in ("packages.txt", "ruff format --check", "ruff check", "mypy", "lint-imports", "python -m pytest")
    ]
    assert order == sorted(order)
    assert plan.rstrip().endswith('-m "not slow"')
    assert "not slow" not in make("--dry-run", "test-all").stdout


def test_ci_runs_what_a_developer_runs() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert "set -euo pipefail" in script
    assert script.rstrip().endswith("exec make test")


def test_missing_debian_packages_are_named_where_nothing_may_be_installed(tmp_path: Path) -> None:
    program(tmp_path, "dpkg-query", "exit 1")
    program(tmp_path, "id", "echo 1000")
    program(tmp_path, "sudo", "exit 1")
    program(tmp_path, "apt-get", "echo CALLED")
    tried = make("packages", path=tmp_path)
    assert tried.returncode != 0
    needed = (ROOT / "packages.txt").read_text(encoding="utf-8").split()
    assert "Missing Debian packages: " + " ".join(needed) in tried.stdout
    assert "make test-quick" in tried.stdout
    assert "CALLED" not in tried.stdout


def test_missing_debian_packages_are_installed_by_root_and_present_ones_are_not(tmp_path: Path) -> None:
    needed = (ROOT / "packages.txt").read_text(encoding="utf-8").split()
    program(tmp_path, "dpkg-query", f'for last; do :; done; test "$last" = {needed[0]} || echo installed')
    program(tmp_path, "id", "echo 0")
    program(tmp_path, "apt-get", f'echo "$@" >> {tmp_path / "calls"}')
    tried = make("packages", path=tmp_path)
    assert tried.returncode == 0, tried.stderr
    update, install = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert update.split()[0] == "update"
    assert [word for word in install.split() if word in needed] == needed[:1]


def test_nothing_is_asked_of_debian_when_all_packages_are_there(tmp_path: Path) -> None:
    program(tmp_path, "dpkg-query", "echo installed")
    program(tmp_path, "apt-get", "echo CALLED; exit 1")
    tried = make("packages", path=tmp_path)
    assert (tried.returncode, tried.stdout) == (0, "")


def test_one_line_says_that_outside_files_are_not_read_when_their_folder_is_not_named() -> None:
    assert "KPI_EXTRA_FILES is not set" in make("outside-files", KPI_EXTRA_FILES="").stdout
    assert make("outside-files", KPI_EXTRA_FILES="/somewhere").stdout == ""


def test_a_python_that_is_too_old_is_named_in_one_line(tmp_path: Path) -> None:
    program(tmp_path, "some-python", "exit 1")
    tried = make_environment(tmp_path)
    assert tried.returncode != 0
    assert "Python 3.11 or newer is needed" in tried.stdout
    assert not (tmp_path / "venv").exists()


WITHOUT_VENV = 'case "$2" in *ensurepip*) exit 1;; *print*) echo python3.99-venv;; esac'


def test_a_python_without_venv_is_told_which_package_it_lacks_where_nothing_may_be_installed(tmp_path: Path) -> None:
    program(tmp_path, "some-python", WITHOUT_VENV)
    program(tmp_path, "id", "echo 1000")
    program(tmp_path, "sudo", "exit 1")
    program(tmp_path, "apt-get", "echo CALLED")
    tried = make_environment(tmp_path)
    assert tried.returncode != 0
    assert "On Debian: apt-get install python3.99-venv" in tried.stdout
    assert "CALLED" not in tried.stdout
    assert not (tmp_path / "venv").exists()


def test_a_python_without_venv_is_given_it_by_root(tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    program(
        tmp_path, "some-python", f'case "$2" in *ensurepip*) test -e {installed};; *print*) echo python3.99-venv;; esac'
    )
    program(tmp_path, "id", "echo 0")
    program(tmp_path, "apt-get", f'case "$*" in *python3.99-venv) touch {installed};; esac')
    tried = make_environment(tmp_path)
    assert tried.returncode == 0, tried.stdout + tried.stderr
    assert installed.exists()


@pytest.mark.parametrize(("folder", "collected"), [(None, 0), ("/somewhere", 1)], ids=["unset", "set"])
def test_tests_on_real_files_are_collected_only_where_their_folder_is_named(
    folder: str | None, collected: int, tmp_path: Path
) -> None:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_real_files_example.py").write_text("def test_one() -> None: pass\n", encoding="utf-8")
    (tmp_path / "test_other.py").write_text("def test_two() -> None: pass\n", encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "KPI_EXTRA_FILES"}
    environment["PYTHONPATH"] = str(ROOT)
    if folder:
        environment["KPI_EXTRA_FILES"] = folder
    command = [sys.executable, "-m", "pytest", "--collect-only", "-p", "no:cacheprovider", str(tmp_path)]
    said = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True).stdout
    assert said.count("test_one") == collected
    assert "test_two" in said
    assert ("KPI_EXTRA_FILES is not set" in said) is (folder is None)
