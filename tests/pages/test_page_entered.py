"""The pages of targets and settings: a list is imported, an entry undone, and what is wrong is said."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from services import stores
from services.entered.sort import sorts
from services.entered.table import table_of

NOW = dt.datetime(2026, 1, 15, 9, 0)
TARGETS = "지표,연도,값\n고객만족도,2026,82.5\n".encode("cp949")


def held(name: str) -> list[dict[str, str]]:
    table = table_of(stores.open_store(), sorts()[name])
    return [table.texts(line, "ko") for line in table.lines]


def test_a_list_of_targets_is_tried_out_saved_and_undone(visit: Any, shown_empty: Path) -> None:
    page = visit("targets")
    page.at.file_uploader[0].upload("목표.csv", TARGETS)
    page.run()
    assert "아직 저장하지 않았습니다" in page.said()
    assert held("target") == []
    page.at.button(key="entering:target:save:file").click()
    page.run()
    assert "1건을 저장했습니다" in page.said()
    assert [row["value"] for row in held("target")] == ["82.5"]
    page.at.selectbox(key="entering:target:undo:ko").select_index(0)
    page.run()
    page.at.button(key="entering:target:save:undo").click()
    page.run()
    assert held("target") == []


def test_a_wrong_list_is_refused_with_its_cells(visit: Any, shown_empty: Path) -> None:
    page = visit("targets")
    page.at.file_uploader[0].upload("목표.csv", TARGETS.replace(b"82.5", b"825"))
    page.run()
    assert any("C2" in line and "0 이상 100 이하" in line for line in page.listed())


def test_every_kind_of_setting_has_its_table(visit: Any, shown_empty: Path) -> None:
    page = visit("settings", lang="en")
    for name, sort in sorts().items():
        if name != "target":
            page.at.segmented_control[0].set_value(name)
            page.run()
            assert sort.about.en in page.said()
