"""Working times that were counted with other days off or hours than those in force, and counting them again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from data.store import Store
from kpi.core.errors import Finding
from services.changes import Headline
from services.rebuild import preview_rebuild, rebuild
from services.settings import calendar_of, counted_by_another_calendar
from services.uploads import list_uploads


@dataclass(frozen=True)
class Recount:
    """The yearly figures that change, and why some uploads cannot be counted again."""

    headlines: tuple[Headline, ...]
    left: tuple[Finding, ...]


def waiting(store: Store) -> int:
    """Return how many uploads hold working times of another calendar than the one in force."""
    calendar = calendar_of(store)
    return sum(counted_by_another_calendar(upload, calendar) for upload in list_uploads(store))


def recount(store: Store, *, who: str, now: dt.datetime) -> Recount:
    """Return what counting again would change; nothing is kept."""
    found = preview_rebuild(store, who=who, now=now, which="stale")
    return Recount(found.headlines, found.left)


def recounted(store: Store, *, who: str, now: dt.datetime) -> Recount:
    """Count again all or nothing. UserError: ``moved_on`` when somebody else wrote meanwhile."""
    found = rebuild(store, who=who, now=now, which="stale")
    return Recount(found.headlines, found.left)
