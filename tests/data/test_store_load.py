"""What a load does to the store, on both databases."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from kpi.core.batch import Kept
from kpi.core.errors import Finding, UserError
from kpi.core.frames import CELL_COLUMNS, ContractError
from kpi.core.text import Text

AT = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)
YEAR, NEXT = "2025-01-01", "2026-01-01"


def refusal(caught: pytest.ExceptionInfo[UserError]) -> Finding:
    (finding,) = caught.value.findings
    return finding


def test_what_was_loaded_comes_back_to_the_last_bit(any_store, make_batch):
    batch = make_batch([(YEAR, "총무과", 0.1 + 0.2), (YEAR, "세무과", 1e300), (YEAR, "세무과", -1 / 3)], pairs=2)
    upload_id = any_store.load(batch, who="kim", at=AT)
    cells = any_store.cells()
    assert_frame_equal(cells.drop(columns=["upload", "number"]), batch.cells)
    assert set(cells["upload"]) == {upload_id}
    assert cells["number"].tolist() == [0, 1, 2]
    assert_frame_equal(any_store.pairs().drop(columns=["upload", "number"]), batch.pairs, check_dtype=False)
    assert_frame_equal(any_store.claims().drop(columns="upload"), batch.claims)
    assert_frame_equal(any_store.upload_rows(upload_id), batch.rows)
    assert any_store.verify() == []


def test_texts_are_never_null_and_dates_are_seconds_in_an_empty_store_too(any_store):
    cells = any_store.cells()
    assert tuple(cells.columns) == (*CELL_COLUMNS, "upload", "number")
    assert cells.dtypes.astype(str)[["measure", "period_start", "period_months", "wx", "histogram", "upload"]].to_list() == [
        "str", "datetime64[s]", "int64", "float64", "object", "int64",
    ]  # fmt: skip
    assert any_store.claims().empty
    assert any_store.pairs().empty
    assert any_store.is_empty()
    assert any_store.revision() == 0


def test_missing_sums_and_histograms_stay_missing(any_store, make_batch):
    batch = make_batch([(YEAR, "총무과", 3.0), (YEAR, "세무과", 4.0)])
    cells = batch.cells.assign(wxx=[np.nan, 9.0], histogram=pd.Series([None, b"\x00\xff"], dtype="object"))
    any_store.load(replace(batch, cells=cells), who="kim", at=AT)
    found = any_store.cells()
    assert found["wxx"].isna().to_list() == [True, False]
    assert found["histogram"].to_list() == [None, b"\x00\xff"]


def test_only_the_measures_asked_for_are_read(any_store, make_batch):
    any_store.load(make_batch([(YEAR, "총무과", 3.0)], measure="score"), who="kim", at=AT)
    any_store.load(make_batch([(NEXT, "총무과", 1.0)], measure="overall"), who="kim", at=AT)
    assert any_store.cells(["overall"])["wx"].to_list() == [1.0]
    assert len(any_store.cells({"overall", "score"})) == 2
    assert any_store.cells([]).empty


def test_the_same_content_is_refused(any_store, make_batch):
    batch = make_batch([(YEAR, "총무과", 3.0)], file_name="처음.xlsx")
    first = any_store.load(batch, who="kim", at=AT)
    with pytest.raises(UserError) as caught:
        any_store.load(replace(batch, file_name="다시.xlsx", sha256="f" * 64), who="lee", at=AT)
    finding = refusal(caught)
    assert finding.code == "already_there"
    assert finding.file == "다시.xlsx"
    assert f"업로드 {first}번 '처음.xlsx'" in finding.say("ko")
    assert all(part in finding.say("en") for part in ("처음.xlsx", "5 Jan 2026 09:30", "kim"))
    assert "2026. 1. 5. 09:30" in finding.say("ko")
    assert len(any_store.uploads()) == 1


OTHER = Kept(lambda: pd.DataFrame({"row_number": [2]}), lambda: "0" * 64)


@pytest.mark.parametrize("change", [{"sheet": "다른 시트"}, {"mapping": {"score": "다른 열"}}, {"kept": OTHER}])
def test_another_sheet_mapping_or_content_is_another_upload(store, make_batch, change):
    batch = make_batch([(YEAR, "총무과", 3.0)])
    store.load(batch, who="kim", at=AT)
    second = store.load(replace(batch, **change), who="kim", at=AT)
    assert set(store.cells()["upload"]) == {second}


def test_the_same_content_for_another_period_is_another_upload(store, make_batch):
    first, second = make_batch([(YEAR, "총무과", 3.0)]), make_batch([(NEXT, "총무과", 3.0)])
    store.load(first, who="kim", at=AT)
    store.load(replace(second, kept=Kept(lambda: second.rows, lambda: first.content_hash)), who="kim", at=AT)
    assert len(store.cells()) == 2


def test_content_that_was_withdrawn_or_superseded_may_be_loaded_again(any_store, make_batch):
    old, new = make_batch([(YEAR, "총무과", 3.0)]), make_batch([(YEAR, "총무과", 4.0)])
    first = any_store.load(old, who="kim", at=AT)
    any_store.load(new, who="kim", at=AT)
    third = any_store.load(old, who="kim", at=AT)
    assert set(any_store.cells()["upload"]) == {third}
    any_store.withdraw(third, who="kim", at=AT)
    any_store.withdraw(first, who="kim", at=AT)
    fourth = any_store.load(old, who="kim", at=AT)
    assert set(any_store.cells()["upload"]) == {fourth}
    assert any_store.verify() == []


def test_errors_of_the_file_stop_the_load(store, make_batch):
    bad = Finding("error", "bad", Text("잘못", "Bad"))
    warning = Finding("warning", "odd", Text("이상", "Odd"))
    batch = make_batch([(YEAR, "총무과", 3.0)], findings=(bad, warning))
    with pytest.raises(UserError) as caught:
        store.load(batch, who="kim", at=AT)
    assert caught.value.findings == (bad,)
    assert store.is_empty()


def test_warnings_stay_with_the_upload(any_store, make_batch):
    warning = Finding(
        "warning", "odd", Text("{count}건", "{count} cases"), {"count": 3}, sheet="자료", row=7, rows=(7, 9)
    )
    any_store.load(make_batch([(YEAR, "총무과", 3.0)], findings=(warning,)), who="kim", at=AT)
    (upload,) = any_store.uploads()
    assert upload.findings == (warning,)


def test_an_upload_says_which_file_when_and_by_whom(any_store, make_batch):
    batch = make_batch([("2024-07-01", "총무과", 3.0), ("2025-07-01", "세무과", 3.0)])
    any_store.load(batch, who="kim", at=AT)
    (upload,) = any_store.uploads()
    for name in ("source", "file_name", "sha256", "sheet", "header_row", "mapping", "as_of", "counts"):
        assert getattr(upload, name) == getattr(batch, name)
    assert (upload.who, upload.at, upload.row_count) == ("kim", AT, 2)
    assert (upload.claims.start, upload.claims.end) == (dt.date(2024, 7, 1), dt.date(2026, 6, 30))
    assert upload.claims.departments == ("총무과", "세무과")
    assert upload.active


def test_a_file_without_cells_is_refused(store, make_batch):
    batch = make_batch([(YEAR, "총무과", 3.0)])
    with pytest.raises(UserError) as caught:
        store.load(replace(batch, cells=batch.cells.head(0)), who="kim", at=AT)
    assert refusal(caught).code == "nothing_to_store"


def _with(batch, **columns):
    return replace(batch, cells=batch.cells.assign(**columns))


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"wx": np.nan}, "missing values"),
        ({"n": np.nan}, "missing values"),
        ({"wxx": np.inf}, "infinite"),
        ({"item": "0"}, "the same keys twice"),
        ({"task": pd.Series([None, None], dtype="str")}, "nulls in key columns"),
        ({"department": "없는 과"}, "outside every claim"),
        ({"claim_start": pd.Series(pd.to_datetime([NEXT, NEXT])).astype("datetime64[s]")}, "outside every claim"),
    ],
)
def test_a_broken_contract_stores_nothing(store, make_batch, columns, said):
    batch = make_batch([(YEAR, "총무과", 3.0), (YEAR, "총무과", 3.0)])
    with pytest.raises(ContractError, match=said):
        store.load(_with(batch, **columns), who="kim", at=AT)
    assert store.is_empty()
    assert store.revision() == 0


def test_kept_rows_of_mixed_types_store_nothing(store, make_batch):
    batch = make_batch([(YEAR, "총무과", 3.0), (YEAR, "총무과", 3.0)])
    mixed = batch.rows.assign(memo=pd.Series(["글", 3], dtype="object"))
    with pytest.raises(ContractError, match="kept rows"):
        store.load(replace(batch, kept=Kept(lambda: mixed, lambda: batch.content_hash)), who="kim", at=AT)
    assert store.is_empty()


def test_new_departments_and_tasks_come_with_the_load(any_store, make_batch):
    batch = make_batch([(YEAR, "총무과", 3.0)], new_departments=("총무과", "세무과"), new_tasks=("여권",))
    any_store.load(batch, who="kim", at=AT)
    assert any_store.register("department").names == ("총무과", "세무과")
    assert any_store.register("task").names == ("여권",)


def test_every_write_raises_the_revision_and_is_in_the_history(any_store, make_batch):
    upload_id = any_store.load(make_batch([(YEAR, "총무과", 3.0)]), who="kim", at=AT)
    any_store.withdraw(upload_id, who="lee", at=AT)
    any_store.restore(upload_id, who="park", at=AT)
    history = [(one["action"], one["who"], one["upload_id"]) for one in any_store.history()]
    assert history == [("load", "kim", upload_id), ("withdraw", "lee", upload_id), ("restore", "park", upload_id)]
    assert any_store.revision() == 3


def test_a_rehearsal_shows_what_would_be_and_keeps_nothing(any_store, make_batch):
    first = any_store.load(make_batch([(YEAR, "총무과", 3.0)]), who="kim", at=AT)
    batch = make_batch([(YEAR, "총무과", 4.0)], new_departments=("총무과",))
    with any_store.rehearsal(batch, who="kim", at=AT) as view:
        assert view.cells()["wx"].to_list() == [4.0]
        assert view.upload_id != first
        assert [upload.active for upload in view.uploads()] == [True, False]
        assert view.register("department").names == ("총무과",)
        assert view.revision() == 2
    assert any_store.cells()["wx"].to_list() == [3.0]
    assert any_store.register("department").names == ()
    assert any_store.revision() == 1
    assert any_store.load(batch, who="kim", at=AT) > first
    assert any_store.verify() == []


def test_a_rehearsal_that_fails_keeps_nothing_and_frees_the_store(any_store, make_batch):
    batch = make_batch([(YEAR, "총무과", 4.0)])
    with pytest.raises(ZeroDivisionError), any_store.rehearsal(batch, who="kim", at=AT):
        _ = 1 / 0
    assert any_store.is_empty()
    any_store.load(batch, who="kim", at=AT)
    with pytest.raises(UserError) as caught, any_store.rehearsal(batch, who="kim", at=AT):
        pass
    assert refusal(caught).code == "already_there"


def test_a_snapshot_does_not_see_what_is_written_meanwhile(any_store, make_batch):
    any_store.load(make_batch([(YEAR, "총무과", 3.0)]), who="kim", at=AT)
    with any_store.snapshot() as view:
        before = view.revision()
        if any_store.dialect == "postgresql":  # a SQLite writer without WAL waits for its readers
            any_store.load(make_batch([(YEAR, "총무과", 4.0)]), who="kim", at=AT)
        assert view.revision() == before
        assert view.cells()["wx"].to_list() == [3.0]


def test_the_secret_is_made_once(any_store, any_url):
    from data.store import Store

    again = Store.open(any_url)
    assert len(any_store.secret()) == 32
    assert again.secret() == any_store.secret()
    again.close()


def test_rows_of_an_unknown_upload_are_refused(store):
    with pytest.raises(UserError) as caught:
        store.upload_rows(7)
    assert refusal(caught).code == "no_upload"
