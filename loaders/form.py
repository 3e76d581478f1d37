"""The form of a file: its labels whatever the year, and everything that says how it is read."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz import fuzz, process

from loaders.choice import Choice
from loaders.match.labels import plain
from loaders.match.recognise import Layout
from loaders.match.remarks import MARKS
from loaders.match.table import SHEET, TITLE
from loaders.source import ITEM

VERSION = 1
ANSWERS = ("scale", "missing", "day_hours", "marks", "brackets", "date_order", "clock", "levels", "exclude")
"""Fields of ``Choice`` that say how cells are read. What a file is about (year, department, fixes) is no part of a form."""
LEAST_RENAMED = 60.0
_YEAR = re.compile(
    r"(?:(?<!\d)(?:19|20)\d\d(?!\d)|['\u2018\u2019`]\d\d(?!\d))"
    r"(?:\s*[.\-/년]\s*(?:1[0-2]|0?[1-9])(?!\d)(?:\s*[.\-/월]\s*(?:3[01]|[12]\d|0?[1-9])(?!\d)\s*일?)?)?"
)
_STANDS_FOR_YEAR = "§"
_YEAR_ALONE = ("§", "§년", "§년도", "§학년도")
_MADE = (SHEET, TITLE)


@dataclass(frozen=True)
class Changes:
    """What is different between a form and the labels of a file: labels that came, that went, and (old, new) of those
    that were probably renamed, which are not among the others.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()


def signature(labels: Iterable[str]) -> Counter[str]:
    """Return the labels as forms are compared: plainly, whatever the year or date in them, in any order, counted.

    Columns that are years and nothing else count as one, as there is one more of them every year.
    """
    keys = Counter(label_key(label) for label in labels if _is_of_file(label))
    return Counter({key: 1 if key in _YEAR_ALONE else count for key, count in keys.items()})


def label_key(label: str) -> str:
    """Return a label as it is compared between the files of two years."""
    return plain(_YEAR.sub(_STANDS_FOR_YEAR, unicodedata.normalize("NFKC", label)))


def likeness(form: Mapping[str, Any], labels: Iterable[str]) -> float:
    """Return the share of labels that a form and a file have in common, 0-1; 1 is the same form."""
    one, other = signature(form["labels"]), signature(labels)
    return (one & other).total() / max((one | other).total(), 1)


def changes(form: Mapping[str, Any], labels: Sequence[str]) -> Changes:
    """Return what is different between a form and the labels of a file, in the order of the file."""
    removed = _without(form["labels"], signature(labels))
    added = _without(labels, signature(form["labels"]))
    renamed = []
    for old in removed:
        near = process.extractOne(old, added, scorer=fuzz.ratio, processor=label_key, score_cutoff=LEAST_RENAMED)
        if near is not None:
            renamed.append((old, near[0]))
            added.remove(near[0])
    gone = {old for old, _ in renamed}
    return Changes(tuple(added), tuple(old for old in removed if old not in gone), tuple(renamed))


def _without(labels: Iterable[str], known: Counter[str]) -> list[str]:
    left, rest = known.copy(), []
    for label in labels:
        key = label_key(label)
        if left[key] > 0:
            left[key] -= key not in _YEAR_ALONE
        elif _is_of_file(label):
            rest.append(label)
    return rest


def _is_of_file(label: str) -> bool:
    """Return whether a label counts: not the template's mark, nor a label made of the names of sheets or of titles."""
    return label not in MARKS and label not in _MADE


def form_of(layout: Layout, choice: Choice, *, named: Iterable[str] = ()) -> dict[str, Any]:
    """Return plain JSON of a file's form: its labels and how they are read.

    ``named``: fields whose columns the analyst chose, now or earlier. Sheet, header row and source are kept only where the
    analyst named them; else they are found again. The header row is counted from the first filled row of its sheet.
    """
    answers = {name: _plain(getattr(choice, name)) for name in ANSWERS}
    return {
        "version": VERSION,
        "labels": list(layout.labels),
        "source": layout.source.id,
        "source_named": choice.source is not None,
        "sheet": choice.sheet,
        "sheets": list(choice.sheets),
        "sheets_mean": choice.sheets_mean,
        "header_after": None if choice.header_row is None else choice.header_row - _first_row(layout),
        "columns": dict(layout.mapping),
        "unread": sorted(layout.unread),
        "named": sorted(set(named) & set(layout.mapping)),
        "drop": list(choice.drop),
        "harmless": list(choice.harmless),
        "fill_down": list(choice.fill_down),
        "leave_blank": list(choice.leave_blank),
        **answers,
    }


