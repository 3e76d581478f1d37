"""The overview: three sentences that say what the indicators say, a way on from every card, and the board."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from kpi.core import formats
from kpi.core.indicator import PILLARS, indicators
from pages.parts import office, session
from services.board import board
from services.results import Ask, results
from services.scope import scope
from services.stores import open_store
from services.what_changed import what_changed

CONFIRMED = ("improved", "worsened")


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_three_sentences_are_confirmed_findings_of_three_pillars_first(shown_demo: Path, lang: str) -> None:
    store, known = open_store(), indicators()
    found = what_changed(store, Ask(), lang)
    assert len(found) == 3
    assert len({known[one.indicator].pillar for one in found}) == 3
    for one in found:
        frame = results(store, Ask(indicators=(one.indicator,))).frame
        last = frame[frame["period_start"] == frame["period_start"].max()].iloc[0]
        assert one.verdict == last["verdict"]
        assert formats.quantity(float(last["value"]), known[one.indicator], lang) in one.text
    confirmed = [one.verdict in CONFIRMED for one in found]
    assert confirmed == sorted(confirmed, reverse=True)


def test_a_slow_change_is_said_where_the_first_year_confirms_what_the_year_before_does_not(shown_demo: Path) -> None:
    store, ask = open_store(), Ask()
    found = {one.indicator: one for one in what_changed(store, ask, "ko", most=5)}
    for name, one in found.items():
        since = results(store, Ask(indicators=(name,), compare="base")).frame.sort_values("period_start")
        slow = one.verdict == "no_confirmed_change" and since.iloc[-1]["verdict"] in CONFIRMED
        assert slow == ("첫해와 견주면 확인됨" in one.text), one.text
    assert any("첫해와 견주면" in one.text for one in found.values())


def test_the_sentences_of_a_department_name_no_other_department(shown_demo: Path) -> None:
    found = what_changed(open_store(), Ask(department="건축과"), "ko")
    assert found
    assert all("건축과" in one.text and "부서" not in one.text for one in found)


def test_pages_end_with_the_last_year_that_has_data(shown_demo: Path) -> None:
    with session.newcomer(), session.steady():
        shown, known = office.records(office.question("on_time_rate")), office.current_scope()
    every = results(open_store(), Ask(indicators=("on_time_rate",))).frame["period_start"].dt.year
    assert max(int(str(row["period_start"])[:4]) for row in shown) == known.years[-1] < every.max()
    assert (str(known.end_of(2024)), known.end_of(None)) == ("2024-12-31", dt.date(known.years[-1], 12, 31))


def test_without_values_there_are_no_sentences(shown_empty: Path) -> None:
    assert what_changed(open_store(), Ask(), "ko") == ()


@pytest.mark.slow
def test_every_card_and_every_sentence_leads_to_its_indicator(visit: Any, shown_demo: Path) -> None:
    opened = visit()
    said = [str(element.value) for element in opened.at.get("markdown")]
    found = what_changed(open_store(), Ask(), "ko")
    assert all(any(one.text.split(",")[0] in text for text in said) for one in found)
    details = [element.proto for element in opened.at.get("page_link") if "자세히" in element.proto.label]
    assert len(details) == len(PILLARS) + len(found)
    assert all("kpi=" in link.query_string for link in details)


@pytest.mark.slow
def test_the_board_has_a_line_for_every_indicator_with_data(shown_demo: Path) -> None:
    store = open_store()
    rows = board(store, Ask(), scope(store))
    published = [one.id for one in indicators().values() if one.status == "published"]
    assert [row["indicator"] for row in rows] == published
    for row in rows:
        frame = results(store, Ask(indicators=(row["indicator"],))).frame
        assert row["history"] == [float(value) for value in frame["value"].dropna()]
    by_id = {row["indicator"]: row for row in rows}
    assert by_id["processing_time"]["variation"]
    assert by_id["processing_time"]["assurance"]
    assert by_id["satisfaction"]["variation"] == ""
    assert by_id["processing_time"]["as_of"].year == 2025
    assert all(row["saved"] for row in rows)


@pytest.mark.slow
def test_verdicts_of_departments_are_said_against_what_was_chosen(visit: Any, shown_demo: Path) -> None:
    opened = visit("overview", kpi="processing_time", vs="base", open="2025.건축과")
    assert "부서 10곳 · 기준연도 대비" in opened.said()
    assert "이 부서의 업무, 단위는 시간(근무시간)" in opened.said()
