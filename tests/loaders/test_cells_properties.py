"""Any value in any of its spellings reads back; any way to type the same letters reads alike; no text raises."""

from __future__ import annotations

import datetime as dt
import time
import unicodedata
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.cells import parse as cells
from loaders.load.expected import expected
from loaders.load.kinds import KINDS, duration

FULL_WIDTH = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)} | {" ": "\u3000"})
WAYS: dict[str, Callable[[str], str]] = {
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "full width": lambda text: text.translate(FULL_WIDTH),
    "blanks around": lambda text: f"\u3000 {text}\u200b\n",
    "no-break blanks": lambda text: text.replace(" ", "\xa0"),
}
KOREAN_MOMENTS: tuple[str, ...] = (
    "{0:%Y}. {0.month}. {0.day}.",
    "{0:%Y}.{0.month}.{0.day}",
    "{0:%Y-%m-%d}",
    "{0:%Y/%m/%d}",
    "{0:%Y}년 {0.month}월 {0.day}일",
    "'{0:%y}.{0.month}.{0.day}",
    "{0:%y}년 {0.month}월 {0.day}일",
    "{0:%Y%m%d}",
    "{0:%Y%m%d}.0",
    "{0:%Y %m %d}",
    "{0:%Y}. {0.month}. {0.day}.(월)",
    "{0:%d-%b-%Y}",
)
CLOCKS: tuple[str, ...] = (
    "",
    " {0:%H:%M}",
    " {0.hour}:{0:%M:%S}",
    " {half} {twelve}:{0:%M}",
    " {0.hour}시 {0.minute}분",
)
ORDERED = {"ymd": "{0:%y}.{0.month}.{0.day}", "dmy": "{0:%d-%m-%Y}", "mdy": "{0.month}/{0.day}/{0:%Y}"}

moments = st.datetimes(dt.datetime(1970, 1, 1), dt.datetime(2069, 12, 31)).map(lambda at: at.replace(microsecond=0))
numbers = st.one_of(st.integers(-(10**9), 10**9), st.decimals(-(10**6), 10**6, places=2).map(float))


def read(kind: str, text: str, **answers: Any) -> Any:
    """Return the one value, None when missing, "bad" when bad."""
    parsed = KINDS[kind].read(pd.Series([text], dtype="str"), answers)
    if parsed.bad.iloc[0]:
        return "bad"
    return None if parsed.missing.iloc[0] else parsed.values.iloc[0]


@given(at=moments, date=st.sampled_from(KOREAN_MOMENTS), clock=st.sampled_from(CLOCKS), way=st.sampled_from([*WAYS]))
def test_a_moment_in_any_spelling_reads_back(at: dt.datetime, date: str, clock: str, way: str) -> None:
    clock = "" if date.endswith(".0") else clock
    half, twelve = "오후" if at.hour >= 12 else "오전", at.hour % 12 or 12
    text = (date + clock).format(at, half=half, twelve=twelve)
    seconds = "%S" in clock
    wanted = at if seconds else at.replace(second=0) if clock else at.replace(hour=0, minute=0, second=0)
    assert read("datetime", text) == pd.Timestamp(wanted)
    assert read("datetime", WAYS[way](text)) == pd.Timestamp(wanted)


@given(at=moments, order=st.sampled_from([*ORDERED]))
def test_a_day_in_a_declared_order_reads_back_and_undeclared_it_does_not(at: dt.datetime, order: str) -> None:
    text = ORDERED[order].format(at)
    assert read("datetime", text, date_order=order) == pd.Timestamp(at.date())
    assert read("datetime", text) == "bad"


@given(
    number=numbers,
    sign=st.sampled_from(["-", "\u2212", "△", "▲", "()"]),
    unit=st.sampled_from(["", "건", "점", " 명", "%", "개 부문", "원"]),
    way=st.sampled_from([*WAYS]),
)
def test_a_number_in_any_spelling_reads_back(number: float, sign: str, unit: str, way: str) -> None:
    digits = f"{abs(number):,}"
    text = f"({digits}){unit}" if sign == "()" else f"{sign}{digits}{unit}"
    text = text if number < 0 else f"{digits}{unit}"
    assert read("number", text, marks="minus", brackets="minus") == pytest.approx(number)
    assert read("number", WAYS[way](text), marks="minus", brackets="minus") == pytest.approx(number)
    if number < 0 and sign in ("△", "▲", "()"):
        assert read("number", text) == "bad"


@given(number=st.integers(1, 99_999_999), scale=st.sampled_from([("천", 1e3), ("만", 1e4), ("백만", 1e6), ("억", 1e8)]))
def test_a_number_with_a_word_of_size_reads_back(number: int, scale: tuple[str, float]) -> None:
    assert (
        read("number", f"{number:,}{scale[0]} 원") == pytest.approx(min(number * scale[1], 1e16))
        or number * scale[1] > cells.LARGEST
    )


