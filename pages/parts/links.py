"""What a person has chosen to see, and its language-neutral form in a link."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import quote, unquote

from kpi.core.hierarchy import POOLING
from kpi.core.indicator import Compare, Key, indicators
from kpi.core.periods import MONTHS, Grain
from kpi.core.text import LANGS, Lang

LONGEST_NAME = 80
MOST_UPLOADS = 200
MOST_UNITS = 24
SEPARATOR = "|"
"""Between names in a link; one inside a name is written as a code."""
_YEAR = re.compile(r"(19|20)\d{2}")


@dataclass(frozen=True)
class Selection:
    """The choices that act on every page.

    ``start`` and ``end`` are the first and last year shown (None: as far as there are data); ``department`` and
    ``task`` are names of the registers, "" for all; ``indicator`` is the one looked at, "" for the page's own choice;
    ``opened`` is the (department, year) whose detail is open ("" for the whole), with
    ``opened_task`` of one of its tasks; ``organisation``: departments as they are today or as they were
    reported; ``level``: pooled into bureaus or divisions where departments stand side by side, "" for not;
    ``uploads``: the only uploads that the history shows, none for all. ``side``: whether departments or tasks stand side by
    side, ``units``: which of them (none: the largest), ``view``: their level or their index.
    """

    lang: Lang = "ko"
    start: int | None = None
    end: int | None = None
    department: str = ""
    task: str = ""
    grain: Grain = "year"
    compare: str = "previous"
    indicator: str = ""
    opened: tuple[str, int] | None = None
    opened_task: str = ""
    organisation: str = "today"
    level: str = ""
    uploads: tuple[int, ...] = ()
    side: Key = "department"
    units: tuple[str, ...] = ()
    view: str = ""

    @property
    def comparison(self) -> Compare:
        """The comparison as the indicators take it."""
        return int(self.compare) if self.compare.isdigit() else "base" if self.compare == "base" else "previous"

    @property
    def base_year(self) -> int | None:
        """The year that index and cumulative change start from; None: the first with data."""
        return int(self.compare) if self.compare.isdigit() else None


DEFAULT = Selection()
NAMES = {
    "lang": "lang",
    "start": "from",
    "end": "to",
    "department": "dept",
    "task": "task",
    "grain": "by",
    "compare": "vs",
    "indicator": "kpi",
    "opened": "open",
    "opened_task": "of",
    "organisation": "org",
    "level": "level",
    "uploads": "uploads",
    "side": "side",
    "units": "units",
    "view": "view",
}


def encode(selection: Selection) -> dict[str, str]:
    """Return the choices as link parameters; what is as it comes is left out."""
    changed = {
        field.name: getattr(selection, field.name)
        for field in fields(Selection)
        if getattr(selection, field.name) != getattr(DEFAULT, field.name)
    }
    return {NAMES[name]: _listed(value) if name == "units" else _code(value) for name, value in changed.items()}


def decode(parameters: Mapping[str, str]) -> Selection:
    """Return the choices of a link; whatever cannot be understood is as it comes."""
    chosen: dict[str, Any] = {}
    for name, parameter in NAMES.items():
        value = _READ[name](parameters.get(parameter, ""))
        if value is not None:
            chosen[name] = value
    selection = Selection(**chosen)
    if selection.start and selection.end and selection.start > selection.end:
        chosen["start"], chosen["end"] = selection.end, selection.start
    return Selection(**chosen)


def _code(value: object) -> str:
    if not isinstance(value, tuple):
        return str(value)
    return f"{value[1]}.{value[0]}" if isinstance(value[0], str) else ".".join(map(str, value))


def _listed(names: tuple[str, ...]) -> str:
    return SEPARATOR.join(quote(name, safe="") if SEPARATOR in name or "%" in name else name for name in names)


def _names(code: str) -> tuple[str, ...] | None:
    names = [unquote(part) for part in code.split(SEPARATOR)[:MOST_UNITS]]
    return tuple(names) if all(_name(name) for name in names) else None


def _year(code: str) -> int | None:
    return int(code) if _YEAR.fullmatch(code) else None


def _name(code: str) -> str | None:
    return code if code and len(code) <= LONGEST_NAME and code.isprintable() else None


def _compare(code: str) -> str | None:
    return code if code in ("previous", "base") or _YEAR.fullmatch(code) else None


def _opened(code: str) -> tuple[str, int] | None:
    year, dot, name = code.partition(".")
    return (name, int(year)) if dot and _YEAR.fullmatch(year) and (not name or _name(name)) else None


def _uploads(code: str) -> tuple[int, ...] | None:
    parts = code.split(".")[:MOST_UPLOADS]
    return (
        tuple(map(int, parts)) if all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts) else None
    )


_READ: dict[str, Any] = {
    "lang": lambda code: code if code in LANGS else None,
    "start": _year,
    "end": _year,
    "department": _name,
    "task": _name,
    "grain": lambda code: code if code in MONTHS else None,
    "compare": _compare,
    "indicator": lambda code: code if code in indicators() else None,
    "opened": _opened,
    "opened_task": _name,
    "organisation": lambda code: code if code in ("today", "reported") else None,
    "level": lambda code: code if code in POOLING else None,
    "uploads": _uploads,
    "side": lambda code: code if code in ("department", "task") else None,
    "units": _names,
    "view": lambda code: code if code in ("level", "index") else None,
}
