"""Finished early, short periods and points, in words that keep the two kinds of 단축률 apart."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from kpi.core import formats
from kpi.core.mileage import MileageRule
from kpi.core.text import Lang, Text
from kpi.sentences.rows import period_of, value_of

_WHO = Text("{who} 조기 처리", "{who}, finished early")
_DAYS = Text(
    "6일 이상 민원의 조기 처리 비율(건수) {share}%(95% 구간 {ends}, {n}건)",
    "{share}% of petitions of 6 days or more (95% interval {ends}, {n} cases)",
)
_HOURS = Text(
    "5일 이하 민원의 조기 처리 비율(건수) {share}%(95% 구간 {ends}, {n}건)",
    "{share}% of petitions of 5 days or less (95% interval {ends}, {n} cases)",
)
_SAVING = Text(
    "5일 이하 민원의 단축률(기간, 근무시간 합) {share}%(95% 구간 {ends})",
    "shortening of petitions of 5 days or less (sums of working hours) {share}% (95% interval {ends})",
)
_POINTS = Text("처리 마일리지 {points}점(건당 {per_case}점, {n}건)", "points {points} ({per_case} a case, {n} cases)")
_COVERAGE = Text(
    "업무별 법정기간이 하나인 건만 셈(건수의 {share}%)",
    "only cases of tasks with one statutory period ({share}% of cases)",
)
_RULE = Text(
    "마일리지 규칙: {brackets}, 건당 최대 {most}점, 늦으면 하루에 {day}점·건당 {case}점 감점",
    "Points: {brackets}; at most {most} a case; late: {day} less a day and {case} a case",
)
_BRACKET = Text("법정 {first}~{last}일은 하루 단축에 {points}점", "{points} a day saved of {first} to {last} days")
_OPEN_BRACKET = Text("법정 {first}일 이상은 하루 단축에 {points}점", "{points} a day saved from {first} days up")
_NO_LIMIT = Text("제한 없음", "any number")


def shortening_sentence(row: Mapping[str, Any], lang: Lang) -> str:
    """Return one record of ``services.shortening``; what is not there is left out."""
    names = [str(row[key]) for key in ("department", "task") if row[key]]
    who = _WHO.say(lang, who=" · ".join([*names, period_of(row).label(lang)]))
    said = [
        _share(row, _DAYS, ("value_days", "low_days", "high_days"), "n_days", lang),
        _share(row, _HOURS, ("value_hours", "low_hours", "high_hours"), "n_hours", lang),
        _share(row, _SAVING, ("saving_hours", "saving_low", "saving_high"), "n_hours", lang),
    ]
    if value_of(row, "per_case") is not None:
        points, per_case = (formats.number(value_of(row, name), 1, lang) for name in ("points", "per_case"))
        said.append(
            _POINTS.say(lang, points=points, per_case=per_case, n=formats.number(value_of(row, "cases"), 0, lang))
        )
    coverage = value_of(row, "coverage")
    if coverage is not None and coverage < 1:
        said.append(_COVERAGE.say(lang, share=formats.number(100 * coverage, 0, lang)))
    return f"{who}: {'; '.join(one for one in said if one)}."


def rule_sentence(rule: MileageRule, lang: Lang) -> str:
    """Return the rule of the points."""
    brackets = [
        (_OPEN_BRACKET if math.isinf(one.last) else _BRACKET).say(
            lang,
            first=f"{one.first:g}",
            points=f"{one.points:g}",
            **({} if math.isinf(one.last) else {"last": f"{one.last:g}"}),
        )
        for one in rule.brackets
    ]
    most = _NO_LIMIT.say(lang) if math.isinf(rule.most) else f"{rule.most:g}"
    words = {"day": f"{rule.late_per_day:g}", "case": f"{rule.late_per_case:g}"}
    return _RULE.say(lang, brackets=", ".join(brackets), most=most, **words) + "."


def _share(row: Mapping[str, Any], text: Text, names: tuple[str, str, str], count: str, lang: Lang) -> str:
    value, low, high = (value_of(row, name) for name in names)
    if value is None:
        return ""
    words = {"share": formats.number(value, 1, lang), "ends": formats.interval(low, high, 1, lang) or formats.MISSING}
    return text.say(lang, **words, **({"n": formats.number(value_of(row, count), 0, lang)} if "{n}" in text.ko else {}))
