"""Settings by year, window and day, as they were entered."""

from __future__ import annotations

import datetime as dt

from services.settings import calendar_of, settings_of
from services.stores import open_store

BY = {"who": "kim", "at": dt.datetime(2026, 1, 5, 9, 30)}


def test_weights_windows_and_days_off_are_read_as_entered_and_taken_back(any_url):
    store = open_store(any_url)
    usual = calendar_of(store).version
    store.set_setting("weights:2024", {"weights": {"head": 50.0, "staff": 30.0, "external": 20.0}}, **BY)
    store.set_setting("window:processing_records", {"first_month": 9}, **BY)
    store.set_setting("holiday:2026-07-17", {"change": "added", "name": "시민의 날"}, **BY)
    store.set_setting("holiday:2026-05-05", {"change": "removed", "name": "정상 근무"}, **BY)
    settings, calendar = settings_of(store), calendar_of(store)
    assert settings.weights_of(2025)["head"] == 50.0
    assert settings.weights_of(2023)["head"] == 40.0
    assert settings.window_of("processing_time", "processing_records") == 9
    assert settings.window_of("satisfaction", "satisfaction_survey") == 1
    assert (calendar.added, calendar.removed) == ({dt.date(2026, 7, 17)}, {dt.date(2026, 5, 5)})
    assert calendar.version != usual
    for key in ("weights:2024", "window:processing_records", "holiday:2026-07-17", "holiday:2026-05-05"):
        store.set_setting(key, None, **BY)
    assert settings_of(store).weights_of(2025)["head"] == 40.0
    assert calendar_of(store).version == usual
    store.close()
