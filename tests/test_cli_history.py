"""The command history, and where numbers come from, as somebody types them."""

from __future__ import annotations

import json


def test_the_history_is_listed_shown_and_its_rows_are_written(office):
    first, last = office.run("history", "--state", "active").out.splitlines()[2:]
    assert "설문.xlsx" in first
    assert "2023-03~2024-03" in last
    assert [line["id"] for line in office.run("history", "--year", "2023", "--json").lines] == [2, 1]
    shown = office.run("history", "show", "2", "--lang", "en").out
    assert "Satisfaction: - → " in shown
    target = office.folder / "행.csv"
    said = office.run("history", "rows", "1", "-o", target).out
    assert "부호로만 저장한 열: 접수번호" in said
    assert target.read_text(encoding="utf-8-sig").splitlines()[0].startswith("행,")
    assert "없습니다" in office.run("history", "show", "9", code=2).err
    assert "-o" in office.run("history", "rows", "1", code=2).err
    assert "번호" in office.run("history", "withdraw", code=2).err


def test_taking_back_is_tried_first_and_a_number_says_where_it_comes_from(office):
    tried = office.run("history", "withdraw", "1", "--dry-run", "--json").lines[0]
    assert {one["after"] for one in tried["changes"]} == {None}
    records = json.loads(office.run("kpi", "processing_time", "--sources", "--format", "json").out)
    assert [record["uploads"].split(" | ")[0] for record in records] == ["1", "1"]
    assert records[1]["used"] == {"1": float(records[1]["n"])}
    assert "민원.csv" in office.run("kpi", "processing_time", "--sources").out
    assert office.run("history", "withdraw", "1").out.strip() == "1번을 되돌렸습니다."
    assert "되돌림" in office.run("history", "--state", "withdrawn").out
    assert office.run("history", "restore", "1", "--lang", "en").out.strip() == "Upload 1 counts again."
