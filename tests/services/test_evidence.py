"""What indicators rest on is read once per measure, and comes as the store itself would give it."""

from __future__ import annotations

import datetime as dt

from pandas.testing import assert_frame_equal

from services.check import Choice, check
from services.evidence import facts_of
from services.held import Held
from services.load import load

NOW = dt.datetime(2026, 11, 22, 9, 0)
HEADER = "접수번호,민원명,담당부서,접수일시,완료일시,대기시간(분)\n"
FILES = (
    "1,여권,민원과,2024-03-05 09:00,2024-03-05 18:00,3\n2,여권,세무과,2024-03-05 09:00,2024-03-06 18:00,5\n",
    "3,여권,민원과,2025-03-05 09:00,2025-04-07 14:00,4\n4,등본,세무과,2025-03-05 09:00,,\n",
)
MEASURES = ("processing_hours", "waiting_minutes", "received", "open")


def filled(store):
    for number, rows in enumerate(FILES):
        checked = check(store, (HEADER + rows).encode(), f"{number}.csv", choice=Choice(accept_new=True), now=NOW)
        load(store, checked, who="김", now=NOW)
    return store


def test_facts_of_measures_read_one_after_the_other_stand_in_the_order_of_the_store(own_store):
    store = filled(own_store)
    whole = store.cells(MEASURES)
    assert whole["measure"].nunique() == 4
    facts_of(store, ("received",))
    assert_frame_equal(facts_of(store, MEASURES).cells, whole)
    assert_frame_equal(Held(store).cells(MEASURES), whole)


def test_facts_are_read_anew_after_a_write(own_store):
    store = filled(own_store)
    before = facts_of(store, MEASURES).cells
    rows = (HEADER + "9,여권,민원과,2026-01-05 09:00,2026-01-05 10:00,1\n").encode()
    load(store, check(store, rows, "new.csv", choice=Choice(), now=NOW), who="김", now=NOW)
    after = facts_of(store, MEASURES).cells
    assert len(after) > len(before)
    assert_frame_equal(after, store.cells(MEASURES))
