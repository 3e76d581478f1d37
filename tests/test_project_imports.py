"""Import rules that the linter cannot hold: single files, and the name ``st`` itself."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("kpi", "charts", "reports", "loaders", "services", "data", "benchmarks")
CALCULATING = {"pandas", "numpy", "scipy", "statsmodels", "plotly", "sqlalchemy", "openpyxl", "xlsxwriter", "pyarrow"}
BELOW_THE_SERVICES = {"data", "loaders", "reports"}
TYPED = [ROOT / "cli.py", *(ROOT / "commands").rglob("*.py")]
OUTERMOST = sorted([ROOT / "app.py", *TYPED, *(ROOT / "pages").rglob("*.py")])


def imported(path: Path) -> set[str]:
    """Return the top-level names a file imports anywhere, also inside functions and for types only."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize("path", OUTERMOST, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_pages_and_command_line_cannot_calculate_store_or_read_files(path: Path) -> None:
    assert imported(path) & (CALCULATING | BELOW_THE_SERVICES) == set()


def test_the_command_line_needs_no_streamlit_and_no_page() -> None:
    assert [path.name for path in TYPED if imported(path) & {"streamlit", "pages", "app"}] == []


def test_streamlit_is_known_to_pages_the_launcher_and_the_benchmark_that_speaks_its_protocol() -> None:
    knowing = [
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if "streamlit" in imported(path)
    ]
    assert knowing == ["benchmarks/page_sessions.py"]


def test_what_streamlit_hands_out_is_not_passed_down() -> None:
    # ``st.`` in a lower package would be Streamlit under another door.
    calling = [
        f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "st"
    ]
    assert calling == []


def test_only_the_door_of_the_pages_touches_session_and_address() -> None:
    doors = {"session_state", "query_params", "cache_data", "cache_resource"}
    touching = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "pages").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in doors
    }
    assert touching == set()
