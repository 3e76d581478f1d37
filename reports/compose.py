"""From what the indicators say to a report: sections, sentences, tables and charts, without a word about files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from kpi.core import formats
from kpi.core.indicator import PILLARS, VERDICTS, Compare, Indicator
from kpi.core.periods import Period
from kpi.core.text import Lang, Text
from kpi.sentences.origin import Origin
from kpi.sentences.result import against_words, headline, sentence
from kpi.sentences.rows import Row, last_with_value, period_of, value_of
from kpi.sentences.since import since_first
from reports.compose_charts import (
    index_chart,
    parts_chart,
    since_chart,
    total_chart,
    trend_chart,
)
from reports.compose_departments import department_chart, department_grid, whole_line
from reports.compose_sources import UploadFacts, methods_section, sources_section
from reports.compose_tables import glance_grid, period_grid
from reports.compose_timeline import timeline_part
from reports.model import Block, Chart, Line, Part, Report, Section
from reports.summary import summary, where_clause

SectionName = Literal["pillars", "departments", "methods", "sources"]
SECTIONS: Mapping[SectionName, Text] = {
    "pillars": Text("5S별 성과", "The five S"),
    "departments": Text("부서별 성과", "Departments"),
    "methods": Text("지표 정의와 방법", "Methods and definitions"),
    "sources": Text("자료와 판", "Data and version"),
}
_TITLE = Text("{period} 5S 운동 성과 보고", "5S performance report {period}")
_OF_DEPARTMENT = Text("{period} {department} 5S 운동 성과 보고", "5S performance report {period}: {department}")
_PERIOD = Text("기간 {range}", "Period {range}")
_DEPARTMENT = Text("부서 {name}", "department {name}")
_ALL = Text("전체 부서", "all departments")
_COMPARED = Text("비교 {against}", "compared with {against}")
_REVISION = Text("자료 개정 {revision}", "data revision {revision}")
_AS_OF = Text("{day} 기준", "as of {day}")
_DEMO = Text("시연용 자료(지어낸 수치)", "demo data (made up)")
_VERDICTS = Text(
    "판정은 차이의 95% 구간에 따름(여럿을 비교하면 보정 p도): {words}. 정의는 붙임",
    "Verdicts follow the 95 % interval of the difference (and adjusted p where many are compared): {words}. Definitions: appendix",
)


@dataclass(frozen=True)
class Material:
    """What one indicator has to say: rows by period, against the base year, and by department.

    ``whole`` are the rows of the whole organisation where ``rows`` are a department's, ``entries`` single cases and
    achievements.
    """

    indicator: Indicator
    rows: Sequence[Row]
    since: Sequence[Row]
    departments: Sequence[Row]
    origin: Origin
    breaks: tuple[tuple[dt.date, str], ...] = ()
    whole: Sequence[Row] = ()
    entries: Sequence[Row] = ()


@dataclass(frozen=True)
class Setting:
    """Everything about a report that is no number: scope, language, day, who, and the version of the data."""

    lang: Lang
    first: Period
    last: Period
    department: str | None
    compare: Compare
    day: dt.date
    office: str
    revision: int
    as_of: dt.date | None
    demo: bool
    sections: tuple[SectionName, ...] = get_args(SectionName)
    uploads: tuple[UploadFacts, ...] = ()
    title: str = ""


def compose(materials: Sequence[Material], setting: Setting) -> Report:
    """Return the report; an indicator without a value is named in its pillar with the reason, never drawn as zero."""
    lang, last = setting.lang, setting.last
    rows = {one.indicator.id: one.rows for one in materials}
    apart = {one.indicator.id: one.departments for one in materials}
    since = {one.indicator.id: one.since for one in materials}
    whole = {one.indicator.id: one.whole for one in materials} if setting.department else None
    chosen = [one.indicator for one in materials]
    makers = {
        "pillars": lambda: _pillars(materials, setting),
        "departments": lambda: _departments(materials, setting),
        "methods": lambda: [methods_section(SECTIONS["methods"].say(lang), chosen, lang)],
        "sources": lambda: [sources_section(SECTIONS["sources"].say(lang), setting.uploads, facts_of(setting), lang)],
    }
    sections = [section for name in setting.sections for section in makers[name]()]
    return Report(
        title=setting.title or _title(setting),
        lang=lang,
        day=setting.day,
        office=setting.office,
        facts=facts_of(setting),
        summary=summary(rows, apart, chosen, last=last, lang=lang, compare=setting.compare, since=since),
        overview=glance_grid(rows, chosen, last=last, lang=lang, compare=setting.compare, whole=whole)
        if chosen
        else None,
        sections=tuple(section for section in sections if section.parts),
        verdict_words=_words_of_verdicts(lang),
        demo=setting.demo,
        subject=setting.department or "",
    )


def alone(chart: Chart, setting: Setting, *, notes: tuple[str, ...]) -> Report:
    """Return a report of one chart, without cover, summary and chapters; ``notes`` are method and source."""
    return Report(
        title=chart.caption,
        lang=setting.lang,
        day=setting.day,
        office=setting.office,
        facts=facts_of(setting),
        summary=(),
        overview=None,
        sections=(Section("", (Part(chart.message, (chart,), notes),)),),
        verdict_words=_words_of_verdicts(setting.lang),
        demo=setting.demo,
        subject=setting.department or "",
    )


def _words_of_verdicts(lang: Lang) -> str:
    return _VERDICTS.say(lang, words=", ".join(word.say(lang) for word in VERDICTS.values()))


def facts_of(setting: Setting) -> tuple[str, ...]:
    """Return what stands on every page: period, filter, revision, as-of day, and "demo data" where it is."""
    lang = setting.lang
    facts = [_PERIOD.say(lang, range=formats.period_range(setting.first, setting.last, lang))]
    facts.append(_DEPARTMENT.say(lang, name=setting.department) if setting.department else _ALL.say(lang))
    if setting.compare != "previous":
        facts.append(_COMPARED.say(lang, against=against_words(setting.compare, {}, lang)))
    facts.append(_REVISION.say(lang, revision=setting.revision))
    if setting.as_of:
        facts.append(_AS_OF.say(lang, day=formats.date_text(setting.as_of, lang)))
    return (*facts, _DEMO.say(lang)) if setting.demo else tuple(facts)


def _title(setting: Setting) -> str:
    period = setting.last.label(setting.lang)
    if setting.department:
        return _OF_DEPARTMENT.say(setting.lang, period=period, department=setting.department)
    return _TITLE.say(setting.lang, period=period)


def _pillars(materials: Sequence[Material], setting: Setting) -> list[Section]:
    sections = []
    for pillar, name in PILLARS.items():
        mine = [one for one in materials if one.indicator.pillar == pillar]
        title = f"{name.ko}({name.en})" if setting.lang == "ko" else name.en
        parts = [part for one in mine for part in _indicator_parts(one, setting)]
        sections.append(Section(title, tuple(parts)))
    return sections


def _indicator_parts(one: Material, setting: Setting) -> list[Part]:
    lang, indicator = setting.lang, one.indicator
    row = next((row for row in one.rows if period_of(row) == setting.last), None) or last_with_value(one.rows)
    if row is None:
        return []
    about: dict[str, Any] = {"indicator": indicator, "lang": lang, "compare": setting.compare}
    said = f"{sentence(row, **about)} {since_first(row, one.since, **about)}".rstrip()
    message = headline(row, **about)
    notes = (indicator.how.say(lang), indicator.limits.say(lang))
    lines = [Line(2, said)]
    where = where_clause(one.departments, last=setting.last, lang=lang)
    beside = whole_line(one.whole, indicator=indicator, lang=lang, last=setting.last)
    lines += [Line(3, said) for said in (where, beside) if said]
    if last_with_value(one.rows) is None:
        return [Part(message, tuple(lines), notes)]
    shared: dict[str, Any] = {"indicator": indicator, "lang": lang, "origin": one.origin}
    trend = trend_chart(one.rows, **shared, compare=setting.compare, breaks=one.breaks, whole=one.whole)
    first = Part(message, (*lines, trend, period_grid(one.rows, **shared, whole=one.whole)), notes)
    entries = timeline_part(one.entries, one.rows, **shared, notes=notes)
    further = [Part(chart.message, (chart,), notes) for chart in _further(one, setting)]
    return [first, *further, *([entries] if entries else [])]


def _further(one: Material, setting: Setting) -> list[Chart]:
    """Return the cumulative views of an indicator, as its page has them."""
    shared: dict[str, Any] = {"indicator": one.indicator, "lang": setting.lang, "origin": one.origin}
    if one.indicator.cumulates:
        charts: list[Chart | None] = [total_chart(one.rows, **shared)]
    elif one.indicator.same_task:
        charts = [index_chart(one.rows, **shared), parts_chart(one.rows, **shared)]
    else:
        compare: Compare = setting.compare if isinstance(setting.compare, int) else "base"
        known = any(value_of(row, "change") is not None for row in one.since)
        charts = [since_chart(one.since, **shared, compare=compare)] if known else []
    return [chart for chart in charts if chart is not None and not chart.empty and not _still(chart)]


def _still(chart: Chart) -> bool:
    """Return whether a bridge would show columns of which every one is written as zero."""
    return bool(chart.starts) and not any(round(value or 0.0, chart.decimals) for value in chart.series[0].values)


def _departments(materials: Sequence[Material], setting: Setting) -> list[Section]:
    parts = []
    for one in materials:
        shared: dict[str, Any] = {"indicator": one.indicator, "lang": setting.lang, "origin": one.origin}
        chart, grid = (
            department_chart(one.departments, one.rows, **shared, compare=setting.compare),
            department_grid(one.departments, one.rows, **shared),
        )
        blocks: tuple[Block, ...] = tuple(block for block in (chart, grid) if block is not None)
        if chart is not None:
            parts.append(Part(chart.message, blocks, (one.indicator.how.say(setting.lang),)))
    return [Section(SECTIONS["departments"].say(setting.lang), tuple(parts))]
