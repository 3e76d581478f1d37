"""Asking about a column whose cells have two readings: once, with examples, and with the answers that read it all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from kpi.core.text import Text
from loaders.cells.columns import Parsed
from loaders.load.kinds import Answers, Ask, Kind
from loaders.load.units import DAY_HOURS

if TYPE_CHECKING:
    from loaders.choice import Choice
    from loaders.load.reading import Reading

EXAMPLES = 3
PROBE_YEAR = 2000
_NO_YEAR = Text(
    "연도 없이 적힌 기간이나 날짜가 {count}칸 있습니다(예: {examples}). 어느 해인지 입력하세요(예: 2025).",
    "{count} periods or dates do not say their year (for example {examples}). Give the year (for example 2025).",
)


def given(choice: Choice) -> Answers:
    """Return the answers the analyst gave to the questions about cells."""
    hours = (choice.day_hours or "").strip()
    told = {name: getattr(choice, name) for name in ("marks", "brackets", "date_order", "clock", "year")}
    return {**told, "day_hours": hours if hours in DAY_HOURS else None}


def settled(reading: Reading, name: str, raw: pd.Series[Any], kind: Kind) -> Parsed:
    """Return a field's cells parsed by the answers given; what still has two readings is asked, and missing till then.

    The cells that are asked about are not ``bad`` any more: a question is enough.
    """
    answers = dict(given(reading.choice))
    parsed: Parsed = kind.read(raw, answers)
    for ask in kind.asks:
        if parsed.bad.any() and not answers[ask.name]:
            parsed = _asked(reading, name, raw, kind, ask, parsed, answers)
    return parsed


def ask_year(reading: Reading, name: str, raw: pd.Series[Any], kind: Kind, parsed: Parsed) -> Parsed:
    """Return parsed periods or moments; cells that lack only their year ("상반기", "3.1. 09:00") are asked about."""
    if not parsed.bad.any() or reading.choice.year is not None:
        return parsed
    lacking = parsed.bad.copy()
    lacking[lacking] = ~kind.read(raw[parsed.bad], {**given(reading.choice), "year": PROBE_YEAR}).bad
    if lacking.any():
        reading.say("error", "no_year", _NO_YEAR, marked=lacking, field_name=name, examples=examples(raw[lacking]))
        reading.findings[-1] = reading.findings[-1].at(choices=reading.layout.years_said)
    return replace(parsed, bad=parsed.bad & ~lacking)


def _asked(
    reading: Reading, name: str, raw: pd.Series[Any], kind: Kind, ask: Ask, parsed: Parsed, answers: dict[str, Any]
) -> Parsed:
    odd = raw[parsed.bad]
    tried = {option: ~kind.read(odd, {**answers, ask.name: option}).bad for option in ask.options}
    unclear = pd.DataFrame(tried).any(axis=1)
    if not unclear.any():
        return parsed
    able = [option for option, reads in tried.items() if reads[unclear].all()]
    cells = odd[unclear]
    marked = pd.Series(parsed.bad.index.isin(cells.index), index=parsed.bad.index)
    if reading.whole is None and len(able) == 1 and able[0] in ask.taken and _of_one_shape(cells):
        answers[ask.name] = able[0]
        evidence = _evidence(tried, cells)
        code = f"taken_{ask.name}"
        reading.say("note", code, ask.taken[able[0]], marked=marked, field_name=name, evidence=evidence)
        taken: Parsed = kind.read(raw, answers)
        return taken
    code, message = (ask.code, ask.message) if able else (f"two_{ask.name}", ask.clash)
    reading.say("error", code, message, marked=marked, field_name=name, examples=examples(cells))
    reading.findings[-1] = reading.findings[-1].at(choices=tuple(able), value=str(cells.iloc[0]))
    return replace(parsed, bad=parsed.bad & ~marked)


def examples(cells: pd.Series[Any]) -> str:
    """Return the first few different cells in quotes."""
    return ", ".join(f"'{text}'" for text in cells.head(1000).unique()[:EXAMPLES])


def _evidence(tried: Mapping[str, pd.Series[Any]], cells: pd.Series[Any]) -> str:
    """Return the first of the cells that the fewest options read."""
    readings = pd.DataFrame(tried).loc[cells.index].sum(axis=1)
    return str(cells[readings.idxmin()])


def _of_one_shape(cells: pd.Series[Any]) -> bool:
    """Return whether all cells have four digits in a row, or none: "14.7.31" beside "31-07-2014" stays a question."""
    return int(cells.str.contains(r"\d{4}").nunique()) == 1
