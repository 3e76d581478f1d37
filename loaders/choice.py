"""What the analyst decided about a file, and what the loaders must know of the office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi.core.organisation import Register
from kpi.core.worktime import Calendar


@dataclass(frozen=True)
class Choice:
    """The analyst's word about one file; it wins over what is recognised.

    ``columns``: field -> column label; "" leaves the field unread; "item:NAME" -> label declares an item, and as soon as
    one item is declared the declared ones are all the items there are. ``scale``: lowest and highest answer.
    ``missing``: codes that are no answers. ``day_hours``: hours of a "day" in printed durations ("8" or "24").
    ``exclude``: status words that take a case out of the on-time rate, beside the usual ones.
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


@dataclass(frozen=True)
class Context:
    """What the loaders know of the office: registers, the store's secret, its calendar and today's date."""

    departments: Register
    tasks: Register
    secret: bytes
    calendar: Calendar
    today: dt.date
