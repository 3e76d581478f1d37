"""Processes, and the server's processes behind them, are killed at random moments: nothing is lost, doubled or unreadable."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


def killed(act: str, where: str, times: int) -> dict[str, object]:
    command = [sys.executable, "-m", "tests.data.kill", act, where, str(times)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


def test_no_killed_client_loses_or_doubles_anything(any_url):
    found = killed("clients", any_url, 20 if any_url.startswith("sqlite") else 8)
    assert found["wrong"] == []
    assert found["acknowledged"] > 5


@pytest.mark.slow
@pytest.mark.postgresql
def test_no_killed_server_process_loses_or_doubles_anything(postgresql_url):
    found = killed("backends", postgresql_url, 4)
    assert found["wrong"] == []
    assert found["acknowledged"] > 0


@pytest.mark.slow
def test_a_killed_rebuild_is_wholly_done_or_not_begun(tmp_path):
    found = killed("rebuilds", str(tmp_path), 10)
    assert found["wrong"] == []
    assert 0 < found["whole"] < 10


def test_a_killed_migration_is_finished_by_the_next_start(tmp_path):
    assert killed("migrations", str(tmp_path), 8) == {"kills": 8, "wrong": []}
