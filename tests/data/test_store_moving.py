"""A whole store on another database: the same to the last bit, and alive."""

from __future__ import annotations

import datetime as dt

import pytest

from data import copying
from data.moving import move
from data.store import Store
from kpi.core.errors import UserError

AT = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)
JAN, FEB = "2025-01-01", "2025-02-01"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def target_url(request: pytest.FixtureRequest, tmp_path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'target.sqlite'}"
    return str(request.getfixturevalue("postgresql_url"))


def fill(store: Store, make_batch) -> None:
    rows = [(JAN, f"부서{number}", number / 7) for number in range(120)]
    store.load(make_batch(rows, months=1, pairs=5, new_departments=("부서1", "부서2")), who="kim", at=AT)
    store.withdraw(store.load(make_batch([(FEB, "가", 2.0)], months=1), who="kim", at=AT), who="lee", at=AT)
    store.add_alias("department", 1, "옛 부서", None, AT.date(), "kim", AT)
    store.set_target("x", 2025, 1.5, who="kim", at=AT)
    store.set_setting("a", {"나": [1, None], "가": True}, who="kim", at=AT)
    store.set_population(2025, "", 10.0, who="kim", at=AT)
    store.set_series_break("score", AT.date(), who="kim", at=AT)


def everything(store: Store) -> list[object]:
    frames = [store.cells(), store.pairs(), store.claims(), store.targets(), store.series_breaks(), store.population()]
    kept = [store.upload_rows(one.id).to_csv() for one in store.uploads()]
    registers = [store.register("department"), store.register("task")]
    plain = [store.uploads(), store.history(), store.revision(), store.secret(), store.setting("a")]
    return [*(frame.to_csv() for frame in frames), *kept, *registers, *plain]


def test_a_store_on_another_database_is_the_same_and_takes_new_files(any_url, target_url, make_batch, monkeypatch):
    if any_url == target_url:
        pytest.skip("one server gives one database a test: PostgreSQL to PostgreSQL is the same code twice")
    monkeypatch.setattr(copying, "_CHUNK", 50)
    with_data = Store.open(any_url)
    fill(with_data, make_batch)
    rows = move(any_url, target_url)
    assert (rows["cell"], rows["pair"], rows["upload"]) == (121, 5, 2)
    there = Store.open(target_url)
    assert everything(there) == everything(with_data)
    assert there.verify() == []
    assert there.load(make_batch([(FEB, "나", 3.0)], months=1, new_departments=("나",)), who="kim", at=AT) == 3
    assert there.verify() == []
    there.close()
    with_data.close()


def test_a_store_that_holds_anything_is_not_copied_into(store, target_url, make_batch):
    fill(store, make_batch)
    there = Store.open(target_url)
    there.set_setting("b", 1, who="kim", at=AT)
    before = there.history()
    with pytest.raises(UserError) as caught:
        move(store.url, target_url)
    assert caught.value.findings[0].code == "copy_not_empty"
    assert there.history() == before
    there.close()


def test_a_store_that_does_not_verify_is_not_copied(store, target_url, make_batch):
    fill(store, make_batch)
    with store._database.writing() as connection:
        connection.exec_driver_sql("update cell set wx = wx + 1 where number = 3")
    with pytest.raises(UserError) as caught:
        move(store.url, target_url)
    assert caught.value.findings[0].code == "copy_damaged"
    there = Store.open(target_url)
    assert there.uploads() == []
    assert there.revision() == 0
    there.close()
