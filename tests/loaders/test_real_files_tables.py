"""Korean statistics nobody here made, from the folder named by KPI_EXTRA_FILES: wide, merged, with totals and remarks."""

import os
from pathlib import Path

import pandas as pd
import pytest

from kpi.core.errors import UserError
from loaders.gate.files import read_file
from tests.loaders.loading import codes, finding, layout_of, load, loaded, sums

TABLES = Path(os.environ["KPI_EXTRA_FILES"]) / "data" / "tables-kr"
BUS = Path(os.environ["KPI_EXTRA_FILES"]) / "data" / "survey-bus-2023"
SUMS = {"source": "processing_records", "columns": {"documents": "[값]", "task": ""}}


def book(path):
    return read_file(path.read_bytes(), path.name)


def test_years_as_columns_under_a_title_and_a_unit_become_rows_of_the_same_figures():
    path = TABLES / "stat_104102.xlsx"
    choice = {**SUMS, "columns": {**SUMS["columns"], "department": "[A]"}}
    batch = loaded(book(path), **choice)
    found = sums(batch, "documents", "department", "period_start", columns=["wx"])
    table = pd.read_excel(path, engine="openpyxl", header=2, index_col=0, dtype=str).iloc[1:-2]
    long = table.melt(ignore_index=False).dropna()
    long = long[~long["value"].isin(["-"])]
    expected = {
        (str(name), pd.Timestamp(f"{year}-01-01")): (float(value.replace(",", "")),)
        for name, year, value in zip(long.index, long["variable"], long["value"], strict=True)
    }
    assert found == expected
    assert (finding(batch, "total_rows").rows, finding(batch, "footers").rows) == ((4,), (22, 23))


def test_years_before_the_first_are_left_out_and_the_sum_of_years_too():
    batch = load(
        book(TABLES / "CCTV_in_Seoul.csv"), columns={**SUMS["columns"], "department": "기관명"}, source=SUMS["source"]
    )
    assert codes(batch, "error") == []
    assert finding(batch, "open_period").column == "2013년도 이전"
    assert finding(batch, "total_columns").column == "소계"
    table = pd.read_csv(TABLES / "CCTV_in_Seoul.csv", dtype=str)
    expected = sum(table[f"{year}년"].str.replace(",", "").astype(float).sum() for year in (2014, 2015, 2016))
    assert sums(batch, "documents")["wx"] == expected


def test_three_rows_of_labels_and_a_total_of_all_districts():
    columns = {"documents": "세대당인구", "task": "", "department": "자치구", "n": "세대", "period": "기간"}
    batch = loaded(book(TABLES / "population_in_Seoul.xls"), source="processing_records", columns=columns)
    assert batch.counts["rows"] == 25
    assert finding(batch, "total_rows").rows == (4,)
    assert batch.cells["period_start"].unique().tolist() == [pd.Timestamp("2017-01-01")]
    labels = layout_of(book(TABLES / "population_in_Seoul.xls"), source="processing_records", columns=columns).labels
    assert {"인구 합계 계", "인구 한국인 남자", "인구 등록외국인 여자"} <= set(labels)


def test_labels_given_once_are_filled_down_as_an_independent_reading_fills_them():
    path = TABLES / "population_raw_data.xlsx"
    columns = {"department": "행정구역(동읍면)별(2)", "item": "항목", "mean": "2016 계", "n": ""}
    layout = layout_of(book(path), source="satisfaction_survey", columns=columns, year=2016)
    table = pd.read_excel(path, engine="openpyxl", header=1, dtype=str)
    names = table.iloc[:, 1].ffill()
    kept = table[names.ne("소계")]
    assert layout.table["행정구역(동읍면)별(2)"].tolist() == names[kept.index].tolist()
    assert layout.table["2016 계"].tolist() == kept.iloc[:, 3].tolist()
    assert list(layout.table.index) == [number + 3 for number in kept.index]


@pytest.mark.parametrize("name", ["만족도", "만족도 전처리 원본"])
def test_the_first_of_a_dozen_stacked_tables_gives_the_published_means_and_spreads(name):
    path = next(BUS.glob("*원본, 분석, 그래프.xlsx"))
    batch = loaded(book(path), sheet=name, header_row=1, year=2023)
    overall = sums(batch, "overall")
    assert (overall["n"], overall["wx"] / 111) == (111, pytest.approx(48.1137387, abs=1e-6))
    assert set(batch.cells.loc[batch.cells["measure"].eq("score"), "item"]) == {"이용환경", "제공서비스"}
    assert finding(batch, "other_tables").count >= 11
    assert "no_sd" not in codes(batch)


@pytest.mark.parametrize("path", sorted(TABLES.iterdir()), ids=lambda path: path.name)
def test_statistics_of_other_things_are_refused_in_words(path):
    with pytest.raises(UserError) as refused:
        layout_of(book(path))
    assert [found.code for found in refused.value.findings] == ["not_recognised"]
