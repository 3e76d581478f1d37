"""How far raters agree, from a loaded file of ratings: the last period that was asked for, and only its own pillar."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from kpi.calc.rater_agreement import agreement
from kpi.core.indicator import indicators
from services.check import Choice, check
from services.load import load
from services.ratings_detail import agreement_of, network_of
from services.results import Ask
from services.stores import open_store, sqlite_url

NOW = dt.datetime(2026, 11, 22, 9, 0)
NAMES = ("민원과", "세무과", "건축과", "복지과")
SOFT = indicators()["collaboration_score"]


def scores(year):
    """Four departments by four people from outside, 1 to 5."""
    return np.random.default_rng(year).integers(1, 5, (4, 4)) + np.array([[0], [0], [1], [1]])


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    opened = open_store(sqlite_url(tmp_path_factory.mktemp("ratings") / "kpi.sqlite"))
    lines = ["연도,평가자,평가자 소속,구분,부서,항목,점수"]
    for year in (2023, 2024):
        for place, name in enumerate(NAMES):
            lines += [f"{year},위원{r},외부,외부,{name},협업 노력,{scores(year)[place, r]}" for r in range(4)]
            lines += [f"{year},위원{r},외부,외부,{name},창의,{1 + r}" for r in range(4)]
    checked = check(
        opened, "\n".join(lines).encode(), "평가.csv", choice=Choice(accept_new=True, scale=(1, 5)), now=NOW
    )
    assert checked.ok, [finding.line("en") for finding in checked.findings]
    load(opened, checked, who="tester", now=NOW)
    yield opened
    opened.close()


def test_raters_agree_as_their_scores_of_that_pillar_and_year_do(store):
    for ask, year in ((Ask(), 2024), (Ask(end=dt.date(2023, 12, 31)), 2023)):
        (found,) = agreement_of(store, ask, SOFT)
        expected = agreement((scores(year) - 1) * 25.0)
        assert (found.role, found.period_start.year) == ("external", year)
        assert (found.found.single, found.found.average) == pytest.approx((expected.single, expected.average))
    assert agreement_of(store, Ask(start=dt.date(2025, 1, 1)), SOFT) == ()
    assert network_of(store, Ask(), SOFT) is None  # nobody inside rated anybody
