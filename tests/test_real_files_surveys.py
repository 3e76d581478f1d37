"""Real surveys from the command line: the figures their authors published, and an independent computation."""

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from scipy import stats

ROOT = Path(__file__).parent.parent
FILES = Path(os.environ["KPI_EXTRA_FILES"]) / "data"
BUS = FILES / "survey-bus-2023"
BUS_CSV = BUS / "강서01 버스 이용 만족도 조사.csv"
BUS_BOOK = BUS / "강서01 버스 이용 만족도 조사 원본, 분석, 그래프.xlsx"
SFO = FILES / "survey-sfo" / "2013_SFO_Customer_Survey.csv"

PUBLISHED = 48.1137387  # sheet 만족도: 종합만족도 of all 111 students, mean of eight items, (x - 1)/4 x 100
PUBLISHED_SD = 16.2777259


def run(folder: Path, *words: object) -> str:
    environment = {**os.environ, "KPI_STORE": f"sqlite:///{(folder / 'kpi.sqlite').as_posix()}"}
    done = subprocess.run(
        [sys.executable, ROOT / "cli.py", *map(str, words)],
        capture_output=True, encoding="utf-8", env=environment, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def record(folder: Path, *words: object) -> dict:
    rows = [row for row in json.loads(run(folder, "kpi", *words, "--format", "json")) if row["value"] is not None]
    assert len(rows) == 1
    return rows[0]


def items(*pairs: tuple[str, str]) -> list[str]:
    return [word for name, column in pairs for word in ("--map", f"item:{name}={column}")]


def expect_published(row: dict) -> None:
    margin = stats.t.ppf(0.975, 110) * PUBLISHED_SD / math.sqrt(111)
    assert row["value"] == pytest.approx(PUBLISHED, abs=1e-6)
    assert row["n"] == 111
    assert (row["low"], row["high"]) == (pytest.approx(PUBLISHED - margin), pytest.approx(PUBLISHED + margin))


def test_satisfaction_published_with_a_korean_survey_comes_out_of_its_cp949_file(tmp_path):
    columns = items(*((name, name) for name in ("A1", "A2", "A3", "B1", "B2", "B3", "B4", "B5")))
    survey = ("--source", "satisfaction_survey", "--scale", "1..5", "--year", "2023")
    run(tmp_path, "load", BUS_CSV, *survey, *columns, "--map", "department=", "--map", "overall=")
    expect_published(record(tmp_path, "satisfaction"))


def test_the_same_comes_out_of_the_raw_answers_in_the_workbook(tmp_path):
    header = next(openpyxl.load_workbook(BUS_BOOK, read_only=True)["설문응답"].iter_rows(max_row=1, values_only=True))
    columns = items(*((f"문항{place}", label.strip()) for place, label in enumerate(header[4:12], start=1)))
    survey = ("--source", "satisfaction_survey", "--scale", "1..5", "--sheet", "설문응답")
    run(tmp_path, "load", BUS_BOOK, *survey, *columns, "--map", "overall=", "--map", "department=")
    expect_published(record(tmp_path, "satisfaction"))


@pytest.mark.parametrize("stratum", ["", "STRATA"])
def test_a_real_weighted_survey_equals_an_independent_computation(tmp_path, stratum):
    survey = ("--source", "satisfaction_survey", "--scale", "1..5", "--missing", "0,6", "--year", "2013")
    columns = ("--map", "overall=Q7O_WHOLE", "--map", "weight=WEIGHT", "--map", f"stratum={stratum}")
    run(tmp_path, "load", SFO, *survey, *columns, "--map", "department=", "--map", "date=")
    row = record(tmp_path, "satisfaction")

    people = pd.read_csv(SFO, encoding="latin-1", low_memory=False)
    answered, weight = people["Q7O_WHOLE"].between(1, 5), people["WEIGHT"]
    scores, total = (people["Q7O_WHOLE"] - 1) / 4 * 100, weight[answered].sum()
    mean = (scores * weight)[answered].sum() / total
    u = (weight * (scores - mean) / total).where(answered, 0.0)  # those who did not answer stay in the sample
    strata = people[stratum] if stratum else pd.Series(0, index=people.index)
    by_stratum = u.groupby(strata)
    variance = (by_stratum.size() * by_stratum.var()).sum()
    margin = stats.t.ppf(0.975, len(people) - strata.nunique()) * math.sqrt(variance)
    assert row["n"] == answered.sum() == 3334
    assert row["value"] == pytest.approx(mean, rel=1e-12)
    assert (row["low"], row["high"]) == (pytest.approx(mean - margin), pytest.approx(mean + margin))
