"""Claims: which upload speaks for which months and departments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd
import sqlalchemy as sa

from data.tables import claim, upload
from kpi.core.frames import CELL_KEYS, CLAIM_COLUMNS, ContractError, check
from kpi.core.organisation import ALL_DEPARTMENTS, normal
from kpi.core.periods import Period


@dataclass(frozen=True)
class Claim:
    """One period of one department (or of all, "*") that a file holds completely."""

    source: str
    period: Period
    department: str

    @property
    def key(self) -> str:
        """The department as it is compared."""
        return normal(self.department)


def claims_of(frame: pd.DataFrame, source: str) -> list[Claim]:
    """Return the claims of a file.

    Raises
    ------
    ContractError
        When a claim names another source, or occurs twice.
    """
    frame = check(frame, CLAIM_COLUMNS, CLAIM_COLUMNS)
    if not frame["source"].eq(source).all():
        raise ContractError(f"claims of other sources than {source}")
    starts = frame["claim_start"].to_numpy(dtype="datetime64[D]").tolist()
    rows = zip(starts, frame["claim_months"].tolist(), frame["department"].tolist(), strict=True)
    found = [Claim(source, Period(start, int(months)), department) for start, months, department in rows]
    if len({(one.period, one.key) for one in found}) < len(found):
        raise ContractError("the same claim twice")
    return found


def overlapping(claims: Iterable[Claim]) -> Claim | None:
    """Return a claim that overlaps another one of the same file, if there is one."""
    by_department: dict[str, list[Claim]] = {}
    for one in claims:
        by_department.setdefault(one.key, []).append(one)
    for_all = by_department.pop(ALL_DEPARTMENTS, [])
    for named in (*by_department.values(), []):
        ordered = sorted((*named, *for_all), key=lambda one: one.period)
        for before, after in pairwise(ordered):
            if after.period.start <= before.period.end:
                return after
    return None


def insert(connection: sa.Connection, claims: list[Claim], *, upload_id: int) -> dict[tuple[dt.date, str], int]:
    """Insert the claims of one upload and return their ids by first day and department key."""
    rows = [
        {
            "upload_id": upload_id,
            "source": one.source,
            "claim_start": one.period.start,
            "claim_months": one.period.months,
            "claim_end": one.period.end,
            "department": one.department,
            "department_key": one.key,
        }
        for one in claims
    ]
    connection.execute(sa.insert(claim), rows)
    return ids_of(connection, upload_id)


def ids_of(connection: sa.Connection, upload_id: int) -> dict[tuple[dt.date, str], int]:
    """Return the ids of an upload's claims by first day and department key."""
    query = sa.select(claim.c.claim_start, claim.c.department_key, claim.c.id).where(claim.c.upload_id == upload_id)
    return {(start, key): claim_id for start, key, claim_id in connection.execute(query)}


def are_inside(frame: pd.DataFrame, ids: dict[tuple[dt.date, str], int]) -> bool:
    """Return whether all cells (or pairs) stand under a claim."""
    try:
        claim_of_each(frame, ids)
    except ContractError:
        return False
    return True


def claim_of_each(frame: pd.DataFrame, ids: dict[tuple[dt.date, str], int]) -> list[int]:
    """Return the id of the claim under which each cell (or pair) stands.

    Raises
    ------
    ContractError
        When a cell stands outside every claim of its file: nothing could ever supersede it.
    """
    places = list(zip(frame["claim_start"].to_numpy(dtype="datetime64[D]").tolist(), frame["department"], strict=True))
    known: dict[Any, int | None] = {
        (start, name): ids.get((start, normal(name)), ids.get((start, ALL_DEPARTMENTS))) for start, name in set(places)
    }
    outside = sorted(str(place) for place, claim_id in known.items() if claim_id is None)
    if outside:
        raise ContractError(f"{CELL_KEYS[-1]} x department outside every claim: {outside[:5]}")
    return [known[place] for place in places]  # type: ignore[misc]  # None was refused above


def winning() -> sa.Select[tuple[int]]:
    """Return the query for the ids of the claims that hold: not withdrawn, and none newer in their place."""
    newer, newer_upload = claim.alias("newer"), upload.alias("newer_upload")
    beaten = (
        sa.select(sa.literal(1))
        .select_from(newer.join(newer_upload, newer_upload.c.id == newer.c.upload_id))
        .where(
            newer.c.source == claim.c.source,
            newer.c.claim_start == claim.c.claim_start,
            newer.c.claim_months == claim.c.claim_months,
            newer.c.department_key.in_([claim.c.department_key, ALL_DEPARTMENTS]),
            newer.c.upload_id > claim.c.upload_id,
            newer_upload.c.withdrawn_at.is_(None),
        )
        .correlate(claim)
    )
    held = claim.join(upload, upload.c.id == claim.c.upload_id)
    return sa.select(claim.c.id).select_from(held).where(upload.c.withdrawn_at.is_(None), ~beaten.exists())


def conflict(connection: sa.Connection, upload_id: int) -> sa.RowMapping | None:
    """Return a claim of the upload that cannot stand beside another upload's, with that other upload; else None.

    A claim may only take the place of an older one with the same period, of the same department or, if it is for all
    departments, of any. Every other overlap is a conflict: its months would count twice.
    """
    mine, other = claim.alias("mine"), claim.alias("other")
    same_period = sa.and_(mine.c.claim_start == other.c.claim_start, mine.c.claim_months == other.c.claim_months)
    same_department = mine.c.department_key == other.c.department_key
    for_all = mine.c.department_key == ALL_DEPARTMENTS
    other_for_all = other.c.department_key == ALL_DEPARTMENTS
    supersedes = sa.and_(other.c.upload_id < mine.c.upload_id, sa.or_(same_department, for_all))
    superseded = sa.and_(other.c.upload_id > mine.c.upload_id, sa.or_(same_department, other_for_all))
    about = (upload.c.id, upload.c.file_name, upload.c.at, upload.c.who)
    query = (
        sa.select(mine.c.claim_start, mine.c.claim_months, mine.c.department, *about)
        .select_from(mine.join(other, mine.c.source == other.c.source).join(upload, upload.c.id == other.c.upload_id))
        .where(
            mine.c.upload_id == upload_id,
            other.c.upload_id != upload_id,
            upload.c.withdrawn_at.is_(None),
            other.c.claim_start <= mine.c.claim_end,
            other.c.claim_end >= mine.c.claim_start,
            sa.or_(same_department, for_all, other_for_all),
            ~sa.and_(same_period, sa.or_(supersedes, superseded)),
        )
        .order_by(mine.c.claim_start, mine.c.department, other.c.upload_id)
        .limit(1)
    )
    return connection.execute(query).mappings().first()
