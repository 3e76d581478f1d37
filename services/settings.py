"""The office's settings as the indicators and the loaders need them, read from the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from kpi.core.settings import Settings
from kpi.core.worktime import Calendar, korean_calendar

FIRST_HOLIDAY_YEAR = 2005


class SettingsView(Protocol):
    """Whatever can be asked for a stored setting."""

    def setting(self, key: str, default: Any = None) -> Any:
        """Return the stored JSON value, else the default."""


def settings_of(view: SettingsView, **changes: Any) -> Settings:
    """Return the stored settings with the defaults for the rest and some changes on top."""
    stored: Mapping[str, Any] = view.setting("indicators", {}) or {}
    known = {key: value for key, value in stored.items() if key in Settings.__dataclass_fields__}
    return replace(Settings(**known), **changes)


def calendar_of(view: SettingsView, *, now: dt.datetime) -> Calendar:
    """Return the calendar of working time with the office's added and removed days off."""
    stored: Mapping[str, Any] = view.setting("calendar", {}) or {}
    added = tuple(dt.date.fromisoformat(day) for day in stored.get("added", ()))
    removed = tuple(dt.date.fromisoformat(day) for day in stored.get("removed", ()))
    return korean_calendar(FIRST_HOLIDAY_YEAR, now.year + 1, added=added, removed=removed)
