"""Everything of one store into another one, on whatever database: in chunks, in one transaction, compared afterwards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from data.engine import BESIDE, Database
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
    if {source.dialect, target.dialect} == {"sqlite"}:
        with target.writing_beside(source.file) as copy:
            return _filled(target.shown_url, copy, lambda: copy_beside(copy))
    with source.reading() as origin, target.writing() as copy:
        return _filled(target.shown_url, copy, lambda: copy_tables(origin, copy))


def _filled(url: str, copy: sa.Connection, fill: Callable[[], dict[str, int]]) -> dict[str, int]:
    if not _is_empty(copy):
        raise copy_not_empty(url)
    with spilling(copy):
        clear(copy)
        rows = fill()
    found = verify(copy)
    if found:
        raise copy_damaged(url, found)
    return rows


def _is_empty(connection: sa.Connection) -> bool:
    others = (table for table in metadata.sorted_tables if table is not meta)
    return all(
        connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first() is None for table in others
    )


def copy_beside(connection: sa.Connection) -> dict[str, int]:
    """Copy the rows of every table of the SQLite file beside into empty tables; return how many each got.

    Raises
    ------
    StorageError
        When a table does not hold afterwards, value for value, what stands in the file.
    """
    return {table.name: _taken_over(connection, table) for table in metadata.sorted_tables}


def _taken_over(connection: sa.Connection, table: sa.Table) -> int:
    names = [one.name for one in table.columns]
    mine, other = (sa.table(table.name, *map(sa.column, names), schema=schema) for schema in ("main", BESIDE))
    keys = [one.name for one in table.primary_key.columns]
    rows = sa.select(*other.columns).order_by(*(other.c[name] for name in keys))
    connection.execute(sa.insert(mine).from_select(names, rows))
    pairs = other.join(mine, sa.and_(*(other.c[name] == mine.c[name] for name in keys)))
    same = sa.and_(*(other.c[name].is_not_distinct_from(mine.c[name]) for name in names))
    equal = sa.select(sa.func.count()).select_from(pairs).where(same)
    counts = [connection.execute(sa.select(sa.func.count()).select_from(one)).scalar_one() for one in (other, mine)]
    if {*counts, connection.execute(equal).scalar_one()} != {counts[0]}:
        raise StorageError(f"{table.name} differs after copying")
    return int(counts[0])


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
        _put(target, table, chunk)
        rows += len(chunk)
        for row in chunk:
            fingerprint.update(_plain(row))
    return rows, fingerprint.hexdigest()


def _put(target: sa.Connection, table: sa.Table, chunk: list[sa.RowMapping]) -> None:
    """Insert rows; PostgreSQL takes them with COPY, four times as quickly."""
    if target.dialect.name != "postgresql":
        target.execute(sa.insert(table), [dict(row) for row in chunk])
        return
    names = ", ".join(target.dialect.identifier_preparer.quote(one.name) for one in table.columns)
    made = [one.type.dialect_impl(target.dialect).bind_processor(target.dialect) for one in table.columns]
    cursor: Any = target.connection.cursor()
    with cursor, cursor.copy(f"copy {table.name} ({names}) from stdin") as stream:
        for row in chunk:
            stream.write_row([make(value) if make else value for make, value in zip(made, row.values(), strict=True)])


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
