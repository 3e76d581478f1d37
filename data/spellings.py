"""Spellings that came with an upload: they count as long as it, or a later file that needs them, is in use."""

from __future__ import annotations

import sqlalchemy as sa

from data.tables import alias, cell, upload


def idle(connection: sa.Connection) -> set[int]:
    """Return the ids of the aliases that do not count: their upload is withdrawn, and no later one in use has the name."""
    query = (
        sa.select(alias.c.id, alias.c.name, alias.c.upload_id)
        .join(upload, upload.c.id == alias.c.upload_id)
        .where(upload.c.withdrawn_at.is_not(None))
    )
    return {row.id for row in connection.execute(query).all() if not _needed(connection, row.name, row.upload_id)}


def _needed(connection: sa.Connection, name: str, upload_id: int) -> bool:
    named = sa.or_(cell.c.department == name, cell.c.task == name, cell.c.rater_department == name)
    query = (
        sa.select(cell.c.upload_id)
        .join(upload, upload.c.id == cell.c.upload_id)
        .where(cell.c.upload_id > upload_id, upload.c.withdrawn_at.is_(None), named)
    )
    return connection.execute(query.limit(1)).first() is not None
