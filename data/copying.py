"""Everything of one store into another one, on whatever database: in chunks, in one transaction, compared afterwards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from data.engine import Database
from data.loading import StorageError
from data.refusals_copies import copy_damaged, copy_not_empty
from data.tables import meta, metadata
from data.verification import verify

_CHUNK = 5_000
_CHUNKS = {"upload_rows": 1, "upload": 100}
"""Rows held in memory at once; those of an upload are large."""


def copy_store(source: Database, target: Database) -> dict[str, int]:
    """Copy a whole store with its ids and its secret into an empty one; return how many rows each table got.

    Both must be at the newest structure. The target changes wholly or not at all.

    Raises
    ------
    UserError
        ``copy_not_empty``; ``copy_damaged`` when the copy does not verify.
    """
    with source.reading() as origin, target.writing() as copy:
        if not _is_empty(copy):
            raise copy_not_empty(target.shown_url)
        with spilling(copy):
            clear(copy)
            rows = copy_tables(origin, copy)
        found = verify(copy)
        if found:
            raise copy_damaged(target.shown_url, found)
        return rows


def _is_empty(connection: sa.Connection) -> bool:
    others = (table for table in metadata.sorted_tables if table is not meta)
    return all(
        connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first() is None for table in others
    )


def copy_tables(source: sa.Connection, target: sa.Connection) -> dict[str, int]:
    """Copy the rows of every table into empty tables; return how many each got.

    Raises
    ------
    StorageError
        When a table does not hold afterwards, value for value, what was read.
    """
    copied = {table.name: _copy(table, source, target) for table in metadata.sorted_tables}
    _number_on(target)
    for table in metadata.sorted_tables:
        if _fingerprint(table, target) != copied[table.name]:
            raise StorageError(f"{table.name} differs after copying")
    return {name: rows for name, (rows, _) in copied.items()}


def _copy(table: sa.Table, source: sa.Connection, target: sa.Connection) -> tuple[int, str]:
    rows, fingerprint = 0, hashlib.sha256()
    for chunk in _chunks(table, source):
        target.execute(sa.insert(table), [dict(row) for row in chunk])
        rows += len(chunk)
        for row in chunk:
            fingerprint.update(_plain(row))
    return rows, fingerprint.hexdigest()


def _fingerprint(table: sa.Table, connection: sa.Connection) -> tuple[int, str]:
    rows, fingerprint = 0, hashlib.sha256()
    for chunk in _chunks(table, connection):
        rows += len(chunk)
        for row in chunk:
            fingerprint.update(_plain(row))
    return rows, fingerprint.hexdigest()


def _chunks(table: sa.Table, connection: sa.Connection) -> Iterator[list[sa.RowMapping]]:
    size = _CHUNKS.get(table.name, _CHUNK)
    query = sa.select(table).order_by(*table.primary_key.columns)
    result = connection.execute(query, execution_options={"yield_per": size}).mappings()
    for chunk in result.partitions(size):
        yield list(chunk)


def _plain(row: sa.RowMapping) -> bytes:
    return repr([_in_order(value) for value in row.values()]).encode()


def _in_order(value: Any) -> Any:
    return json.dumps(value, sort_keys=True) if isinstance(value, dict | list) else value


def _number_on(connection: sa.Connection) -> None:
    """Let PostgreSQL number new rows on from the highest id; SQLite does it by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in metadata.sorted_tables:
        if "id" in table.c and table.c.id.autoincrement is True:
            sequence = sa.func.pg_get_serial_sequence(table.name, "id")
            highest = sa.select(sa.func.max(table.c.id)).scalar_subquery()
            next_id = sa.func.coalesce(highest, 0) + 1
            connection.execute(sa.select(sa.func.setval(sequence, next_id, False)))


def clear(connection: sa.Connection) -> None:
    """Delete every row of every table, inside the caller's transaction; rows that are append-only as well.

    Only what is put in anew afterwards may be cleared. The triggers stand again when it returns.
    """
    with _without_triggers(connection):
        for table in reversed(metadata.sorted_tables):
            connection.execute(sa.delete(table))


@contextmanager
def _without_triggers(connection: sa.Connection) -> Iterator[None]:
    if connection.dialect.name != "sqlite":
        yield
        return
    triggers = connection.exec_driver_sql("select name, sql from sqlite_master where type = 'trigger'").all()
    for name, _ in triggers:
        connection.exec_driver_sql(f'drop trigger "{name}"')
    yield
    for _, statement in triggers:
        connection.exec_driver_sql(statement)


@contextmanager
def spilling(connection: sa.Connection) -> Iterator[None]:
    """Let SQLite write pages of a large transaction before its end, so that it need not hold them all in memory."""
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.exec_driver_sql("pragma cache_spill=on")
    try:
        yield
    finally:
        connection.exec_driver_sql("pragma cache_spill=off")
