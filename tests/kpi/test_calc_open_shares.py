"""The share of cases without a close date, by hand."""

from __future__ import annotations

import pandas as pd

from kpi.calc.compare import open_shares
from kpi.core.indicator import Question


def test_the_share_of_open_cases_is_by_row_and_zero_where_none_is_open(make_evidence, make_cell):
    cells = [
        make_cell("received", "2013", [1] * 8, department="a"),
        make_cell("received", "2014-03", [1] * 4, department="a"),
        make_cell("received", "2014-04", [1] * 4, department="b"),
        make_cell("open", "2014-03", [1] * 3, department="a"),
        make_cell("open", "2012", [1], department="a"),
    ]
    whole = open_shares(make_evidence(cells), Question())
    assert dict(zip(whole["period_start"].dt.year, whole["open_share"], strict=True)) == {2013: 0, 2014: 3 / 8}
    apart = open_shares(make_evidence(cells), Question(("department",)))
    assert apart.set_index(["department", "period_start"])["open_share"].to_dict() == {
        ("a", pd.Timestamp("2013-01-01")): 0,
        ("a", pd.Timestamp("2014-01-01")): 0.75,
        ("b", pd.Timestamp("2014-01-01")): 0,
    }
    assert open_shares(make_evidence([]), Question()).empty
