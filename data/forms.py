"""The forms of the files that were loaded: how next year's file of the same form is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from data.tables import upload


@dataclass(frozen=True)
class KeptForm:
    """The form of one upload, as ``loaders.form`` wrote it, and whose it is."""

    upload_id: int
    source: str
    file_name: str
    who: str
    at: dt.datetime
    form: Mapping[str, Any]


def forms(connection: sa.Connection, source: str | None = None) -> list[KeptForm]:
    """Return the forms of the uploads that are not withdrawn, newest first; those of one kind of source, or all (None)."""
    names = ("source", "file_name", "who", "at", "form")
    query = (
        sa.select(upload.c.id.label("upload_id"), *(upload.c[name] for name in names))
        .where(upload.c.withdrawn_at.is_(None), upload.c.form.is_not(None))
        .order_by(upload.c.id.desc())
    )
    if source is not None:
        query = query.where(upload.c.source == source)
    return [KeptForm(**row) for row in connection.execute(query).mappings()]
