"""The demo data: made up and saying so, always the same, small, and true to the story in their README."""

from __future__ import annotations

import csv
import json
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from data.demo import city, clock, petitions, surveys
from data.demo.make import make

FOLDER = Path(__file__).parents[1] / "data" / "demo"
MANIFEST = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
TABLES = sorted(path for path in FOLDER.iterdir() if path.suffix in {".xlsx", ".csv"})
LARGEST_FOLDER = 1_600_000


@pytest.fixture(scope="module")
def made_again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    make(folder)
    return folder


def first_row(path: Path) -> str:
    if path.suffix == ".csv":
        with path.open(encoding="cp949", newline="") as file:
            return next(csv.reader(file))[0]
    with closing(openpyxl.load_workbook(path, read_only=True)) as book:
        return str(next(book.worksheets[0].iter_rows(max_row=1, values_only=True))[0])


def hours_by_task(year: int) -> dict[str, float]:
    """Return what the story says, in office hours: the median of every task in a year."""
    return {task.name: task.hours * city.at(task.speed, year) for task in city.TASKS}


def test_the_generator_writes_the_same_bytes_as_the_files_that_are_kept(made_again: Path) -> None:
    kept = {path.name: path.read_bytes() for path in [*TABLES, FOLDER / "manifest.json", FOLDER / "targets.json"]}
    written = {path.name: path.read_bytes() for path in made_again.iterdir()}
    assert sorted(written) == sorted(kept)
    assert [name for name in kept if written[name] != kept[name]] == []


def test_the_manifest_names_every_file_once() -> None:
    assert sorted(entry["file"] for entry in MANIFEST) == sorted(path.name for path in TABLES)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_every_file_says_in_its_first_row_that_it_is_made_up(path: Path) -> None:
    assert "가상 자료" in first_row(path)
    assert "가온시" in first_row(path)


def test_the_files_stay_small() -> None:
    assert sum(path.stat().st_size for path in TABLES) < LARGEST_FOLDER


def test_few_petitions_are_open_when_a_ledger_is_printed() -> None:
    for year in city.YEARS:
        rows = petitions.ledger(year)
        assert sum(row[4] == "" for row in rows) / len(rows) < 0.02


def test_no_petition_closes_before_it_came_but_for_the_slip_of_2022() -> None:
    backwards = [
        (row[0], row[3]) for year in city.YEARS for row in petitions.ledger(year) if row[4] and row[4] < row[3]
    ]
    assert [number[:4] for number, _ in backwards] == ["2022"]


def test_numbers_of_petitions_are_unique_but_for_the_slip_of_2022() -> None:
    for year in city.YEARS:
        numbers = [row[0] for row in petitions.ledger(year)]
        assert len(numbers) - len(set(numbers)) == (1 if year == 2022 else 0)


def test_in_2024_no_task_of_the_story_gets_faster_by_more_than_a_tenth() -> None:
    before, after = hours_by_task(2023), hours_by_task(2024)
    changes = {name: after[name] / before[name] - 1 for name in before}
    assert min(changes.values()) > -0.10


def test_in_2024_the_plain_mean_falls_by_a_fifth_and_more() -> None:
    means = {}
    for year in (2023, 2024):
        hours = hours_by_task(year)
        cases = {task.name: task.cases * city.at(task.volume, year) for task in city.TASKS}
        means[year] = sum(cases[name] * hours[name] for name in cases) / sum(cases.values())
    assert means[2024] / means[2023] < 0.8


def test_the_small_department_has_too_few_answers_in_some_year_and_enough_in_another() -> None:
    counts = [sum(row[2] == "문화체육과" for row in surveys.answers(year)) for year in city.YEARS]
    assert min(counts) < 5 <= max(counts)


def test_every_department_of_the_story_has_a_task() -> None:
    assert {task.department for task in city.TASKS} == {department.name for department in city.DEPARTMENTS}


def test_targets_exist_for_every_year_of_an_indicator() -> None:
    targets = json.loads((FOLDER / "targets.json").read_text(encoding="utf-8"))
    named = {(target["indicator"], target["year"]) for target in targets}
    assert len(named) == len(targets)
    assert {year for _, year in named} == set(city.YEARS)


@pytest.mark.parametrize(
    ("minutes", "period", "deadline"),
    [
        (0, "즉시", "2019-01-02 12:00"),
        (60, "즉시", "2019-01-02 14:00"),
        (0, "3일", "2019-01-07 09:00"),
        (0, "7일", "2019-01-10"),
    ],
)
def test_deadlines_of_the_made_up_office_count_as_the_law_does(minutes: int, period: str, deadline: str) -> None:
    # 2019-01-01 is a holiday and a Tuesday: minute 0 is Wednesday the 2nd at nine.
    office = clock.OfficeClock(2019, 2020)
    assert office.deadline(np.array([minutes]), period) == [deadline]


def test_office_minutes_never_fall_into_lunch_or_the_night() -> None:
    moments = clock.OfficeClock(2019, 2020).at(np.arange(3 * 480))
    hours = (moments - moments.astype("datetime64[D]")).astype(int) // 60
    assert set(hours) <= {9, 10, 11, 12, 13, 14, 15, 16, 17}
    assert [moment for moment in moments if str(moment)[11:13] == "12" and str(moment)[14:16] != "00"] == []
    assert all(first < second for first, second in pairwise(moments))
