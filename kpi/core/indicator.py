"""What an indicator is, what it may be asked, and the words its results use."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, TypeVar, cast

import pandas as pd

from kpi.core.periods import Grain
from kpi.core.settings import Settings
from kpi.core.text import Text

Better = Literal["higher", "lower", "neither"]
Key = Literal["department", "task"]
Compare = Literal["previous", "base"] | int

PILLARS: dict[str, Text] = {
    "smile": Text("친절", "Smile"),
    "simple": Text("간편", "Simple"),
    "soft": Text("유연", "Soft"),
    "speed": Text("신속", "Speed"),
    "smart": Text("능동", "Smart"),
}

VERDICTS: dict[str, Text] = {
    "improved": Text("개선", "Improved"),
    "worsened": Text("악화", "Worsened"),
    "no_confirmed_change": Text("확인된 변화 없음", "No confirmed change"),
    "not_comparable": Text("비교 불가", "Not comparable"),
    "not_tested": Text("검정 안 함", "Not tested"),
}

NOTES: dict[str, Text] = {
    "too_few": Text("응답이 적어 표시하지 않음", "Too few answers to show"),
    "protected": Text("적은 응답이 계산되지 않도록 함께 숨김", "Hidden too: it would give away a small group"),
    "no_counterpart": Text("비교할 기간의 자료 없음", "No data for the period compared with"),
    "series_break": Text("계열이 끊겨 비교하지 않음", "The series breaks: not compared"),
    "not_poolable": Text("건수 없는 평균이라 합치지 않음", "A mean without n cannot be pooled"),
    "open_cases": Text("미처리 건이 많아 비교하지 않음", "Many cases are still open: not compared"),
    "partial": Text("자료가 덮지 않는 기간이라 건수만 표시", "No upload covers this period: count only"),
    "no_data": Text("자료 없음", "No data"),
    "many_compared": Text("여러 부서·업무를 함께 비교해 확정하지 않음", "Not confirmed: many were compared at once"),
    "reference_only": Text("참고(응답 30명 미만)", "For reference (fewer than 30 answers)"),
    "no_spread": Text(
        "건수가 적거나 표준편차가 없어 구간을 계산하지 않음", "Too few cases or no spread given: no interval"
    ),
    "no_matched_tasks": Text("두 기간에 같은 업무가 없음", "No task occurs in both periods"),
    "pooled_spread": Text("1건뿐인 업무는 합동 표준편차 사용", "Tasks with one case use the pooled spread"),
    "single_stratum": Text("1명뿐인 층은 전체 평균 기준", "Strata with one answer centred at the overall mean"),
    "chain_broken": Text("누적지수의 연결이 끊김", "The chain of the index is broken"),
    "by_share": Text("나뉜 부서·업무의 몫으로 계산", "Worked out by the shares of a split"),
    "reorganised": Text("조직이 바뀌어 오늘의 조직으로만 비교", "Reorganised: compared in today's organisation only"),
    "no_histogram": Text("분포가 없는 자료라 중앙값 없음", "No distribution in the file: no median"),
    "few_parts": Text("평가 부분이 60점 미만이라 점수 없음", "Parts worth under 60 of 100: no score"),
}


Made = TypeVar("Made")


@dataclass(frozen=True)
class Question:
    """What is asked of an indicator.

    ``keys``: rows apart by department and/or task (else the whole organisation, "").
    ``compare``: the same period one year earlier, in the base year, or in a given year.
    Filters are not here: the family for adjusted p-values is everything that has a value.
    """

    keys: tuple[Key, ...] = ()
    grain: Grain = "year"
    compare: Compare = "previous"
    settings: Settings = field(default_factory=Settings)


@dataclass(frozen=True)
class Evidence:
    """What an indicator may use: CELL, PAIR and CLAIM frames in today's names, and the series breaks.

    ``breaks`` has columns measure, item, department, effective_on (datetime64): comparisons across the date are not made.
    ``population`` has columns year, stratum, population (finite population sizes).
    """

    cells: pd.DataFrame
    pairs: pd.DataFrame
    claims: pd.DataFrame
    breaks: pd.DataFrame
    population: pd.DataFrame
    _known: list[tuple[object, object]] = field(default_factory=list, init=False, repr=False, compare=False)

    def once(self, key: object, make: Callable[[], Made]) -> Made:
        """Return what ``make`` returned for an equal key before, else make and keep it: nobody may change it.

        ``key`` names everything but the evidence that it depends on. Two threads may make the same thing at once.
        """
        for held, thing in self._known:
            if held == key:
                return cast("Made", thing)
        made = make()
        self._known.append((key, made))
        return made


@dataclass(frozen=True)
class Indicator:
    """One number a manager sees: its definition, its arithmetic and its words.

    ``unit`` is an id (points, percent, minutes, hours, count, projects); ``unit_text`` its words. ``card`` marks the one
    indicator of each pillar that stands on the overview. ``same_task``: change means the within effect. ``proportion``:
    the value is the share (percent) of n that has something. ``compute`` takes (evidence, question) and returns a RESULT
    frame. ``lowest`` and ``highest``: ends of what its values can be.
    """

    id: str
    pillar: str
    name: Text
    unit: str
    unit_text: Text
    better: Better
    decimals: int
    why: Text
    how: Text
    limits: Text
    measures: tuple[str, ...]
    compute: Callable[[Evidence, Question], pd.DataFrame]
    source: str
    minimum_n: int = 1
    same_task: bool = False
    proportion: bool = False
    cumulates: bool = False
    card: bool = False
    owner: Text = field(default_factory=lambda: Text("기획부서", "Planning office"))
    status: Literal["published", "retired"] = "published"
    changes: tuple[tuple[str, Text], ...] = ()
    references: tuple[str, ...] = ()
    published_case: str = ""
    lowest: float | None = 0.0
    highest: float | None = None

    @property
    def possible(self) -> tuple[float | None, float | None]:
        """The lowest and highest value there can be (None: no end); percentages end at 100 where nothing is declared."""
        return self.lowest, 100.0 if self.highest is None and self.unit == "percent" else self.highest


@cache
def indicators() -> Mapping[str, Indicator]:
    """Return every indicator file of ``kpi/indicators`` by id, in the order of the pillars, cards first."""
    package = importlib.import_module("kpi.indicators")
    found = [
        importlib.import_module(f"kpi.indicators.{info.name}").INDICATOR
        for info in pkgutil.iter_modules(package.__path__)
    ]
    order = list(PILLARS)
    found.sort(key=lambda indicator: (order.index(indicator.pillar), not indicator.card, indicator.id))
    return {indicator.id: indicator for indicator in found}
