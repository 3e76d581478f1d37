"""The benchmark of a million rows measures what it says, on files that hold what it says."""

from __future__ import annotations

import pytest

from benchmarks import read_million
from benchmarks.million_file import HEADER, petitions
from benchmarks.read_sides import KEPT

FEW = 300


@pytest.mark.parametrize("kind", ["xlsx", "csv", "cp949"])
def test_every_stage_and_reference_is_measured(kind, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(read_million.tempfile, "gettempdir", lambda: str(tmp_path))
    read_million.main([str(FEW), "--only", kind, "--openpyxl", "100"])
    said = capsys.readouterr().out
    stages = [
        "gate and reading",
        "matching and personal data",
        "checking and summing",
        KEPT,
        "**all but the kept rows**",
    ]
    assert [line.split(" | ")[0].strip("| ") for line in said.splitlines() if line.startswith("| ")][1:6] == stages
    names = [name for _, name, _ in read_million.REFERENCES[kind]]
    assert all(f"| {name}" in said for name in names)
    assert ("(100 rows, times 3)" in said) == (kind == "xlsx")


def test_a_side_that_fails_is_no_measurement(tmp_path):
    with pytest.raises(RuntimeError, match="ours failed"):
        read_million.measured("ours", tmp_path / "nothing.csv")


def test_petitions_are_numbered_through_and_the_header_fits():
    parts = list(petitions(FEW))
    assert sum(len(part["number"]) for part in parts) == FEW
    assert len(HEADER) == 8
