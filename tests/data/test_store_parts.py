"""Kept rows of a large file: stored in parts, and one again when they are asked for."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from pandas.testing import assert_frame_equal

from kpi.core.batch import Kept

AT = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)
YEAR = "2025-01-01"


class InParts(Kept):
    def parts(self):
        return (self.rows.iloc[first : first + 2].reset_index(drop=True) for first in range(0, self.count, 2))


def test_kept_rows_that_come_in_parts_are_stored_in_parts_and_come_back_as_one(any_store, make_batch):
    batch = make_batch([(YEAR, "총무과", 1.0), (YEAR, "세무과", 2.0), (YEAR, "건축과", 3.0)])
    kept = InParts(lambda: batch.rows, lambda: batch.content_hash)
    upload_id = any_store.load(replace(batch, kept=kept), who="kim", at=AT)
    assert [len(part) for part in any_store.upload_row_parts(upload_id)] == [2, 1]
    assert_frame_equal(any_store.upload_rows(upload_id), batch.rows)
    assert any_store.uploads()[0].row_count == 3
    assert any_store.verify() == []
