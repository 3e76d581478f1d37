"""Other facts in the place of those of stored uploads: recomputed from their kept rows, all of them or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import pandas as pd
import sqlalchemy as sa

from data import claims, facts, loading, uploads
from data.audit import record, revision
from data.refusals import moved_on
from data.tables import claim, upload


@dataclass(frozen=True)
class Replacement:
    """What an upload is to hold from now on: facts, or only the stamp of today's loaders where facts are None."""

    upload_id: int
    source_revision: int
    mapping: Mapping[str, Any]
    reread: Mapping[str, Any] | None
    cells: pd.DataFrame | None = None
    pairs: pd.DataFrame | None = None


class Rebuilds:
    """Recomputed facts into a store. Subclasses say where the connection comes from."""

    def _writing(self) -> AbstractContextManager[sa.Connection]:
        raise NotImplementedError

    def rebuild(
        self,
        replacements: Iterable[Replacement],
        *,
        expected: int,
        detail: Mapping[str, Any],
        who: str,
        at: dt.datetime,
    ) -> None:
        """Put recomputed facts in the place of stored ones, all or nothing; ``detail`` is written down with it.

        Raises
        ------
        UserError
            ``moved_on`` when the store is not at the ``expected`` revision any more.
        ContractError
            When the loader broke a contract.
        """
        with self._writing() as connection:
            replace(connection, replacements, expected=expected)
            record(connection, "rebuild", who=who, at=at, detail=dict(detail))


def totals(cells: pd.DataFrame, pairs: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return rows, sums and fingerprints of facts, as they are noted with an upload.

    Raises
    ------
    ContractError
        When the loader broke a contract.
    """
    return {
        kind.table.name: facts.totals_of(facts.as_rows(facts.checked(frame, kind), kind), kind)
        for kind, frame in ((facts.CELL, cells), (facts.PAIR, pairs))
    }


def replace(connection: sa.Connection, replacements: Iterable[Replacement], *, expected: int) -> None:
    """Put the facts in place inside the caller's transaction; claims and kept rows stay as they are.

    Raises
    ------
    UserError
        ``moved_on`` when the store is not at the ``expected`` revision any more.
    """
    if revision(connection) != expected:
        raise moved_on()
    for one in replacements:
        values = _stamp(connection, one)
        if one.cells is not None and one.pairs is not None:
            values |= _facts(connection, one.upload_id, one.cells, one.pairs)
        connection.execute(sa.update(upload).where(upload.c.id == one.upload_id).values(**values))
        marked = sa.update(upload).where(upload.c.id == one.upload_id, upload.c.active_identity.is_not(None))
        connection.execute(marked.values(active_identity=values["identity"]))


def _stamp(connection: sa.Connection, one: Replacement) -> dict[str, Any]:
    row = connection.execute(sa.select(upload).where(upload.c.id == one.upload_id)).mappings().one()
    held = connection.execute(sa.select(claim).where(claim.c.upload_id == one.upload_id)).mappings()
    places = [[item["claim_start"].isoformat(), item["claim_months"], item["department_key"]] for item in held]
    parts = (row["source"], row["sheet"], one.mapping, places, row["content_hash"])
    return {
        "source_revision": one.source_revision,
        "mapping": dict(one.mapping),
        "reread": None if one.reread is None else dict(one.reread),
        "identity": uploads.identity_of(*parts),
    }


def _facts(connection: sa.Connection, upload_id: int, cells: pd.DataFrame, pairs: pd.DataFrame) -> dict[str, Any]:
    ids = claims.ids_of(connection, upload_id)
    expected = totals(cells, pairs)
    for kind, frame in ((facts.CELL, cells), (facts.PAIR, pairs)):
        checked = facts.checked(frame, kind)
        claim_ids = claims.claim_of_each(checked, ids)
        connection.execute(sa.delete(kind.table).where(kind.table.c.upload_id == upload_id))
        facts.insert(connection, kind, facts.as_rows(checked, kind), upload_id=upload_id, claim_ids=claim_ids)
    loading.count_back(connection, expected, upload_id)
    counts = connection.execute(sa.select(upload.c.counts).where(upload.c.id == upload_id)).scalar_one()
    return {"totals": expected, "counts": {**counts, "cells": len(cells)}}
