"""The demo store tells the story of data/demo/README.md: what is true there is found, what is chance is not claimed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data.store import Store
from kpi.core.errors import UserError
from kpi.core.indicator import indicators
from services.check import Choice, check
from services.demo import FOLDER, fill_demo, is_demo
from services.load import load
from services.results import Ask, results
from services.stores import sqlite_url

NOW = dt.datetime(2026, 2, 1, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(sqlite_url(tmp_path_factory.mktemp("story") / "demo.sqlite"))
    fill_demo(store, now=NOW)
    yield store
    store.close()


def rows(demo: Store, indicator: str, **wanted: Any) -> dict[int, dict[str, Any]]:
    """Return the rows of one indicator by year."""
    records = results(demo, Ask(indicators=(indicator,), **wanted)).records()
    return {int(str(record["period_start"])[:4]): record for record in records}


def test_every_demo_file_is_loaded_once(demo: Store) -> None:
    tables = [path for path in FOLDER.iterdir() if path.suffix in {".xlsx", ".csv"}]
    assert len(demo.uploads()) == len(tables)
    assert fill_demo(demo, now=NOW) == 0
    assert is_demo(demo)


def test_no_demo_file_leaves_an_error(demo: Store) -> None:
    assert [
        finding.code for upload in demo.uploads() for finding in upload.findings if finding.severity == "error"
    ] == []


def test_every_indicator_has_a_value_in_every_year_of_the_demo(demo: Store) -> None:
    for indicator in indicators():
        found = rows(demo, indicator)
        assert [year for year in range(2019, 2026) if found[year]["value"] is None] == [], indicator


def test_every_indicator_with_targets_exists(demo: Store) -> None:
    assert set(demo.targets()["indicator"]) <= set(indicators())


def test_the_fake_improvement_of_2024_is_not_called_one(demo: Store) -> None:
    row = rows(demo, "processing_time")[2024]
    assert row["crude_change"] < -5
    assert row["mix"] < -5
    assert row["verdict"] != "improved"
    assert row["coverage"] > 0.95


def test_the_real_improvement_is_called_one(demo: Store) -> None:
    row = rows(demo, "processing_time", department="건축과", compare="base")[2025]
    assert row["verdict"] == "improved"
    assert row["index"] == pytest.approx(64, abs=6)


def test_the_worsening_department_is_called_so(demo: Store) -> None:
    assert rows(demo, "processing_time", department="환경위생과", compare="base")[2025]["verdict"] == "worsened"
    assert rows(demo, "satisfaction", department="환경위생과", compare="base")[2025]["verdict"] == "worsened"


def test_chance_alone_is_seldom_called_a_change(demo: Store) -> None:
    found = rows(demo, "processing_time", task="주정차 과태료 의견진술")
    changed = [year for year in range(2020, 2026) if found[year]["verdict"] in {"improved", "worsened"}]
    assert len(changed) <= 1


def test_the_small_department_is_hidden_where_too_few_answered(demo: Store) -> None:
    found = rows(demo, "satisfaction", department="문화체육과")
    hidden = [year for year in range(2019, 2026) if found[year]["value"] is None]
    assert hidden
    assert all("too_few" in found[year]["note"] for year in hidden)
    assert len(hidden) < 7


def test_kiosks_shorten_queues_at_the_counter_from_2022(demo: Store) -> None:
    found = rows(demo, "waiting_time")
    assert found[2022]["verdict"] == "improved"
    assert found[2020]["verdict"] == "worsened"


def test_the_demo_store_refuses_nothing_and_verifies(demo: Store) -> None:
    assert demo.verify() == []


def test_demo_data_do_not_go_into_a_store_with_real_data(tmp_path: Path) -> None:
    store = Store.open(sqlite_url(tmp_path / "own.sqlite"))
    file = FOLDER / "만족도조사_2019.csv"
    checked = check(store, file.read_bytes(), file.name, choice=Choice(scale=(1.0, 5.0), missing=("9",)), now=NOW)
    load(store, checked, who="tester", now=NOW)
    with pytest.raises(UserError, match="not put in"):
        fill_demo(store, now=NOW)
    store.close()
