"""What a kind of source is: its columns, its forms, and how its rows become observations."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Literal

from kpi.core.text import Text

if TYPE_CHECKING:
    from loaders.load.observed import Observations
    from loaders.load.reading import Reading

Kind = Literal["text", "id", "number", "datetime", "period", "duration", "days", "role", "answer", "names", "clock"]
ITEM = "item:"
"""Prefix of a field that is one item of a wide table: "item:친절" is read from the column of that item."""


def spelled(aliases: str) -> tuple[str, ...]:
    """Return the spellings of a text such as "접수일|접수일자"."""
    return tuple(aliases.split("|"))


@dataclass(frozen=True)
class Column:
    """One field a source declares.

    ``aliases`` are header spellings, best first (the label in both languages is always one). ``kind`` names the parser;
    an ``id`` is stored as a keyed hash only. ``required`` speaks of the first form; ``key`` marks the labels of a
    summed-up table, which are filled down and in which totals are recognised. ``once``: not a key, but lists of single cases
    often give it once for the rows below it. ``only`` names the one form that reads it. ``brief``:
    headers that mean it only where the cells are of its kind ("접수").
    ``example`` goes to the template. ``why``: what is said where a required column is missing, beside its name.
    """

    name: str
    label: Text
    aliases: tuple[str, ...]
    kind: Kind
    help: Text
    required: bool = False
    key: bool = False
    example: tuple[str, ...] = ()
    only: str = ""
    why: Text | None = None
    once: bool = False
    brief: tuple[str, ...] = ()

    @property
    def given_once(self) -> bool:
        """Whether a list may give this label once for several rows."""
        return self.key or self.once


@dataclass(frozen=True)
class Form:
    """One shape of table a source accepts.

    ``required``: groups of fields, one field of each group must be there; "item:" stands for any item column.
    ``optional_when_unread``: fields of ``required`` that the analyst may leave unread on purpose. ``excluded``: fields
    that show it is another form.
    """

    id: str
    name: Text
    required: tuple[tuple[str, ...], ...]
    optional_when_unread: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True)
class Items:
    """How the item columns of a wide table are found when none is declared: words in their headers."""

    words: tuple[str, ...]
    not_words: tuple[str, ...]
    codes: bool = True


@dataclass(frozen=True)
class Source:
    """A kind of file. The first form is a case (answer, rating ...) a row and gives the template.

    ``revision`` rises whenever the same file would give other cells.
    """

    id: str
    name: Text
    grain: Text
    revision: int
    columns: tuple[Column, ...]
    forms: tuple[Form, ...]
    to_observations: Callable[[Reading], Observations]
    items: Items | None = None
    example_items: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by field name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def by_form(self) -> Mapping[str, Form]:
        """The forms by id."""
        return {form.id: form for form in self.forms}

    def knows(self, field: str) -> bool:
        """Return whether a field may be declared for this source."""
        return field in self.by_name or (self.items is not None and field.startswith(ITEM) and len(field) > len(ITEM))


@cache
def sources() -> Mapping[str, Source]:
    """Return every source file of ``loaders/sources`` by id."""
    package = importlib.import_module("loaders.sources")
    names = sorted(info.name for info in pkgutil.iter_modules(package.__path__))
    found = [importlib.import_module(f"loaders.sources.{name}").SOURCE for name in names]
    return {source.id: source for source in found}
