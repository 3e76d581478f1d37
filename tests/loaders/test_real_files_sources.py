"""Files nobody here wrote, read from the folder named by KPI_EXTRA_FILES, against independent computations."""

import os
from pathlib import Path

import pandas as pd
import pytest

from loaders.gate.files import read_file
from tests.loaders.loading import codes, finding, layout_of, loaded, sums

DATA = Path(os.environ["KPI_EXTRA_FILES"]) / "data"
PETITIONS = DATA / "petitions-expressway-2023" / "민원처리현황_원본서식.csv"
BUS = DATA / "survey-bus-2023"
FIELDS = {
    "department": "처리(진행)부서",
    "task": "서비스유형(소)",
    "received_at": "등록일시",
    "completed_at": "처리일시",
    "deadline": "처리기한",
}


def book(path):
    return read_file(path.read_bytes(), path.name)


def test_an_expressway_register_is_matched_by_itself_but_for_the_date_of_receipt():
    mapping = dict(layout_of(book(PETITIONS)).mapping)
    assert mapping.pop("received_at") == "접수일자"
    assert {name: mapping[name] for name in FIELDS if name != "received_at"} == {
        name: label for name, label in FIELDS.items() if name != "received_at"
    }
    assert mapping["case_id"] == "접수번호"


def test_closed_open_and_repeated_petitions_are_counted_as_a_plain_reading_counts_them():
    batch = loaded(book(PETITIONS), columns=FIELDS)
    table = pd.read_csv(PETITIONS, dtype=str, keep_default_na=False)
    table["done"] = pd.to_datetime(table["처리일시"].mask(table["처리일시"].eq("")))
    last = table.sort_values("done", kind="stable", na_position="first").drop_duplicates("접수번호", keep="last")
    closed = last[last["done"].notna()]
    assert sums(batch, "received")["n"] == len(last)
    assert sums(batch, "open")["n"] == len(last) - len(closed)
    by_month = closed["done"].dt.to_period("M").dt.start_time
    expected = closed.groupby([by_month, "처리(진행)부서"]).size()
    found = sums(batch, "processing_hours", "period_start", "department", columns=["n"])
    assert {key: n for key, (n,) in found.items()} == expected.to_dict()
    assert finding(batch, "duplicate_case").count == len(table) - len(last)


ITEMS = {f"item:{name}": name for name in ("A1", "A2", "A3", "B1", "B2", "B3", "B4", "B5")}
PUBLISHED = {"A1": 17.7927928, "A2": 26.1261261, "B4": 71.3963964}


def test_published_means_of_a_korean_survey_come_out_of_its_cp949_file():
    batch = loaded(
        book(BUS / "강서01 버스 이용 만족도 조사.csv"), columns=ITEMS, year=2023, source="satisfaction_survey"
    )
    found = {item: wx / n for item, (n, wx) in sums(batch, "score", "item").items()}
    assert {item: found[item] for item in PUBLISHED} == pytest.approx(PUBLISHED, abs=1e-6)
    overall = sums(batch, "overall")
    assert (overall["n"], overall["wx"] / 111) == (111, pytest.approx(48.1137387, abs=1e-6))


def test_the_questions_of_the_raw_sheet_are_found_without_being_named():
    path = next(BUS.glob("*원본, 분석, 그래프.xlsx"))
    batch = loaded(book(path), sheet="설문응답", source="satisfaction_survey")
    overall = sums(batch, "overall")
    assert (overall["n"], overall["wx"] / 111) == (111, pytest.approx(48.1137387, abs=1e-6))
    assert batch.claims["claim_start"].tolist() == [pd.Timestamp("2023-01-01")]


def test_a_weighted_airport_survey_gives_the_sums_of_a_plain_computation():
    path = DATA / "survey-sfo" / "2013_SFO_Customer_Survey.csv"
    columns = {"overall": "Q7O_WHOLE", "stratum": ""}
    batch = loaded(
        book(path), source="satisfaction_survey", columns=columns, scale=(1, 5), missing=("0", "6"), year=2013
    )
    table = pd.read_csv(path, encoding="latin-1", low_memory=False)
    answered = table[table["Q7O_WHOLE"].between(1, 5)]
    x, w = (answered["Q7O_WHOLE"] - 1) * 25, answered["WEIGHT"]
    expected = {"n": len(answered), "w": w.sum(), "wx": (w * x).sum(), "wwxx": (w * w * x * x).sum()}
    assert sums(batch, "overall", columns=list(expected)) == pytest.approx(expected)
    people = sums(batch, "respondents", columns=["n", "w", "ww"])
    assert people == pytest.approx({"n": len(table), "w": table["WEIGHT"].sum(), "ww": (table["WEIGHT"] ** 2).sum()})
    assert "0(131), 6(70)" in finding(batch, "codes_left_out").say("ko")


@pytest.mark.parametrize("year", [2014, 2015, 2016])
def test_city_requests_open_past_their_deadline_are_late(year):
    path = DATA / "requests-boston" / f"filtered_{year}.csv"
    batch = loaded(book(path))
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    opened, closed, due = (
        pd.to_datetime(table[name].mask(table[name].eq(""))) for name in ("open_dt", "closed_dt", "sla_target_dt")
    )
    counted = due.notna() & ~(closed < opened) & (closed.notna() | (due < max(opened.max(), closed.max())))
    assert sums(batch, "on_time") == {"n": counted.sum(), "wx": (counted & (closed <= due)).sum()}
    assert (sums(batch, "received")["n"], sums(batch, "open")["n"]) == (len(table), closed.isna().sum())
    assert codes(batch, "error") == []
