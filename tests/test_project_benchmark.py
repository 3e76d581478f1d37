"""The benchmark measures two sides that did the same work."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.load_100k import measure
from benchmarks.petition_file import HEADER, rows, write_csv, write_xlsx

FEW = 200


def test_the_made_up_ledger_has_as_many_petitions_as_asked_for_each_with_its_own_number() -> None:
    made = list(rows(FEW))
    assert len(made) == FEW
    assert len({row[0] for row in made}) == FEW
    assert {len(row) for row in made} == {len(HEADER)}


@pytest.mark.parametrize(("suffix", "write"), [(".xlsx", write_xlsx), (".csv", write_csv)])
@pytest.mark.parametrize("side", ["ours", "usual"])
def test_both_sides_store_every_petition(side: str, suffix: str, write: object, tmp_path: Path) -> None:
    path = tmp_path / f"petitions{suffix}"
    assert callable(write)
    write(path, FEW)
    cost = measure(side, path, rows=FEW)
    assert 0 < cost.work <= cost.whole
    assert cost.processor > 0
    assert cost.peak > 1


def test_a_side_that_stored_something_else_is_no_measurement(tmp_path: Path) -> None:
    path = tmp_path / "petitions.csv"
    write_csv(path, FEW)
    with pytest.raises(RuntimeError, match="usual failed"):
        measure("usual", path, rows=FEW + 1)
