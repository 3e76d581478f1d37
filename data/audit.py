"""Who did what, and when: append-only, in the same transaction as the deed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from data.tables import audit, meta


def record(
    connection: sa.Connection,
    action: str,
    *,
    who: str,
    at: dt.datetime,
    upload_id: int | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Write the deed down and raise the store's revision, which is the key of every cache."""
    values = {"action": action, "who": who, "at": at, "upload_id": upload_id, "detail": detail or {}}
    connection.execute(sa.insert(audit).values(values))
    connection.execute(sa.update(meta).values(revision=meta.c.revision + 1))


def revision(connection: sa.Connection) -> int:
    """Return the number of writes so far."""
    return int(connection.execute(sa.select(meta.c.revision)).scalar_one())
