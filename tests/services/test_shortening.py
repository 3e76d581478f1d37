"""Finished early and points from a loaded ledger, worked by hand, under the usual and the office's own rule."""

from __future__ import annotations

import csv
import datetime as dt

import pytest

from kpi.core.errors import UserError
from kpi.sentences.shortening import rule_sentence, shortening_sentence
from services.results import Ask
from services.shortening import shortening_of
from services.stores import open_store

pytestmark = pytest.mark.slow
BY = {"who": "kim", "at": dt.datetime(2026, 1, 5, 9, 30)}
HEADER = ("접수번호", "처리부서", "민원사무명", "접수일시", "처리일시", "법정처리기간")
ROWS = [
    # Mondays; 7 days by the law: day 1 is the day of receipt
    ("1", "허가과", "건축신고", "2025-03-10 10:00", "2025-03-12 10:00", "7일"),  # 3 days: 4 saved
    ("2", "허가과", "건축신고", "2025-03-10 10:00", "2025-03-18 10:00", "7일"),  # 7 days: none saved
    ("3", "허가과", "건축신고", "2025-03-10 10:00", "2025-03-20 10:00", "7일"),  # 9 days: 2 late
    ("4", "민원과", "등본", "2025-03-10 09:00", "2025-03-10 18:00", "3일"),  # 8 of 24 hours: 2 days saved
]


@pytest.fixture(scope="module")
def ledger(office):
    path = office.folder / "법정.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([HEADER, *ROWS])
    office.run("load", path, "--accept-new", "--as-of", "2025-12-31")
    return open_store(office.store)


def test_shares_hours_and_points_are_those_worked_by_hand(ledger):
    row = shortening_of(ledger, Ask(start=dt.date(2025, 1, 1))).records()[0]
    assert (row["n_days"], row["early_days"], row["n_hours"], row["early_hours"]) == (3, 1, 1, 1)
    assert row["value_days"] == pytest.approx(100 / 3)
    assert row["saving_hours"] == pytest.approx(100 * 16 / 24)
    assert (row["points"], row["cases"]) == (4 + 0 - 2 + 2, 4)
    said = shortening_sentence(row, "ko")
    assert "6일 이상 민원의 조기 처리 비율(건수) 33.3%" in said
    assert "처리 마일리지 4.0점(건당 1.0점, 4건)" in said
    assert "points 4.0 (1.0 a case, 4 cases)" in shortening_sentence(row, "en")


def test_the_rule_of_the_office_holds_and_a_broken_one_is_refused(ledger):
    rule = {"brackets": [[2, 5, 1.0], [6, 15, 0.8]], "most": 2, "late_per_day": 0, "late_per_case": 2}
    ledger.set_setting("mileage:", rule, **BY)
    found = shortening_of(ledger, Ask(start=dt.date(2025, 1, 1), department="허가과"))
    assert found.records()[0]["points"] == pytest.approx(2 - 2)
    assert rule_sentence(found.rule, "ko") == (
        "마일리지 규칙: 법정 2~5일은 하루 단축에 1점, 법정 6~15일은 하루 단축에 0.8점, 건당 최대 2점, 늦으면 하루에 0점·건당 2점 감점."
    )
    ledger.set_setting("mileage:", {"brackets": [[5, 2, 1]]}, **BY)
    with pytest.raises(UserError) as refused:
        shortening_of(ledger, Ask())
    assert refused.value.findings[0].code == "mileage_rule"
    ledger.set_setting("mileage:", None, **BY)
    assert shortening_of(ledger, Ask()).rule.most == 5
