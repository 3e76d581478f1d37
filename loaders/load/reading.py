"""A table being read: typed columns on one side, everything there is to say about it on the other."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from kpi.core.organisation import RegisterKind
from loaders.cells import parse as cells
from loaders.cells.durations import Unit
from loaders.cells.outer import made_plain
from loaders.cells.text import clean
from loaders.choice import Choice, Context
from loaders.load.absurd import say_absurd, say_how, say_negative_count, say_units
from loaders.load.answers import parse_answer
from loaders.load.asked import ask_year, settled
from loaders.load.clocks import with_clock
from loaders.load.faults import bad_values, fault_findings, written_errors
from loaders.load.hashes import keyed
from loaders.load.kinds import DATETIME, KINDS, NUMBER, PERIOD, Kind, duration
from loaders.load.observed import Moments
from loaders.load.saying import Saying
from loaders.load.units import months_of_years, said_of_times, unit_of
from loaders.load.years import dated_by_receipt
from loaders.match.recognise import Layout
from loaders.source import ITEM

if TYPE_CHECKING:
    from loaders.load.whole import Whole

DIGEST_BYTES = 12
LONGEST_BLANK = 9
"""No spelling of "nothing here" is longer, so longer ids need not be compared with them."""


class Reading(Saying):
    """A layout's table with its columns parsed on demand; what is wrong is collected in ``findings``.

    Every series has the table's index (ids of rows, see ``Layout``), and findings name ids. ``same_as``: names of the file
    that the analyst says are another registered name. A field that is not mapped reads as missing. ``whole``: what is
    known of the whole file where the table is one part of it. ``again``: kept rows are read, in the form they once had.
    """

    again = False

    def __init__(self, layout: Layout, choice: Choice, context: Context, whole: Whole | None = None) -> None:
        """Take a recognised table, the analyst's choice and what is known of the office."""
        super().__init__(layout)
        self.choice, self.context, self.whole = choice, context, whole
        self.same_as: dict[tuple[RegisterKind, str], str] = {}
        self._moments: dict[str, Moments] = {}
        self._texts: dict[str, pd.Series[Any]] = {}
        self._bare = layout.bare

    @property
    def items(self) -> dict[str, str]:
        """The item columns: item name -> label, in the order of the table."""
        found = {name.removeprefix(ITEM): label for name, label in self.mapping.items() if name.startswith(ITEM)}
        place = {label: number for number, label in enumerate(self.layout.labels)}
        return dict(sorted(found.items(), key=lambda pair: place[pair[1]]))

    def raw(self, name: str) -> pd.Series[Any]:
        """Return a field's cells without outer blanks, "" where it is not mapped."""
        if not self.has(name):
            return pd.Series("", index=self.index, dtype="str")
        return self._bare[self.mapping[name]]

    def text(self, name: str) -> pd.Series[Any]:
        """Return a field's texts in one line with single blanks; "" where missing."""
        if name not in self._texts:
            raw = self.raw(name)
            self._tell(name, raw, None, "")
            values = cells.parse_text(raw).values
            self._texts[name] = _blanked(values, self._declared_missing(raw)).astype("str")
        return self._texts[name]

    def ident(self, name: str) -> pd.Series[Any]:
        """Return a field's ids as written ("2023022706.0" as 2023022706, full-width as plain); "" where missing."""
        raw = made_plain(self.raw(name))
        self._tell(name, raw, None, "")
        whole = raw.str.replace(r"^([0-9]+)[.]0$", r"\1", regex=True) if raw.str.endswith(".0").any() else raw
        short = whole[whole.str.len().le(LONGEST_BLANK)]
        nothing = cells.parse_text(short).missing.reindex(raw.index, fill_value=False)
        return _blanked(whole, nothing | self._declared_missing(raw)).astype("str")

    def lines(self, name: str) -> pd.Series[Any]:
        """Return a field's texts with their line breaks, for cells that hold a list; "" where missing."""
        self.text(name)
        return self.raw(name).mask(cells.parse_text(self.raw(name)).values.eq(""), "").astype("str")

    def number(self, name: str) -> pd.Series[Any]:
        """Return a field's numbers as printed."""
        parsed = self._parsed(name, NUMBER)
        say_units(self, name, parsed)
        return say_absurd(self, name, parsed.values)

    def count(self, name: str) -> pd.Series[Any]:
        """Return a field's numbers of cases or people; one below 0 is an error."""
        numbers = self.number(name) if self.has(name) else pd.Series(float("nan"), index=self.index)
        return say_negative_count(self, name, numbers)

    def answers(self, name: str) -> pd.Series[Any]:
        """Return a field's answers as codes; declared codes that are no answers are still among them."""
        raw = self.raw(name)
        words = self._declared_missing(raw) & pd.to_numeric(raw, errors="coerce").isna()
        parsed = parse_answer(raw.mask(words, ""), beside=self._answer_words)
        self._tell(name, raw, parsed.bad, "answer")
        return parsed.values

    def role(self, name: str) -> pd.Series[Any]:
        """Return "head", "staff", "external", or "" where missing."""
        return self._parsed(name, KINDS["role"]).values.fillna("").astype("str")

    def minutes(self, name: str) -> pd.Series[Any]:
        """Return a field's durations in minutes; a bare number is in the unit of the header, else in minutes."""
        return self._duration(name, "minute")

    def hours(self, name: str) -> pd.Series[Any]:
        """Return a field's durations in hours; a bare number is in the unit of the header, else in hours."""
        return self._duration(name, "hour") / 60.0

    def moments(self, name: str) -> Moments:
        """Return a field's moments, with the times of day of the column beside it."""
        if name not in self._moments:
            parsed = self._parsed(name, DATETIME)
            say_how(self, name, parsed)
            moments = Moments(parsed.values.astype("datetime64[s]"), parsed.has_time & parsed.values.notna())
            self._moments[name] = with_clock(self, name, moments)
        return self._moments[name]

    def clock(self, name: str) -> pd.Series[Any]:
        """Return a field's times of day in seconds since midnight."""
        seconds: pd.Series[Any] = self._parsed(name, KINDS["clock"]).values
        return seconds

    def length(self, name: str) -> tuple[pd.Series[Any], pd.Series[Any]]:
        """Return a field's lengths of time as amounts and units ("day", "hour", "immediate", "" where missing).

        Only a statutory period has the units "same_day", "week", "month" and "year", too.
        """
        if not self.has(name):
            nothing = pd.Series(float("nan"), index=self.index)
            return nothing, pd.Series("", index=self.index, dtype="str")
        parsed = self._parsed(name, KINDS["days" if name == "statutory_period" else "suspended"])
        unit = parsed.unit.where(parsed.values.notna(), "").astype("str")
        return say_absurd(self, name, parsed.values, unit), unit

    def period(self, name: str) -> tuple[pd.Series[Any], pd.Series[Any]]:
        """Return a field's periods: first days (NaT where missing) and months; a full date stands for its year."""
        parsed = self._parsed(name, PERIOD)
        months = months_of_years(parsed.months, self.raw(name), self.label(name))
        return parsed.values.astype("datetime64[s]"), months.where(months > 0, 12)

    def known_periods(self) -> pd.DataFrame | None:
        """Return what ``periods`` returns where it is known without reading; else None."""
        return None

    @cached_property
    def _answer_words(self) -> frozenset[str]:
        """The different cells of all answer columns."""
        fields = [*(ITEM + item for item in self.items), "overall", "score"]
        return frozenset().union(*(self.raw(name).unique() for name in fields if self.has(name)))

    def _duration(self, name: str, bare: Unit) -> pd.Series[Any]:
        said = unit_of(self.label(name)) or unit_of(f"({self.layout.time_unit})")
        kind = duration(said or bare, counter=bare == "minute", said=said_of_times(self.label(name)))
        return say_absurd(self, name, self._parsed(name, kind).values)

    def _parsed(self, name: str, kind: Kind) -> Any:
        """Return a field's parsed cells; what must be asked and what does not parse become error findings, once."""
        raw = dated_by_receipt(self, name, self.raw(name))
        declared = self._declared_missing(raw)
        blanked = _blanked(raw, declared)
        before = len(self.findings)
        parsed = settled(self, name, blanked, kind)
        if kind in (PERIOD, DATETIME):
            parsed = ask_year(self, name, blanked, kind, parsed)
        if ("asked " + name) in self._told:
            del self.findings[before:]
        self._told.add("asked " + name)
        self._tell(name, raw, parsed.bad, kind.name)
        return parsed

    def _tell(self, name: str, raw: pd.Series[Any], bad: pd.Series[Any] | None, kind: str) -> None:
        """Say once what is wrong with a column's cells, and once which of them do not parse."""
        if not self.has(name):
            return
        if name not in self._told:
            self._told.add(name)
            self.findings += fault_findings(self.layout, self.label(name), self.choice.missing)
            self.findings += written_errors(raw, self.label(name), self.choice.missing, named=bad is None)
        if bad is not None and bad.any() and ("bad " + name) not in self._told:
            self._told.add("bad " + name)
            self.findings += bad_values(raw, bad, self.label(name), kind)

    def hashed(self, values: pd.Series[Any], kind: str) -> pd.Series[Any]:
        """Return ids as hashes keyed with the store's own secret; "" stays."""
        return keyed(values, kind, key=self.context.secret[:64], size=DIGEST_BYTES)

    def _declared_missing(self, raw: pd.Series[Any]) -> pd.Series[Any]:
        """Return which cells hold a declared code, however its digits and blanks are written."""
        codes = {clean(code) for code in self.choice.missing if code}
        if not codes:
            return pd.Series(False, index=raw.index)
        return raw.isin([text for text in raw.unique() if clean(text) in codes])


def _blanked(values: pd.Series[Any], flags: pd.Series[Any]) -> pd.Series[Any]:
    """Return texts with some of them as ""; the column itself where there are none."""
    return values.mask(flags, "") if flags.any() else values
