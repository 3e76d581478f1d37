"""What a list of cases or achievements says: how many of which kind, and how often they were taken over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from kpi.core import formats
from kpi.core.indicator import Indicator
from kpi.core.periods import Period
from kpi.core.text import Lang, Text
from kpi.sentences.origin import Origin
from kpi.sentences.rows import Row, period_of, value_of

SEPARATOR = ", "
"""Between the departments of one entry; no name of a department holds it."""
UNIT = Text("건", "entries")
KINDS: Mapping[str, Text] = {
    "award": Text("수상", "Award"),
    "joint_project": Text("협업과제", "Joint project"),
    "good": Text("우수사례", "Good practice"),
    "proactive": Text("선제행정", "Proactive work"),
    "failure": Text("실패사례", "Failure"),
    "case": Text("성과 목록의 사례", "Listed case"),
}
"""What an entry can be, in the order in which kinds are shown; a "case" is from a list of achievements, not of cases."""
_COUNTS: Mapping[str, Text] = {
    "award": Text("수상 {n}건", "{n} awards"),
    "joint_project": Text("협업과제 {n}건", "{n} joint projects"),
    "good": Text("우수사례 {n}건", "{n} good practices"),
    "proactive": Text("선제행정 {n}건", "{n} proactive cases"),
    "failure": Text("실패사례 {n}건", "{n} failures"),
    "case": Text("성과 목록의 사례 {n}건", "{n} cases listed among achievements"),
}
_NOTHING = Text("{name}: 적힌 사례나 성과가 없음", "{name}: no case or achievement on record")
_ONE_YEAR = Text("{period} {counts}", "{period}: {counts}")
_SEVERAL = Text("{period} {counts} ({more})", "{period}: {counts} ({more})")
_TOTAL = Text("모든 해 {n}건", "{n} over all years")
_SPREAD = Text("다른 부서로 {n}번 전파", "taken over {n} times by other departments")
_UNIT_WORDS = Text("단위: {unit}", "Unit: {unit}")
_DEPARTMENTS = Text("부서: {names}", "Departments: {names}")
_ADOPTERS = Text("받아들인 부서: {names}", "Taken over by: {names}")
_ADOPTED = Text("받아들인 부서 {n}곳", "Taken over by {n} departments")
_NOBODY = Text("받아들인 부서 없음", "Not taken over yet")
_POINTS = Text("점수 {n}점", "{n} points")


def units_of(row: Row, column: str) -> list[str]:
    """Return the departments of one column of an entry, "department" or "adopters"."""
    return [name for name in str(row.get(column) or "").split(SEPARATOR) if name]


def timeline_title(rows: Sequence[Row], *, indicator: Indicator, lang: Lang) -> str:
    """Return how many entries of which kind the last year has, how many there are in all, and how far they spread."""
    if not rows:
        return _NOTHING.say(lang, name=indicator.name.say(lang))
    last = max(period_of(row) for row in rows)
    counts = counts_of([row for row in rows if period_of(row) == last], lang)
    several = len({period_of(row) for row in rows}) > 1
    spread = sum(value_of(row, "adopted") or 0.0 for row in rows)
    more = [_TOTAL.say(lang, n=formats.number(len(rows), 0, lang))] if several else []
    more += [_SPREAD.say(lang, n=formats.number(spread, 0, lang))] if spread else []
    words = {"period": last.label(lang), "counts": counts}
    return _SEVERAL.say(lang, more=", ".join(more), **words) if more else _ONE_YEAR.say(lang, **words)


def counts_of(rows: Sequence[Row], lang: Lang) -> str:
    """Return the number of entries of each kind that is there: "우수사례 3건, 실패사례 1건"."""
    found = Counter(str(row["kind"]) for row in rows)
    said = [said.say(lang, n=formats.number(found[kind], 0, lang)) for kind, said in _COUNTS.items() if found[kind]]
    return ", ".join(said)


def timeline_words(rows: Sequence[Row], *, indicator: Indicator, lang: Lang) -> str:
    """Return the timeline in words: the finding, then the counts of each year."""
    by_period: dict[Period, list[Row]] = {}
    for row in rows:
        by_period.setdefault(period_of(row), []).append(row)
    said = "; ".join(
        _ONE_YEAR.say(lang, period=period.label(lang), counts=counts_of(found, lang))
        for period, found in by_period.items()
    )
    title = timeline_title(rows, indicator=indicator, lang=lang)
    return f"{title}. {said}." if said else f"{title}."


def timeline_subtitle(rows: Sequence[Row], *, lang: Lang, origin: Origin) -> str:
    """Return unit, years, filters and number of entries in one line."""
    periods = [period_of(row) for row in rows]
    parts = [_UNIT_WORDS.say(lang, unit=UNIT.say(lang))]
    parts += [formats.period_range(min(periods), max(periods), lang)] if periods else []
    return " · ".join([*parts, *origin.filters, *([counts_of(rows, lang)] if rows else [])])


def entry_lines(row: Row, lang: Lang) -> list[str]:
    """Return what is known of one entry, a line each: year and kind, title, departments, who took it over, points."""
    kind = KINDS[str(row["kind"])].say(lang)
    lines = [f"{period_of(row).label(lang)} · {kind}", str(row.get("title") or "")]
    owners = units_of(row, "department")
    lines += [_DEPARTMENTS.say(lang, names=SEPARATOR.join(owners))] if owners else []
    points = value_of(row, "points")
    facts = [str(row.get("level") or ""), _POINTS.say(lang, n=f"{points:g}") if points is not None else ""]
    lines += [" · ".join(fact for fact in facts if fact), _taken_over(row, lang)]
    return [line for line in lines if line]


def _taken_over(row: Row, lang: Lang) -> str:
    adopted, adopters = value_of(row, "adopted"), units_of(row, "adopters")
    if adopters:
        return _ADOPTERS.say(lang, names=SEPARATOR.join(adopters))
    if adopted is None:
        return ""
    return _ADOPTED.say(lang, n=formats.number(adopted, 0, lang)) if adopted else _NOBODY.say(lang)
