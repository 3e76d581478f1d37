"""What the items of a survey show, how far they measure one thing, and what the next survey can confirm."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.calc.groups import Split
from kpi.calc.reliability import Reliability
from kpi.core import formats
from kpi.core.text import Lang, Text
from kpi.sentences.rows import Row, period_of, value_of

QUADRANTS: dict[str, Text] = {
    "focus": Text("우선 개선", "Work on first"),
    "keep": Text("유지", "Keep up"),
    "low": Text("낮은 우선순위", "Low priority"),
    "ample": Text("충분", "Ample"),
}
_ITEMS = Text(
    "{period} 가장 낮은 문항은 {item} {low}점(95% 구간 {ends}), 가장 높은 문항은 {best} {high}점(95% 구간 {best_ends})",
    "{period}: lowest is {item} with {low} points (95% interval {ends}), highest is {best} with {high} (95% interval {best_ends})",
)
_FOCUS = Text(
    "{period} 종합과의 관련은 크고 점수는 낮은 문항: {items}",
    "{period}: goes closely with the overall score and is rated low: {items}",
)
_NO_FOCUS = Text(
    "{period} 관련이 크고 점수가 낮다고 구간으로 확인된 문항 없음",
    "{period}: no item is confirmed by its intervals to be closely related and rated low",
)
_NO_ITEMS = Text("표시할 문항 값이 없음", "There are no items to show")
_ALPHA = Text(
    "문항 {items}개의 내적 일치도(크론바흐 알파) {alpha}(95% 구간 {ends}, 모든 문항에 답한 {n}명)",
    "Internal consistency of the {items} items (Cronbach's alpha): {alpha} (95% interval {ends}, {n} complete answers)",
)
_NO_ALPHA = Text(
    "문항 {items}개의 내적 일치도(크론바흐 알파)를 계산할 수 없음(모든 문항에 답한 {n}명의 합계가 모두 같음)",
    "Internal consistency of the {items} items (Cronbach's alpha) cannot be computed: all totals of the {n} complete answers are alike",
)
_ONE_ITEM = Text(
    "{period} 문항 {item} {value}점(95% 구간 {ends})", "{period}: {item} with {value} points (95% interval {ends})"
)
_DROP = Text(", {item} 문항을 빼면 {alpha}", "; {alpha} without {item}")
_PLAN = Text(
    "다음 조사에서 {next_n}명이 답하면 {change}점 이상의 변화를 80% 확률로 확인할 수 있음(지금의 퍼짐과 설계가 같을 때)",
    "With {next_n} answers the next survey confirms a change of {change} points or more with a chance of 80% (same spread and design)",
)
_AT_SHARES = Text(
    "응답자 집단(층)을 모집단 비율에 맞추면 {value}점(95% 구간 {ends})",
    "At the population's shares of the groups (strata): {value} points (95% interval {ends})",
)
_SPLIT = Text(
    "전년 대비 {change}점 중 같은 집단 안의 변화 {within}점(95% 구간 {ends}), 응답자 구성 변화 {mix}점{entry}",
    "Of {change} points against the year before, {within} within the groups (95% interval {ends}), {mix} mix of respondents{entry}",
)
_ENTRY = Text(", 새로 생기거나 없어진 집단 {entry}점", ", {entry} groups that came or went")
CAUSE = Text(
    "관련(상관)이 크다고 원인은 아님. 종합 문항이 없는 조사는 문항 평균이 종합이라 관련이 크게 나옴",
    "Correlation is no cause; without an overall item the mean of the items is the overall score, and correlations come out high",
)


def latest(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with a value of the last period that has one, best first."""
    known = [row for row in rows if value_of(row) is not None]
    last = max((period_of(row) for row in known), default=None)
    return sorted((row for row in known if period_of(row) == last), key=lambda row: -(value_of(row) or 0.0))


