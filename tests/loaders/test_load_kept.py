"""Kept rows are made when they are asked for, and only then."""

import pytest

from loaders.load import records as load_records
from loaders.load.rows import content_hash, kept_rows
from tests.loaders.loading import book, finding, load, loaded, sheet

HEADER = ["접수번호", "민원명", "담당부서", "접수일시", "완료일시", "처리상태"]
ROWS = [HEADER, ["1", "여권", "민원과", "2025-03-04 10:00", "2025-03-05 10:00", "완료"]]


def test_checking_a_register_makes_no_kept_rows_and_asking_makes_them_once(monkeypatch: pytest.MonkeyPatch):
    made = []

    def counted(*values, **named):
        made.append(1)
        return kept_rows(*values, **named)

    monkeypatch.setattr(load_records, "kept_rows", counted)
    batch = loaded(ROWS)
    assert (batch.counts["cases"], made) == (1, [])
    said = batch.content_hash
    assert len(batch.rows) == 1
    assert said == content_hash(batch.rows, source="processing_records") == loaded(ROWS).content_hash
    assert made == [1, 1]


def test_a_fault_of_a_column_that_is_only_kept_is_said_by_the_check():
    batch = load(book(sheet([HEADER, [*ROWS[1][:5], ""]], faults={(2, 5): "#REF!"})))
    assert finding(batch, "error_cell").column == "처리상태"
