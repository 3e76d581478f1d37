"""Uploads whose facts were made by earlier loaders, or with other days off among the days of their cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
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
    "calendar": Text("휴일이나 근무시간이 바뀜", "days off or hours changed"),
}
Span = tuple[dt.date, dt.date]
"""First and last day."""


def staleness(store: Store, calendar: Calendar | None = None) -> Callable[[Upload], tuple[Reason, ...]]:
    """Return what says why the facts of an upload are not what the same rows would give today; nothing where they are.

    ``calendar``: as if this were today's.

    The calendar changed for an upload where a day that is off now and was not then, or the other way round, or a day with
    other hours lies between the first receipt and the last completion, deadline or as-of day of its cases. Where nobody
    knows any more which days were off then (another list of public holidays), they all may have changed.
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
            other = changed.get(str(upload.mapping["calendar"]))
            span = spans.get(upload.id)
            if other is None or (
                span is not None and any(span[0] <= last and first <= span[1] for first, last in other)
            ):
                found.append("calendar")
        return tuple(found)

    return reasons


def _changed_days(store: Store, calendar: Calendar) -> dict[str, tuple[Span, ...]]:
    """Return by the version of each former calendar the days on which it differs from this one.

    A day that is a weekend in any case counts too: before 2016 Saturdays mattered.
    """
    former = {one.version: one for one in calendars_of(reversed(store.entry_history("setting")))}
    return {
        version: (*((day, day) for day in _off(one) ^ _off(calendar)), *_other_hours(one, calendar))
        for version, one in former.items()
        if version != calendar.version
    }


def _off(calendar: Calendar) -> frozenset[dt.date]:
    return (calendar.holidays - calendar.removed) | calendar.added


def _other_hours(one: Calendar, other: Calendar) -> Iterator[Span]:
    """Yield the days on which two calendars have other opening hours."""
    begins = sorted({dt.date.min, *(day for day, _ in (*one.hours_since, *other.hours_since))})
    ends = [*(day - dt.timedelta(days=1) for day in begins[1:]), dt.date.max]
    for first, last in zip(begins, ends, strict=True):
        if one.hours_on(first) != other.hours_on(first):
            yield first, last
