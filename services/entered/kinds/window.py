"""Evaluation windows: the month in which the years of an indicator or a source begin."""

from __future__ import annotations

from kpi.core.errors import refuse
from kpi.core.text import Text
from services.entered import reads
from services.entered.field import Field, Known
from services.entered.problems import indicators_of, nothing_wrong
from services.entered.sort import Sort, in_settings
from services.settings import WINDOW

_NOT_A_MONTH = Text("'{value}' 값은 1~12월이 아닙니다.", "'{value}' is no month from 1 to 12.")


def concerned() -> dict[str, Text]:
    """Return what may have a window of its own: the kinds of sources and the indicators."""
    return {**reads.source_names(), **reads.indicator_names()}


def month(said: str, known: Known) -> int:
    """Return a month, 1-12."""
    found = reads.number(said.strip().removesuffix("월"), known)
    if found not in range(1, 13):
        raise refuse("bad_month", _NOT_A_MONTH, value=said)
    return int(found)


SORT = Sort(
    id="window",
    place=6,
    name=Text("평가 기간", "Evaluation windows"),
    about=Text(
        "한 해가 시작하는 달입니다. 9월이면 2025년은 2024년 9월부터 2025년 8월까지입니다. 지표에 적은 것이 자료 종류에 적은 것보다 앞섭니다.",
        "The month in which years begin: with 9, a year runs from September to August. An indicator's own entry wins over its source's.",
    ),
    usual=Text("적은 것이 없으면 1월부터 12월까지입니다.", "Without an entry years run from January to December."),
    grain=Text("지표나 자료 종류 하나가 한 행", "An indicator or kind of source a row"),
    kept=in_settings(
        WINDOW,
        key=lambda values: str(values["of"]),
        pack=lambda values: {"first_month": values["first_month"]},
        unpack=lambda rest, value: {"of": rest, "first_month": int(value["first_month"]) if value else None},
    ),
    fields=(
        Field(
            "of",
            Text("대상", "What"),
            Text("자료 종류나 지표의 이름", "A kind of source or an indicator"),
            "choice",
            reads.one_of(concerned),
            reads.shown_of(concerned),
            reads.choices_of(concerned),
            key=True,
            required=True,
            spellings="지표|자료|자료종류|indicator",
            example=("민원 처리대장",),
        ),
        Field(
            "first_month",
            Text("시작하는 달", "First month"),
            Text("1~12", "1 to 12"),
            "number",
            month,
            required=True,
            empty=None,
            spellings="시작월|첫달|월|month",
            example=("9",),
        ),
    ),
    check=nothing_wrong,
    touches=lambda values: indicators_of(values["of"]),
)
