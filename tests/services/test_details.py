"""A closer look at a loaded survey: items, alpha, groups of respondents, the next survey, the funnel, and what stays hidden."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from kpi.sentences.survey import at_shares_sentence, split_sentence
from services.check import Choice, check
from services.funnel_detail import funnel_of
from services.load import load
from services.pictures import Picture, draw, rows_for
from services.results import Ask
from services.satisfaction_detail import as_overall, satisfaction_detail
from services.scope import scope
from services.series_detail import series
from services.stores import open_store, sqlite_url

NOW = dt.datetime(2026, 11, 22, 9, 0)
DEPARTMENTS = {"민원과": 60, "세무과": 60, "건축과": 60, "작은과": 3}


def survey() -> str:
    """Two years: the young are less satisfied and more of them answer in the second; everybody gains 10 points of 100."""
    lines = ["연도,부서,층,친절성,신속성,종합만족도"]
    rng = np.random.default_rng(7)
    for year, young in ((2024, 0.3), (2025, 0.6)):
        for name, count in DEPARTMENTS.items():
            for number in range(count):
                group = "청년" if number < young * count else "장년"
                level = rng.integers(1, 4) + (group == "장년") + (year == 2025) * (number % 5 < 2)
                kind = int(min(level + rng.integers(0, 2), 5))
                lines.append(f"{year},{name},{group},{kind},{min(level, 5)},{min(level, 5)}")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    opened = open_store(sqlite_url(tmp_path_factory.mktemp("details") / "kpi.sqlite"))
    checked = check(opened, survey().encode(), "조사.csv", choice=Choice(accept_new=True, scale=(1, 5)), now=NOW)
    assert checked.ok, [finding.line("en") for finding in checked.findings]
    load(opened, checked, who="tester", now=NOW)
    for group, people in (("청년", 3000), ("장년", 7000)):
        opened.set_population(2025, group, people, who="tester", at=NOW)
    return opened


def people() -> pd.DataFrame:
    rows = [line.split(",") for line in survey().splitlines()]
    table = pd.DataFrame(rows[1:], columns=rows[0])
    return table.astype({name: "float64" for name in ("친절성", "신속성", "종합만족도")})


def test_items_and_alpha_are_those_of_the_people(store):
    detail, table = satisfaction_detail(store, Ask()), people()
    last = table[table["연도"] == "2025"]
    found = detail.items[detail.items["period_start"] == "2025-01-01"].set_index("item")
    assert found["value"].to_dict() == pytest.approx(
        {name: 25 * (last[name].mean() - 1) for name in ("신속성", "친절성")}
    )
    assert found.loc["친절성", "importance"] == pytest.approx(last["친절성"].corr(last["종합만족도"]))
    items = last[["친절성", "신속성"]]
    alpha = 2 * (1 - items.var().sum() / items.sum(axis=1).var())
    assert detail.scales[dt.date(2025, 1, 1)].alpha == pytest.approx(alpha)
    assert detail.plan["next_n"].tolist() == [round(len(last) / 2), len(last), 2 * len(last)]


def test_the_score_at_population_shares_and_the_split_change_are_those_of_the_people(store):
    groups, table = satisfaction_detail(store, Ask()).groups, people()
    means = 25 * (table.groupby(["연도", "층"])["종합만족도"].mean() - 1)
    assert groups.value == pytest.approx(0.3 * means["2025", "청년"] + 0.7 * means["2025", "장년"])
    shares = table.groupby("연도")["층"].value_counts(normalize=True)
    names = ("청년", "장년")
    within = sum(
        (shares["2024", name] + shares["2025", name]) / 2 * (means["2025", name] - means["2024", name])
        for name in names
    )
    assert groups.split is not None
    assert groups.split.within == pytest.approx(within)
    assert groups.split.mix < 0 < groups.split.low
    assert "모집단 비율에 맞추면" in at_shares_sentence(groups.value, groups.low, groups.high, "ko")
    assert split_sentence(groups.split, "en").endswith("mix of respondents")


def test_what_is_hidden_of_a_department_is_hidden_of_its_items(store):
    small = satisfaction_detail(store, Ask(department="작은과"))
    assert small.items["value"].isna().all()
    assert small.scales == {}
    assert small.plan.empty
    assert small.groups.value is small.groups.split is None
    shown = [
        name for name in DEPARTMENTS if satisfaction_detail(store, Ask(department=name)).items["value"].notna().any()
    ]
    assert len(shown) == 2  # one more is hidden with the small one


def test_items_follow_the_overall_score_where_it_is_hidden():
    items = satisfaction_rows(["2024-01-01", "2025-01-01", "2026-01-01"])
    overall = pd.DataFrame(
        {
            "period_start": items["period_start"],
            "value": [np.nan, 70.0, 72.0],
            "change": [np.nan, np.nan, 2.0],
            "note": ["protected", "no_counterpart", ""],
        }
    )
    found = as_overall(items, overall)
    assert found["value"].isna().tolist() == [True, False, False]
    assert found["change"].isna().tolist() == [True, True, False]
    assert found["verdict"].tolist() == ["", "", "improved"]
    assert found["note"].tolist() == ["protected", "", ""]
    alone = as_overall(items, overall.iloc[:0])
    assert alone["value"].notna().all()


def satisfaction_rows(starts):
    numbers = {name: 1.0 for name in ("value", "low", "high", "n", "importance", "change", "change_low", "change_high")}
    columns = {**numbers, "p": 0.01, "p_adjusted": 0.02, "note": "", "verdict": "improved", "quadrant": ""}
    return pd.DataFrame({"period_start": pd.to_datetime(starts).astype("datetime64[s]"), **columns})


def test_the_funnel_holds_the_departments_that_are_shown(store):
    found = funnel_of(store, Ask(("satisfaction",)))
    assert found.empty  # two departments are no funnel


def test_years_have_no_limits_and_every_detail_chart_is_drawn(store):
    assert series(store, Ask(("satisfaction",)))["centre"].isna().all()
    for kind in ("items", "importance", "funnel"):
        picture = Picture(kind, "satisfaction", Ask())
        figure, words, _ = draw(store, picture, scope=scope(store))
        assert figure.layout.height
        assert words
        assert all(isinstance(row, dict) for row in rows_for(store, picture).records())
