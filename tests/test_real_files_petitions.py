"""Real case files from the command line, against computations that share nothing with ours but the holiday list."""

import csv
import datetime as dt
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import holidays
import numpy as np
import pytest

ROOT = Path(__file__).parent.parent
FILES = Path(os.environ["KPI_EXTRA_FILES"]) / "data"
EXPRESSWAY = FILES / "petitions-expressway-2023" / "민원처리현황_원본서식.csv"
BOSTON = [FILES / "requests-boston" / f"filtered_{year}.csv" for year in (2014, 2015, 2016)]
OFF = np.array(sorted(holidays.KR(years=range(2013, 2024))), dtype="datetime64[D]")


def run(folder: Path, *words: object) -> str:
    environment = {**os.environ, "KPI_STORE": f"sqlite:///{(folder / 'kpi.sqlite').as_posix()}"}
    done = subprocess.run(
        [sys.executable, ROOT / "cli.py", *map(str, words)],
        capture_output=True, encoding="utf-8", env=environment, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def records(folder: Path, *words: object) -> list[dict]:
    return json.loads(run(folder, "kpi", *words, "--format", "json"))


def passed(moment: dt.datetime) -> float:
    """Return working hours since 2013-01-01 by numpy's own business days."""
    day = np.datetime64(moment.date())
    whole = 8.0 * float(np.busday_count("2013-01-01", day, holidays=OFF))
    if not np.is_busday(day, holidays=OFF):
        return whole
    hour = (moment - dt.datetime.combine(moment.date(), dt.time())).total_seconds() / 3600
    return whole + min(max(hour - 9, 0), 3) + min(max(hour - 13, 0), 5)


def moment_of(text: str) -> dt.datetime:
    day, clock = text.split(" ")
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(*map(int, clock.split(":"))))


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def split(rows: list[dict], key: Callable[[dict], object]) -> tuple[dict, dict]:
    """Return (value, n) of the rows with a value, and n of those in periods that no upload covers."""
    whole = {key(row): (row["value"], row["n"]) for row in rows if row["value"] is not None}
    partial = {key(row): row["n"] for row in rows if row["value"] is None and row["note"] == "partial"}
    return whole, partial


def year_of(row: dict) -> int:
    return int(row["period_start"][:4])


def means(hours: dict[object, list[float]]) -> dict[object, tuple[float, int]]:
    return {key: (pytest.approx(float(np.mean(values))), len(values)) for key, values in hours.items()}


@pytest.fixture(scope="module")
def expressway(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("expressway")
    columns = {
        "case_id": "접수번호", "department": "처리(진행)부서", "task": "서비스유형(소)", "received_at": "등록일시",
        "completed_at": "처리일시", "deadline": "처리기한",
    }  # fmt: skip
    mapping = [word for field, column in columns.items() for word in ("--map", f"{field}={column}")]
    loaded = json.loads(run(folder, "load", EXPRESSWAY, *mapping, "--json"))
    (folder / "loaded.json").write_text(json.dumps(loaded))
    return folder


def closed_expressway() -> list[dict[str, str]]:
    """Return the closed petitions; of several rows with one number the one completed last."""
    last: dict[str, dict[str, str]] = {}
    for row in read(EXPRESSWAY):
        held = last.get(row["접수번호"])
        if row["처리일시"].strip("- ") and (held is None or moment_of(held["처리일시"]) <= moment_of(row["처리일시"])):
            last[row["접수번호"]] = row
    return list(last.values())


def test_processing_time_of_real_petitions_by_month_and_department(expressway):
    by_month, by_department = defaultdict(list), defaultdict(list)
    for row in closed_expressway():
        hours = passed(moment_of(row["처리일시"])) - passed(moment_of(row["등록일시"]))
        by_month[moment_of(row["처리일시"]).strftime("%Y-%m-01")].append(hours)
        by_department[row["처리(진행)부서"]].append(hours)
    whole, partial = split(records(expressway, "processing_time", "--by", "month"), lambda row: row["period_start"])
    assert partial == {"2023-08-01": len(by_month.pop("2023-08-01"))}  # nothing received in August is in the file
    assert whole == means(by_month)
    whole, partial = split(records(expressway, "processing_time", "--by", "department"), lambda row: row["department"])
    assert whole == means(by_department)
    assert not partial


def test_duplicates_and_open_rows_of_real_petitions_are_said(expressway):
    loaded = json.loads((expressway / "loaded.json").read_text())
    codes = {finding["code"]: finding for finding in loaded["findings"]}
    assert loaded["ok"]
    assert any("duplicate" in code for code in codes)
    assert any("open" in code or "not_closed" in code for code in codes)
    assert all(finding["severity"] != "error" for finding in loaded["findings"])


@pytest.fixture(scope="module")
def boston(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("boston")
    columns = {
        "case_id": "case_enquiry_id", "department": "department", "task": "type", "received_at": "open_dt",
        "completed_at": "closed_dt", "deadline": "sla_target_dt", "status": "case_status",
    }  # fmt: skip
    mapping = [word for field, column in columns.items() for word in ("--map", f"{field}={column}")]
    run(folder, "load", *BOSTON, *mapping, "--source", "processing_records", "--accept-new")
    return folder


def boston_cases() -> list[dict[str, str]]:
    return [row for path in BOSTON for row in read(path)]


def test_processing_time_of_three_real_years_by_department(boston):
    hours = defaultdict(list)
    for row in boston_cases():
        if row["closed_dt"] and row["closed_dt"] >= row["open_dt"]:
            closed, opened = moment_of(row["closed_dt"]), moment_of(row["open_dt"])
            hours[closed.year, row["department"]].append(passed(closed) - passed(opened))
    rows = records(boston, "processing_time", "--by", "department")
    whole, partial = split(rows, lambda row: (year_of(row), row["department"]))
    assert whole == means({key: values for key, values in hours.items() if key[0] <= 2016})
    assert partial == {key: len(values) for key, values in hours.items() if key[0] > 2016}


def test_cases_open_past_their_deadline_count_as_late(boston):
    late = defaultdict(list)
    as_of = {}
    for path in BOSTON:
        rows = read(path)
        as_of[path] = max(row[name] for row in rows for name in ("open_dt", "closed_dt"))
        for row in rows:
            due, closed = row["sla_target_dt"], row["closed_dt"]
            if due and (not closed or closed >= row["open_dt"]) and (closed or due < as_of[path]):
                late[int(due[:4])].append(100.0 if closed and closed <= due else 0.0)
    whole, partial = split(records(boston, "on_time_rate"), year_of)
    assert partial == {2017: len(late.pop(2017))}
    assert whole == means(late)


def test_the_guard_about_open_cases_forbids_a_verdict(boston):
    shares = {}
    for path in BOSTON:
        rows = read(path)
        shares[path.stem[-4:]] = sum(not row["closed_dt"] for row in rows) / len(rows)
    assert [round(share, 2) for share in shares.values()] == [0.54, 0.54, 0.28]
    guarded = [row for row in records(boston, "processing_time") if row["period_start"] in ("2015-01-01", "2016-01-01")]
    assert [row["verdict"] for row in guarded] == ["not_comparable"] * 2
    assert all("open_cases" in row["note"] for row in guarded)
