"""Goalposts and weights of the parts of the 5S number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kpi.core import formats
from kpi.core.composite import PARTS, CompositePart
from kpi.core.errors import Finding
from kpi.core.indicator import indicators
from kpi.core.periods import Period
from kpi.core.text import LANGS, Lang, Text
from services.composite import composite_of
from services.days import day_of
from services.entered import reads
from services.entered.field import Field, Known, Values
from services.entered.figures import Figure, rounded
from services.entered.problems import no_indicator, outside, problem
from services.entered.sort import Sort, in_settings
from services.evidence import View
from services.settings import COMPOSITE

_NUMBERS = ("worst", "best", "weight")
_MOST = 1000.0
_SCORE = Text("점수", "Score")
_EQUAL = Text(
    "0점과 100점의 값이 같습니다({found}). 서로 다른 값을 쓰세요. 비운 칸은 {usual} 값입니다.",
    "The values of 0 and of 100 points are the same ({found}). They must differ; a blank means {usual}.",
)
_WEIGHT = Text(
    "가중치는 0 이상 {most} 이하여야 합니다. 0이면 이 부분을 뺍니다. 적은 값: {found}",
    "A weight lies between 0 and {most}; 0 leaves the part out. Found: {found}",
)
_BLANK = Text(
    "0점의 값, 100점의 값, 가중치 가운데 적은 것이 없습니다. 하나 이상 쓰세요.",
    "Neither goalposts nor a weight are given. Fill in at least one of them.",
)


def parts() -> Mapping[str, CompositePart]:
    """Return the parts of the 5S number by indicator."""
    return {part.indicator: part for part in PARTS}


def names() -> dict[str, Text]:
    """Return the indicators that are parts."""
    return {name: indicators()[name].name for name in parts()}


def check(values: Values, known: Known) -> Iterator[Finding]:
    """Yield what is wrong: nothing said, equal goalposts, a goalpost that no value can reach, an impossible weight."""
    del known
    part = parts()[values["indicator"]]
    given: dict[str, float] = {name: values[name] for name in _NUMBERS if values.get(name) is not None}
    if not given:
        yield problem("blank_field", _BLANK, "worst")
    worst, best = given.get("worst", part.worst), given.get("best", part.best)
    if worst == best:
        usual = f"{part.worst:g}, {part.best:g}"
        yield problem("equal_goalposts", _EQUAL, "best", found=f"{worst:g}", usual=usual)
    if part.column == "value":
        for name in ("worst", "best"):
            yield from outside(given.get(name), indicators()[part.indicator], name)
    if not 0 <= given.get("weight", part.weight) <= _MOST:
        yield problem("bad_weight", _WEIGHT, "weight", most=f"{_MOST:g}", found=f"{given['weight']:g}")


def figures(view: View) -> Iterator[Figure]:
    """Yield the yearly 5S numbers of the whole organisation and of every department."""
    for row in composite_of(view).records():
        period = Period(day_of(row["period_start"]), int(row["period_months"]))
        yield Figure(period, row["department"], _SCORE, rounded(row["score"], 1))


def _number(name: str, label: Text, about: Text, spellings: str, *example: str) -> Field:
    return Field(name, label, about, "number", reads.number, empty=None, spellings=spellings, example=example)


def _usual(lang: Lang) -> str:
    index = Text(" 지수", " index").say(lang)
    said = [
        f"{indicators()[part.indicator].name.say(lang)}{index if part.column == 'index' else ''} "
        f"{formats.number(part.worst, 0, lang)}→{formats.number(part.best, 0, lang)}"
        for part in PARTS
    ]
    return ", ".join(said)


def _pack(values: Values) -> dict[str, Any]:
    return {name: float(values[name]) for name in _NUMBERS if values.get(name) is not None}


_SAID = dict(zip(LANGS, map(_usual, LANGS), strict=True))
SORT = Sort(
    id="composite",
    place=8,
    name=Text("5S 종합점수", "5S number"),
    about=Text(
        "부분마다 0점과 100점이 되는 값과 가중치입니다. 시간 지표는 같은 업무 지수(기준연도 100)로 봅니다. 모든 해를 이 값으로 다시 계산합니다.",
        "For each part the values that score 0 and 100, and its weight. Times are scored by the same-task index (base year 100). Every year is computed with them.",
    ),
    usual=Text(
        f"적은 것이 없으면 0점→100점: {_SAID['ko']}. 가중치는 모두 {PARTS[0].weight:g}입니다.",
        f"Without an entry 0 to 100 points: {_SAID['en']}. Every weight is {PARTS[0].weight:g}.",
    ),
    grain=Text("부분(지표) 하나가 한 행", "One part (indicator) a row"),
    kept=in_settings(
        COMPOSITE,
        key=lambda values: str(values["indicator"]),
        pack=_pack,
        unpack=lambda rest, value: {"indicator": rest, **{name: (value or {}).get(name) for name in _NUMBERS}},
    ),
    fields=(
        Field(
            "indicator",
            Text("부분", "Part"),
            Text("5S 종합점수를 이루는 지표", "An indicator that the 5S number is made of"),
            "choice",
            reads.one_of(names),
            reads.shown_of(names),
            reads.choices_of(names),
            key=True,
            required=True,
            spellings="지표|indicator",
            example=(names()[PARTS[0].indicator].ko, names()[PARTS[1].indicator].ko),
        ),
        _number(
            "worst",
            Text("0점의 값", "Value of 0"),
            Text("비우면 원래 값", "Blank: as usual"),
            "최저|worst",
            "50",
            "150",
        ),
        _number(
            "best",
            Text("100점의 값", "Value of 100"),
            Text("비우면 원래 값", "Blank: as usual"),
            "최고|best",
            "90",
            "50",
        ),
        _number(
            "weight",
            Text("가중치", "Weight"),
            Text("0이면 빼고, 비우면 20", "0 leaves the part out, blank is 20"),
            "비중|weight",
            "20",
            "30",
        ),
    ),
    check=check,
    touches=no_indicator,
    figures=figures,
)
