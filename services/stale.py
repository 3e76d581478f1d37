"""Uploads whose facts were made by earlier loaders, or with other days off among the days of their cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Literal

from data.store import Store
from kpi.core.text import Text
from kpi.core.worktime import Calendar
from loaders.load.again import BY_CALENDAR
from loaders.source import sources
from services.settings import calendar_of, calendars_of, counted_by_another_calendar
from services.uploads import Upload

Reason = Literal["loaders", "calendar"]
REASONS: dict[Reason, Text] = {
    "loaders": Text("읽는 방법이 바뀜", "read in another way now"),
    "calendar": Text("휴일이 바뀜", "holidays changed"),
}
Days = frozenset[dt.date]


def staleness(store: Store, calendar: Calendar | None = None) -> Callable[[Upload], tuple[Reason, ...]]:
    """Return what says why the facts of an upload are not what the same rows would give today; nothing where they are.

    ``calendar``: as if this were today's.

    The days off changed for an upload where a day that is off now and was not then, or the other way round, lies between
    the first receipt and the last completion, deadline or as-of day of its cases. Where nobody knows any more which days
    were off then (another list of public holidays, other hours), they all may have changed.
    """
    calendar = calendar or calendar_of(store)
    changed = _changed_days(store, calendar)
    spans = store.case_spans(BY_CALENDAR) if changed else {}

    def reasons(upload: Upload) -> tuple[Reason, ...]:
        found: list[Reason] = []
        source = sources().get(upload.source)
        if source is not None and upload.source_revision < source.revision:
            found.append("loaders")
        if counted_by_another_calendar(upload, calendar):
            days = changed.get(str(upload.mapping["calendar"]))
            span = spans.get(upload.id)
            if days is None or (span is not None and any(span[0] <= day <= span[1] for day in days)):
                found.append("calendar")
        return tuple(found)

    return reasons


def _changed_days(store: Store, calendar: Calendar) -> dict[str, Days]:
    """Return by the version of each former calendar the days on which it differs from this one.

    A day that is a weekend in any case counts too: before 2016 Saturdays mattered.
    """
    former = {one.version: one for one in calendars_of(reversed(store.entry_history("setting")))}
    return {
        version: _off(one) ^ _off(calendar)
        for version, one in former.items()
        if version != calendar.version and one.hours == calendar.hours
    }


def _off(calendar: Calendar) -> Days:
    return (calendar.holidays - calendar.removed) | calendar.added
