"""The command ``survey``: alpha and the plan of the next survey against numpy and scipy, of a file that was loaded."""

from __future__ import annotations

import csv
import json

import numpy as np
import pytest
from scipy import stats

from tests.cli_office import Office

ITEMS = ("친절성", "신속성", "편리성")
ANSWERS = [(1 + at % 5, 1 + (at + at // 7) % 5, 1 + (at + at // 4) % 5) for at in range(40)]


@pytest.fixture(scope="module")
def surveyed(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(tmp_path_factory.mktemp("office"))
    path = office.folder / "만족도.csv"
    rows = [(2022, "건축과", *row, row[0]) for row in ANSWERS] + [(2021, "민원과", *row, row[0]) for row in ANSWERS[:3]]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("연도", "부서", *ITEMS, "전반적 만족도"), *rows])
    office.run("load", path, "--scale", "1..5")
    return office


def points(column: int) -> np.ndarray:
    return (np.array(ANSWERS)[:, column] - 1) * 25.0


def test_alpha_and_the_plan_are_those_of_numpy_and_scipy(surveyed):
    said = surveyed.run("survey", "--to", "2022", "--format", "json").out
    found = json.loads(said)
    covariance = np.cov(np.array([points(at) for at in range(3)]))
    alpha = 3 / 2 * (1 - np.trace(covariance) / covariance.sum())
    (scale,) = [one for one in found["scales"] if one["period_start"] == "2022-01-01"]
    assert scale["alpha"] == pytest.approx(alpha)
    assert scale["low"] == pytest.approx(1 - (1 - alpha) * stats.f.ppf(0.975, 39, 78))
    assert scale["without"]["신속성"] == pytest.approx(
        2 * (1 - (covariance[0, 0] + covariance[2, 2]) / covariance[::2, ::2].sum())
    )
    variance = points(0).var(ddof=1) / 40
    (same,) = [row for row in found["plan"] if row["next_n"] == row["n"] == 40]
    t = stats.t.ppf(0.975, 78) + stats.t.ppf(0.8, 78)
    assert same["change"] == pytest.approx(t * np.sqrt(2 * variance))
    assert {row["item"]: row["value"] for row in found["items"] if row["period_start"] == "2022-01-01"} == {
        name: pytest.approx(points(at).mean()) for at, name in enumerate(ITEMS)
    }


@pytest.mark.parametrize(("lang", "word"), [("ko", "크론바흐 알파"), ("en", "Cronbach's alpha")])
def test_people_read_alpha_and_three_plans_in_sentences(surveyed, lang, word):
    lines = surveyed.run("survey", "--to", "2022", "--lang", lang).out.splitlines()
    assert word in lines[2]
    assert [any(size in line for line in lines[3:]) for size in ("20", "40", "80")] == [True] * 3
    assert len(lines) == 6


def test_a_department_with_few_answers_has_neither_items_nor_alpha(surveyed):
    found = json.loads(surveyed.run("survey", "--department", "민원과", "--format", "json").out)
    assert found["scales"] == []
    assert [row["value"] for row in found["items"]] == [None] * 3
    assert {row["note"] for row in found["items"]} == {"protected"}
    assert found["plan"] == []
