"""How much of the change of the crude mean is real, and how much is the mix of tasks: in one sentence.

"Real improvement" is said only where the test of the same tasks found one and all parts point the same way; elsewhere the
parts are signed numbers with the words of the verdict. Mix and entry/exit are accounting and never called better or worse.
"""

from __future__ import annotations

from dataclasses import replace

from kpi.core import formats
from kpi.core.indicator import VERDICTS, Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.rows import Row, tested, value_of

_CRUDE = Text("단순 평균 변화 {crude}", "Change of the crude mean {crude}")
_PARTS = Text("{crude}: {parts}", "{crude}: {parts}")
_OF = Text("평균 {crude} {verb} 중 {parts}", "Mean {crude} {verb}, of which {parts}")
_SAME = Text("같은 업무 {amount}({verdict})", "same tasks {amount} ({verdict})")
_UNTESTED = Text("같은 업무 {amount}", "same tasks {amount}")
_MIX = Text("업무 구성 변화 {amount}", "mix of tasks {amount}")
_ENTRY = Text("신설·폐지 업무 {amount}", "tasks that began or ended {amount}")
_REAL: dict[str, Text] = {
    "improved": Text("{amount} 실제 개선", "{amount} is real improvement"),
    "worsened": Text("{amount} 실제 악화", "{amount} is real worsening"),
}
_OF_MIX = Text("{amount} 업무 구성 변화", "{amount} the mix of tasks")
_OF_ENTRY = Text("{amount} 신설·폐지 업무", "{amount} tasks that began or ended")
_VERBS = {-1: Text("단축", "shorter"), 1: Text("증가", "longer")}
_COUNT_VERBS = {-1: Text("감소", "lower"), 1: Text("증가", "higher")}
_ROUNDED = Text("(반올림하여 합이 다를 수 있음)", " (rounded: parts may not add up)")
_MOVED = ("crude_change", "within", "mix", "entry_exit")
_TIMES = ("value", "low", "high", "change", "change_low", "change_high", *_MOVED)
_LAST_SOUNDS = dict(zip("0123456789", (True, True, False, True, False, False, True, True, True, False), strict=True))
"""Whether the Korean name of a digit ends in a consonant."""


def split_clause(row: Row, *, indicator: Indicator, lang: Lang) -> str:
    """Return the change of the crude mean and what it is made of; "" when the row has none.

    Its unit is that of ``in_one_unit``, days with one decimal.
    """
    if value_of(row, "crude_change") is None:
        return ""
    row, told = in_one_unit(row, indicator)
    said = _Amounts(row, told if told is indicator else replace(told, decimals=1), lang)
    if said.only_within:
        return _CRUDE.say(lang, crude=said.signed("crude_change"))
    return _of_which(row, said) if _all_one_way(row, said) else _side_by_side(row, said)


def in_one_unit(row: Row, indicator: Indicator) -> tuple[Row, Indicator]:
    """Return row and indicator in days of 8 working hours where a part of the crude change is as long as one, else as given.

    What is said of the row then has one unit: level, change and parts.
    """
    if indicator.unit != "hours" or value_of(row, "crude_change") is None:
        return row, indicator
    if max(abs(value_of(row, name) or 0.0) for name in _MOVED) < formats.HOURS_A_DAY:
        return row, indicator
    return in_days(row, indicator)


def in_days(row: Row, indicator: Indicator) -> tuple[Row, Indicator]:
    """Return a row in working hours, and its indicator, in days of 8 working hours with one decimal more."""
    hours = {name: value_of(row, name) for name in _TIMES}
    days = {name: value / formats.HOURS_A_DAY for name, value in hours.items() if value is not None}
    return {**row, **days}, replace(indicator, unit="days", decimals=indicator.decimals + 1)


def topic(words: str) -> str:
    """Return the Korean words with the topic particle that their last sound asks for ("1.4일은", "3단계는")."""
    last = words[-1]
    closed = _LAST_SOUNDS.get(last, True) if not "가" <= last <= "힣" else (ord(last) - ord("가")) % 28 > 0
    return f"{words}은" if closed else f"{words}는"


class _Amounts:
    """The parts of one row as they are said."""

    def __init__(self, row: Row, indicator: Indicator, lang: Lang) -> None:
        self.row, self.indicator, self.lang = row, indicator, lang

    def value(self, name: str) -> float:
        """Return a part, rounded as it is said; 0 where there is none."""
        return round(value_of(self.row, name) or 0.0, self.indicator.decimals)

    @property
    def only_within(self) -> bool:
        """Whether nothing but the same tasks moved the mean, as far as one can see."""
        return not self.value("mix") and not self.value("entry_exit")

    @property
    def adds_up(self) -> bool:
        """Whether the rounded parts add up to the rounded whole."""
        parts = sum(self.value(name) for name in ("within", "mix", "entry_exit"))
        return abs(parts - self.value("crude_change")) < 0.5 * 10.0**-self.indicator.decimals

    def signed(self, name: str) -> str:
        """Return a part with its sign and unit."""
        return self._with_unit(formats.signed(self.value(name), self.indicator.decimals, self.lang))

    def size(self, name: str) -> str:
        """Return the size of a part with its unit."""
        return self._with_unit(formats.number(abs(self.value(name)), self.indicator.decimals, self.lang))

    def _with_unit(self, text: str) -> str:
        return formats.with_unit(text, self.indicator.unit, self.indicator.unit_text, self.lang)


def _all_one_way(row: Row, said: _Amounts) -> bool:
    """Return whether the test found a change and no part that can be seen points the other way."""
    crude, within = said.value("crude_change"), said.value("within")
    parts = (said.value("mix"), said.value("entry_exit"))
    return tested(row) and within * crude > 0 and all(part * crude >= 0 for part in parts)


def _of_which(row: Row, said: _Amounts) -> str:
    lang = said.lang
    named = (("within", _REAL[str(row["verdict"])]), ("mix", _OF_MIX), ("entry_exit", _OF_ENTRY))
    sizes = [(text, said.size(name)) for name, text in named if said.value(name)]
    parts = [text.say(lang, amount=topic(size) if lang == "ko" else size) for text, size in sizes]
    verbs = _COUNT_VERBS if said.indicator.unit not in ("hours", "minutes", "days") else _VERBS
    verb = verbs[1 if said.value("crude_change") > 0 else -1].say(lang)
    whole = _OF.say(lang, crude=said.size("crude_change"), verb=verb, parts=", ".join(parts))
    return whole if said.adds_up else whole + _ROUNDED.say(lang)


def _side_by_side(row: Row, said: _Amounts) -> str:
    lang, verdict = said.lang, str(row.get("verdict") or "")
    words = VERDICTS[verdict].say(lang).lower() if verdict in VERDICTS else ""
    parts = [
        (_SAME if words else _UNTESTED).say(lang, amount=said.signed("within"), **({"verdict": words} if words else {}))
    ]
    named = (("mix", _MIX), ("entry_exit", _ENTRY))
    parts += [text.say(lang, amount=said.signed(name)) for name, text in named if said.value(name)]
    crude = _CRUDE.say(lang, crude=said.signed("crude_change"))
    whole = _PARTS.say(lang, crude=crude, parts=", ".join(parts))
    return whole if said.adds_up else whole + _ROUNDED.say(lang)
