"""What the analyst decided about a file, and what the loaders must know of the office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kpi.core.organisation import Register
from kpi.core.worktime import Calendar

Marks = Literal["minus", "press"]
Brackets = Literal["minus", "plain"]
DateOrder = Literal["ymd", "dmy", "mdy"]
Clock = Literal["h:mm", "m:ss"]
NO_CODES = ("",)
"""``Choice.missing`` where no code is missing, whatever is remembered of the form."""
SheetsMean = Literal["year", "department", "nothing"]
ALL_SHEETS = "*"
"""In ``Choice.sheets``: every sheet of the same form, whatever it is called (no sheet of a workbook can be called so)."""
Repeats = Literal["pool", "last"]
Levels = Literal["total", "apart"]


@dataclass(frozen=True)
class Fix:
    """One cell the analyst put right before saving: the sheet, the address Excel shows ("C14"), the new text."""

    sheet: str
    cell: str
    value: str

    @property
    def place(self) -> str:
        """The address with its sheet: "Sheet1!C14", "C14" where a file has no sheets."""
        return f"{self.sheet}!{self.cell}" if self.sheet else self.cell


@dataclass(frozen=True)
class Choice:
    """The analyst's word about one file; it wins over what is recognised. What has two readings is never guessed: it is
    asked, and one of these fields is the answer.

    Which table: ``source``; ``sheet`` (one) or ``sheets`` (several of the same form, read as one table; ``ALL_SHEETS``
    for all of them) and what their names stand for (``sheets_mean``); ``header_row``. ``columns``: field -> column label; "" leaves the field unread;
    "item:NAME" -> label declares an item, and as soon as one item is declared the declared ones are all the items there
    are. ``drop``: labels of columns that are not to be read, whatever they hold; ``harmless``: labels of columns that
    look personal and are not; ``undrop``: labels of columns that were dropped in the last file of the form and are read again.
    ``fill_down``: labels of columns whose blank cells mean the value above them; ``leave_blank``: those whose blank cells say
    that there is none.

    How cells are read: ``scale``: lowest and highest answer. ``missing``: codes that are no answers (``NO_CODES``: there
    are none; empty: nobody said). ``day_hours``:
    hours of a "day" in printed durations ("8" or "24"). ``marks``: △ and ▲ are both minus ("minus", as in budgets), or
    ▲ is a rise and ▼ or ▽ a fall ("press"). ``brackets``: "(4.6)" is -4.6 or 4.6. ``date_order``: how "05-07-2014" or
    "14.7.31" is read. ``clock``: whether "8:17" is hours and minutes or minutes and seconds. ``repeats``: rows of sums that speak of the same
    thing are parts ("pool", by n), or the last one corrects the others ("last"). ``levels``: rows of a bureau beside rows of its departments are their
    "total" and left out, or figures of its own ("apart"). ``fixes``: cells put right.

    What it is about: ``year``, ``department`` (of the whole file), ``as_of``; ``accept_new`` registers unknown
    departments; ``same_as``: (kind of register, name in the file) -> the registered name it stands for (a name
    that stands for itself is new). ``exclude``: status words that take a case out of the on-time rate, beside the usual ones. ``fresh``: what is remembered of the
    form is not used.
    """

    source: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    scale: tuple[float, float] | None = None
    missing: tuple[str, ...] = ()
    year: int | None = None
    day_hours: str | None = None
    as_of: dt.date | None = None
    accept_new: bool = False
    exclude: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    sheets_mean: SheetsMean | None = None
    department: str | None = None
    marks: Marks | None = None
    brackets: Brackets | None = None
    date_order: DateOrder | None = None
    clock: Clock | None = None
    repeats: Repeats | None = None
    levels: Levels | None = None
    drop: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()
    undrop: tuple[str, ...] = ()
    fill_down: tuple[str, ...] = ()
    leave_blank: tuple[str, ...] = ()
    same_as: Mapping[tuple[str, str], str] = field(default_factory=dict)
    fixes: tuple[Fix, ...] = ()
    fresh: bool = False


@dataclass(frozen=True)
class Context:
    """What the loaders know of the office: registers, the store's secret, its calendar and today's date."""

    departments: Register
    tasks: Register
    secret: bytes
    calendar: Calendar
    today: dt.date
