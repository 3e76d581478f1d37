"""Days of completion and deadlines written without their year: the year is that of the receipt in the same row, or the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kpi.core.text import Text
from loaders.cells import parse as cells
from loaders.load.kinds import with_year, yearless

if TYPE_CHECKING:
    from loaders.load.reading import Reading

RECEIPT, FOLLOWING = "received_at", frozenset({"completed_at", "deadline"})
LONGEST = pd.Timedelta(days=183)
"""A day that lies before its receipt is of the next year only so far behind it; else it is a slip."""
_SAID = Text(
    "'{label}' 열에 연도 없이 적힌 {count}칸은 같은 행의 접수일과 같은 해로, 그러면 접수일보다 앞서는 {number}칸은 다음 해로 읽었습니다.",
    "{count} cells of column '{label}' without a year were read as of the year of the receipt in their row, and {number} of them, which would "
    "lie before it, as of the next year.",
)


def dated_by_receipt(reading: Reading, name: str, raw: pd.Series[Any]) -> pd.Series[Any]:
    """Return the texts of a column of days with the year of the receipt where they say none; say so once."""
    if name not in FOLLOWING or not reading.has(RECEIPT):
        return raw
    lacking = yearless(raw)
    if not lacking.any():
        return raw
    receipt = reading.moments(RECEIPT).values
    known = lacking & receipt.notna()
    same, after = (_of_year_of(raw, receipt.dt.year + step, known) for step in (0, 1))
    day, following = (_days(reading, texts) for texts in (same, after))
    early = day.isna() | day.lt(receipt.dt.normalize())
    later = known & early & (following - receipt).between(pd.Timedelta(0), LONGEST)
    if reading.once("year of " + name):
        told = {"label": reading.label(name), "number": int(later.sum())}
        reading.say("note", "year_of_receipt", _SAID, marked=known, field_name=name, **told)
    return raw.mask(known, same).mask(later, after).astype("str")


def _of_year_of(raw: pd.Series[Any], years: pd.Series[Any], known: pd.Series[Any]) -> pd.Series[Any]:
    texts = raw.where(known)
    for year in years[known].unique():
        chosen = known & years.eq(year)
        texts = texts.mask(chosen, with_year(raw, int(year), chosen))
    return texts.fillna("").astype("str")


def _days(reading: Reading, texts: pd.Series[Any]) -> pd.Series[Any]:
    return cells.parse_datetime(texts, order=reading.choice.date_order).values.dt.normalize()
