"""What the task table says: which tasks got faster or slower, by how much, and what that adds to the whole."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from kpi.core import formats
from kpi.core.indicator import Compare, Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.result import against_words, direction, p_text, verdict_word
from kpi.sentences.rows import Row, period_of, tested, value_of

NO_TASK = Text("(업무 이름 없음)", "(no task named)")
PRESENCE: dict[str, Text] = {
    "both": Text("두 기간 모두", "in both periods"),
    "new": Text("새로 생김", "new"),
    "ended": Text("없어짐", "ended"),
}
_FASTER = {"improved": Text("빨라진 업무 {n}개", "{n} faster"), "worsened": Text("느려진 업무 {n}개", "{n} slower")}
_FEWER = {"improved": Text("줄어든 업무 {n}개", "{n} fewer"), "worsened": Text("늘어난 업무 {n}개", "{n} more")}
_REST = {
    "no_confirmed_change": Text("확인된 변화 없음 {n}개", "{n} without a confirmed change"),
    "not_tested": Text("검정 안 함 {n}개", "{n} not tested"),
    "not_comparable": Text("비교 불가 {n}개", "{n} not comparable"),
}
_MATCHED = Text(
    "{period} 두 기간에 모두 있는 업무 {n}개 중 {counts}(여러 업무를 함께 비교한 보정 p 기준)",
    "{period}: of {n} tasks in both periods, {counts} (p adjusted for many tasks)",
)
_NO_MATCH = Text("{period} 두 기간에 모두 있는 업무 없음", "{period}: no task occurs in both periods")
_APART = Text("새로 생긴 업무 {new}개, 없어진 업무 {ended}개", "{new} tasks are new, {ended} ended")
_LARGEST = Text(
    "같은 업무 변화 {within} 가운데 몫이 가장 큰 업무는 '{task}'({contribution})",
    "Of the change of the same tasks, {within}, '{task}' has the largest part ({contribution})",
)
_TASK = Text("'{task}' {before} → {after}({n}건)", "'{task}' {before} → {after} ({n} cases)")
_TESTED = Text(
    "{against} 대비 {amount} {verb}(95% 구간 {ends}, 보정 p {p}), {verdict}",
    "{amount} {verb} than {against} (95% interval {ends}, adjusted p {p}): {verdict}",
)
_UNTESTED = Text("{against} 대비 {amount}{ends}, {verdict}", "{amount} against {against}{ends}: {verdict}")
_ENDS = Text("(95% 구간 {ends})", " (95% interval {ends})")
_SHARE = Text(
    "전체 변화의 몫 {contribution}(비중 {weight}%)", "its part of the change {contribution} (weight {weight}%)"
)
_MEDIAN = Text(
    "중앙값 {median}, 10건 중 9건은 {p90} 안에 처리({n}건, 오차 1% 이내)",
    "Median {median}, nine of ten cases within {p90} ({n} cases, at most 1% off)",
)
_SURVIVAL = Text(
    "{period} 접수 {n}건 가운데 {share}%가 아직 미처리. 미처리까지 넣어 추정한 중앙값 {median}(95% 구간 {ends}, 카플란-마이어)",
    "{share}% of the {n} cases received in {period} are still open. Estimated median with them {median} "
    "(95% interval {ends}, Kaplan-Meier)",
)
_NOT_REACHED = Text(
    "{period} 접수 {n}건 가운데 {share}%가 아직 미처리. 절반이 끝나지 않아 중앙값을 추정할 수 없음(카플란-마이어)",
    "{share}% of the {n} cases received in {period} are still open. Half are not closed yet: no median (Kaplan-Meier)",
)
_NO_HISTOGRAM = Text(
    "{period} 접수 {n}건 가운데 {share}%가 아직 미처리. 분포가 없는 자료가 있어 중앙값을 추정할 수 없음",
    "{share}% of the {n} cases received in {period} are still open. No median: a file gives no distribution of times",
)
_UP = Text("{low} 이상", "{low} or more")
_DOWN = Text("{high} 이하", "{high} or less")
_NO_ENDS = Text("정할 수 없음", "not known")


def table_sentence(rows: Sequence[Row], *, indicator: Indicator, lang: Lang) -> str:
    """Return what the tasks of one comparison did: how many faster and slower, and the largest part; "" for no task."""
    if not rows:
        return ""
    both = [row for row in rows if row["presence"] == "both"]
    period = period_of(rows[0]).label(lang)
    said = [_counts(both, indicator, lang, period) if both else _NO_MATCH.say(lang, period=period)]
    new, ended = (sum(row["presence"] == kind for row in rows) for kind in ("new", "ended"))
    if new or ended:
        said.append(_APART.say(lang, new=new, ended=ended))
    parts = [row for row in both if value_of(row, "contribution") is not None]
    within = sum(value_of(row, "contribution") or 0.0 for row in parts)
    if len(parts) > 1 and round(within, indicator.decimals):
        largest = max(parts, key=lambda row: (value_of(row, "contribution") or 0.0) * within)
        amounts = {
            "within": formats.change_of(within, indicator, lang),
            "contribution": _part(largest, indicator, lang),
        }
        said.append(_LARGEST.say(lang, task=task_name(largest, lang), **amounts))
    return " ".join(f"{one}." for one in said)


def task_sentence(row: Row, *, indicator: Indicator, lang: Lang, compare: Compare = "previous") -> str:
    """Return what one task of the table did."""
    levels = [formats.quantity(value_of(row, name), indicator, lang) for name in ("mean_0", "mean")]
    n = formats.number(value_of(row, "n"), 0, lang)
    said = [_TASK.say(lang, task=task_name(row, lang), before=levels[0], after=levels[1], n=n)]
    if row["presence"] != "both":
        return f"{said[0]}, {PRESENCE[str(row['presence'])].say(lang)}."
    said.append(_change(row, indicator, lang, compare))
    weight = value_of(row, "weight")
    if weight is not None:
        shares = {"contribution": _part(row, indicator, lang), "weight": formats.number(weight * 100, 0, lang)}
        said.append(_SHARE.say(lang, **shares))
    return "; ".join(one for one in said if one) + "."


def median_sentence(row: Mapping[str, Any], *, indicator: Indicator, lang: Lang) -> str:
    """Return median and ninth decile of one row of quantiles; "" where they are not known."""
    if value_of(row, "median") is None:
        return ""
    sizes = {name: formats.quantity(value_of(row, name), indicator, lang) for name in ("median", "p90")}
    return _MEDIAN.say(lang, n=formats.number(value_of(row, "n"), 0, lang), **sizes) + "."


def survival_sentence(row: Mapping[str, Any], *, indicator: Indicator, lang: Lang) -> str:
    """Return the median of closed and open cases of one period of receipt, marked as an estimate."""
    share = value_of(row, "open_share")
    words = {
        "period": period_of(row).label(lang),
        "n": formats.number(float(row["closed"] + row["open"]), 0, lang),
        "share": formats.number(None if share is None else share * 100, 0, lang),
    }
    if value_of(row, "median") is None:
        return (_NO_HISTOGRAM if row.get("no_histogram") else _NOT_REACHED).say(lang, **words) + "."
    median = formats.quantity(value_of(row, "median"), indicator, lang)
    return _SURVIVAL.say(lang, median=median, ends=_reach(row, indicator, lang), **words) + "."


def _reach(row: Mapping[str, Any], indicator: Indicator, lang: Lang) -> str:
    """Return the interval of a median, which may have one end only, or none."""
    low, high = (value_of(row, name) for name in ("low", "high"))
    upper = None if high is None or math.isinf(high) else high
    words = {
        "low": formats.number(low, indicator.decimals, lang),
        "high": formats.number(upper, indicator.decimals, lang),
    }
    if low is None:
        return (_NO_ENDS if upper is None else _DOWN).say(lang, **({} if upper is None else {"high": words["high"]}))
    if upper is None:
        return _UP.say(lang, low=words["low"])
    return formats.interval(low, upper, indicator.decimals, lang)


def task_name(row: Row, lang: Lang) -> str:
    """Return the name of a task, or that it has none."""
    return str(row["task"]) or NO_TASK.say(lang)


def _counts(both: Sequence[Row], indicator: Indicator, lang: Lang, period: str) -> str:
    verdicts = [str(row["verdict"]) for row in both]
    words = {**(_FASTER if indicator.unit in ("hours", "minutes", "days") else _FEWER), **_REST}
    counts = [text.say(lang, n=verdicts.count(code)) for code, text in words.items() if code in verdicts]
    return _MATCHED.say(lang, period=period, n=len(both), counts=", ".join(counts))


def _part(row: Row, indicator: Indicator, lang: Lang) -> str:
    return formats.change_of(value_of(row, "contribution"), indicator, lang)


def _change(row: Row, indicator: Indicator, lang: Lang, compare: Compare) -> str:
    change, verdict = value_of(row, "change"), str(row["verdict"])
    words = {"against": against_words(compare, row, lang), "verdict": verdict_word(verdict, lang).lower()}
    if change is None:
        return words["verdict"]
    if tested(row):
        ends = sorted(abs(value_of(row, name) or 0.0) for name in ("change_low", "change_high"))
        words |= {"amount": formats.change_of(abs(change), indicator, lang).lstrip("+")}
        words |= {"verb": direction(change, indicator, lang), "p": p_text(value_of(row, "p_adjusted"))}
        return _TESTED.say(lang, ends=formats.interval(ends[0], ends[1], indicator.decimals, lang), **words)
    low, high = (value_of(row, name) for name in ("change_low", "change_high"))
    ends_text = formats.signed_interval(low, high, indicator.decimals, lang)
    words |= {"amount": formats.change_of(change, indicator, lang)}
    return _UNTESTED.say(lang, ends=_ENDS.say(lang, ends=ends_text) if ends_text else "", **words)
