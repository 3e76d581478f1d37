"""Cases and achievements one by one: how many of which kind in each year, and a list with who made and took them over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kpi.core import formats
from kpi.core.indicator import Indicator
from kpi.core.periods import Period
from kpi.core.text import Lang, Text
from kpi.sentences.origin import Origin, foot
from kpi.sentences.rows import Row, period_of, unit_of, value_of
from kpi.sentences.timeline import KINDS, UNIT, timeline_subtitle, timeline_title, timeline_words
from reports.model import Block, Chart, Grid, Part, Series
from reports.table import Cell, Column, Kind

MOST_LISTED = 40
"""More entries than these are listed for the last year alone."""
_MESSAGE = Text("{name}: {said}", "{name}, {said}")
_CAPTION = Text("{name} 연표", "{name}: timeline")
_LIST = Text("{name} 목록", "{name}: list")
_LAST_ONLY = Text(
    "※ 모두 {all}건 가운데 {period}의 {n}건만 실음", "Only the {n} entries of {period} are listed, of {all} in all"
)
_ALWAYS: tuple[tuple[str, Text], ...] = (
    ("period", Text("기간", "Period")),
    ("kind", Text("구분", "Kind")),
    ("title", Text("제목", "Title")),
)
_MORE: tuple[tuple[str, Text, Kind], ...] = (
    ("department", Text("부서", "Department"), "text"),
    ("adopters", Text("받아들인 부서", "Taken over by"), "text"),
    ("adopted", Text("받아들인 부서 수", "Taken over, n"), "count"),
    ("level", Text("수준", "Level"), "text"),
    ("points", Text("점수", "Points"), "level"),
)


def timeline_part(
    entries: Sequence[Row],
    rows: Sequence[Row],
    *,
    indicator: Indicator,
    lang: Lang,
    origin: Origin,
    notes: tuple[str, ...],
) -> Part | None:
    """Return the entries behind an indicator as a figure by year and kind and a list; None without an entry.

    There is no figure where ``rows`` (the indicator's own values) are the same counts: the trend has shown them.
    """
    known = [row for row in entries if row.get("kind") in KINDS]
    if not known:
        return None
    chart = _chart(known, indicator, lang, origin, who=unit_of(rows[-1]) if rows else "")
    grid = _grid(known, indicator, lang, origin)
    blocks: tuple[Block, ...] = (grid,) if _told_before(rows, known) else (chart, grid)
    return Part(chart.message, blocks, notes)


def _chart(rows: Sequence[Row], indicator: Indicator, lang: Lang, origin: Origin, *, who: str) -> Chart:
    periods = _years(rows)
    counts = Counter((period_of(row).start.year, str(row["kind"])) for row in rows)
    kinds = [kind for kind in KINDS if any(found == kind for _, found in counts)]
    title = timeline_title(rows, indicator=indicator, lang=lang)
    said = _MESSAGE.say(lang, name=indicator.name.say(lang), said=title)
    below = (timeline_subtitle(rows, lang=lang, origin=origin), foot(origin, lang))
    return Chart(
        kind="columns",
        caption=_CAPTION.say(lang, name=indicator.name.say(lang)),
        message=" · ".join(part for part in (who, said) if part),
        unit=UNIT.say(lang),
        decimals=0,
        categories=tuple(period.label(lang) for period in periods),
        series=tuple(
            Series(KINDS[kind].say(lang), tuple(float(counts[p.start.year, kind]) for p in periods), "part", entry=kind)
            for kind in kinds
        ),
        alt=timeline_words(rows, indicator=indicator, lang=lang),
        notes=tuple(note for note in below if note),
        base=0.0,
    )


def _years(rows: Sequence[Row]) -> list[Period]:
    """Return every year from the first entry's to the last one's, once each, whenever in a year files begin to count."""
    years = {period_of(row).start.year for row in rows}
    first = min((period_of(row) for row in rows), key=lambda period: period.start)
    return [Period(first.start.replace(year=year), first.months) for year in range(min(years), max(years) + 1)]


def _told_before(rows: Sequence[Row], entries: Sequence[Row]) -> bool:
    """Return whether entries are of one kind and as many in each period as the indicator says."""
    counts = Counter(period_of(row).start.year for row in entries)
    values = {period_of(row).start.year: value_of(row) or 0.0 for row in rows}
    years = {*counts, *values}
    return len({row["kind"] for row in entries}) == 1 and all(counts[year] == values.get(year) for year in years)


def _grid(rows: Sequence[Row], indicator: Indicator, lang: Lang, origin: Origin) -> Grid:
    last = max(period_of(row) for row in rows)
    listed = list(rows) if len(rows) <= MOST_LISTED else [row for row in rows if period_of(row) == last]
    told = [(name, label, kind) for name, label, kind in _MORE if any(_cell(row, name) for row in listed)]
    words = {"all": formats.number(len(rows), 0, lang), "n": formats.number(len(listed), 0, lang)}
    cut = _LAST_ONLY.say(lang, period=last.label(lang), **words) if len(listed) < len(rows) else ""
    return Grid(
        caption=_LIST.say(lang, name=indicator.name.say(lang)),
        unit="",
        columns=(
            *(Column(name, label.say(lang), "text") for name, label in _ALWAYS),
            *(Column(name, label.say(lang), kind) for name, label, kind in told),
        ),
        rows=tuple(
            (
                period_of(row).label(lang),
                KINDS[str(row["kind"])].say(lang),
                str(row.get("title") or ""),
                *(_cell(row, name) for name, _, _ in told),
            )
            for row in listed
        ),
        decimals=indicator.decimals,
        notes=tuple(note for note in (cut, foot(origin, lang)) if note),
    )


def _cell(row: Row, name: str) -> Cell:
    return value_of(row, name) if name in ("adopted", "points") else str(row.get(name) or "")
