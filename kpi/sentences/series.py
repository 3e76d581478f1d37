"""What a series with process limits, and a funnel of departments, show: in one sentence each."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.calc.control import LEAST_POINTS
from kpi.core import formats
from kpi.core.indicator import Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.rows import Row, last_with_value, period_of, unit_of, value_of

RULES: dict[str, Text] = {
    "outside": Text("한계 밖", "outside the limits"),
    "shift": Text("7개 이상 연속 중심선 한쪽", "seven or more on one side of the centre"),
    "trend": Text("7개 이상 연속 같은 방향", "seven or more rising or falling"),
    "two_of_three": Text("3개 중 2개가 한계의 2/3 밖", "two of three beyond two thirds of the limit"),
}
VARIATIONS: dict[str, Text] = {
    "common_cause": Text("평소의 변동", "Usual variation"),
    "improvement": Text("개선 신호", "Signal of improvement"),
    "concern": Text("악화 신호", "Signal of concern"),
    "high": Text("높아진 신호", "Signal of a rise"),
    "low": Text("낮아진 신호", "Signal of a fall"),
}
ASSURANCES: dict[str, Text] = {
    "pass": Text("목표 달성 예상", "Expected to meet the target"),
    "fail": Text("목표 미달 예상", "Expected to miss the target"),
    "hit_or_miss": Text("목표 달성·미달 모두 가능", "May meet or miss the target"),
}
PLACES: dict[str, Text] = {
    "within": Text("우연의 범위 안", "Within chance"),
    "above_95": Text("95% 한계 위", "Above the 95% limit"),
    "below_95": Text("95% 한계 아래", "Below the 95% limit"),
    "above_998": Text("99.8% 한계 위", "Above the 99.8% limit"),
    "below_998": Text("99.8% 한계 아래", "Below the 99.8% limit"),
}
_NAME = Text("{unit}{name}", "{unit}{name}")
_NOTHING = Text("{name}: 표시할 값 없음", "{name}: nothing to show")
_YEARS = Text("{name}: 연간 자료에는 관리 한계를 두지 않음", "{name}: yearly data get no process limits")
_FEW = Text(
    "{name}: 값이 {points}개라 관리 한계를 두지 않음({least}개부터)",
    "{name}: {points} values, no process limits (from {least} on)",
)
_NO_LIMITS = Text(
    "{name}: {period} 값에 관리 한계를 둘 수 없음(건수나 이웃한 값이 없음)",
    "{name}: no process limits for {period} (without n or a neighbour)",
)
_USUAL = Text(
    "{name}: {period} {value}, 평소의 변동 범위(한계 {limits})",
    "{name}: {value} in {period}, within usual variation (limits {limits})",
)
_SIGNAL = Text(
    "{name}: {period} {value}, {variation}({rule}, 한계 {limits})",
    "{name}: {value} in {period}, {variation} ({rule}; limits {limits})",
)
_FUNNEL = Text(
    "{name}: 부서 {count}곳 중 {outside}곳이 우연의 범위(99.8% 한계)를 벗어남(위 {above}, 아래 {below})",
    "{name}: {outside} of {count} departments lie outside what chance explains (99.8% limits): {above} above, {below} below",
)
_FUNNEL_NONE = Text(
    "{name}: 부서 {count}곳 모두 우연으로도 생길 수 있는 범위(99.8% 한계) 안",
    "{name}: all {count} departments lie where chance alone can put them (99.8% limits)",
)
_FUNNEL_FEW = Text("{name}: 견줄 부서가 적음", "{name}: too few departments to compare")


def series_title(rows: Sequence[Row], *, indicator: Indicator, lang: Lang) -> str:
    """Return what the last value of a series says against the limits of its segment, and why there are none."""
    last = last_with_value(rows)
    if last is None:
        return _NOTHING.say(lang, name=indicator.name.say(lang))
    name = _named(last, indicator, lang)
    if period_of(last).months >= 12:
        return _YEARS.say(lang, name=name)
    if not last.get("variation"):
        return _no_limits(last, name, lang)
    words = {
        "name": name,
        "period": period_of(last).label(lang),
        "value": formats.quantity(value_of(last), indicator, lang),
        "limits": _limits(last, indicator, lang),
    }
    if last["variation"] == "common_cause":
        return _USUAL.say(lang, **words)
    signal = VARIATIONS[str(last["variation"])].say(lang)
    lowered = signal if lang == "ko" else signal[:1].lower() + signal[1:]
    return _SIGNAL.say(lang, variation=lowered, rule=RULES[str(last["rule"])].say(lang), **words)


def _limits(last: Row, indicator: Indicator, lang: Lang) -> str:
    ends = [value_of(last, end) for end in ("control_low", "control_high")]
    said = formats.interval(ends[0], ends[1], indicator.decimals, lang)
    return formats.with_unit(said, indicator.unit, indicator.unit_text, lang)


def _no_limits(last: Row, name: str, lang: Lang) -> str:
    points = int(last["points"])
    if points >= LEAST_POINTS:
        return _NO_LIMITS.say(lang, name=name, period=period_of(last).label(lang))
    return _FEW.say(lang, name=name, points=points, least=LEAST_POINTS)


def funnel_title(rows: Sequence[Row], *, indicator: Indicator, lang: Lang) -> str:
    """Return how many departments lie outside the 99.8 % limits; the 95 % ones are no finding among many departments."""
    if not rows:
        return _FUNNEL_FEW.say(lang, name=indicator.name.say(lang))
    period = period_of(rows[0]).label(lang)
    name = f"{period} {indicator.name.say(lang)}" if lang == "ko" else f"{indicator.name.say(lang)}, {period}"
    above, below = (sum(row["place"] == f"{side}_998" for row in rows) for side in ("above", "below"))
    if not above + below:
        return _FUNNEL_NONE.say(lang, name=name, count=len(rows))
    return _FUNNEL.say(lang, name=name, count=len(rows), outside=above + below, above=above, below=below)


def _named(row: Row, indicator: Indicator, lang: Lang) -> str:
    unit = unit_of(row)
    return _NAME.say(lang, unit=f"{unit} · " if unit else "", name=indicator.name.say(lang))
