"""A sort of entry: its fields, where it is kept, and what it must satisfy. One file of ``kinds`` = one sort."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from data.entered import ABOUT, EntryKind
from kpi.core.errors import Finding
from kpi.core.text import LANGS, Lang, Text
from services.entered.field import Field, Known, Values
from services.entered.figures import Figure, none
from services.evidence import View

Key = tuple[tuple[str, Any], ...]
"""What an entry is about, comparable: (column of the store, value) in the order of the columns."""
Columns = Mapping[str, Any]
_TAKEN_BACK = Text("없음", "none")


@dataclass(frozen=True)
class Kept:
    """Where entries of a sort are kept.

    ``key`` and ``pack`` turn the values of fields into the columns of the store; ``unpack`` turns both back (None where
    the entry is of another sort). ``gone`` are the columns of an entry that takes back what was said.
    """

    kind: EntryKind
    key: Callable[[Values], dict[str, Any]]
    pack: Callable[[Values], dict[str, Any]]
    unpack: Callable[[Columns, Columns], Values | None]
    gone: Columns
    is_gone: Callable[[Columns], bool]


@dataclass(frozen=True)
class Sort:
    """What people may enter of one sort.

    ``about``: what it does; ``usual``: what holds where nothing is entered; ``grain``: what a row of its spreadsheet is.
    ``check`` yields what is wrong (or noteworthy) with the values of one entry, the name of the field as ``column``.
    ``touches`` gives the indicators that an entry may change; ``by_calendar``: it changes how working time is counted,
    which shows once the kept rows are read again. ``figures`` gives what else it may change, in words.
    """

    id: str
    place: int
    name: Text
    about: Text
    usual: Text
    grain: Text
    kept: Kept
    fields: tuple[Field, ...]
    check: Callable[[Values, Known], Iterable[Finding]]
    touches: Callable[[Values], tuple[str, ...]]
    by_calendar: bool = False
    figures: Callable[[View], Iterable[Figure]] = none

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The fields by name."""
        return {field.name: field for field in self.fields}

    def key(self, values: Values) -> Key:
        """Return what values are about."""
        return tuple(self.kept.key(values).items())

    def about_of(self, values: Values) -> Text:
        """Return what an entry is about in words."""
        return _both(lambda lang: self._said(values, lang, key=True))

    def described(self, values: Values) -> Text:
        """Return what an entry says, with the names of the fields."""
        return _both(lambda lang: self._said(values, lang, key=False))

    def described_columns(self, key: Columns) -> Callable[[Columns], Text]:
        """Return what describes the columns of the store that stand under a key."""

        def said(columns: Columns) -> Text:
            values = None if self.kept.is_gone(columns) else self.kept.unpack(key, columns)
            return _TAKEN_BACK if values is None else self.described(values)

        return said

    def _said(self, values: Values, lang: Lang, *, key: bool) -> str:
        fields = [field for field in self.fields if field.key == key]
        texts = [(field, field.show(values.get(field.name, field.empty), lang)) for field in fields]
        said = [shown if key else f"{field.label.say(lang)} {shown}" for field, shown in texts if shown]
        return (" · " if key else ", ").join(said) or (self.name if key else _TAKEN_BACK).say(lang)


def _both(say: Callable[[Lang], str]) -> Text:
    ko, en = (say(lang) for lang in LANGS)
    return Text(ko, en)


def in_table(kind: EntryKind, gone: Columns, is_gone: Callable[[Columns], bool], **fixed: Any) -> Kept:
    """Return how a sort is kept whose fields are the columns of a table; ``fixed`` columns have no field."""
    about = ABOUT[kind]
    return Kept(
        kind,
        key=lambda values: {name: values.get(name, fixed.get(name)) for name in about.keys},
        pack=lambda values: {name: values.get(name, fixed.get(name)) for name in about.values},
        unpack=lambda key, columns: {**key, **columns},
        gone=gone,
        is_gone=is_gone,
    )


def in_settings(
    begins: str,
    key: Callable[[Values], str],
    pack: Callable[[Values], Any],
    unpack: Callable[[str, Any], Values],
) -> Kept:
    """Return how a sort is kept in settings whose keys begin with ``begins``; ``key`` and ``unpack`` know the rest."""

    def back(columns_of_key: Columns, columns: Columns) -> Values | None:
        name = str(columns_of_key["key"])
        return unpack(name.removeprefix(begins), columns["value"]) if name.startswith(begins) else None

    return Kept(
        "setting",
        key=lambda values: {"key": begins + key(values)},
        pack=lambda values: {"value": pack(values)},
        unpack=back,
        gone={"value": None},
        is_gone=lambda columns: columns["value"] is None,
    )


@cache
def sorts() -> Mapping[str, Sort]:
    """Return every sort of ``services/entered/kinds`` by id, in the order of the pages."""
    package = importlib.import_module("services.entered.kinds")
    names = [info.name for info in pkgutil.iter_modules(package.__path__)]
    found = [importlib.import_module(f"services.entered.kinds.{name}").SORT for name in names]
    return {sort.id: sort for sort in sorted(found, key=lambda sort: sort.place)}
