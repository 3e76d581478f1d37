"""The shape of the project: sizes, names, folders that list themselves."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("kpi", "charts", "reports", "loaders", "services", "data", "pages", "commands", "benchmarks")
SOURCES = sorted(
    [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")] + [ROOT / "app.py", ROOT / "cli.py"]
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST_FILE = 250
LONGEST_PAGE = 60
LONGEST_FUNCTION = 30
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def line_count(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines below the signature and the docstring."""
    first = function.body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    start = (first.end_lineno or 0) + 1 if is_docstring else first.lineno
    return (function.end_lineno or 0) - start + 1


def test_no_file_is_longer_than_250_lines() -> None:
    assert {name_of(path): line_count(path) for path in [*SOURCES, *TESTS] if line_count(path) > LONGEST_FILE} == {}


def test_no_page_is_longer_than_60_lines() -> None:
    pages = [path for path in SOURCES if path.parent == ROOT / "pages"]
    assert {name_of(path): line_count(path) for path in pages if line_count(path) > LONGEST_PAGE} == {}


def test_no_function_is_longer_than_30_lines() -> None:
    long = {
        f"{name_of(path)}:{function.lineno} {function.name}": body_length(function)
        for path in SOURCES
        for function in functions(path)
        if body_length(function) > LONGEST_FUNCTION
    }
    assert long == {}


def test_package_init_files_are_empty() -> None:
    # The child process that reads files imports packages without paying for what they could import.
    assert [name_of(path) for path in SOURCES if path.name == "__init__.py" and path.stat().st_size] == []


def test_every_package_folder_has_an_init_file_and_no_test_folder_has_one() -> None:
    folders = {path.parent for path in SOURCES if "migrations" not in path.parts} - {ROOT}
    assert [name_of(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_test_files_have_names_of_their_own() -> None:
    names = [path.name for path in TESTS if path.name != "conftest.py"]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_files_are_named_for_what_they_hold() -> None:
    assert [name_of(path) for path in SOURCES if path.stem in VAGUE_NAMES] == []


def test_nothing_named_pages_lies_below_the_running_script() -> None:
    # Streamlit's old page discovery would turn such a folder into pages of its own.
    assert [name_of(path) for path in (ROOT / "pages").rglob("pages")] == []
    assert 'pages" / "main.py' in (ROOT / "app.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("folder", "constant"),
    [("kpi/indicators", "INDICATOR"), ("loaders/sources", "SOURCE"), ("services/entered/kinds", "SORT")],
    ids=["indicators", "sources", "entered"],
)
def test_a_folder_that_lists_itself_holds_one_definition_a_file_named_like_it(folder: str, constant: str) -> None:
    files = [path for path in sorted((ROOT / folder).glob("*.py")) if path.name != "__init__.py"]
    assert files
    package = folder.replace("/", ".")
    ids = {path.stem: getattr(importlib.import_module(f"{package}.{path.stem}"), constant).id for path in files}
    assert ids == {stem: stem for stem in ids}


@pytest.mark.parametrize(
    ("folder", "module", "listing"),
    [
        ("kpi/indicators", "kpi.core.indicator", "indicators"),
        ("loaders/sources", "loaders.source", "sources"),
        ("services/entered/kinds", "services.entered.sort", "sorts"),
    ],
    ids=["indicators", "sources", "entered"],
)
def test_adding_a_file_adds_it_everywhere(folder: str, module: str, listing: str) -> None:
    files = {path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__"}
    assert set(getattr(importlib.import_module(module), listing)()) == files


def test_no_other_file_names_the_files_of_a_folder_that_lists_itself() -> None:
    imports = re.compile(r"from kpi\.indicators(\.\w+)? import|from loaders\.sources(\.\w+)? import")
    assert [name_of(path) for path in SOURCES if imports.search(path.read_text(encoding="utf-8"))] == []


def test_what_catches_everything_raises_it_again() -> None:
    swallowing = [
        f"{name_of(path)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
        and not (isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None)
    ]
    assert swallowing == []


def test_a_missing_value_never_becomes_zero_without_a_reason_beside_it() -> None:
    # In kpi/calc a task without cases has the weight zero; elsewhere nothing is zero because it is not known.
    zeroing = re.compile(r"fillna\(\s*0[^#]*$")
    files = [path for path in SOURCES if path.parent != ROOT / "kpi" / "calc"]
    found = [
        f"{name_of(path)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if zeroing.search(line)
    ]
    assert found == []


FORBIDDEN = {
    "a deferred task": re.compile(r"\b(TODO|FIXME|XXX)\b"),
    "a silenced check without a reason": re.compile(r"#\s*(noqa|type:\s*ignore)(?!.*\]?\s+[#(].*\w)"),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_source_file_holds(what: str) -> None:
    found = [
        f"{name_of(path)}:{number}"
        for path in SOURCES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if FORBIDDEN[what].search(line)
    ]
    assert found == []


def test_the_import_rules_have_no_exceptions() -> None:
    rules = (ROOT / ".importlinter").read_text(encoding="utf-8")
    assert "ignore_imports" not in rules
    assert "unmatched_ignore_imports_alerting" not in rules
