"""Tables of very many columns: each shape is recognised or refused for its reason, without looking at every pair."""

from __future__ import annotations

import pytest

from kpi.core.errors import UserError
from tests.loaders.loading import codes, load

COLUMNS = 400


def rows(*first, cell):
    return [[*(str(one) for one in first), *(cell(row, column) for column in range(COLUMNS))] for row in range(12)]


def test_a_survey_of_hundreds_of_items_says_that_there_are_too_many():
    header = ["연도", "부서", *(f"문항{column} 만족도" for column in range(COLUMNS))]
    batch = load([header, *rows(2024, "민원과", cell=lambda row, column: str(1 + (row + column) % 5))])
    assert "too_many_items" in codes(batch, "error")


@pytest.mark.parametrize(
    ("header", "cell", "code"),
    [
        (lambda column: f"열{column}", lambda row, column: f"글{row}", "not_recognised"),
        (lambda column: f"{2000 + column // 12}년 {column % 12 + 1}월", lambda row, column: f"{row}", "counts_only"),
    ],
    ids=["words", "months"],
)
def test_hundreds_of_columns_that_are_no_source_are_refused_for_their_reason(header, cell, code):
    table = [["구분", "접수", *(header(column) for column in range(COLUMNS))], *rows("여권", "건수", cell=cell)]
    with pytest.raises(UserError) as refused:
        load(table)
    assert [finding.code for finding in refused.value.findings] == [code]
