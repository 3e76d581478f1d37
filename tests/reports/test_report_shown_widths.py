"""Widths of a table's columns: a short text never breaks for a long one."""

import pytest

from reports.model import Grid
from reports.shown import EMS_OF_A_PAGE, LONGEST_CELL, column_widths
from reports.table import Column

LONG = "교통행정과, 민원봉사과, 환경위생과, 사회복지과, 문화체육과, 세무과, 보건소, 농업정책과"


def widths(*cells: str) -> list[float]:
    columns = tuple(Column(f"c{place}", "열", "text") for place in range(len(cells)))
    return column_widths(Grid("표", "", columns, (cells,), 0), "ko")


def test_where_all_has_room_a_long_text_has_the_limit() -> None:
    assert widths("2019년", LONG)[1] == LONGEST_CELL + 1.2


def test_a_text_that_breaks_anyway_leaves_the_others_their_room() -> None:
    short = ("2019년", "우수사례", "무인 발급기 위치 안내 3", "문화체육과", "받아들인 부서 수")
    alone = widths(*short)
    beside = widths(*short, LONG)
    assert beside[:-1] == alone
    assert sum(beside) == pytest.approx(EMS_OF_A_PAGE)


def test_a_long_text_keeps_enough_to_be_read() -> None:
    assert widths(*["스무 글자쯤 되는 그리 길지 않은 글"] * 4, LONG)[-1] == 14.0
