"""What holds for every test: which files are collected, and that nobody's own store is touched."""

from __future__ import annotations

import os

from hypothesis import settings

REAL_FILES = "KPI_EXTRA_FILES"

# Tests named test_real_files_* read files that are not part of the project, in the folder this variable names.
collect_ignore_glob = [] if os.environ.get(REAL_FILES) else ["test_real_files_*.py", "*/test_real_files_*.py"]

# A developer's own store is never a test's store.
os.environ.pop("KPI_STORE", None)

# A busy machine is slow, not wrong.
settings.register_profile("project", deadline=None)
settings.load_profile("project")


def pytest_report_header() -> str:
    folder = os.environ.get(REAL_FILES)
    return (
        f"real files: {folder}"
        if folder
        else f"real files: none ({REAL_FILES} is not set), their tests are not collected"
    )
