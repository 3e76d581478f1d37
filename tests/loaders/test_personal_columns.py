"""Registration numbers are told from numbers of other things by the whole column: made-up columns of every kind."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.personal.looks import Look, look
from loaders.personal.verdicts import verdicts

WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
COLUMNS = 60
Make = Callable[[random.Random], str]


def registration(random_: random.Random, *, foreign: bool = False, new: bool = False) -> str:
    """Return a made-up number; those given since October 2020 (``new``) have no check digit."""
    year = random_.randint(2021, 2025) if new else random_.randint(1935, 2019)
    born = dt.date(year, 1, 1) + dt.timedelta(random_.randint(0, 364))
    sexes = ("12", "34", "56", "78")[2 * foreign + (year >= 2000)]
    head = f"{born:%y%m%d}{random_.choice(sexes)}{random_.randint(0, 99_999):05}"
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, head, strict=True))
    return head + (str(random_.randint(0, 9)) if new else str(((13 if foreign else 11) - total % 11) % 10))


def corporation(random_: random.Random) -> str:
    head = f"{random_.choice((1101, 1201, 1341, 1741, 2001))}{random_.choice((11, 12, 14, 21, 31)):02}{random_.randint(0, 999_999):06}"
    return head + str((10 - sum((1 + at % 2) * int(digit) for at, digit in enumerate(head)) % 10) % 10)


def receipt(random_: random.Random) -> str:
    day = dt.date(2019, 1, 1) + dt.timedelta(random_.randint(0, 2500))
    return f"{day:%y%m%d}{random_.randint(0, 9_999_999):07}"


def apart(number: str) -> str:
    return f"{number[:6]}-{number[6:]}"


def exponent(number: str) -> str:
    """Return the number as a spreadsheet writes it into a text file, with all of its digits."""
    return f"{number[0]}.{number[1:]}E+{len(number) - 1}"


def refused(label: str, cells: list[str]) -> bool:
    seen = look(pd.Series(cells, dtype="str"), label)
    return any(one.kind == "rrn" for one in verdicts(seen, label, None, read=False, harmless=False))


def refusals(label: str, make: Make, cells: int, columns: int = COLUMNS) -> int:
    random_ = random.Random(20261122)
    return sum(refused(label, [make(random_) for _ in range(cells)]) for _ in range(columns))


@pytest.mark.parametrize("cells", [1, 3, 100])
@pytest.mark.parametrize(
    ("label", "make"),
    [
        ("비고", lambda r: apart(registration(r))),
        ("고객번호", registration),
        ("고객번호", lambda r: f"{int(registration(r)):,}"),
        ("고객번호", lambda r: exponent(str(int(registration(r))))),
        ("비고", lambda r: apart(registration(r, foreign=True))),
        ("식별", lambda r: f"신청인 {apart(registration(r))} 확인"),
        ("비고", lambda r: apart(registration(r, new=r.random() < 0.05))[:8] + "******"),
        ("접수번호", lambda r: apart(registration(r))),
    ],
)
def test_columns_of_registration_numbers_are_found(label, make, cells):
    assert refusals(label, make, cells) == COLUMNS


@pytest.mark.parametrize("make", [lambda r: registration(r, new=True), lambda r: apart(registration(r, new=True))])
def test_numbers_without_a_check_digit_are_found_by_the_days_of_birth(make):
    assert refusals("비고", make, 10) == COLUMNS


@pytest.mark.parametrize("cells", [10, 100])
@pytest.mark.parametrize(
    ("label", "make"),
    [
        ("접수번호", lambda r: apart(receipt(r))),
        ("관리번호", receipt),
        ("비고", receipt),
        ("법인등록번호", lambda r: apart(corporation(r))),
        ("식별", corporation),
        ("비고", lambda r: apart(corporation(r))),
        ("연락처", lambda r: f"010{r.randint(0, 99_999_999):08}"),
        ("연락처", lambda r: f"010-{r.randint(0, 9999):04}-{r.randint(0, 9999):04}"),
        ("금액", lambda r: str(r.randint(10**12, 10**13))),
        ("금액", lambda r: f"{r.randint(10**12, 10**13 - 1):,}"),
        ("주문번호", lambda r: f"{r.randint(0, 10**13 - 1):013}"),
        ("바코드", lambda r: f"880{r.randint(0, 10**10 - 1):010}"),
        ("시각", lambda r: str(r.randint(1_500_000_000_000, 1_800_000_000_000))),
        ("좌표", lambda r: f"{r.uniform(180_000, 220_000):.7f}"),
        ("접수일시", lambda r: f"{dt.datetime(2025, 1, 1) + dt.timedelta(minutes=r.randint(0, 500_000)):%Y%m%d%H%M%S}"),
    ],
)
def test_columns_of_other_numbers_pass(label, make, cells):
    assert refusals(label, make, cells) == 0


@given(
    st.lists(st.sampled_from(["", "a", "홍길동 님", "010-1234-5678", "900101-1234568", "110111-1234569"]), max_size=30),
    st.integers(0, 30),
)
def test_looks_at_parts_of_a_column_add_up_to_the_look_at_the_whole(cells, cut):
    whole = pd.Series(cells, dtype="str", index=range(5, 5 + len(cells)))
    added = look(whole.iloc[:cut], "비고") + look(whole.iloc[cut:], "비고")
    at_once = look(whole, "비고")
    assert (added.filled, added.thirteen, added.right, added.hits) == (
        at_once.filled,
        at_once.thirteen,
        at_once.right,
        at_once.hits,
    )


@given(st.lists(st.text(max_size=30), min_size=1, max_size=8), st.text(max_size=10))
def test_no_text_brings_the_look_down(cells, label):
    assert isinstance(look(pd.Series(cells, dtype="str"), label), Look)


@pytest.mark.parametrize(
    ("text", "named"),
    [("홍길동 님", 1), ("김영희(010-1234-5678)", 1), ("주무관님 안내", 0), ("민원인 010-1234-5678", 0), ("선생님", 0)],
)
def test_words_for_people_are_no_names(text, named):
    assert look(pd.Series([text], dtype="str"), "비고").of("name").count == named
