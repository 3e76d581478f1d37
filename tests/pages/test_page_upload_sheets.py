"""Workbooks with a sheet per department or year on the upload page: one round of questions, then they are read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.pages.upload_files import choose, click, keys, widget, workbook

ITEMS = [["문항", "응답수", "평균", "표준편차"], ["친절성", 10, 80.5, 4], ["신속성", 10, 81.5, 5]]


@pytest.fixture
def opened(visit: Any, shown_empty: Path) -> Any:
    return visit("upload")


def test_sheets_their_meaning_and_the_year_are_asked_in_one_round_with_the_likely_answers_chosen(opened: Any) -> None:
    at = choose(opened, ("조사.xlsx", workbook(ITEMS, "가람", "나래", "다솜")))
    assert widget(at.multiselect, ":ask:sheets").value == ["*"]
    assert widget(at.multiselect, ":ask:sheets").options == ["모두", "가람", "나래", "다솜"]
    assert widget(at.radio, ":ask:sheets_mean").value == "department"
    assert widget(at.radio, ":ask:sheets_mean").options[0] == "부서"
    assert "save" not in keys(at)
    widget(at.text_input, ":ask:year:typed").set_value("2024")
    at = click(opened, ":submit")
    assert "save" in keys(at)
    assert "새로 등록할 부서 3곳: 가람, 나래, 다솜" in opened.said()
    assert "어느 시트를 읽을까요? 모두" in opened.said()


def test_next_years_workbook_is_read_whole_whatever_its_sheets_are_called(opened: Any) -> None:
    at = choose(opened, ("2023.xlsx", workbook(ITEMS, "가람", "나래")))
    widget(at.text_input, ":ask:year:typed").set_value("2023")
    click(opened, ":submit")
    click(opened, "save")
    at = choose(opened, ("2024.xlsx", workbook(ITEMS, "가람", "나래", "마루")))
    assert "모양이 같은 시트 모두" in opened.said()
    widget(at.checkbox, ":all_new").set_value(True)
    widget(at.text_input, ":ask:year:typed").set_value("2024")
    at = click(opened, ":submit")
    assert "save" in keys(at)
    assert "새로 등록할 부서 1곳: 마루" in opened.said()


def test_nothing_is_chosen_beforehand_where_there_is_real_doubt(opened: Any) -> None:
    at = choose(opened, ("조사.xlsx", workbook(ITEMS, "원본", "수정본")))
    assert widget(at.multiselect, ":ask:sheets").value == []
    assert not [box for box in at.radio if str(box.key).endswith("sheets_mean")]
