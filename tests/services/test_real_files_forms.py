"""Real files of the same form, year after year: what was decided about the first is not asked again."""

import datetime as dt
import os
from pathlib import Path

import pytest

from services.check import Choice, check
from services.load import load
from services.stores import open_store, sqlite_url

REQUESTS = Path(os.environ["KPI_EXTRA_FILES"]) / "data" / "requests-boston"
NOW = dt.datetime(2026, 11, 22, 9, 0)


@pytest.fixture
def store(tmp_path):
    opened = open_store(sqlite_url(tmp_path / "kpi.sqlite"))
    yield opened
    opened.close()


def checked(store, year, **choice):
    path = REQUESTS / f"filtered_{year}.csv"
    return check(store, path.read_bytes(), path.name, choice=Choice(accept_new=True, **choice), now=NOW)


def test_the_columns_decided_for_one_year_are_read_in_the_next(store):
    columns = {"task": "reason", "deadline": ""}
    load(store, checked(store, 2014, columns=columns), who="kim", now=NOW)
    for year in (2015, 2016):
        found = checked(store, year)
        assert found.ok, [finding.line("en") for finding in found.findings]
        assert found.remembered.exact
        decided = checked(store, year, columns=columns, fresh=True)
        assert (found.mapping, found.batch.content_hash) == (decided.mapping, decided.batch.content_hash)
        assert "deadline" not in found.mapping
        load(store, found, who="kim", now=NOW)
