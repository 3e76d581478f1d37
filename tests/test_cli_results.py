"""What the command line answers: hand-worked numbers, their names, formats and files."""

import csv
import io
import json
import math

import pytest


def test_processing_time_is_split_exactly_into_its_parts(office):
    before, after = office.records("processing_time")
    assert (before["period_start"], before["period_months"], before["department"], before["task"]) == (
        "2023-01-01", 12, None, None,
    )  # fmt: skip
    assert (before["value"], before["n"], before["unit"]) == (pytest.approx(72 / 5), 5, "hours")
    assert before["change"] is None
    assert before["index"] == pytest.approx(100)
    assert (after["value"], after["n"]) == (pytest.approx(34 / 7), 7)
    assert after["crude_change"] == pytest.approx(34 / 7 - 72 / 5)
    assert after["within"] == after["change"] == pytest.approx(-37 / 12)
    assert after["mix"] == pytest.approx(-11 / 12)
    assert after["entry_exit"] == pytest.approx(34 / 7 - 72 / 5 + 4)
    assert after["index"] == pytest.approx(100 * math.sqrt(18 / 32 * 24 / 40))
    assert after["coverage"] == pytest.approx(4 / 5)
    assert after["verdict"] == "no_confirmed_change"
    assert after["change_low"] < -37 / 12 < after["change_high"]


def test_on_time_rate_counts_by_the_year_of_the_deadline(office):
    assert [row["value"] for row in office.records("on_time_rate")] == [pytest.approx(80), pytest.approx(100)]


def test_satisfaction_and_its_interval_are_those_worked_by_hand(office):
    before, after = office.records("satisfaction")
    assert (before["value"], after["value"]) == (pytest.approx(75), pytest.approx(92.5))
    margin = 2.2621571628 * math.sqrt(4 / 9 * 625 / 10)  # t of 9 degrees of freedom
    assert (before["low"], before["high"]) == (pytest.approx(75 - margin), pytest.approx(75 + margin))
    assert after["change"] == pytest.approx(17.5)
    assert after["verdict"] == "improved"
    assert 0 < after["p"] <= after["p_adjusted"] < 0.05


def test_rows_carry_exactly_the_documented_names(office):
    names = [
        "indicator",
        "pillar",
        "period_start",
        "period_months",
        "department",
        "task",
        "value",
        "unit",
        "low",
        "high",
        "n",
        "coverage",
        "note",
        "change",
        "change_low",
        "change_high",
        "p",
        "p_adjusted",
        "verdict",
        "target",
        "target_low",
        "target_high",
        "standing",
        "national",
        "best_peer",
    ]
    parts = ["crude_change", "within", "mix", "entry_exit", "index"]
    assert list(json.loads(office.start("kpi", "satisfaction", "--format", "json").out)[0]) == names
    assert list(office.records("processing_time")[0]) == names + parts


def test_rows_come_apart_by_department_and_by_month_and_can_be_limited(office):
    rows = office.records("processing_time", "--by", "department", "--from", "2024")
    assert {row["department"]: row["value"] for row in rows} == {
        "민원과": pytest.approx(22 / 3),
        "건축과": pytest.approx(3),
    }
    rows = office.records("processing_time", "--by", "month,task", "--department", "건축과", "--to", "2023-12")
    assert [
        (row["period_start"], row["period_months"], row["department"]) for row in rows if row["value"] is not None
    ] == [("2023-03-01", 1, "건축과")] * 2
    assert {row["task"]: row["value"] for row in rows if row["value"] is not None} == {
        "건축허가": pytest.approx(4),
        "옛 업무": pytest.approx(40),
    }


def test_a_year_can_be_compared_with_the_base_year_or_a_named_one(office):
    for word in ("base", "2023"):
        assert office.records("satisfaction", "--compare", word)[1]["change"] == pytest.approx(17.5)


def test_the_table_lines_up_and_csv_keeps_every_digit(office):
    table = office.kpi("satisfaction", "--lang", "en")
    assert "92.5" in table
    assert "Improved" in table
    assert "개선" in office.kpi("satisfaction")
    rows = list(csv.DictReader(io.StringIO(office.kpi("processing_time", "--format", "csv"))))
    assert float(rows[1]["value"]) == pytest.approx(34 / 7, abs=1e-12)
    assert rows[1]["department"] == ""


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_a_chart_is_written_to_a_file(office, ending):
    target = office.folder / f"추이.{ending}"
    (office.start if ending == "png" else office.run)("chart", "processing_time", "-o", target)
    content = target.read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n") if ending == "png" else b"<svg" in content[:400]
    assert len(content) > 5_000


@pytest.mark.slow
def test_demo_data_come_only_when_asked_for(new_office):
    assert json.loads(new_office.run("kpi", "--format", "json", code=2).err)["code"] == "no_store"
    new_office.run("demo")
    assert {row["pillar"] for row in new_office.records()} == {"smile", "simple", "soft", "speed", "smart"}
