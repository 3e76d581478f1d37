"""The data behind a chart as a table in the reader's language, ready for CSV and XLSX."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import pandas as pd

from kpi.core import formats
from kpi.core.indicator import Indicator
from kpi.core.targets import STANDINGS
from kpi.core.text import Lang, Text
from kpi.sentences.origin import Origin, count_words, foot, unit_words
from kpi.sentences.result import reasons, verdict_word
from kpi.sentences.rows import Row, coverage_name, notes_of, period_of, rows_of, value_of
from kpi.sentences.series import PLACES, RULES
from kpi.sentences.timeline import KINDS

Kind = Literal["text", "level", "change", "count", "percent", "index"]
Cell = str | float | None


@dataclass(frozen=True)
class Column:
    """One column: its name for code, its label, and what its numbers are."""

    name: str
    label: str
    kind: Kind


@dataclass(frozen=True)
class Table:
    """A table that knows where it comes from; a missing number is None, never 0. Numbers are not rounded.

    ``decimals`` is for showing levels and changes only; ``notes`` stand above the table, ``foot`` below.
    """

    title: str
    notes: tuple[str, ...]
    foot: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    decimals: int
    unit: str
    lang: Lang
    as_of: dt.date | None = None

    def place(self, name: str) -> int | None:
        """Return the place of a column, None when the table has none of that name."""
        return next((place for place, column in enumerate(self.columns) if column.name == name), None)


_LABELS: dict[str, tuple[Text, Kind]] = {
    "period": (Text("기간", "Period"), "text"),
    "department": (Text("부서", "Department"), "text"),
    "task": (Text("업무", "Task"), "text"),
    "kind": (Text("구분", "Kind"), "text"),
    "title": (Text("제목", "Title"), "text"),
    "adopters": (Text("받아들인 부서", "Taken over by"), "text"),
    "adopted": (Text("받아들인 부서 수", "Departments taking over"), "count"),
    "level": (Text("수준", "Level"), "text"),
    "points": (Text("점수", "Points"), "level"),
    "value": (Text("값", "Value"), "level"),
    "low": (Text("95% 하한", "95% low"), "level"),
    "high": (Text("95% 상한", "95% high"), "level"),
    "count": (Text("건수", "Cases"), "count"),
    "done": (Text("그 안에 끝난 비율(%)", "Done within (%)"), "percent"),
    "n": (Text("자료 수(n)", "n"), "count"),
    "change": (Text("변화", "Change"), "change"),
    "change_low": (Text("변화 95% 하한", "Change, 95% low"), "change"),
    "change_high": (Text("변화 95% 상한", "Change, 95% high"), "change"),
    "p": (Text("p값", "p"), "index"),
    "p_adjusted": (Text("보정 p값", "p, adjusted"), "index"),
    "verdict": (Text("판정", "Verdict"), "text"),
    "target": (Text("자체 목표", "Own target"), "level"),
    "target_low": (Text("목표 하한", "Target band, low"), "level"),
    "target_high": (Text("목표 상한", "Target band, high"), "level"),
    "standing": (Text("목표 판정", "Against the target"), "text"),
    "national": (Text("전국 기준", "National figure"), "level"),
    "best_peer": (Text("최우수 기관", "Best peer"), "level"),
    "coverage": (Text("비중(%)", "Coverage (%)"), "percent"),
    "matched_tasks": (Text("같은 업무 수", "Same tasks"), "count"),
    "all_tasks": (Text("전체 업무 수", "All tasks"), "count"),
    "crude_change": (Text("단순 평균 변화", "Change of crude mean"), "change"),
    "within": (Text("같은 업무 변화", "Within tasks"), "change"),
    "mix": (Text("업무 구성 변화", "Mix of tasks"), "change"),
    "entry_exit": (Text("신설·폐지 업무", "Tasks begun or ended"), "change"),
    "index": (Text("지수(기준=100)", "Index (base = 100)"), "index"),
    "item": (Text("문항", "Item"), "text"),
    "rater_department": (Text("평가한 부서", "Rated by"), "text"),
    "adjusted": (Text("평소 점수와의 차이", "From the rater's own mean"), "change"),
    "importance": (Text("종합과의 상관", "Correlation with overall"), "index"),
    "importance_low": (Text("상관 95% 하한", "Correlation, 95% low"), "index"),
    "importance_high": (Text("상관 95% 상한", "Correlation, 95% high"), "index"),
    "centre": (Text("중심선", "Centre"), "level"),
    "control_low": (Text("관리 하한", "Lower process limit"), "level"),
    "control_high": (Text("관리 상한", "Upper process limit"), "level"),
    "rule": (Text("신호", "Signal"), "text"),
    "low_95": (Text("95% 한계 아래", "95% limit, low"), "level"),
    "high_95": (Text("95% 한계 위", "95% limit, high"), "level"),
    "low_998": (Text("99.8% 한계 아래", "99.8% limit, low"), "level"),
    "high_998": (Text("99.8% 한계 위", "99.8% limit, high"), "level"),
    "place": (Text("한계와 견줌", "Against the limits"), "text"),
    "note": (Text("비고", "Note"), "text"),
}
_SAID = ("item", "rater_department", "title", "adopters", "level")
_ALWAYS = ("period", "value", "low", "high", "n", "change", "change_low", "change_high", "verdict", "note")
_WHOLE = Text("전체", "Whole organisation")
_UNIT = Text("단위: {unit}", "Unit: {unit}")
_RANGE = Text("기간: {range}", "Period: {range}")
_FILTERS = Text("조건: {filters}", "Filters: {filters}")


def result_table(
    results: pd.DataFrame, *, indicator: Indicator, lang: Lang, origin: Origin, title: str, unit: str = ""
) -> Table:
    """Return one indicator's rows with labels and verdict words of the language; columns that hold nothing are left out.

    Numbers keep the indicator's unit (times: working hours) and are not rounded; shares become percent. ``unit`` is what
    the rows count where that is not what the indicator counts.
    """
    rows = rows_of(results, indicator)
    names = [
        name
        for name in _LABELS
        if (name in _ALWAYS and (name == "period" or name in results))
        or any(_cell(row, name, lang) not in ("", None) for row in rows)
    ]
    if not any(row.get("department") for row in rows):
        names = [name for name in names if name != "department"]
    if not any(row.get("task") for row in rows):
        names = [name for name in names if name != "task"]
    return Table(
        title=title,
        notes=_notes(rows, indicator, lang, origin, unit),
        foot=tuple(part for part in (foot(origin, lang),) if part),
        columns=tuple(Column(name, _label(name, indicator, lang), _LABELS[name][1]) for name in names),
        rows=tuple(tuple(_cell(row, name, lang) for name in names) for row in rows),
        decimals=indicator.decimals,
        unit=indicator.unit,
        lang=lang,
        as_of=origin.as_of,
    )


def _label(name: str, indicator: Indicator, lang: Lang) -> str:
    return f"{coverage_name(indicator).say(lang)}(%)" if name == "coverage" else _LABELS[name][0].say(lang)


def _notes(rows: Sequence[Row], indicator: Indicator, lang: Lang, origin: Origin, unit: str) -> tuple[str, ...]:
    periods = [period_of(row) for row in rows]
    notes = [_UNIT.say(lang, unit=unit or unit_words(indicator, lang))]
    if periods:
        notes.append(_RANGE.say(lang, range=formats.period_range(min(periods), max(periods), lang)))
    if origin.filters:
        notes.append(_FILTERS.say(lang, filters=", ".join(origin.filters)))
    return tuple(note for note in (*notes, count_words(rows, indicator, lang)) if note)


def _said(row: Row, column: str) -> str:
    return str(row.get(column) or "")


def _cell(row: Row, name: str, lang: Lang) -> Cell:
    texts: dict[str, Any] = {
        "period": lambda: period_of(row).label(lang),
        "department": lambda: str(row.get("department") or _WHOLE.say(lang)),
        "task": lambda: str(row.get("task") or _WHOLE.say(lang)),
        "verdict": lambda: verdict_word(str(row.get("verdict") or ""), lang),
        "standing": lambda: STANDINGS[row["standing"]].say(lang) if row.get("standing") else "",
        "kind": lambda: KINDS[row["kind"]].say(lang) if row.get("kind") else "",
        **{column: partial(_said, row, column) for column in _SAID},
        "rule": lambda: RULES[row["rule"]].say(lang) if row.get("rule") else "",
        "place": lambda: PLACES[row["place"]].say(lang) if row.get("place") else "",
        "note": lambda: reasons(notes_of(row), lang),
    }
    if name in texts:
        return str(texts[name]())
    value = value_of(row, name)
    return value * 100 if value is not None and name == "coverage" else value
