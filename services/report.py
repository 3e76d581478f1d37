"""A report of a year: filled from the store, then written as any of its files."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any, Literal, cast, get_args

from data.store import Store
from kpi.core.errors import refuse
from kpi.core.indicator import Compare, Indicator, indicators
from kpi.core.periods import Period, year
from kpi.core.text import Lang, Text
from kpi.sentences.rows import Row, last_with_value
from loaders.source import sources
from reports.compose import SECTIONS, Material, SectionName, Setting, compose
from reports.compose_sources import UploadFacts
from reports.model import HangulCharts, Report
from reports.names import safe_file_name
from services.pictures import Picture, origin_of
from services.results import Ask, Results, results
from services.scope import Scope, breaks_for, scope
from services.timeline import has_timeline, timeline_of

__all__ = ["FORMATS", "HANGUL_CHARTS", "SECTIONS", "YEARS_SHOWN", "HangulCharts", "ReportChoice", "ReportFormat"]
__all__ += ["file_of", "report", "report_files", "report_name", "zipped"]

ReportFormat = Literal["hwpx", "pptx", "pdf", "xlsx", "docx", "html"]
FORMATS: Mapping[ReportFormat, Text] = {
    "hwpx": Text("한글 문서(HWPX)", "Hangul document (HWPX)"),
    "pptx": Text("발표 자료(PowerPoint)", "Slides (PowerPoint)"),
    "pdf": Text("PDF 문서", "PDF document"),
    "xlsx": Text("통합 문서(Excel)", "Workbook (Excel)"),
    "docx": Text("워드 문서(Word)", "Word document"),
    "html": Text("웹 문서(HTML)", "Web page (HTML)"),
}
HANGUL_CHARTS: Mapping[HangulCharts, Text] = {
    "pictures": Text("그림으로", "As pictures"),
    "native": Text("한글에서 고칠 수 있는 차트로", "As charts that Hangul can edit"),
}
YEARS_SHOWN = 7
_OFFICE = Text("기획부서", "Planning office")
_EMPTY = Text(
    "저장소에 자료가 없어 보고서를 만들 수 없습니다. 먼저 자료를 올리세요.",
    "The store holds no data, so there is nothing to report. Upload a file first.",
)
_NO_YEAR = Text(
    "{year}년 자료가 없습니다. 있는 연도: {known}", "There are no data for {year}. Years with data: {known}"
)


@dataclass(frozen=True)
class ReportChoice:
    """What a report is about.

    ``last`` is the year reported (None: the newest), ``first`` the first year shown (None: six years before, or where
    the data begin). ``department`` None is the whole organisation. No ``indicators`` means all that are published.
    ``template`` is a presentation of the organisation, for slides only; ``hangul_charts`` how a Hangul document shows
    its charts.
    """

    last: int | None = None
    first: int | None = None
    department: str | None = None
    indicators: tuple[str, ...] = ()
    sections: tuple[SectionName, ...] = get_args(SectionName)
    lang: Lang = "ko"
    compare: Compare = "previous"
    office: str = ""
    title: str = ""
    template: bytes | None = field(default=None, repr=False)
    hangul_charts: HangulCharts = "pictures"


def report(store: Store, choice: ReportChoice, *, today: dt.date) -> Report:
    """Fill a report from the store; answers under ten are hidden as in every file.

    Raises
    ------
    UserError
        When the store is empty, there are no data of the year, or an indicator or department does not exist.
    """
    known = scope(store)
    first, last = _years(known, choice)
    ask = Ask(start=first.start, end=last.end, department=choice.department, compare=choice.compare, audience="file")
    chosen = _indicators(choice)
    setting = Setting(
        lang=choice.lang,
        first=first,
        last=last,
        department=choice.department,
        compare=choice.compare,
        day=today,
        office=choice.office or _OFFICE.say(choice.lang),
        revision=known.revision,
        as_of=known.as_of,
        demo=known.demo,
        sections=choice.sections,
        uploads=_uploads(store),
        title=choice.title,
    )
    return compose([_material(store, one, ask, known, choice.lang) for one in chosen], setting)


def file_of(
    made: Report, form: ReportFormat, *, template: bytes | None = None, hangul_charts: HangulCharts = "pictures"
) -> bytes:
    """Return the report as a file of the format; the library that writes it is loaded when it is first needed.

    Raises
    ------
    UserError
        When the template is no presentation, or there is no Korean font to draw with.
    """
    write = cast("Callable[..., bytes]", import_module(f"reports.{_WRITERS[form]}").write)
    options: dict[str, dict[str, Any]] = {"pptx": {"template": template}, "hwpx": {"charts": hangul_charts}}
    return write(made, **options.get(form, {}))


def report_files(
    store: Store, choices: tuple[ReportChoice, ...], forms: tuple[ReportFormat, ...], *, today: dt.date
) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of every file, one by one as they are made, so that a caller can say how far it is."""
    for choice in choices:
        made = report(store, choice, today=today)
        for form in forms:
            content = file_of(made, form, template=choice.template, hangul_charts=choice.hangul_charts)
            yield report_name(made, form), content


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return files in one zip, the same bytes for the same files; a name that occurs twice gets a number."""
    stream, seen = io.BytesIO(), Counter[str]()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            seen[name] += 1
            stem, dot, ending = name.rpartition(".")
            entry = name if seen[name] == 1 else f"{stem}_{seen[name]}{dot}{ending}"
            archive.writestr(zipfile.ZipInfo(entry, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def report_name(made: Report, form: str) -> str:
    """Return the file name: the title, safe on every system."""
    return safe_file_name(made.title, extension=form)


_WRITERS: Mapping[ReportFormat, str] = {
    "hwpx": "hwpx",
    "pptx": "pptx",
    "pdf": "pdf",
    "xlsx": "workbook",
    "docx": "docx",
    "html": "html",
}


def _years(known: Scope, choice: ReportChoice) -> tuple[Period, Period]:
    if known.empty:
        raise refuse("no_data", _EMPTY)
    last = choice.last or known.years[-1]
    compared = choice.compare if isinstance(choice.compare, int) else None
    for asked in (last, choice.first, compared):
        if asked is not None and asked not in known.years:
            raise refuse("no_such_year", _NO_YEAR, year=asked, known=", ".join(map(str, known.years)))
    first = choice.first or max(known.years[0], last - YEARS_SHOWN + 1)
    return year(min(first, last)), year(last)


def _indicators(choice: ReportChoice) -> list[Indicator]:
    known = indicators()
    if not choice.indicators:
        return [one for one in known.values() if one.status == "published"]
    results_of = [name for name in choice.indicators if name in known]
    if len(results_of) < len(choice.indicators):
        wrong = next(name for name in choice.indicators if name not in known)
        raise refuse("unknown_indicator", _UNKNOWN, name=wrong, known=", ".join(known))
    return [one for one in known.values() if one.id in choice.indicators]


_UNKNOWN = Text(
    "'{name}' 지표가 없습니다. 쓸 수 있는 지표: {known}", "There is no indicator '{name}'. There are: {known}"
)


def _material(store: Store, indicator: Indicator, ask: Ask, known: Scope, lang: Lang) -> Material:
    mine = replace(ask, indicators=(indicator.id,))
    base = replace(mine, compare=mine.compare if isinstance(mine.compare, int) else "base", start=None)
    counted = indicator.same_task or indicator.cumulates
    rows = _rows(results(store, mine))
    last = last_with_value(rows)
    unsure = last is not None and last["verdict"] == "no_confirmed_change"
    apart = replace(mine, keys=("department",))
    return Material(
        indicator=indicator,
        rows=rows,
        since=() if counted and not unsure else _rows(results(store, base)),
        departments=() if ask.department else _rows(results(store, apart)),
        origin=origin_of(Picture("trend", indicator.id, mine, lang), known),
        breaks=breaks_for(store, indicator, department=ask.department),
        entries=list(timeline_of(store, mine).to_dict("records")) if has_timeline(indicator) else (),
        whole=_rows(results(store, replace(mine, department=None))) if ask.department else (),
    )


def _rows(found: Results) -> list[Row]:
    rows: list[dict[str, Any]] = found.frame.sort_values("period_start", kind="stable").to_dict("records")
    return list(rows)


def _uploads(store: Store) -> tuple[UploadFacts, ...]:
    kinds = sources()
    return tuple(
        UploadFacts(
            one.id,
            kinds[one.source].name,
            one.file_name,
            one.row_count,
            one.claims.start,
            one.claims.end,
            one.as_of,
            one.at,
        )
        for one in sorted(store.uploads(), key=lambda upload: upload.id)
        if one.active
    )
