"""Uploads whose facts were made by earlier loaders or with another calendar."""

from __future__ import annotations

from typing import Literal

from kpi.core.text import Text
from kpi.core.worktime import Calendar
from loaders.source import sources
from services.settings import counted_by_another_calendar
from services.uploads import Upload

Reason = Literal["loaders", "calendar"]
REASONS: dict[Reason, Text] = {
    "loaders": Text("읽는 방법이 바뀜", "read in another way now"),
    "calendar": Text("휴일이 바뀜", "holidays changed"),
}


def reasons(upload: Upload, calendar: Calendar) -> tuple[Reason, ...]:
    """Return why the facts of an upload are not what the same rows would give today; nothing where they are."""
    found: list[Reason] = []
    source = sources().get(upload.source)
    if source is not None and upload.source_revision < source.revision:
        found.append("loaders")
    if counted_by_another_calendar(upload, calendar):
        found.append("calendar")
    return tuple(found)
