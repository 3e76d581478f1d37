"""A year in one column and its quarter, half or month in another: read together as one period, and said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.cells.periods import MONTHS_A_YEAR, period_of
from loaders.cells.text import clean
from loaders.match.labels import without_brackets
from loaders.match.table import Rows
from loaders.source import Form, Source

ANY_YEAR = 2000
_PART = re.compile(r"(?:조사|평가|기준|처리)?(?P<unit>분기|반기|월)(?:별|구분)?")
_JOINED = Text(
    "'{year}' 열의 연도와 '{label}' 열의 값을 합쳐 '{example}'처럼 한 기간으로 읽었습니다.",
    "The years of column '{year}' and the cells of column '{label}' were read together as one period, such as '{example}'.",
)


def with_parts_of_year(
    rows: Rows, source: Source, form: Form, mapping: Mapping[str, str]
) -> tuple[Rows, tuple[Finding, ...]]:
    """Return rows of sums with the quarter, half or month of an unread column behind the year, and a note that says so.

    Only where every row has both and every pair is a part of a year; else, and of single cases, the rows as they are.
    """
    if form.id != "summed":
        return rows, ()
    period = next((mapping[one.name] for one in source.columns if one.kind == "period" and one.name in mapping), "")
    labels = [label for label in map(str, rows.frame.columns) if label not in mapping.values()]
    for label in labels if period in rows.frame else ():
        unit = _PART.fullmatch(without_brackets(label))
        known = _joined(rows.frame[period], rows.frame[label], unit["unit"]) if unit else {}
        if known:
            pairs = pd.Series(list(zip(rows.frame[period], rows.frame[label], strict=True)), index=rows.frame.index)
            frame = rows.frame.assign(**{period: pairs.map(known).astype("str")})
            values = {"year": period, "label": label, "example": next(iter(known.values()))}
            return replace(rows, frame=frame), (Finding("note", "years_joined", _JOINED, values, column=label),)
    return rows, ()


def _joined(years: pd.Series[Any], parts: pd.Series[Any], unit: str) -> dict[tuple[str, str], str]:
    """Return (year, part) as they stand there -> both as one text; nothing where any of them is no part of a year."""
    pairs = list(dict.fromkeys(zip(years, parts, strict=True)))
    found = {}
    for pair in pairs:
        year, part = (clean(text) for text in pair)
        part = part + unit if part.isdecimal() else part
        whole, alone = period_of(year), period_of(part, year=ANY_YEAR)
        text = f"{year} {part}"
        there = period_of(text)
        if whole is None or alone is None or there is None or period_of(part) is not None:
            return {}
        if whole.months != MONTHS_A_YEAR or there.months >= MONTHS_A_YEAR or there.start.year != whole.start.year:
            return {}
        found[pair] = text
    return found


def with_joined(findings: tuple[Finding, ...], joined: tuple[Finding, ...]) -> list[Finding]:
    """Return the findings with those about joined columns, but none that says of such a column that it is not read."""
    read = {one.column for one in joined}
    return [*(one for one in findings if one.code != "two_columns" or one.column not in read), *joined]
