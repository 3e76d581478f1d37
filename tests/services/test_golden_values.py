"""The figures printed in the study, typed into the spreadsheets an office would have, come out of the indicators."""

import datetime as dt

import pytest

from services.check import Choice, check
from services.load import load
from services.results import Ask, results
from services.stores import open_store, sqlite_url

NOW = dt.datetime(2026, 11, 22, 9, 0)
COUNTER = "연도,민원명,담당부서,평균 대기시간,평균 처리시간\n2013,종합민원,민원과,8분 25초,8분 17초\n2014,종합민원,민원과,6분,2분 36초\n"
POINTS = "연도,부서,고객만족도\n2013,민원과,74.04\n2014,민원과,82.98\n"
PROJECTS = "연도,부서,과제명,구분\n" + "".join(
    f"{year},기획과,과제{year}-{number},협업과제\n"
    for year, count in ((2012, 8), (2013, 6), (2014, 19))
    for number in range(count)
)
AWARDS = "연도,부서,수상명,구분\n" + "".join(f"2013,기획과,수상{number},수상\n" for number in range(46))


def rows(tmp_path, text: str, indicator: str) -> list[dict]:
    store = open_store(sqlite_url(tmp_path / "golden.sqlite"))
    checked = check(store, text.encode("cp949"), "표.csv", choice=Choice(accept_new=True), now=NOW)
    assert checked.ok, [finding.line("en") for finding in checked.findings]
    load(store, checked, who="tester", now=NOW)
    return results(store, Ask((indicator,))).records()


@pytest.mark.parametrize(("indicator", "percent"), [("waiting_time", -28.7), ("handling_time", -68.6)])
def test_siheungs_counter_times_fall_as_printed(tmp_path, indicator, percent):
    before, after = rows(tmp_path, COUNTER, indicator)
    assert round(100 * (after["value"] / before["value"] - 1), 1) == percent
    assert round(after["index"] - 100, 1) == percent
    assert after["change"] == pytest.approx(after["value"] - before["value"])
    assert after["verdict"] == "not_tested"


def test_chungnams_satisfaction_rises_by_points_and_is_not_tested(tmp_path):
    before, after = rows(tmp_path, POINTS, "satisfaction")
    assert (before["value"], after["value"]) == (pytest.approx(74.04), pytest.approx(82.98))
    assert after["change"] == pytest.approx(8.94)
    assert (after["verdict"], after["note"]) == ("not_tested", "not_poolable")


def test_chungnams_joint_projects_are_counted(tmp_path):
    found = rows(tmp_path, PROJECTS, "joint_projects")
    assert [(row["value"], row["change"]) for row in found] == [(8, None), (6, -2), (19, 13)]


def test_seosans_awards_of_2013_are_counted(tmp_path):
    assert [row["n"] for row in rows(tmp_path, AWARDS, "external_achievements")] == [46]
