"""What is said of a cell that cannot be read names what is wrong with it."""

import pandas as pd
import pytest

from loaders.load.expected import expected
from loaders.load.kinds import KINDS
from tests.loaders.loading import finding, load
from tests.loaders.test_cells_asked import awards, cases

SAID = [
    ("datetime", "9999-12-31", "1900~2100"),
    ("datetime", "9999-12-31T00:00:00", "1900~2100"),
    ("datetime", "0205-03-04", "1900~2100"),
    ("datetime", "2205.3.4", "1900~2100"),
    ("datetime", "04-03-2205", "1900~2100"),
    ("datetime", "12/31/1899 09:30:00 AM", "시각만"),
    ("datetime", "1899-12-31T09:30:00", "시각만"),
    ("datetime", "오후 2:30", "시각만"),
    ("datetime", "'14. 7월", "기간"),
    ("datetime", "2014.7", "기간"),
    ("datetime", "2014년 상반기", "기간"),
    ("datetime", "2014-07-31T09:32:00Z", "세계시"),
    ("datetime", "2014.02.29", "없는 날짜"),
    ("datetime", "20140230", "없는 날짜"),
    ("datetime", "32-13-2014", "차례"),
    ("datetime", "어제", "읽을 수 없습니다"),
    ("number", "없음", "0인지"),
    ("number", "4/5", "수가 둘"),
    ("number", "3점/5점", "수가 둘"),
    ("number", "3~5", "수가 둘"),
    ("number", "1 234", "소수점인지"),
    ("number", "1.234,5", "소수점인지"),
    ("number", "4,5", "소수점인지"),
    ("number", "10 이상", "한계"),
    ("number", "우수", "읽을 수 없습니다"),
    ("duration", "즉시", "길이가 정해지지 않은"),
    ("duration", "당일", "길이가 정해지지 않은"),
    ("duration", "1주", "길이가 정해지지 않은"),
    ("duration", "없음", "0인지"),
    ("duration", "1900-01-01T06:05:00", "24시간"),
    ("days", "30일(1개월)", "두 기간"),
    ("days", "수시", "읽을 수 없습니다"),
    ("period", "2014.1", "10월"),
    ("period", "2013년도 이전", "끝이 열린"),
    ("answer", "4/5", "수가 둘"),
]


@pytest.mark.parametrize(("kind", "text", "words"), SAID)
def test_a_cell_that_cannot_be_read_is_told_why(kind, text, words):
    assert KINDS[kind].read(pd.Series([text], dtype="str"), {}).bad.all()
    message = expected(text, kind)
    assert words in message.say("ko", found=text)
    assert text in message.say("en", found=text)


def test_a_year_without_end_is_a_finding_with_its_cell_and_can_be_declared_as_missing():
    rows = cases("2025-03-04")
    rows[1][4] = "9999-12-31"
    fault = finding(load(rows), "bad_datetime")
    assert (fault.cell, fault.value) == ("E2", "9999-12-31")
    assert "1900-2100" in fault.say("en")
    assert not load(rows, missing=("9999-12-31",)).errors


def test_many_cells_of_two_numbers_are_one_finding():
    fault = finding(load(awards("4/5", "4/5", "3")), "bad_number")
    assert (fault.count, fault.rows) == (2, (2, 3))