def _plain(value: Any) -> Any:
    return [one for one in value if one != ""] if isinstance(value, tuple) else value


def _first_row(layout: Layout) -> int:
    return next((first_row(sheet.frame) for sheet in layout.book.sheets if sheet.name == layout.sheet), 1)


def first_row(frame: Any) -> int:
    """Return the number of the first row of a sheet that is not blank, as Excel shows it."""
    for number, cells in zip(frame.index, frame.itertuples(index=False, name=None), strict=True):
        if any(cell.strip() for cell in cells):
            return int(number)
    return 1


def recalled(form: Mapping[str, Any], choice: Choice, labels: Sequence[str]) -> tuple[Choice, frozenset[str]]:
    """Return the choice with what the analyst left open filled in from a form, and the fields that come from it.

    A label that is not among the file's ``labels`` (whatever its year) is not used. Sheets and the header row are the
    business of the caller, who has the book.
    """
    counterpart = _counterparts(form, labels)
    columns = _columns(form, choice, counterpart, exact=likeness(form, labels) == 1.0)
    fields = frozenset(columns)
    otherwise: dict[str, tuple[str, ...]] = {
        "drop": (*choice.harmless, *choice.undrop),
        "harmless": choice.drop,
        "fill_down": choice.leave_blank,
        "leave_blank": choice.fill_down,
    }
    lists: dict[str, Any] = {name: _listed(form, choice, counterpart, name, said) for name, said in otherwise.items()}
    answers = {name: _answer(form.get(name)) for name in ANSWERS if not getattr(choice, name)}
    used = replace(
        choice,
        source=choice.source or (form["source"] if form["source_named"] else None),
        columns={**columns, **choice.columns},
        **lists,
        **{name: value for name, value in answers.items() if value},
    )
    return used, fields


def _listed(
    form: Mapping[str, Any], choice: Choice, counterpart: Mapping[str, str], name: str, otherwise: Sequence[str]
) -> tuple[str, ...]:
    """Return the columns of a list of the choice, with those of the form of which nothing else (``otherwise``) was said."""
    there = [counterpart[label] for label in form.get(name, ()) if label in counterpart]
    return tuple(dict.fromkeys([*getattr(choice, name), *(label for label in there if label not in otherwise)]))


def _answer(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _counterparts(form: Mapping[str, Any], labels: Sequence[str]) -> dict[str, str]:
    """Return label of the form -> label of the file: the same one, else the only one that differs in its year."""
    by_key: dict[str, list[str]] = {}
    for label in labels:
        by_key.setdefault(label_key(label), []).append(label)
    found = {}
    for label in dict.fromkeys([*form["labels"], *form["columns"].values()]):
        here = by_key.get(label_key(label), [])
        if label in here or len(here) == 1:
            found[label] = label if label in here else here[0]
    return found


def _columns(form: Mapping[str, Any], choice: Choice, counterpart: Mapping[str, str], *, exact: bool) -> dict[str, str]:
    """Return field -> label for the fields the analyst left open; items only where no item may have been added."""
    taken = set(choice.columns.values())
    decided = any(name.startswith(ITEM) for name in choice.columns)
    items = (exact or any(name.startswith(ITEM) for name in form.get("named", ()))) and not decided
    columns = {}
    for name, label in form["columns"].items():
        here = counterpart.get(label, "")
        if here and here not in taken and name not in choice.columns and (items or not name.startswith(ITEM)):
            columns[ITEM + here if name == ITEM + label else name] = here
    columns |= {name: "" for name in form["unread"] if name not in choice.columns and not name.startswith(ITEM)}
    return columns
