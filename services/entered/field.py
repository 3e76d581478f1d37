"""One field of what people enter: its words, how a text becomes a value, and how a value is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from kpi.core.organisation import Register
from kpi.core.text import Lang, Text
from kpi.core.worktime import Calendar

Shape = Literal["text", "number", "day", "choice"]
Values = Mapping[str, Any]
"""Field -> value; None or "" where nothing is said."""


@dataclass(frozen=True)
class Known:
    """What an entry is checked against: the departments, the public holidays, the strata of surveys by year, their items."""

    departments: Register
    calendar: Calendar
    strata: Mapping[int, frozenset[str]]
    items: frozenset[str] = frozenset()


def as_written(value: Any, lang: Lang) -> str:
    """Return a value as text, the same in both languages; whole numbers without a point, "" for nothing."""
    del lang
    return "" if value is None else f"{value:.12g}" if isinstance(value, float) else str(value)


def nothing_to_choose(known: Known, lang: Lang) -> tuple[str, ...]:
    """Return no choices: the field takes any text."""
    del known, lang
    return ()


@dataclass(frozen=True)
class Field:
    """One field.

    ``read`` turns a text that is not blank into a value and raises a UserError for what is none; ``show`` is its
    inverse; ``choices`` are the texts to choose from in a language, () for any. ``key``: it says what the entry is
    about. ``empty`` is the value of a blank. ``spellings``: headers in spreadsheets beside the label, with "|" between.
    """

    name: str
    label: Text
    help: Text
    shape: Shape
    read: Callable[[str, Known], Any]
    show: Callable[[Any, Lang], str] = as_written
    choices: Callable[[Known, Lang], tuple[str, ...]] = nothing_to_choose
    key: bool = False
    required: bool = False
    empty: Any = ""
    spellings: str = ""
    example: tuple[str, ...] = ()
