"""From when to when the cases of uploads run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import sqlalchemy as sa

from data.tables import cell, claim, upload
from kpi.core.periods import add_months

Span = tuple[dt.date, dt.date]
"""First and last day, both in."""


def case_spans(connection: sa.Connection, measures: Collection[str]) -> dict[int, Span]:
    """Return by upload with such measures the days its cases can touch.

    From the first month of receipt to the end of the last month of any of these measures (completion, deadline), and to
    the as-of day where that is later: cases that are still open run until then.
    """
    last = sa.func.max(cell.c.period_start)
    query = (
        sa.select(
            cell.c.upload_id, sa.func.min(claim.c.claim_start), last, sa.func.max(cell.c.period_months), upload.c.as_of
        )
        .select_from(cell.join(claim, claim.c.id == cell.c.claim_id).join(upload, upload.c.id == cell.c.upload_id))
        .where(cell.c.measure.in_(sorted(measures)))
        .group_by(cell.c.upload_id, upload.c.as_of)
    )
    return {
        upload_id: (first, max(add_months(start, months) - dt.timedelta(days=1), as_of or start))
        for upload_id, first, start, months, as_of in connection.execute(query)
    }


def measures_of(connection: sa.Connection, upload_id: int) -> frozenset[str]:
    """Return which measures an upload brought."""
    query = sa.select(cell.c.measure).distinct().where(cell.c.upload_id == upload_id)
    return frozenset(connection.execute(query).scalars())


def touched_by(connection: sa.Connection, upload_id: int) -> Span | None:
    """Return the first and the last beginning of a period with facts under the claims of an upload, by whatever upload.

    Outside these periods nothing depends on whether the upload counts. None for an upload without claims.
    """
    mine = sa.select(claim.c.source, sa.func.min(claim.c.claim_start), sa.func.max(claim.c.claim_start))
    source = connection.execute(mine.where(claim.c.upload_id == upload_id).group_by(claim.c.source)).first()
    if source is None:
        return None
    under = (claim.c.source == source[0], claim.c.claim_start.between(source[1], source[2]))
    spans = sa.select(sa.func.min(cell.c.period_start), sa.func.max(cell.c.period_start))
    spans = spans.where(
        cell.c.claim_id.in_(sa.select(claim.c.id).where(*under))
    )  # a join would go through all cells anew for each claim
    first, last = connection.execute(spans).one()
    return None if first is None else (first, last)
