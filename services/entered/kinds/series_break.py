"""Breaks of a series: from a day on, figures are not compared with those before."""

from __future__ import annotations

from collections.abc import Iterator

from kpi.core.errors import Finding
from kpi.core.indicator import indicators
from kpi.core.measures import MEASURES
from kpi.core.text import Text
from services.entered import reads
from services.entered.field import Field, Known, Values
from services.entered.problems import indicators_of, problem
from services.entered.sort import Sort, in_table

_EVERYTHING = Text("모든 지표", "Everything")
_SURVEY, _ITEM_SCORE = "satisfaction_survey", "score"
_NO_ITEMS = Text(
    "문항은 만족도 조사에만 있습니다. 대상을 만족도 조사나 그 지표로 바꾸거나 문항을 비우세요.",
    "Only surveys have items. Choose the survey or one of its indicators, or leave the item blank.",
)
_NO_ITEM = Text(
    "'{item}' 문항이 저장된 조사에 없습니다. 있는 문항: {known}",
    "No stored survey has the item '{item}'. There are: {known}",
)
SHOWN = 8


def concerned() -> dict[str, Text]:
    """Return what a break may concern: everything, a kind of source, an indicator, a measure."""
    measures = {measure.id: measure.name for measure in MEASURES.values()}
    return {**measures, **reads.source_names(), **reads.indicator_names(), "": _EVERYTHING}


def _offered() -> dict[str, Text]:
    return {"": _EVERYTHING, **reads.source_names(), **reads.indicator_names()}


def check(values: Values, known: Known) -> Iterator[Finding]:
    """Yield what is wrong: an item of what has none; noteworthy: one that no stored survey has."""
    item, measure = values["item"], values["measure"]
    if not item:
        return
    indicator = indicators().get(measure)
    if measure not in ("", _SURVEY, _ITEM_SCORE) and (indicator is None or indicator.source != _SURVEY):
        yield problem("no_items", _NO_ITEMS, "item")
    elif known.items and item not in known.items:
        shown = sorted(known.items)
        told = ", ".join(shown[:SHOWN]) + (" ..." if len(shown) > SHOWN else "")
        yield problem("unknown_item", _NO_ITEM, "item", severity="warning", item=item, known=told)


SORT = Sort(
    id="series_break",
    place=2,
    name=Text("계열 단절", "Series breaks"),
    about=Text(
        "설문 문항, 척도, 세는 방법이 바뀐 날을 적으면 그날 앞뒤를 비교하지 않고, 추이 그림에 그날과 이유를 보입니다.",
        "The day a wording, a scale or a way of counting changed: figures across it are not compared, and trends show day and reason.",
    ),
    usual=Text("적은 것이 없으면 모든 기간을 비교합니다.", "Without any, all periods are compared."),
    grain=Text("단절 하나가 한 행", "One break a row"),
    kept=in_table("series_break", {"holds": False, "reason": ""}, lambda columns: not columns["holds"], holds=True),
    fields=(
        Field(
            "measure",
            Text("대상", "What"),
            Text("지표나 자료 종류의 이름. '모든 지표'도 됩니다.", "An indicator, a kind of source, or 'Everything'"),
            "choice",
            reads.one_of(concerned),
            reads.shown_of(concerned),
            reads.choices_of(_offered),
            key=True,
            required=True,
            spellings="지표|자료|자료종류|measure|indicator",
            example=("고객만족도", "만족도 조사"),
        ),
        Field(
            "department",
            Text("부서", "Department"),
            Text("한 부서에만 해당하면 그 부서. 비우면 모두", "One department only; blank is all"),
            "choice",
            reads.department,
            reads.department_shown,
            reads.departments,
            key=True,
            spellings="부서명|담당부서",
            example=("", ""),
        ),
        Field(
            "item",
            Text("문항", "Item"),
            Text("설문의 한 문항에만 해당하면 그 문항. 비우면 모두", "One item of a survey only; blank is all"),
            "text",
            reads.text,
            key=True,
            spellings="문항명|질문|item",
            example=("", ""),
        ),
        Field(
            "effective_on",
            Text("바뀐 날", "From"),
            Text("새 방법이 처음 쓰인 날", "First day of the new way"),
            "day",
            reads.day,
            key=True,
            required=True,
            empty=None,
            spellings="날짜|일자|단절일|적용일|date",
            example=("2026-01-01", "2024-07-01"),
        ),
        Field(
            "reason",
            Text("이유", "Reason"),
            Text("무엇이 어떻게 바뀌었는지. 그림에 적힙니다.", "What changed; it is written into the chart"),
            "text",
            reads.text,
            required=True,
            spellings="사유|까닭|내용|설명",
            example=("종합 만족도 문항 변경(예시)", "5점에서 7점 척도로 변경(예시)"),
        ),
    ),
    check=check,
    touches=lambda values: indicators_of(values["measure"]),
)
