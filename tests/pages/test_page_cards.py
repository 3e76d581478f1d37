"""What the change on a card is against."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pages.parts.cards import against, base_year

ROWS = [
    {"period_start": f"{year}-01-01", "period_months": 12, "value": value}
    for year, value in ((2019, None), (2020, 4.1), (2021, 4.3))
]


def test_the_first_year_with_a_value_is_named() -> None:
    assert base_year(ROWS) == 2020
    assert base_year(ROWS[:1]) is None
    assert against(2020, ROWS[-1], "ko") == "2020년"
    assert against("base", ROWS[-1], "ko") == "기준연도"


@pytest.mark.slow
def test_cards_name_the_first_year_also_where_later_years_alone_are_shown(visit: Any, shown_demo: Path) -> None:
    for link in ({}, {"from": "2024"}):
        said = [card.proto.delta_description for card in visit("overview", vs="base", **link).at.metric]
        assert any("년 대비" in one for one in said)
        assert "기준연도 대비" not in said
