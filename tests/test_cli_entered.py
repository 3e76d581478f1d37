"""Breaks, days off and settings on the command line: entered, tried out, taken back, imported."""

import pytest


@pytest.mark.slow
def test_a_break_stops_the_comparison_across_its_day(office):
    words = ("break", "set", "measure=만족도 조사", "effective_on=2024-01-01", "reason=척도 변경")
    tried = office.run(*words, "--dry-run").out
    assert "판정: " in tried
    assert "→ 비교 불가" in tried
    office.run(*words)
    verdicts = {row["period_start"]: row["verdict"] for row in office.records("satisfaction")}
    assert verdicts["2024-01-01"] == "not_comparable"
    office.run("break", "remove", "measure=만족도 조사", "effective_on=2024-01-01")
    assert {row["period_start"]: row["verdict"] for row in office.records("satisfaction")} != verdicts


@pytest.mark.slow
def test_a_day_off_changes_working_times_once_they_are_counted_again_as_the_trial_said(office):
    before = office.records("processing_time")
    words = ("holiday", "set", "date=2023-03-08", "name=시민의 날")
    tried = office.run(*words, "--dry-run").out
    assert "2023년 평균 처리기간 · 값: 14.4시간(1.8일) → 11.2시간(1.4일)" in tried
    assert "rebuild" in office.run(*words).out
    assert office.records("processing_time") == before
    office.run("rebuild")
    after = {row["period_start"]: row["value"] for row in office.records("processing_time")}
    assert after["2023-01-01"] == pytest.approx((8 + 8 + 2 + 6 + 32) / 5)
    office.run("holiday", "undo", "date=2023-03-08")
    office.run("rebuild")
    assert office.records("processing_time") == before


def test_settings_of_each_kind_are_listed_by_their_name(new_office):
    new_office.run("setting", "weights", "set", "year=2026", "head=50", "staff=30", "external=20")
    new_office.run("setting", "window", "set", "of=processing_records", "first_month=9")
    new_office.run("setting", "population", "set", "year=2025", "stratum=동구", "population=12000")
    new_office.run("setting", "hours", "set", "hours=09:00-12:00, 13:00-17:00")
    said = [
        new_office.run("setting", kind, "list", "--lang", "en").out.strip() for kind in ("weights", "window", "hours")
    ]
    assert said == [
        "2026: Heads 50, Staff 30, External 20",
        "Processing records: First month 9",
        "Office hours: Hours 09:00-12:00, 13:00-17:00",
    ]


def test_a_template_is_written_and_imported(new_office):
    template, filled = new_office.folder / "휴무일.xlsx", new_office.folder / "휴무일.csv"
    new_office.run("holiday", "template", template)
    refused = new_office.run("holiday", "import", template, code=2)
    assert "예시 행은 읽지 않습니다" in refused.err
    filled.write_text("날짜,이름\n2026-07-16,시민의 날\n2026-07-32,없는 날\n", encoding="utf-8")
    wrong = new_office.run("holiday", "import", filled, code=2)
    assert "2026-07-32" in wrong.err
    assert new_office.run("holiday", "list").out == "보일 자료가 없습니다.\n"
    assert new_office.run("holiday", "list", "--json").out == ""
    filled.write_text("날짜,이름\n2026-07-16,시민의 날\n", encoding="utf-8")
    new_office.run("holiday", "import", filled)
    assert new_office.run("holiday", "list").out.strip() == "2026-07-16: 구분 쉬는 날, 이름 시민의 날"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("target", "set", "indikator=satisfaction"), "비슷한 것: indicator"),
        (("target", "set", "satisfaction"), "이렇게 쓰세요"),
        (("target", "remove", "indicator=satisfaction", "year=2026"), "적혀 있지 않습니다"),
        (("target", "undo", "indicator=satisfaction", "year=2026"), "적혀 있지 않습니다"),
        (("target", "import"), "이렇게 쓰세요: import FILE"),
        (("setting", "weights", "set", "year=2026", "head=50", "staff=50", "external=50"), "지금 합: 150"),
        (("break", "set", "measure=모든 지표", "effective_on=2026-01-01"), "'이유' 칸이 비어 있습니다"),
    ],
    ids=["field", "words", "nothing", "undo", "file", "sum", "reason"],
)
def test_what_cannot_be_entered_is_said_and_nothing_is_stored(new_office, words, said):
    assert said in new_office.run(*words, code=2).err
