"""Columns of text to columns of values: one parser a type, each saying which cells are missing and which are bad.

A cell with two readings ("△4.6", "05-07-2014", "8:17", "4.1일") is bad unless the caller declares how to read it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from loaders.cells.columns import (
    LARGEST,
    Distinct,
    Parsed,
    ParsedNumbers,
    ParsedPeriods,
    ParsedTerms,
    ParsedTimes,
    flags,
    read_each,
    read_floats,
)
from loaders.cells.dates import Moment, Order, moment_of
from loaders.cells.durations import LOST, Clock, Unit, could_be_minutes, minutes_of
from loaders.cells.iso import iso_times
from loaders.cells.numbers import LOST_NUMBERS, Brackets, Marks, number_of, share_of, signs_of
from loaders.cells.periods import period_of
from loaders.cells.roles import role_of
from loaders.cells.terms import Term, term_of
from loaders.cells.text import BLANK, MISSING, NO_SUCH, NOT_YET, clean

__all__ = [
    "BLANK",
    "LARGEST",
    "MISSING",
    "Parsed",
    "ParsedNumbers",
    "ParsedPeriods",
    "ParsedTerms",
    "ParsedTimes",
    "parse_date",
    "parse_datetime",
    "parse_days",
    "parse_duration_minutes",
    "parse_number",
    "parse_period",
    "parse_role",
    "parse_share",
    "parse_text",
]

_ISO = r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?"


def parse_text(values: pd.Series[Any]) -> Parsed:
    """Return texts cleaned (NFKC, single spaces, no invisible letters); "" where missing, never bad."""
    distinct = Distinct.of(values)
    results, absent = read_each(distinct.texts, str, BLANK, longest=None)
    bad, missing = flags(distinct, results, absent)
    texts = [result or "" for result in results]
    as_written = texts == distinct.texts and values.dtype == "str" and not values.hasnans
    return Parsed(values if as_written else distinct.spread(texts, "str", ""), bad, missing)


def parse_number(
    values: pd.Series[Any], *, marks: Marks | None = None, brackets: Brackets | None = None
) -> ParsedNumbers:
    """Return numbers (float64) as printed, and their units: "1,234건" is 1234, "99.2%" is 99.2, "31,491천 원" 31491000.

    "△4.6", "▲4.6" and "▼4.6" are bad unless ``marks`` declares their meaning, "(4.6)" unless ``brackets`` does (see
    ``cells.numbers.signs_of``). Bad, too: "4/5", "1 234", "1.234,5", "없음" (0, or no value?).
    """
    texts = values.dropna().unique() if marks == "press" else ()
    signs = signs_of(marks, brackets, texts)
    return read_floats(values, lambda text: number_of(text, signs=signs), missing=MISSING | LOST_NUMBERS)


def parse_share(values: pd.Series[Any], *, percent: bool = False) -> Parsed:
    """Return shares 0-1: "99.2%" is 0.992; a bare number is a share, or a percentage where ``percent``."""

    def one(text: str) -> tuple[float, str] | None:
        share = share_of(text, percent=percent)
        return None if share is None else (share, "")

    return read_floats(values, one, missing=MISSING, quick=False)


def parse_duration_minutes(
    values: pd.Series[Any],
    *,
    bare: Unit | None = "minute",
    day_minutes: float | None = None,
    two_parts: Clock | None = None,
    doubt_hours: bool = False,
) -> Parsed:
    """Return minutes (float64): "8분 17초", "2시간 30분", "0:08:17".

    Parameters
    ----------
    values
        Cells as text.
    bare
        The unit of a number alone; None makes it bad.
    day_minutes
        How long a day is ("4.1일"); without it days are bad, but for 0.
    two_parts
        How "8:17" is read; without it, it is bad.
    doubt_hours
        Whether "08:17:00" may be what a spreadsheet made of 8 minutes 17 seconds: where no clock time of the column has
        seconds and one has hours, they are read by ``two_parts``, and bad without it.
    """
    doubted = doubt_hours and could_be_minutes(clean(str(text)) for text in values.dropna().unique() if ":" in text)

    def one(text: str) -> tuple[float, str] | None:
        hours_are = two_parts if doubted else "h:mm"
        found = minutes_of(text, bare=bare, day_minutes=day_minutes, two_parts=two_parts, hours_are=hours_are)
        return None if found is None else (found, "")

    return read_floats(values, one, missing=MISSING | LOST, quick=bare == "minute")


def parse_datetime(values: pd.Series[Any], *, order: Order | None = None, zone: str | None = None) -> ParsedTimes:
    """Return local moments (datetime64[s]) and whether each says a time of day.

    Parameters
    ----------
    values
        Cells as text: ISO, "2014. 7. 31. 오후 2:30", "'14.7.31", "20140731", Excel serial numbers ...
    order
        How "05-07-2014" ("dmy", "mdy") or "14.7.31" ("ymd") is read; without it they are bad.
    zone
        The time zone into which moments with a UTC offset are turned; without it the clock time stays and "Z" is bad.
    """
    quick = iso_times(values)
    if quick is not None:
        return quick
    distinct = Distinct.of(values)
    texts = pd.Series(distinct.texts, dtype="str")
    simple = texts.str.fullmatch(_ISO).to_numpy(dtype="bool")
    moments = pd.to_datetime(texts.where(simple), format="ISO8601", errors="coerce").astype("datetime64[s]")
    simple = simple & moments.notna().to_numpy()
    timed = np.asarray(texts.str.len() > len("2014-07-31")) & simple
    odd = np.flatnonzero(~simple)

    def one(text: str) -> Moment | None:
        return moment_of(text, order=order, zone=zone)

    results, absent = read_each([distinct.texts[place] for place in odd], one, MISSING | NO_SUCH | NOT_YET)
    moments.iloc[odd] = pd.to_datetime([result[0] if result else None for result in results]).astype("datetime64[s]")
    timed[odd] = [bool(result and result[1]) for result in results]
    gone = np.zeros(len(texts) + 1, dtype="bool")
    gone[odd], gone[-1] = absent, True
    full = pd.concat([moments, pd.Series([pd.NaT], dtype="datetime64[s]")], ignore_index=True)
    bad = pd.Series(full.isna().to_numpy() & ~gone)
    missing = distinct.take(pd.Series(gone))
    has_time = distinct.take(pd.Series(np.append(timed, False)))
    how = np.full(len(texts), "", dtype="object")
    how[odd] = [result.how if result else "" for result in results]
    return ParsedTimes(distinct.take(full), distinct.take(bad), missing, has_time, distinct.sort(how.tolist()))


def parse_date(values: pd.Series[Any], *, order: Order | None = None, zone: str | None = None) -> Parsed:
    """Return days (datetime64[s] at midnight); a time of day is cut off. Spellings as in ``parse_datetime``."""
    times = parse_datetime(values, order=order, zone=zone)
    return Parsed(times.values.dt.normalize(), times.bad, times.missing)


def parse_period(values: pd.Series[Any], *, year: int | None = None) -> ParsedPeriods:
    """Return periods: "2014년", "2014년 상반기", "2017.1/4", "1Q 2017", "2014. 7월", "2013.9.~2014.8.".

    ``year`` completes periods that do not say theirs ("상반기", "3월"); without it those are bad.
    """
    distinct = Distinct.of(values)
    results, absent = read_each(distinct.texts, lambda text: period_of(text, year=year), MISSING | NO_SUCH)
    bad, missing = flags(distinct, results, absent)
    starts = distinct.spread([result.start if result else None for result in results], "datetime64[s]", None)
    return ParsedPeriods(
        starts, bad, missing, distinct.spread([result.months if result else 0 for result in results], "int64", 0)
    )


def parse_days(values: pd.Series[Any], *, by_calendar: bool = False) -> ParsedTerms:
    """Return statutory periods: "7일", "7일 이내" and "7" are 7 days, "3근무시간" 3 hours, "즉시" 3 (unit "immediate").

    Weeks, months, years and "당일" are bad unless ``by_calendar``: they are no number of days. A lone "일" (its number
    lost) is missing; "0일" is 0 days.
    """

    def one(text: str) -> Term | None:
        term = term_of(text)
        return None if term and not by_calendar and term[1] not in ("day", "hour", "immediate") else term

    distinct = Distinct.of(values)
    results, absent = read_each(distinct.texts, one, MISSING | NO_SUCH | LOST)
    bad, missing = flags(distinct, results, absent)
    amounts = distinct.spread([result[0] if result else np.nan for result in results], "float64", np.nan)
    return ParsedTerms(
        amounts, bad, missing, distinct.spread([result[1] if result else "" for result in results], "str", "")
    )


def parse_role(values: pd.Series[Any]) -> Parsed:
    """Return "head", "staff" or "external"; "" where missing or bad."""
    distinct = Distinct.of(values)
    results, absent = read_each(distinct.texts, role_of, MISSING | NO_SUCH)
    bad, missing = flags(distinct, results, absent)
    return Parsed(distinct.spread([result or "" for result in results], "str", ""), bad, missing)
