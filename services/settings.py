"""The office's settings as the indicators and the loaders need them, read from the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, Protocol

from data.entered import Entry, EntryKind
from data.uploads import Upload
from kpi.core.calendars import OFFICE_HOURS
from kpi.core.settings import Settings
from kpi.core.worktime import Calendar, korean_calendar

FIRST_HOLIDAY_YEAR, LAST_HOLIDAY_YEAR = 2005, 2050
"""Fixed, so that the calendar's version changes with a day off or an hour, not with New Year."""
HOLIDAY, WEIGHTS, WINDOW, HOURS, COMPOSITE = "holiday:", "weights:", "window:", "hours:", "composite:"
MILEAGE = "mileage:"
"""Beginnings of keys: ``holiday:2026-05-01``, ``weights:2026``, ``window:processing_records``, ``hours:2026-07-01`` (from ever: nothing follows),
``composite:satisfaction``, ``mileage:`` (nothing follows)."""
ADDED, REMOVED = "added", "removed"


class SettingsView(Protocol):
    """Whatever can be asked for stored settings."""

    def setting(self, key: str, default: Any = None) -> Any:
        """Return the stored JSON value, else the default."""

    def entries(self, kind: EntryKind) -> list[Entry]:
        """Return what people entered that holds now."""


def settings_of(view: SettingsView, **changes: Any) -> Settings:
    """Return the stored settings with the defaults for the rest and some changes on top."""
    stored: Mapping[str, Any] = view.setting("indicators", {}) or {}
    known = {key: value for key, value in stored.items() if key in Settings.__dataclass_fields__}
    entered = held(view)
    known["weights_by_year"] = {int(year): value["weights"] for year, value in entered(WEIGHTS).items()}
    known["windows"] = {name: int(value["first_month"]) for name, value in entered(WINDOW).items()}
    known["composite"] = {**known.get("composite", {}), **entered(COMPOSITE)}
    known["mileage"] = {**known.get("mileage", {}), **entered(MILEAGE).get("", {})}
    return replace(Settings(**known), **changes)


def calendar_of(view: SettingsView) -> Calendar:
    """Return the calendar of working time with the office's hours and its added and removed days off."""
    entered = held(view)
    return _calendar(view.setting("calendar", {}) or {}, entered(HOLIDAY), entered(HOURS))


def calendars_of(history: Iterable[Entry]) -> Iterator[Calendar]:
    """Yield the calendars of an office as its settings made them one after the other, the first before any setting.

    ``history``: every row that was ever entered, oldest first.
    """
    whole: Mapping[str, Any] = {}
    entered: dict[str, dict[str, Any]] = {HOLIDAY: {}, HOURS: {}}
    yield _calendar(whole, {}, {})
    for entry in history:
        key, value = str(entry.key["key"]), entry.values["value"]
        beginning = next((one for one in entered if key.startswith(one)), "")
        if beginning:
            entered[beginning][key.removeprefix(beginning)] = value
        elif key == "calendar":
            whole = value or {}
        else:
            continue
        yield _calendar(
            whole, *({key: one for key, one in part.items() if one is not None} for part in entered.values())
        )


def _calendar(whole: Mapping[str, Any], holidays: Mapping[str, Any], hours: Mapping[str, Any]) -> Calendar:
    days = {kind: {dt.date.fromisoformat(day) for day in whole.get(kind, ())} for kind in (ADDED, REMOVED)}
    for day, value in holidays.items():
        days[value["change"]].add(dt.date.fromisoformat(day))
    spans = {
        since: tuple((float(begins), float(ends)) for begins, ends in one["spans"]) for since, one in hours.items()
    }
    later = tuple((dt.date.fromisoformat(since), one) for since, one in sorted(spans.items()) if since)
    added, removed = frozenset(days[ADDED]), frozenset(days[REMOVED])
    base = spans.get("", OFFICE_HOURS)
    return replace(_public_calendar(), added=added, removed=removed, hours=base, hours_since=later)


@cache
def _public_calendar() -> Calendar:
    return korean_calendar(FIRST_HOLIDAY_YEAR, LAST_HOLIDAY_YEAR)


def counted_by_another_calendar(upload: Upload, calendar: Calendar) -> bool:
    """Return whether an upload was counted while other days off or hours held than these, wherever they lie.

    False for files without working times. Reading its kept rows again brings them up to date.
    """
    return bool(upload.mapping.get("calendar", calendar.version) != calendar.version)


def held(view: SettingsView) -> Callable[[str], dict[str, Any]]:
    """Return what gives the settings that hold under a beginning of their keys: rest of the key -> value."""
    values = {str(one.key["key"]): one.values["value"] for one in view.entries("setting")}

    def under(beginning: str) -> dict[str, Any]:
        found = {key.removeprefix(beginning): value for key, value in values.items() if key.startswith(beginning)}
        return {key: value for key, value in found.items() if value is not None}

    return under
