"""What holds for every test: which files are collected, and that nobody's own store is touched."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.examples import ordinary_run

if TYPE_CHECKING:
    from tests.cli_office import Office

pytest_plugins = ["tests.databases"]

REAL_FILES = "KPI_EXTRA_FILES"

# Tests named test_real_files_* read files that are not part of the project, in the folder this variable names.
collect_ignore_glob = [] if os.environ.get(REAL_FILES) else ["test_real_files_*.py", "*/test_real_files_*.py"]

# A developer's own store is never a test's store.
os.environ.pop("KPI_STORE", None)
# A copy of the day would begin beside any page that is tested; its own tests ask for it.
os.environ["KPI_DAILY_COPIES"] = "no"

# A busy machine is slow, not wrong.
settings.register_profile("project", deadline=None)
settings.load_profile("project")


def pytest_configure(config: pytest.Config) -> None:
    """Look for garbage seldom (tests make much and keep little), and try few examples where slow tests are left out."""
    gc.set_threshold(50_000, 20, 50)
    if "not slow" in config.option.markexpr:
        ordinary_run()


def pytest_report_header() -> str:
    folder = os.environ.get(REAL_FILES)
    return (
        f"real files: {folder}"
        if folder
        else f"real files: none ({REAL_FILES} is not set), their tests are not collected"
    )


@pytest.fixture(scope="session")
def first_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with petitions and a survey in its store (imported late: it brings the whole program)."""
    from tests.cli_office import working_office

    return working_office(tmp_path_factory.mktemp("first") / "office")


@pytest.fixture(scope="module")
def office(first_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The same office with a store of its own."""
    folder = tmp_path_factory.mktemp("office") / "office"
    shutil.copytree(first_office.folder, folder)
    return type(first_office)(folder)


@pytest.fixture
def new_office(tmp_path) -> Office:
    """An office with an empty store."""
    from tests.cli_office import Office

    return Office(tmp_path)


def pytest_unconfigure() -> None:
    """Remove the folder that Streamlit's page tests leave behind, or Python says so at its end."""
    page_tests = sys.modules.get("streamlit.testing.v1.app_test")
    if page_tests is not None:
        page_tests.TMP_DIR.cleanup()