def profile_title(rows: Sequence[Row], lang: Lang) -> str:
    """Return the lowest and the highest item of the rows (one period), each with its interval."""
    known = sorted((row for row in rows if value_of(row) is not None), key=lambda row: value_of(row) or 0.0)
    if not known:
        return _NO_ITEMS.say(lang)
    worst, best = known[0], known[-1]
    if worst is best:
        words = {"item": best["item"], "value": formats.number(value_of(best), 1, lang), "ends": _ends(best, lang)}
        return _ONE_ITEM.say(lang, period=period_of(best).label(lang), **words)
    return _ITEMS.say(
        lang,
        period=period_of(worst).label(lang),
        item=worst["item"],
        low=formats.number(value_of(worst), 1, lang),
        ends=_ends(worst, lang),
        best=best["item"],
        high=formats.number(value_of(best), 1, lang),
        best_ends=_ends(best, lang),
    )


def importance_title(rows: Sequence[Row], lang: Lang) -> str:
    """Return which items (of one period) are confirmed to go closely with the overall score and to be rated low."""
    known = [row for row in rows if value_of(row, "importance") is not None]
    if not known:
        return _NO_ITEMS.say(lang)
    period = period_of(known[0]).label(lang)
    found = [str(row["item"]) for row in known if row["quadrant"] == "focus"]
    return _FOCUS.say(lang, period=period, items=", ".join(found)) if found else _NO_FOCUS.say(lang, period=period)


def alpha_sentence(scale: Reliability, lang: Lang) -> str:
    """Return alpha with its interval, and the item without which it would be highest where that is higher."""
    words = {"items": len(scale.items), "n": formats.number(scale.n, 0, lang)}
    if scale.alpha != scale.alpha:
        return _NO_ALPHA.say(lang, **words)
    ends = formats.interval(scale.low, scale.high, 2, lang) or formats.MISSING
    said = _ALPHA.say(lang, alpha=formats.number(scale.alpha, 2, lang), ends=ends, **words)
    item, without = max(scale.without.items(), key=lambda pair: (pair[1] == pair[1], pair[1]))
    higher = round(without, 2) > round(scale.alpha, 2)
    return said + (_DROP.say(lang, item=item, alpha=formats.number(without, 2, lang)) if higher else "")


def plan_sentence(row: Row, lang: Lang) -> str:
    """Return the least change that a next survey of this size is likely to confirm."""
    next_n, change = formats.number(row["next_n"], 0, lang), formats.number(row["change"], 1, lang)
    return _PLAN.say(lang, next_n=next_n, change=change)


def about_the_survey(
    scale: Reliability | None,
    plan: Sequence[Row],
    at_shares: tuple[float, float, float] | None,
    split: Split | None,
    lang: Lang,
) -> list[str]:
    """Return what is known of a survey as a whole: alpha, the score at known shares (value, low, high), the split, the plan."""
    said = [alpha_sentence(scale, lang)] if scale else []
    said += [at_shares_sentence(*at_shares, lang)] if at_shares else []
    said += [split_sentence(split, lang)] if split else []
    return said + [plan_sentence(row, lang) for row in plan]


def at_shares_sentence(value: float, low: float, high: float, lang: Lang) -> str:
    """Return the score at the population's shares with its interval."""
    ends = formats.interval(low, high, 1, lang) or formats.MISSING
    return _AT_SHARES.say(lang, value=formats.number(value, 1, lang), ends=ends)


def split_sentence(parts: Split, lang: Lang) -> str:
    """Return how much of a change lies within the groups of respondents and how much in their mix."""
    said = {name: formats.signed(getattr(parts, name), 1, lang) for name in ("change", "within", "mix")}
    ends = formats.signed_interval(parts.low, parts.high, 1, lang) or formats.MISSING
    entry = _ENTRY.say(lang, entry=formats.signed(parts.entry_exit, 1, lang)) if round(parts.entry_exit, 1) else ""
    return _SPLIT.say(lang, ends=ends, entry=entry, **said)


def _ends(row: Row, lang: Lang) -> str:
    return formats.interval(value_of(row, "low"), value_of(row, "high"), 1, lang) or formats.MISSING
