"""The 5S number of a small office: its parts are always named, and the office's own goalposts hold."""

from __future__ import annotations

import datetime as dt

import pytest

from kpi.core.errors import UserError
from kpi.sentences.composite import composite_cells, composite_sentence
from services.composite import composite_of
from services.results import Ask
from services.stores import open_store

pytestmark = pytest.mark.slow
BY = {"who": "kim", "at": dt.datetime(2026, 1, 5, 9, 30)}


def test_too_few_parts_give_no_number_and_name_what_is_there_and_what_is_missing(office):
    store = open_store(office.store)
    last = composite_of(store).records()[-1]
    whole = next(row for row in composite_of(store, Ask(start=dt.date(2024, 1, 1))).records() if not row["department"])
    assert (whole["score"], whole["few_parts"], whole["weight_share"]) == (None, True, pytest.approx(0.4))
    assert next(part["score"] for part in whole["parts"]) == pytest.approx(85)
    cells = composite_cells(whole, "ko")
    assert len(cells) == 5 + len(whole["parts"])
    assert (cells["친절"], cells["간편"], cells["5S 종합점수"]) == ("85", "-", "-")
    assert cells["비고"] == "가중치의 40% 기준. 간편 없음(자료 없음). 유연 없음(자료 없음). 능동 없음(자료 없음)"
    said = composite_sentence(whole, "ko")
    assert said.startswith(
        "2024년 5S 종합점수 없음: 가중치의 40%만 있음(60% 이상 필요). 친절 85, 간편 없음(자료 없음), 신속 "
    )
    assert composite_sentence(whole, "en").startswith(
        "2024: no 5S number, only 40% of the weight is there (60% needed)."
    )
    assert last["department"]
    store.close()


def test_goalposts_and_weights_of_the_office_hold_and_are_taken_back(office):
    store = open_store(office.store)
    for name in ("handling_time", "proactivity_score"):
        store.set_setting(f"composite:{name}", {"weight": 0}, **BY)
    store.set_setting("composite:satisfaction", {"worst": 0, "best": 100, "weight": 40}, **BY)
    whole = next(row for row in composite_of(store, Ask(start=dt.date(2024, 1, 1))).records() if not row["department"])
    satisfaction, time, _ = whole["parts"]
    assert satisfaction["score"] == pytest.approx(92.5)
    assert time["score"] == pytest.approx(150 - time["raw"])
    assert whole["weight_share"] == pytest.approx(0.75)
    assert whole["score"] == pytest.approx((40 * satisfaction["score"] + 20 * time["score"]) / 60)
    assert whole["low"] < whole["score"] < whole["high"]
    assert "가중치의 75% 기준" in composite_sentence(whole, "ko")
    store.set_setting("composite:satisfaction", {"worst": 100, "best": 100}, **BY)
    with pytest.raises(UserError) as refused:
        composite_of(store)
    assert refused.value.findings[0].code == "composite_settings"
    for name in ("handling_time", "proactivity_score", "satisfaction"):
        store.set_setting(f"composite:{name}", None, **BY)
    assert composite_of(store).parts[0].worst == 50
    store.close()
