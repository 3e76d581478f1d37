"""A hundred damaged files: each is read or refused with a reason in words; none breaks down."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from kpi.core.errors import UserError
from loaders.choice import Choice
from loaders.gate.files import read_file
from loaders.load.digest import digest
from loaders.match.recognise import recognise
from tests.loaders.bad_files import MADE, bad_files, good
from tests.loaders.loading import context


def outcome(content: bytes) -> str:
    """Return "loaded", or the code of what stopped the file."""
    try:
        choice = Choice(scale=(1, 5))
        batch = digest(recognise(read_file(content, "자료"), choice=choice), choice=choice, context=context())
    except UserError as refused:
        findings = refused.findings
    else:
        findings = batch.errors
    assert all(finding.line(lang) and finding.severity == "error" for finding in findings for lang in ("ko", "en"))
    return findings[0].code if findings else "loaded"


def outcomes(files: list[tuple[str, bytes]]) -> dict[str, str]:
    with ThreadPoolExecutor(2) as pool:
        return dict(zip((name for name, _ in files), pool.map(outcome, [content for _, content in files]), strict=True))


def test_the_sound_files_load() -> None:
    assert set(outcomes(sorted(good().items())).values()) == {"loaded"}


def test_a_hundred_damaged_files_are_read_or_refused_in_words() -> None:
    found = outcomes(list(bad_files()))
    assert len(found) == MADE
    assert len(set(found.values())) > 5
    assert "broken_structure" not in found.values()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 6))
def test_other_damage_is_read_or_refused_in_words_too(seed: int) -> None:
    found = outcomes(list(bad_files(seed)))
    assert "broken_structure" not in found.values()
