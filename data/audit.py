"""Who did what, and when: append-only, in the same transaction as the deed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
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


RESTORED = "restore_backup"
"""The deed after which the store holds what a copy held. Its detail says how many revisions were skipped."""


def skipped(connection: sa.Connection) -> int:
    """Return how many revisions were never used, so that no revision stands for two different contents."""
    details = connection.execute(sa.select(audit.c.detail).where(audit.c.action == RESTORED)).scalars()
    return sum(int(detail["skipped"]) for detail in details)


def record_restored(
    connection: sa.Connection, *, who: str, at: dt.datetime, former: int, detail: dict[str, Any]
) -> None:
    """Write down that a copy was restored; the revision goes on from that of the ``former`` content, if that is higher."""
    behind = max(former - revision(connection), 0)
    record(connection, RESTORED, who=who, at=at, detail={**detail, "skipped": behind})
    connection.execute(sa.update(meta).values(revision=meta.c.revision + behind))


@dataclass(frozen=True)
class Deed:
    """Something done to uploads: ``load``, ``withdraw``, ``restore`` (of ``upload_id``) or ``rebuild`` (see ``detail``)."""

    id: int
    action: str
    who: str
    at: dt.datetime
    upload_id: int | None
    detail: Mapping[str, Any]


UPLOAD_DEEDS = ("load", "withdraw", "restore", "rebuild")


def deeds(connection: sa.Connection) -> tuple[Deed, ...]:
    """Return what was done to uploads, oldest first."""
    columns = (audit.c.id, audit.c.action, audit.c.who, audit.c.at, audit.c.upload_id, audit.c.detail)
    query = sa.select(*columns).where(audit.c.action.in_(UPLOAD_DEEDS)).order_by(audit.c.id)
    return tuple(Deed(*row) for row in connection.execute(query))
