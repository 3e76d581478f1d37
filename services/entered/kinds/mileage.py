"""The city's rule of points for finishing early (처리 마일리지)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from kpi.core.errors import Finding, refuse
from kpi.core.mileage import MileageRule, rule_of
from kpi.core.periods import Period
from kpi.core.text import Lang, Text
from services.days import day_of
from services.entered import reads
from services.entered.field import Field, Known, Values
from services.entered.figures import Figure, rounded
from services.entered.problems import no_indicator, problem
from services.entered.sort import Sort, in_settings
from services.evidence import View
from services.results import Ask
from services.settings import MILEAGE
from services.shortening import shortening_of

Brackets = tuple[tuple[float, float | None, float], ...]
_NUMBER = r"(\d+(?:\.\d+)?)"
_BRACKET = re.compile(
    rf"^{_NUMBER}\s*일?\s*(?:(?P<to>[-~])\s*(?:{_NUMBER}\s*일?)?)?\s*(?:[:=]\s*|\s)\s*{_NUMBER}\s*점?$"
)
_RULE = MileageRule()
_REST = ("most", "late_per_day", "late_per_case")
_POINTS, _PER_CASE = Text("점수", "Points"), Text("건당 점수", "Points a case")
_NOT_BRACKETS = Text(
    "'{value}' 값은 구간이 아닙니다. '처음~끝: 하루에 주는 점수'를 쉼표로 나누어 짧은 기간부터 쓰세요. 예: 2~5: 1, 6~15: 0.8, 16~: 0.6",
    "'{value}' are no brackets. Write 'first-last: points for a day' with commas between, shorter periods first, such as "
    "2-5: 1, 6-15: 0.8, 16-: 0.6.",
)
_NEGATIVE = Text("점수는 0 이상이어야 합니다. 적은 값: {found}", "Points cannot be below 0. Found: {found}")


def brackets(said: str, known: Known) -> Brackets:
    """Return statutory periods (first and last day, None: no end) and the points for each day finished early."""
    del known
    found = [_BRACKET.match(part.strip()) for part in re.split(r"[,;]", said)]
    read = tuple(
        (float(one[1]), float(one[3]) if one[3] else None if one["to"] else float(one[1]), float(one[4]))
        for one in found
        if one
    )
    try:
        if len(read) == len(found):
            rule_of({"brackets": read})
            return read
    except ValueError:
        pass
    raise refuse("bad_brackets", _NOT_BRACKETS, value=said)


def shown(value: Brackets | None, lang: Lang) -> str:
    """Return brackets as people write them."""
    dash = "~" if lang == "ko" else "-"
    return ", ".join(
        f"{first:g}{dash}{'' if last is None else f'{last:g}'}: {points:g}" for first, last, points in value or ()
    )


def check(values: Values, known: Known) -> Iterator[Finding]:
    """Yield what is wrong: negative points."""
    del known
    for name in _REST:
        found = values.get(name)
        if found is not None and found < 0:
            yield problem("negative_points", _NEGATIVE, name, found=f"{found:g}")


def figures(view: View) -> Iterator[Figure]:
    """Yield the points of the whole organisation and of every department, and those of a case."""
    for ask in (Ask(), Ask(keys=("department",))):
        for row in shortening_of(view, ask).records():
            period = Period(day_of(row["period_start"]), int(row["period_months"]))
            for what, name, decimals in ((_POINTS, "points", 1), (_PER_CASE, "per_case", 2)):
                yield Figure(period, row["department"], what, rounded(row[name], decimals))


def _alone(values: Values) -> str:
    del values
    return ""


def _pack(values: Values) -> dict[str, Any]:
    given = {name: float(values[name]) for name in _REST if values.get(name) is not None}
    return {"brackets": [list(one) for one in values["brackets"]], **given}


def _read_back(rest: str, value: Any) -> Values:
    del rest
    held = value or {}
    rows = tuple((one[0], one[1], one[2]) for one in held.get("brackets") or ())
    return {"brackets": rows or None, **{name: held.get(name) for name in _REST}}


def _number(name: str, label: Text, spellings: str) -> Field:
    usual = f"{getattr(_RULE, name):g}"
    about = Text(f"비우면 {usual}점", f"Blank: {usual}")
    return Field(name, label, about, "number", reads.number, empty=None, spellings=spellings, example=(usual,))


_USUAL = tuple((one.first, None if math.isinf(one.last) else one.last, one.points) for one in _RULE.brackets)
SORT = Sort(
    id="mileage",
    place=9,
    name=Text("처리 마일리지", "Points for finishing early"),
    about=Text(
        "법정 처리기간의 구간마다 하루 일찍 끝내면 주는 점수와, 늦으면 빼는 점수입니다. 시마다 규칙이 다릅니다. 구간은 '2~5: 1, 6~15: 0.8, 16~: 0.6'처럼 씁니다. 모든 해를 이 규칙으로 다시 계산합니다.",
        "Points for each day finished early by the length of the statutory period, and points lost when late. Every city has its own rule. Write brackets as '2-5: 1, 6-15: 0.8, 16-: 0.6'. Every year is computed with it.",
    ),
    usual=Text(
        f"적은 것이 없으면 법정 처리기간 {_RULE.brackets[0].first:g}일 이상은 하루 단축에 {_RULE.brackets[0].points:g}점('{shown(_USUAL, 'ko')}'), 건당 최대 {_RULE.most:g}점, 늦으면 하루에 {_RULE.late_per_day:g}점을 뺍니다.",
        f"Without an entry {_RULE.brackets[0].points:g} for each day of periods from {_RULE.brackets[0].first:g} days on ('{shown(_USUAL, 'en')}'), at most {_RULE.most:g} a case, {_RULE.late_per_day:g} less for each late day.",
    ),
    grain=Text("규칙 전체가 한 행", "The whole rule in one row"),
    kept=in_settings(MILEAGE, key=_alone, pack=_pack, unpack=_read_back),
    fields=(
        Field(
            "brackets",
            Text("구간과 점수", "Brackets and points"),
            Text("예: 2~5: 1, 6~15: 0.8, 16~: 0.6", "Such as 2-5: 1, 6-15: 0.8, 16-: 0.6"),
            "text",
            brackets,
            shown,
            required=True,
            empty=None,
            spellings="구간|단축일 점수|brackets",
            example=("2~5: 1, 6~15: 0.8, 16~: 0.6",),
        ),
        _number("most", Text("건당 최대", "Most a case"), "최대|상한|most"),
        _number("late_per_day", Text("늦은 하루에 감점", "Lost for each late day"), "지연 하루 감점|late_per_day"),
        _number("late_per_case", Text("늦은 건에 감점", "Lost for a late case"), "지연 건 감점|late_per_case"),
    ),
    check=check,
    touches=no_indicator,
    figures=figures,
)
