"""Number formats, serial numbers and column letters of Excel."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.read.serial import shape_of_format, text_of_serial
from loaders.read.xlsx_cells import column_of


@pytest.mark.parametrize(
    ("code", "number", "shape"),
    [
        ("", 14, "date"),
        ("", 22, "datetime"),
        ("", 20, "time"),
        ("", 46, "elapsed"),
        ("", 2, None),
        ("General", 0, None),
        ("#,##0.00", 4, None),
        ('0.0"점"', 170, None),
        ("[Red]#,##0", 170, None),
        ('0"days"', 170, None),
        ("[$-412]yyyy/mm/dd", 170, "date"),
        ("mmm", 170, "date"),
        ("mm:ss", 170, "time"),
        ("[mm]:ss", 170, "elapsed"),
        ("yyyy-mm-dd AM/PM hh:mm", 170, "datetime"),
        (r"yyyy\-mm\-dd;@", 170, "date"),
        ("", 10, "percent"),
        ("0.0%", 170, "percent"),
        ('0"%"', 170, None),
        ("0.00E+00", 170, None),
        ("##0.0e-0", 170, None),
        ("e", 170, "date"),
        ("[s]", 170, "elapsed"),
    ],
)
def test_a_number_format_shows_a_date_or_a_number(code: str, number: int, shape: str | None) -> None:
    assert shape_of_format(code, number) == shape


@given(
    moment=st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(2100, 1, 1)).map(
        lambda moment: moment.replace(microsecond=0)
    )
)
def test_a_serial_number_reads_back_to_the_second(moment: dt.datetime) -> None:
    serial = (moment - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)
    assert text_of_serial(serial, "datetime") == moment.isoformat()


@pytest.mark.parametrize(
    ("letters", "position"), [("A", 0), ("Z", 25), ("AA", 26), ("XFD", 16383), ("XFE", -1), ("a", -1)]
)
def test_letters_of_a_column_are_a_position(letters: str, position: int) -> None:
    assert column_of(letters) == position


@pytest.mark.parametrize(
    ("number", "text"), [(0.992, "99.2%"), (0.07, "7%"), (-0.5, "-50%"), (0.0, "0%"), (12.0, "1200%")]
)
def test_a_share_shown_as_a_percentage_is_the_percentage(number: float, text: str) -> None:
    assert text_of_serial(number, "percent") == text


@given(number=st.floats(-1e6, 1e6))
def test_a_percentage_keeps_every_digit(number: float) -> None:
    assert float(text_of_serial(number, "percent")[:-1]) / 100 == pytest.approx(number, rel=1e-15)
