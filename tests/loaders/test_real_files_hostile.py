"""The collected bad files of many projects: every one is read or refused with a reason; nothing hangs or breaks."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kpi.core.errors import UserError
from loaders.gate.files import read_file
from loaders.read.refusals import REFUSALS

FOLDER = Path(os.environ["KPI_EXTRA_FILES"]) / "hostile"
FILES = sorted(path for path in FOLDER.rglob("*") if path.is_file() and path.suffix not in (".md", ".py"))
CATCH_ALL_SHARE = 0.02
"""The corpus holds some thirty files that were damaged on purpose; "cannot be read" must stay rare even so."""


def outcome(path: Path) -> str:
    """Return the kind of a book, or the code of the refusal."""
    try:
        book = read_file(path.read_bytes(), path.name)
    except UserError as error:
        findings = error.findings
        told = all(finding.line(lang) and finding.code in REFUSALS for finding in findings for lang in ("ko", "en"))
        return f"refused: {findings[0].code}" if told else f"untold: {findings}"
    for sheet in book.sheets:
        assert sheet.frame.index.is_monotonic_increasing
        assert not sheet.frame.isna().to_numpy().any()
    return book.kind


def outcomes(paths: list[Path]) -> list[str]:
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(outcome, paths))


def untold(found: list[str]) -> list[str]:
    return [kind for kind in found if kind.startswith("untold")]


def catch_all_share(found: list[str]) -> float:
    return sum(kind == "refused: broken_structure" for kind in found) / len(found)


def test_a_sample_of_the_collected_files_is_read_or_refused() -> None:
    by_hash = sorted(FILES, key=lambda path: hashlib.sha256(path.name.encode()).hexdigest())
    found = outcomes(by_hash[:60])
    assert untold(found) == []
    assert catch_all_share(found) <= CATCH_ALL_SHARE
    assert {"xlsx", "csv"} <= set(found)


@pytest.mark.slow
def test_every_hand_made_file_is_read_or_refused() -> None:
    found = outcomes([path for path in FILES if path.parent.name == "handmade"])
    assert untold(found) == []
    assert len(set(found)) > 15


@pytest.mark.slow
def test_every_collected_file_is_read_or_refused() -> None:
    found = outcomes([path for path in FILES if path.parent.name != "handmade"])
    assert untold(found) == []
    assert catch_all_share(found) <= CATCH_ALL_SHARE
