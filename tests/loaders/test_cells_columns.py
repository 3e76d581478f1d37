"""Cells to values: the spellings of Korean spreadsheets, and round trips."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.cells import parse as cells


def column(*texts: str | None) -> pd.Series[Any]:
    return pd.Series(list(texts), dtype="str", index=range(4, 4 + len(texts)), name="값")


def value(parsed: cells.Parsed) -> Any:
    """The one value of a column of one cell: None when missing, "bad" when bad."""
    if parsed.bad.iloc[0]:
        assert pd.isna(parsed.values.iloc[0]) or parsed.values.iloc[0] == ""
        return "bad"
    return None if parsed.missing.iloc[0] else parsed.values.iloc[0]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234건", 1234.0),
        ("82.98점", 82.98),
        ("99.2%", 99.2),
        ("31,491천 원", 31_491_000.0),
        ("약 41억 원", 4.1e9),
        ("46개 부문", 46.0),
        ("１２３", 123.0),
        (" 3 ", 3.0),
        ("-3", -3.0),
        ("−3", -3.0),
        ("+3", 3.0),
        (".1", 0.1),
        ("1E5", 1e5),
        ("007", 7.0),
        ("△4.6", "bad"),
        ("▲4.6", "bad"),
        ("(4.6)", "bad"),
        ("1,23", "bad"),
        ("4,5", "bad"),
        ("12 345", "bad"),
        ("1.2.3", "bad"),
        ("0x10", "bad"),
        ("4 만족", "bad"),
        ("1e999", "bad"),
        ("inf", "bad"),
        ("없음", "bad"),
        ("٣", "bad"),
    ],
)
def test_a_number_is_what_is_printed_or_bad(text: str, number: Any) -> None:
    assert value(cells.parse_number(column(text))) == number


@pytest.mark.parametrize(
    ("text", "declared", "number"),
    [
        ("△4.6", {"marks": "minus"}, -4.6),
        ("▲ 4.6%", {"marks": "minus"}, -4.6),
        ("▲4.6", {"marks": "press"}, 4.6),
        ("▼4.6", {"marks": "press"}, -4.6),
        ("▽3", {"marks": "press"}, -3.0),
        ("▽3", {"marks": "minus"}, "bad"),
        ("△4.6", {"marks": "press"}, "bad"),
        ("△-4.6", {"marks": "minus"}, "bad"),
        ("(1,234)", {"brackets": "minus"}, -1234.0),
        ("(1,234)건", {"brackets": "plain"}, 1234.0),
        ("(4.6)", {"marks": "minus"}, "bad"),
        ("△4.6", {"brackets": "minus"}, "bad"),
    ],
)
def test_a_mark_or_brackets_count_only_when_they_are_declared(text: str, declared: Any, number: Any) -> None:
    assert value(cells.parse_number(column(text), **declared)) == number


def test_a_hollow_triangle_is_a_rise_only_beside_its_counterpart() -> None:
    assert cells.parse_number(column("△3", "▽4"), marks="press").values.tolist() == [3.0, -4.0]


@given(
    number=st.one_of(st.integers(-(10**12), 10**12), st.floats(-1e9, 1e9).map(lambda number: round(number, 4))),
    unit=st.sampled_from(["", "건", " 점", "명", "천 원"]),
)
def test_a_number_comes_back_with_commas_and_units(number: float, unit: str) -> None:
    text = f"{number:,}{unit}"
    if "e" not in text:
        assert value(cells.parse_number(column(text))) == pytest.approx(
            number * (1000 if unit == "천 원" else 1), rel=1e-12
        )


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "–",
        "—",
        "ㆍ",
        "·",
        ".",
        "　",
        "해당없음",
        "해당사항 없음",
        "해당 없음",
        "미실시",
        "N/A",
        "n/a",
        "#DIV/0!",
        "NULL",
        "NaN",
        None,
        "\u200b",
    ],
)
def test_spellings_of_nothing_are_missing_for_every_type_and_never_bad(text: str | None) -> None:
    for parse in (
        cells.parse_number,
        cells.parse_datetime,
        cells.parse_date,
        cells.parse_period,
        cells.parse_days,
        cells.parse_share,
        cells.parse_role,
        cells.parse_duration_minutes,
    ):
        parsed = parse(column(text))
        assert (parsed.missing.iloc[0], parsed.bad.iloc[0]) == (True, False)


@pytest.mark.parametrize("code", ["9", "99", "0"])
def test_codes_are_numbers_until_somebody_declares_them_missing(code: str) -> None:
    assert value(cells.parse_number(column(code))) == float(code)


@pytest.mark.parametrize(
    ("text", "percent", "share"),
    [
        ("99.2%", False, 0.992),
        ("0.5", False, 0.5),
        ("87", True, 0.87),
        ("87", False, "bad"),
        ("120%", False, "bad"),
        ("3건", False, "bad"),
    ],
)
def test_a_share_lies_between_0_and_1(text: str, percent: bool, share: Any) -> None:
    found = value(cells.parse_share(column(text), percent=percent))
    assert found == (share if share == "bad" else pytest.approx(share))


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("부서장", "head"),
        ("과장", "head"),
        ("내부 직원", "staff"),
        ("주무관", "staff"),
        ("외부 평가단", "external"),
        ("Citizen", "external"),
        ("위원장님", "bad"),
    ],
)
def test_a_role_is_one_of_three(text: str, role: str) -> None:
    assert value(cells.parse_role(column(text))) == role


def test_texts_are_cleaned_and_never_bad() -> None:
    parsed = cells.parse_text(column(" 민원  과\u200b", "ＡＢ", "-", None, "NA"))
    assert parsed.values.tolist() == ["민원 과", "AB", "", "", "NA"]
    assert parsed.missing.tolist() == [False, False, True, True, False]
    assert not parsed.bad.any()


PARSERS = [
    cells.parse_text,
    cells.parse_number,
    cells.parse_share,
    cells.parse_datetime,
    cells.parse_date,
    cells.parse_period,
    cells.parse_days,
    cells.parse_role,
    cells.parse_duration_minutes,
]


@pytest.mark.parametrize("parse", PARSERS)
@settings(max_examples=40)
@given(
    texts=st.lists(
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(["2014. 7. 31.", "'14.7.31", "2015-07-03 오후 2:30", "8분 17초", "3,000건"]),
            st.from_regex(r"[0-9△.,:~/년월일분'\- ]{1,10}", fullmatch=True),
        ),
        max_size=6,
    )
)
def test_any_text_is_a_value_missing_or_bad_and_exactly_one_of_them(parse: Any, texts: list[str]) -> None:
    given_column = column(*texts)
    before = given_column.copy()
    parsed = parse(given_column)
    pd.testing.assert_series_equal(given_column, before)
    there = parsed.values.notna() & (parsed.values.astype("str") != "")
    assert ((there.astype(int) + parsed.bad.astype(int) + parsed.missing.astype(int)) == 1).all()
    for series in (parsed.values, parsed.bad, parsed.missing):
        assert series.index.equals(given_column.index)


@pytest.mark.parametrize("parse", PARSERS)
def test_a_column_is_read_as_its_cells_are_read_alone(parse: Any) -> None:
    texts = ["2014. 7. 31.", "4.6", "4.6", "", "부서장", "7일", "8분 17초", "2014년", "5e3", "2014-07-31"]
    together = parse(column(*texts)).values.tolist()
    alone = [parse(column(text)).values.iloc[0] for text in texts]
    assert [str(found) for found in together] == [str(found) for found in alone]


def test_no_spelling_of_nothing_begins_with_a_digit() -> None:
    assert not any(spelling[:1].isdecimal() for spelling in cells.MISSING | cells.BLANK)
