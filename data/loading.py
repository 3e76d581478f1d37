"""The load of one file and its undoing: everything in one transaction, counted back before it is kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from data import claims, facts, registers, uploads
from data.audit import record
from data.blobs import Blobs
from data.refusals import (
    already_there,
    already_withdrawn,
    no_upload,
    not_withdrawn,
    nothing_to_store,
    overlapping_claims,
    overlapping_inside,
)
from data.renames import same_unit_elsewhere
from data.tables import upload
from kpi.core.batch import Batch
from kpi.core.errors import UserError
from kpi.core.periods import Period


class StorageError(RuntimeError):
    """The database does not hold what was inserted; the transaction is given up."""


@dataclass(frozen=True)
class Prepared:
    """A batch that kept its contracts, as plain rows: all that can be done before the transaction."""

    batch: Batch
    claims: list[claims.Claim]
    identity: str
    cells: list[tuple[Any, ...]]
    pairs: list[tuple[Any, ...]]
    totals: dict[str, dict[str, Any]]
    rows: Blobs


def prepare(batch: Batch) -> Prepared:
    """Return the batch ready to be stored.

    Raises
    ------
    UserError
        When the file has errors, nothing to store, or claims that overlap one another.
    ContractError
        When the loader broke a contract.
    """
    if batch.errors:
        raise UserError(*batch.errors)
    found = claims.claims_of(batch.claims, batch.source)
    if not found or batch.cells.empty:
        raise nothing_to_store(batch.file_name)
    twice = claims.overlapping(found)
    if twice is not None:
        place = {"department": twice.department, "period": _period(twice.period)}
        raise overlapping_inside(file=batch.file_name, **place)
    cells = facts.as_rows(facts.checked(batch.cells, facts.CELL), facts.CELL)
    pairs = facts.as_rows(facts.checked(batch.pairs, facts.PAIR), facts.PAIR)
    totals = {"cell": facts.totals_of(cells, facts.CELL), "pair": facts.totals_of(pairs, facts.PAIR)}
    identity = uploads.identity(batch, found)
    return Prepared(batch, found, identity, cells, pairs, totals, Blobs(map(uploads.parquet, batch.kept.parts())))


def store(connection: sa.Connection, prepared: Prepared, *, who: str, at: dt.datetime) -> int:
    """Store a prepared batch inside the caller's transaction and return the upload's id.

    Raises
    ------
    UserError
        ``already_there``, ``overlapping_claims``, ``unit_unknown`` or ``alias_taken``.
    """
    batch = prepared.batch
    _refuse_same(connection, prepared)
    registers.add_units(connection, "department", batch.new_departments)
    registers.add_units(connection, "task", batch.new_tasks)
    upload_id = uploads.insert(connection, batch, identity=prepared.identity, totals=prepared.totals, who=who, at=at)
    aliases = registers.add_new_aliases(connection, batch.aliases, upload_id=upload_id)
    ids = claims.insert(connection, prepared.claims, upload_id=upload_id)
    _refuse_conflict(connection, upload_id, batch.file_name)
    for kind, rows, frame in ((facts.CELL, prepared.cells, batch.cells), (facts.PAIR, prepared.pairs, batch.pairs)):
        claim_ids = claims.claim_of_each(frame, ids)
        facts.insert(connection, kind, rows, upload_id=upload_id, claim_ids=claim_ids)
    uploads.insert_rows(connection, upload_id, prepared.rows)
    uploads.mark_active(connection)
    count_back(connection, prepared.totals, upload_id)
    detail = {"file_name": batch.file_name, "sha256": batch.sha256, "cells": len(prepared.cells)}
    record(connection, "load", who=who, at=at, upload_id=upload_id, detail=detail)
    for one in aliases:
        detail = {
            "unit": one.unit,
            "alias": one.name,
            "from": one.valid_from and one.valid_from.isoformat(),
            "to": None,
        }
        record(connection, f"alias_{one.kind}", who=who, at=at, upload_id=upload_id, detail=detail)
    return upload_id


def _refuse_same(connection: sa.Connection, prepared: Prepared) -> None:
    query = sa.select(upload).where(upload.c.active_identity == prepared.identity)
    same = connection.execute(query).mappings().first()
    if same is not None:
        about = {"file_name": same["file_name"], "at": same["at"], "who": same["who"]}
        raise already_there(same["id"], file=prepared.batch.file_name, **about)


def _refuse_conflict(connection: sa.Connection, upload_id: int, file_name: str) -> None:
    departments = registers.register(connection, "department")
    found = claims.conflict(connection, upload_id) or same_unit_elsewhere(connection, upload_id, departments)
    if found is not None:
        period = _period(Period(found["claim_start"], found["claim_months"]))
        about = {"file_name": found["file_name"], "at": found["at"], "who": found["who"]}
        place = {"file": file_name, "department": found["department"], "period": period}
        raise overlapping_claims(found["id"], **place, **about)


def count_back(connection: sa.Connection, totals: dict[str, dict[str, Any]], upload_id: int) -> None:
    """Count and add up what the database holds of an upload; StorageError where it is not what was inserted."""
    for kind in (facts.CELL, facts.PAIR):
        found = facts.stored_totals(connection, kind, upload_id)
        different = facts.totals_differ(totals[kind.table.name], found)
        if different:
            raise StorageError(f"{kind.table.name} of upload {upload_id} differs after insertion: {different}")


def _period(period: Period) -> str:
    """Return a period as both languages read it."""
    return f"{period.start:%Y-%m}" if period.months == 1 else f"{period.start:%Y-%m}~{period.end:%Y-%m}"


def _upload(connection: sa.Connection, upload_id: int) -> sa.RowMapping:
    found = connection.execute(sa.select(upload).where(upload.c.id == upload_id)).mappings().first()
    if found is None:
        raise no_upload(upload_id)
    return found


def withdraw(connection: sa.Connection, upload_id: int, *, who: str, at: dt.datetime) -> None:
    """Take an upload back; what it superseded holds again.

    Raises
    ------
    UserError
        ``no_upload`` or ``already_withdrawn``.
    """
    found = _upload(connection, upload_id)
    if found["withdrawn_at"] is not None:
        raise already_withdrawn(upload_id, at=found["withdrawn_at"], who=found["withdrawn_by"])
    _set_withdrawn(connection, upload_id, at=at, who=who)
    record(connection, "withdraw", who=who, at=at, upload_id=upload_id)


def restore(connection: sa.Connection, upload_id: int, *, who: str, at: dt.datetime) -> None:
    """Bring a withdrawn upload back to its old place in the order of uploads.

    Raises
    ------
    UserError
        ``no_upload``, ``not_withdrawn``, or ``overlapping_claims`` with what was loaded meanwhile.
    """
    found = _upload(connection, upload_id)
    if found["withdrawn_at"] is None:
        raise not_withdrawn(upload_id)
    _set_withdrawn(connection, upload_id, at=None, who=None)
    registers.refuse_taken(connection, upload_id)
    _refuse_conflict(connection, upload_id, found["file_name"])
    record(connection, "restore", who=who, at=at, upload_id=upload_id)


def _set_withdrawn(connection: sa.Connection, upload_id: int, *, at: dt.datetime | None, who: str | None) -> None:
    change = sa.update(upload).where(upload.c.id == upload_id).values(withdrawn_at=at, withdrawn_by=who)
    connection.execute(change)
    uploads.mark_active(connection)
