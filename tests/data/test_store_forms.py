"""The form of an upload, the aliases it brings, and stores from before there were forms."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

import pandas as pd
import pytest
import sqlalchemy as sa
from alembic import command

from data import facts
from data.engine import Database
from data.migrate import _config, found_revision
from data.store import Store
from data.uploads import parquet
from kpi.core.batch import NewAlias
from kpi.core.errors import UserError

AT = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)
YEAR, NEXT = "2025-01-01", "2026-01-01"
NOTHING = {kind.table.name: facts.totals_of([], kind) for kind in (facts.CELL, facts.PAIR)}
FORM = {"version": 1, "labels": ["부서", "점수"], "columns": {"score": "점수"}}


def test_forms_come_back_newest_first_and_of_one_source(any_store, make_batch):
    first = any_store.load(make_batch([(YEAR, "총무과", 1.0)], form=FORM), who="kim", at=AT)
    other = any_store.load(make_batch([(YEAR, "총무과", 1.0)], form={}, source="records"), who="lee", at=AT)
    third = any_store.load(make_batch([(NEXT, "총무과", 2.0)], form=FORM, file_name="b.xlsx"), who="lee", at=AT)
    assert [kept.upload_id for kept in any_store.forms()] == [third, other, first]
    newest = any_store.forms("survey")[0]
    assert (newest.file_name, newest.who, newest.at, newest.form) == ("b.xlsx", "lee", AT, FORM)
    assert [kept.upload_id for kept in any_store.forms("survey")] == [third, first]
    assert any_store.uploads()[0].form == FORM


def test_withdrawn_uploads_and_those_without_a_form_are_not_remembered(any_store, make_batch):
    upload_id = any_store.load(make_batch([(YEAR, "총무과", 1.0)], form=FORM), who="kim", at=AT)
    any_store.load(make_batch([(NEXT, "총무과", 1.0)]), who="kim", at=AT)
    any_store.withdraw(upload_id, who="kim", at=AT)
    assert any_store.forms() == []
    any_store.restore(upload_id, who="kim", at=AT)
    assert [kept.upload_id for kept in any_store.forms()] == [upload_id]


def test_the_form_is_no_part_of_what_makes_two_uploads_the_same(store, make_batch):
    store.load(make_batch([(YEAR, "총무과", 1.0)], form=FORM), who="kim", at=AT)
    with pytest.raises(UserError) as caught:
        store.load(make_batch([(YEAR, "총무과", 1.0)], form={"version": 2}), who="kim", at=AT)
    assert caught.value.findings[0].code == "already_there"


def test_an_alias_of_a_file_is_written_with_the_load_and_audited(any_store, make_batch):
    any_store.add_units("department", ["복지정책과"], "kim", AT)
    aliases = (NewAlias("department", "주민복지과", "복지정책과"),)
    upload_id = any_store.load(make_batch([(YEAR, "주민복지과", 1.0)], aliases=aliases), who="kim", at=AT)
    assert any_store.register("department").find("주민 복지과").name == "복지정책과"
    assert set(any_store.cells()["department"]) == {"주민복지과"}
    entry = any_store.history()[-1]
    assert (entry["action"], entry["upload_id"]) == ("alias_department", upload_id)
    assert (entry["detail"]["alias"], entry["detail"]["unit"]) == ("주민복지과", "복지정책과")
    any_store.load(make_batch([(NEXT, "주민복지과", 1.0)], aliases=aliases), who="kim", at=AT)
    assert len(any_store.register("department").units[0].aliases) == 1
    assert any_store.verify() == []


def test_a_name_that_meant_another_unit_means_the_new_one_from_its_day_on(any_store, make_batch):
    any_store.add_units("department", ["안전과", "재난과"], "kim", AT)
    aliases = (NewAlias("department", "안전과", "재난과", dt.date(2025, 1, 1)),)
    any_store.load(make_batch([(YEAR, "안전과", 1.0)], aliases=aliases), who="kim", at=AT)
    register = any_store.register("department")
    assert register.find("안전과", dt.date(2024, 12, 31)).name == "안전과"
    assert register.find("안전과", dt.date(2025, 1, 1)).name == "재난과"


@pytest.mark.parametrize(
    ("alias", "code"),
    [
        (NewAlias("department", "주민복지과", "없는과"), "unit_unknown"),
        (NewAlias("department", "세무과", "총무과"), "alias_taken"),
    ],
)
def test_an_alias_that_cannot_be_stops_the_whole_load(any_store, make_batch, alias, code):
    any_store.add_units("department", ["총무과", "세무과"], "kim", AT)
    with pytest.raises(UserError) as caught:
        any_store.load(make_batch([(YEAR, "총무과", 1.0)], aliases=(alias,)), who="kim", at=AT)
    assert caught.value.findings[0].code == code
    assert any_store.is_empty()
    assert all(unit.aliases == () for unit in any_store.register("department").units)


def _store_of_the_first_structure(url: str) -> None:
    """Make a store as the first version of the program left it, with one upload."""
    database = Database(url)
    config = _config()
    texts = {"source": "survey", "file_name": "옛.xlsx", "sheet": "자료", "who": "kim"}
    texts |= {"sha256": "0" * 64, "content_hash": "0" * 64, "identity": "1" * 64, "at": "2024-01-05T09:30:00+00:00"}
    jsons = {"mapping": {}, "counts": {}, "findings": [], "totals": NOTHING}
    values = texts | {name: json.dumps(value) for name, value in jsons.items()}
    values |= {"source_revision": 1, "header_row": 1, "row_count": 1}
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        names = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        connection.execute(sa.text(f"insert into upload ({names}) values ({marks})"), values)
        blob = parquet(pd.DataFrame({"row_number": [2]}))
        kept = {"blob": blob, "sha256": hashlib.sha256(blob).hexdigest()}
        connection.execute(
            sa.text("insert into upload_rows (upload_id, parquet, sha256) values (1, :blob, :sha256)"), kept
        )
    database.close()


def test_a_store_from_before_there_were_forms_goes_on(any_url, make_batch):
    _store_of_the_first_structure(any_url)
    store = Store.open(any_url)
    (old,) = store.uploads()
    assert (old.file_name, old.form) == ("옛.xlsx", None)
    assert store.forms() == []
    assert store.upload_rows(old.id)["row_number"].tolist() == [2]
    assert store.verify() == []
    store.load(make_batch([(YEAR, "총무과", 1.0)], form=FORM), who="lee", at=AT)
    assert [kept.form for kept in store.forms()] == [FORM]
    store.close()
    database = Database(any_url)
    with database.reading() as connection:
        assert found_revision(connection) == "0006"
    database.close()
