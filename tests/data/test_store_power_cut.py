"""The power goes at any moment of loads, withdrawals and rebuilds: what was acknowledged is there, and everything is whole."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")


def cut(folder: Path, states: int, how: str = "work") -> dict[str, object]:
    command = [sys.executable, "-m", "tests.data.power_cut", str(folder), str(states), how]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


def test_nothing_is_lost_when_the_power_goes(tmp_path):
    found = cut(tmp_path, 8)
    assert found["wrong"] == []
    assert found["acts"] == 12
    assert found["syncs"] >= 12


@pytest.mark.slow
def test_nothing_is_lost_at_any_of_many_moments_when_the_power_goes(tmp_path):
    found = cut(tmp_path, 1500)
    assert found["wrong"] == []


@pytest.mark.slow
def test_the_simulation_notices_a_store_that_does_not_wait_for_the_disk(tmp_path):
    assert len(cut(tmp_path, 40, "work-unsafe")["wrong"]) > 10
