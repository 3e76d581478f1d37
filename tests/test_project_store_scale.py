"""The benchmark of the growing store stores and asks what it says."""

from __future__ import annotations

import pytest

from benchmarks import store_scale


@pytest.mark.slow
def test_every_question_is_asked_of_every_size(capsys):
    worst = store_scale.main(["300", "600"])
    said = capsys.readouterr().out
    rows = [line for line in said.splitlines() if line.startswith("| ")]
    assert [line.split(" | ")[0] for line in rows[1:3]] == ["| 300", "| 600"]
    assert len(rows) == 4 + 15
    assert worst > 0.5
