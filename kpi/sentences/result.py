"""One RESULT row as one honest sentence: level, change, interval, verdict, coverage, and why something is missing.

A verb of change ("단축", "risen") is used only where the test found a change; anything else is a signed difference with
the words of its verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kpi.core import formats
from kpi.core.indicator import NOTES, VERDICTS, Compare, Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.rows import Row, notes_of, period_of, tested, unit_of, value_of
from kpi.sentences.split import in_one_unit, split_clause

_SHORTER = {-1: Text("단축", "shorter"), 1: Text("증가", "longer")}
_HIGHER = {-1: Text("하락", "lower"), 1: Text("상승", "higher")}
_MORE = {-1: Text("감소", "fewer"), 1: Text("증가", "more")}
_VERBS = {"minutes": _SHORTER, "hours": _SHORTER, "days": _SHORTER, "points": _HIGHER, "percent": _HIGHER}

_NO_VALUE = Text("{name}: 값 없음({reasons})", "{name}: no value ({reasons})")
_CHANGED = Text(
    "{against} 대비 {amount} {verb}(95% 구간 {interval}{test}), {verdict}",
    "{amount} {verb} than {against} (95% interval {interval}{test}): {verdict}",
)
_DIFFERS = Text("{against} 대비 {amount}{interval}, {verdict}", "{amount} against {against}{interval}: {verdict}")
_ONLY_SAME = Text("같은 업무는 {said}", "same tasks: {said}")
_NOT_COMPARED = Text("{against} 대비 {verdict}", "{verdict} with {against}")
_INTERVAL = Text("(95% 구간 {interval}{test})", " (95% interval {interval}{test})")
_TEST = Text(", p {p}", ", p {p}")
_TEST_OF_MANY = Text(", 보정 p {p}", ", adjusted p {p}")
_NO_AMOUNT = Text("{against} 대비 {verdict}", "{verdict} against {against}")
_SAME_TASKS = Text(
    "같은 업무 {matched}/{all}개, 건수의 {coverage}% 기준",
    "{matched} of {all} tasks occur in both periods, {coverage}% of cases",
)
_COVERAGE = Text("건수의 {coverage}% 기준", "based on {coverage}% of cases")
_RATED = ("soft", "smart")
_SAME_PART = {
    1: Text("{year} 같은 달", "the same month of {year}"),
    3: Text("{year} 같은 분기", "the same quarter of {year}"),
}
_PARTS = Text("배점의 {coverage}%에 해당하는 평가 기준", "based on parts worth {coverage}% of the score")
_NO_CHANGE = Text("{against} 대비 확인된 변화 없음", "no confirmed change against {against}")
_CHANGED_SHORT = Text("{against} 대비 {amount} {verb}", "{amount} {verb} than {against}")


def sentence(row: Row, *, indicator: Indicator, lang: Lang, compare: Compare = "previous") -> str:
    """Return everything the row says, in one line.

    Parameters
    ----------
    row
        A RESULT row (frame or JSON); numbers in the indicator's unit, working hours for times.
    compare
        What ``change`` was computed against, as in ``Question.compare``.

    Returns
    -------
    str
        Korean in 개조식 (noun endings). A missing value gives its reason instead of a number. All times have one unit.
    """
    name = name_of(row, indicator, lang)
    if value_of(row) is None:
        return _NO_VALUE.say(lang, name=name, reasons=_unbracketed(reasons(notes_of(row) or ("no_data",), lang))) + "."
    told, unit = in_one_unit(row, indicator)
    level = name + (" " if lang == "ko" else ": ") + formats.quantity(value_of(told), unit, lang)
    said = change_clause(told, indicator=unit, lang=lang, compare=compare)
    parts = [(", " if lang == "ko" else "; ").join(part for part in (level, said) if part)]
    if said and value_of(row, "change") is not None and indicator.same_task:
        parts += [coverage_clause(row, lang), split_clause(row, indicator=indicator, lang=lang)]
    parts.append("" if row.get("verdict") and notes_of(row) else reasons(notes_of(row), lang))
    return " ".join(f"{part}." for part in parts if part)


def headline(row: Row, *, indicator: Indicator, lang: Lang, compare: Compare = "previous") -> str:
    """Return the short form for a title: level and what the test found, no interval."""
    row, indicator = in_one_unit(row, indicator)
    name = name_of(row, indicator, lang)
    if value_of(row) is None:
        return _NO_VALUE.say(lang, name=name, reasons=_unbracketed(reasons(notes_of(row) or ("no_data",), lang)))
    level = name + (" " if lang == "ko" else ": ") + formats.quantity(value_of(row), indicator, lang)
    said = finding(row, indicator=indicator, lang=lang, compare=compare)
    return ", ".join(part for part in (level, said) if part)


def name_of(row: Row, indicator: Indicator, lang: Lang) -> str:
    """Return what a value is of: department and task, period, indicator, in the order of the language."""
    period, name = period_of(row).label(lang), indicator.name.say(lang)
    said = f"{period} {name}" if lang == "ko" else f"{name}, {period}"
    return " · ".join(part for part in (unit_of(row), said) if part)


def finding(row: Row, *, indicator: Indicator, lang: Lang, compare: Compare = "previous") -> str:
    """Return what the comparison found in a few words; "" where nothing was compared."""
    return _of_same_tasks(_found(row, indicator, lang, compare), row, indicator, lang)


def _found(row: Row, indicator: Indicator, lang: Lang, compare: Compare) -> str:
    verdict, against = str(row.get("verdict") or ""), against_words(compare, row, lang)
    if tested(row):
        amount, verb = _amount_and_verb(row, indicator, lang)
        changed = _CHANGED_SHORT.say(lang, against=against, amount=amount, verb=verb)
        return (
            f"{changed}({verdict_word(verdict, lang)})"
            if lang == "ko"
            else f"{changed} ({verdict_within(verdict, lang)})"
        )
    if verdict == "no_confirmed_change":
        return _NO_CHANGE.say(lang, against=against)
    return _clause(row, indicator, lang, compare)


def change_clause(row: Row, *, indicator: Indicator, lang: Lang, compare: Compare = "previous") -> str:
    """Return change, interval and verdict; "" where the verdict is "" (nothing to compare with)."""
    return _of_same_tasks(_clause(row, indicator, lang, compare), row, indicator, lang)


def _of_same_tasks(said: str, row: Row, indicator: Indicator, lang: Lang) -> str:
    """Say that a change is one within the same tasks: the levels beside it may have moved otherwise."""
    within = indicator.same_task and value_of(row, "change") is not None and said
    return _ONLY_SAME.say(lang, said=said) if within else said


def _clause(row: Row, indicator: Indicator, lang: Lang, compare: Compare) -> str:
    verdict, against = str(row.get("verdict") or ""), against_words(compare, row, lang)
    if not verdict:
        return ""
    if tested(row) and value_of(row, "change") is not None:
        amount, verb = _amount_and_verb(row, indicator, lang)
        words = {"amount": amount, "verb": verb, "interval": _sizes(row, indicator, lang), "test": tested_by(row, lang)}
        return _CHANGED.say(lang, against=against, verdict=verdict_within(verdict, lang), **words)
    because = _because(row, lang)
    if value_of(row, "change") is None or verdict == "not_comparable":
        text = _NOT_COMPARED if verdict == "not_comparable" else _NO_AMOUNT
        return text.say(lang, against=against, verdict=verdict_within(verdict, lang)) + because
    amount = formats.change_of(value_of(row, "change"), indicator, lang)
    ends = formats.signed_interval(value_of(row, "change_low"), value_of(row, "change_high"), indicator.decimals, lang)
    interval = _INTERVAL.say(lang, interval=ends, test=tested_by(row, lang)) if ends else ""
    said = _DIFFERS.say(lang, against=against, amount=amount, interval=interval, verdict=verdict_within(verdict, lang))
    return said + because


def tested_by(row: Row, lang: Lang) -> str:
    """Return the p-value that the verdict rests on, adjusted where many were compared at once; "" without one."""
    p, of_many = value_of(row, "p"), value_of(row, "p_adjusted")
    if p is None or of_many is None:
        return ""
    return (_TEST_OF_MANY if of_many > p else _TEST).say(lang, p=p_text(of_many))


def p_text(p: float | None) -> str:
    """Return a p-value with three decimals, "<0.001" below, "" when there is none; what is below 0.05 never reads 0.050."""
    if p is None:
        return ""
    bound = next((limit for limit in (0.001, 0.05) if p < limit <= round(p, 3)), 0.001 if p < 0.001 else None)
    return f"{p:.3f}" if bound is None else f"<{bound:.3f}"


def coverage_clause(row: Row, lang: Lang) -> str:
    """Return how much of the work, or of a score, a row rests on; "" when the row does not say."""
    share, matched, tasks = (value_of(row, key) for key in ("coverage", "matched_tasks", "all_tasks"))
    if share is None:
        return ""
    coverage = formats.number(share * 100, 0, lang)
    if row.get("pillar") in _RATED:
        return _PARTS.say(lang, coverage=coverage)
    if matched is None or tasks is None:
        return _COVERAGE.say(lang, coverage=coverage)
    return _SAME_TASKS.say(lang, matched=int(matched), all=int(tasks), coverage=coverage)


def verdict_word(verdict: str, lang: Lang) -> str:
    """Return the word of a verdict, "" for none."""
    return VERDICTS[verdict].say(lang) if verdict in VERDICTS else ""


def reasons(codes: Iterable[str], lang: Lang) -> str:
    """Return note codes in words; a code without words stands as it is."""
    return ", ".join(NOTES[code].say(lang) if code in NOTES else code for code in codes)


def against_words(compare: Compare, row: Row, lang: Lang) -> str:
    """Return the name of the period that was compared with."""
    if compare != "previous":
        return same_period(_year_words(compare, lang), row, lang)
    if lang == "en":
        return "a year earlier"
    return "전년" if int(row["period_months"]) == 12 else "전년 같은 기간"


def same_period(year: str, row: Row, lang: Lang) -> str:
    """Return the words of a year, or for a month or quarter those of the same one of that year."""
    part = _SAME_PART.get(int(row.get("period_months") or 12))
    return part.say(lang, year=year) if part else year


def _year_words(year: Compare, lang: Lang) -> str:
    if isinstance(year, int):
        return f"{year}년" if lang == "ko" else str(year)
    return "기준연도" if lang == "ko" else "the base year"


def direction(change: float, indicator: Indicator, lang: Lang) -> str:
    """Return the word for the direction of a change in the indicator's unit."""
    return _VERBS.get(indicator.unit, _MORE)[1 if change > 0 else -1].say(lang)


def _amount_and_verb(row: Row, indicator: Indicator, lang: Lang) -> tuple[str, str]:
    change = value_of(row, "change") or 0.0
    size = formats.change_of(abs(change), indicator, lang).lstrip("+")
    return size, direction(change, indicator, lang)


def _sizes(row: Row, indicator: Indicator, lang: Lang) -> str:
    ends = [value_of(row, key) for key in ("change_low", "change_high")]
    low, high = sorted(abs(end) for end in ends if end is not None) if None not in ends else (None, None)
    return formats.interval(low, high, indicator.decimals, lang)


def _because(row: Row, lang: Lang) -> str:
    said = _unbracketed(reasons(notes_of(row), lang))
    if not said:
        return ""
    return f"({said})" if lang == "ko" else f" ({said})"


def _unbracketed(said: str) -> str:
    """Return what stands in brackets itself without brackets of its own: "For reference: fewer than 30 answers"."""
    return re.sub(r" ?\(([^()]*)\)", r": \1", said)


def verdict_within(verdict: str, lang: Lang) -> str:
    """Return the word of a verdict as it stands within a sentence, "" for none."""
    word = verdict_word(verdict, lang)
    return word if lang == "ko" else word[:1].lower() + word[1:]
