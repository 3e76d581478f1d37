"""Is the store sound? Every upload is counted, added up and fingerprinted again."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from data import facts, uploads
from data.audit import skipped
from data.claims import conflict, winning
from data.refusals import damaged
from data.registers import register
from data.renames import same_unit_elsewhere
from data.tables import audit, claim, meta, metadata, upload, upload_rows
from kpi.core.errors import Finding
from kpi.core.text import Text

_ORPHANS = Text(
    "'{table}' 표에 주인 없는 행이 {found}개 있습니다. 백업에서 되살리십시오.",
    "Table '{table}' has {found} rows without an owner. Restore a backup.",
)
_CHANGED = Text(
    "업로드 {id}번 '{file_name}' 자료가 저장한 뒤에 바뀌었습니다({table}: {columns}). 철회하고 다시 올리십시오.",
    "Upload {id} '{file_name}' was changed after it was stored ({table}: {columns}). Withdraw it and load it again.",
)
_ACTIVE = Text(
    "업로드 {id}번의 활성 표시가 자료와 다릅니다. 백업에서 되살리십시오.",
    "The active mark of upload {id} does not fit its claims. Restore a backup.",
)
_CONFLICT = Text(
    "업로드 {id}번이 업로드 {other}번과 겹칩니다. 둘 중 하나를 철회하십시오.",
    "Upload {id} overlaps upload {other}. Withdraw one of the two.",
)
_REVISION = Text(
    "저장소의 개정 번호 {found}, 감사 기록 {expected}건: 서로 다릅니다. 백업에서 되살리십시오.",
    "The store's revision is {found}, its audit has {expected} entries. Restore a backup.",
)


def _error(code: str, message: Text, **values: Any) -> Finding:
    return Finding("error", code, message, values)


def verify(connection: sa.Connection) -> list[Finding]:
    """Return what is wrong with the store; an empty list is a sound store."""
    checks = (_orphans, _uploads, _kept_rows, _active_marks, _conflicts, _revision)
    return list(file_faults(connection)) or [finding for check in checks for finding in check(connection)]


def file_faults(connection: sa.Connection) -> Iterator[Finding]:
    """Yield what SQLite itself finds wrong with its file."""
    if connection.dialect.name == "sqlite":
        for (answer,) in connection.exec_driver_sql("pragma integrity_check").all():
            if answer != "ok":
                yield from damaged(answer).findings


def _orphans(connection: sa.Connection) -> Iterator[Finding]:
    for table in metadata.sorted_tables:
        for column in table.columns:
            for key in column.foreign_keys:
                parents = sa.select(key.column)
                query = sa.select(sa.func.count()).where(column.is_not(None), column.not_in(parents))
                found = connection.execute(query.select_from(table)).scalar_one()
                if found:
                    yield _error("orphans", _ORPHANS, table=table.name, found=found)


def _uploads(connection: sa.Connection) -> Iterator[Finding]:
    for row in connection.execute(sa.select(upload).order_by(upload.c.id)).mappings().all():
        for kind in (facts.CELL, facts.PAIR):
            expected = row["totals"][kind.table.name]
            different = facts.totals_differ(expected, facts.stored_totals(connection, kind, row["id"]))
            if not different and facts.stored_digest(connection, kind, row["id"]) != expected["digest"]:
                different = ["digest"]
            if different:
                yield _changed(row, kind.table.name, ", ".join(different))


def _changed(row: sa.RowMapping, table: str, columns: str) -> Finding:
    values = {"id": row["id"], "file_name": row["file_name"], "table": table, "columns": columns}
    return _error("changed", _CHANGED, **values)


def _kept_rows(connection: sa.Connection) -> Iterator[Finding]:
    query = sa.select(upload.c.id, upload.c.file_name, upload.c.row_count).order_by(upload.c.id)
    for row in connection.execute(query).mappings().all():
        if _sound_rows(connection, row["id"]) != row["row_count"]:
            yield _changed(row, "upload_rows", "parquet")


def _sound_rows(connection: sa.Connection, upload_id: int) -> int | None:
    """Return how many rows are kept of an upload; None where a part has changed or there is none."""
    of_upload = upload_rows.c.upload_id == upload_id
    parts = connection.execute(sa.select(upload_rows.c.part).where(of_upload)).scalars().all()
    rows = 0
    for part in parts:
        kept = connection.execute(sa.select(upload_rows).where(of_upload, upload_rows.c.part == part)).one()
        if sha256(kept.parquet).hexdigest() != kept.sha256:
            return None
        rows += uploads.rows_in(kept.parquet)
    return rows if parts else None


def _active_marks(connection: sa.Connection) -> Iterator[Finding]:
    holders = set(connection.execute(sa.select(claim.c.upload_id).where(claim.c.id.in_(winning()))).scalars())
    for row in connection.execute(sa.select(upload).order_by(upload.c.id)).mappings():
        if row["active_identity"] != (row["identity"] if row["id"] in holders else None):
            yield _error("active_mark", _ACTIVE, id=row["id"])


def _conflicts(connection: sa.Connection) -> Iterator[Finding]:
    departments = register(connection, "department")
    held = sa.select(upload.c.id).where(upload.c.withdrawn_at.is_(None)).order_by(upload.c.id)
    for upload_id in connection.execute(held).scalars().all():
        found = conflict(connection, upload_id) or same_unit_elsewhere(connection, upload_id, departments)
        if found is not None and found["id"] < upload_id:
            yield _error("conflict", _CONFLICT, id=upload_id, other=found["id"])


def _revision(connection: sa.Connection) -> Iterator[Finding]:
    found = connection.execute(sa.select(meta.c.revision)).scalar_one()
    expected = connection.execute(sa.select(sa.func.count()).select_from(audit)).scalar_one() + skipped(connection)
    if found != expected:
        yield _error("revision", _REVISION, found=found, expected=expected)
