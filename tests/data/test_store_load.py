"""What a load does to the store, on both databases."""

from __future__ import annotations

import datetime as dt

import pytest

from data.store import Store
from kpi.core.errors import UserError

AT = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)
YEAR = "2025-01-01"


def sums(store: Store) -> dict[tuple[str, str], float]:
    cells = store.cells()
    return cells.groupby([cells["period_start"].dt.strftime("%Y-%m-%d"), "department"])["wx"].sum().to_dict()


def test_what_was_loaded_comes_back(any_store, make_batch):
    batch = make_batch([(YEAR, "총무과", 3.0), (YEAR, "세무과", 4.5)], pairs=2)
    upload_id = any_store.load(batch, who="kim", at=AT)
    cells = any_store.cells()
    assert cells.drop(columns="upload").compare(batch.cells).empty
    assert set(cells["upload"]) == {upload_id}
    assert any_store.pairs().drop(columns="upload").compare(batch.pairs).empty
    assert any_store.claims().drop(columns="upload").compare(batch.claims).empty
    assert any_store.upload_rows(upload_id).compare(batch.rows).empty
    assert any_store.verify() == []


def test_the_same_content_is_refused(any_store, make_batch):
    batch = make_batch([(YEAR, "총무과", 3.0)])
    first = any_store.load(batch, who="kim", at=AT)
    with pytest.raises(UserError) as caught:
        any_store.load(batch, who="lee", at=AT)
    finding = caught.value.findings[0]
    assert finding.code == "already_there"
    assert f"업로드 {first}번" in finding.say("ko")
    assert "2026-01-05 09:30" in finding.say("en")
    assert "kim" in finding.say("en")
    assert len(any_store.uploads()) == 1
