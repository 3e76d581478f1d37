"""What is installed is written down exactly, and what is written down is what is used."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = {"kpi", "charts", "reports", "loaders", "services", "data", "pages", "commands", "benchmarks", "cli", "app"}
PACKAGES = sorted(OURS - {"cli", "app", "benchmarks"})
REQUIREMENT = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[a-z,]+\])?==(?P<version>[\w.]+)(; .+)?$")


def lines(file_name: str) -> list[str]:
    text = (ROOT / file_name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith(("#", "-r "))]


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(*file_names: str) -> dict[str, str]:
    matches = [REQUIREMENT.match(line) for name in file_names for line in lines(name)]
    return {canonical(match["name"]): match["version"] for match in matches if match}


def outside_imports() -> set[str]:
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")] + [
        ROOT / "app.py",
        ROOT / "cli.py",
    ]
    names: set[str] = set()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return names - OURS - set(sys.stdlib_module_names)


@pytest.mark.parametrize("file_name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_to_one_version(file_name: str) -> None:
    assert [line for line in lines(file_name) if not REQUIREMENT.match(line)] == []


@pytest.mark.parametrize("file_name", ["requirements.txt", "requirements-dev.txt"])
def test_no_requirement_is_named_twice(file_name: str) -> None:
    names = [canonical(re.split(r"[\[=;]", line)[0]) for line in lines(file_name)]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_everything_the_program_imports_is_required() -> None:
    distributions = importlib.metadata.packages_distributions()
    required = pinned("requirements.txt")
    missing = {
        name
        for name in outside_imports()
        if not {canonical(found) for found in distributions.get(name, [name])} & set(required)
    }
    assert missing == set()


def test_what_is_installed_here_is_what_is_written_down() -> None:
    wrong = {}
    for name, version in pinned("requirements.txt", "requirements-dev.txt").items():
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system, by its marker
        if found != version:
            wrong[name] = (found, version)
    assert wrong == {}


def test_everything_installed_for_the_program_is_written_down() -> None:
    required = pinned("requirements.txt", "requirements-dev.txt")
    needed = {
        canonical(re.split(r"[^A-Za-z0-9._-]", need)[0])
        for name in required
        for need in _needs(name)
        if "extra ==" not in need and ";" not in need
    }
    assert needed - set(required) == set()


def _needs(name: str) -> list[str]:
    try:
        return importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        return []


def test_no_file_for_installing_names_a_host() -> None:
    files = ["requirements.txt", "requirements-dev.txt", "packages.txt", "Makefile", ".ci/run", "pyproject.toml"]
    naming = re.compile(r"(https?://(?!localhost)|--(extra-)?index-url|--find-links|--trusted-host)")
    assert [name for name in files if naming.search((ROOT / name).read_text(encoding="utf-8"))] == []


def test_development_requirements_build_on_the_programs_own() -> None:
    assert "-r requirements.txt" in (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").splitlines()
    assert set(pinned("requirements.txt")) & set(pinned("requirements-dev.txt")) == set()