@given(
    hours=st.integers(0, 99),
    minutes=st.integers(0, 59),
    seconds=st.integers(0, 59),
    spelling=st.sampled_from(
        [
            "{0}시간 {1}분 {2}초",
            "{0}시간{1}분{2}초",
            "약 {0}시간 {1}분 {2}초",
            "{0:02d}:{1:02d}:{2:02d}",
            "{0}h {1}m {2}s",
        ]
    ),
    way=st.sampled_from([*WAYS]),
)
def test_a_duration_in_any_spelling_reads_back(hours: int, minutes: int, seconds: int, spelling: str, way: str) -> None:
    text = spelling.format(hours, minutes, seconds)
    wanted = hours * 60 + minutes + seconds / 60
    for spelled in (text, WAYS[way](text)):
        assert read("duration", spelled, clock="h:mm") == pytest.approx(wanted)


@given(hour=st.integers(0, 23), minute=st.integers(0, 59), second=st.integers(1, 59))
def test_a_time_on_day_zero_of_a_spreadsheet_is_the_time_alone(hour: int, minute: int, second: int) -> None:
    clock = dt.time(hour, minute, second)
    wanted = hour * 60 + minute + second / 60
    for text in (f"12/31/1899 {clock:%I:%M:%S %p}", f"1899-12-31T{clock}", f"1899-12-30 {clock}"):
        assert read("duration", text) == pytest.approx(wanted)
        assert read("datetime", text) == "bad"


@given(
    days=st.integers(0, 400),
    hours=st.integers(0, 23),
    tenths=st.integers(0, 9),
    day_hours=st.sampled_from([8, 24]),
)
def test_days_read_back_by_the_declared_length(days: int, hours: int, tenths: int, day_hours: int) -> None:
    minutes = day_hours * 60
    assert read("duration", f"{days}일 {hours}시간", day_hours=str(day_hours)) == days * minutes + hours * 60
    assert read("duration", f"{days}.{tenths}일", day_hours=str(day_hours)) == pytest.approx(
        (days + tenths / 10) * minutes
    )
    assert read("duration", f".{tenths}일", day_hours=str(day_hours)) == pytest.approx(tenths / 10 * minutes)


@given(
    amount=st.integers(1, 99),
    unit=st.sampled_from([("일", "day"), ("근무시간", "hour"), ("주", "week"), ("개월", "month"), ("년", "year")]),
    after=st.sampled_from(["", " 이내", "이내", "(이내)", " (공휴일 제외)", "간"]),
    way=st.sampled_from([*WAYS]),
)
def test_a_statutory_period_in_any_spelling_reads_back(
    amount: int, unit: tuple[str, str], after: str, way: str
) -> None:
    after = "" if after == "간" and unit[1] == "hour" else after
    for text in (f"{amount}{unit[0]}{after}", WAYS[way](f"{amount}{unit[0]}{after}")):
        parsed = KINDS["days"].read(pd.Series([text], dtype="str"), {})
        assert (parsed.values.iloc[0], parsed.unit.iloc[0]) == (amount, unit[1])


ODD = st.one_of(
    st.text(max_size=20),
    st.from_regex(r"[0-9△▲▽▼().,:~/년월일시분초천만억개주 '\-+%ZTe]{0,16}", fullmatch=True),
    st.sampled_from(
        ["1" * 400, "1,000" * 50, "9" * 20 + "일", "1e999999", "(" * 99, "9999999:59:59", "P" + "9" * 99 + "D"]
    ),
)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "marks": st.sampled_from(["minus", "press"]),
        "brackets": st.sampled_from(["minus", "plain"]),
        "date_order": st.sampled_from(["ymd", "dmy", "mdy"]),
        "clock": st.sampled_from(["h:mm", "m:ss"]),
        "day_hours": st.sampled_from(["8", "24", "seven", ""]),
        "year": st.integers(1900, 2100),
    },
)


@settings(max_examples=150)
@given(kind=st.sampled_from([*KINDS]), texts=st.lists(ODD, max_size=5), answers=ANSWERS)
def test_no_text_raises_and_each_is_a_value_missing_or_bad(
    kind: str, texts: list[str], answers: dict[str, Any]
) -> None:
    column = pd.Series(texts, dtype="str")
    for chosen in (KINDS[kind], duration("day"), duration("hour", counter=False)):
        parsed = chosen.read(column, answers)
        there = parsed.values.notna() & parsed.values.astype("str").ne("")
        assert ((there.astype(int) + parsed.bad.astype(int) + parsed.missing.astype(int)) == 1).all()
        probable = chosen.probable(column)
        assert not (probable.bad & ~chosen.read(column, {}).bad).any()
    for text in texts:
        assert expected(text, kind).say("ko", found=text)


@settings(max_examples=150)
@given(kind=st.sampled_from([*KINDS]), text=ODD, way=st.sampled_from(["NFD", "blanks around"]))
def test_letters_that_are_typed_otherwise_read_alike(kind: str, text: str, way: str) -> None:
    assert str(read(kind, WAYS[way](text))) == str(read(kind, text))


@pytest.mark.parametrize("kind", [*KINDS])
@pytest.mark.parametrize(
    "text", ["토·" * 9_000, "7일(" + "토," * 9_000, "1,111" * 9_000, "1억 " * 9_000, "1시간" * 9_000]
)
def test_a_cell_of_many_thousand_letters_costs_no_time(kind: str, text: str) -> None:
    begun = time.process_time()
    assert read(kind, text) == "bad"
    assert expected(text, kind).ko
    assert time.process_time() - begun < 1.0
