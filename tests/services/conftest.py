"""Stores for the tests of the use cases: on both databases, or where nothing depends on the database."""

from __future__ import annotations

import pytest

from services.stores import open_store


@pytest.fixture
def store(any_url):
    opened = open_store(any_url)
    yield opened
    opened.close()


@pytest.fixture
def own_store(tmp_path):
    """Where nothing depends on the database."""
    opened = open_store(f"sqlite:///{tmp_path / 'kpi.sqlite'}")
    yield opened
    opened.close()
