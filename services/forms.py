"""The remembered form: next year's file of the same form is read as last year's was, a changed one says what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from data.forms import KeptForm
from data.store import Store
from kpi.core.errors import Finding, UserError
from kpi.core.organisation import Register
from kpi.core.text import Text
from loaders.choice import ALL_SHEETS, Choice
from loaders.form import ANSWERS, changes, first_row, label_key, likeness, recalled
from loaders.match.recognise import Layout, recognise
from services.form_answers import taken_text

if TYPE_CHECKING:
    from loaders.gate.files import Book, Sheet

LEAST_ALIKE = 0.6
"""Share of labels in common, renamed ones too, from which a form is taken for a changed one."""
LEAST_EQUAL = 0.4
"""Share of labels that must be the same for others to count as renamed."""
NEARLY = 0.99
HEAD_ROWS = 440
"""Rows of each sheet by which a form is recognised."""
HEADER_WITHIN = 60
MOST_TRIED = 3
"""Forms that are tried on a file which is not recognised by itself."""
SHOWN = 8
TAKEN = (*ANSWERS, "drop", "harmless", "fill_down", "leave_blank", "sheet", "sheets", "header_row")
_SAME = Text(
    "지난번과 같은 양식입니다('{file_name}' 파일, {day}). 그때 정한 대로 읽었습니다: {answers}",
    "The same form as last time (file '{file_name}', {day}). It was read as decided then: {answers}",
)
_CHANGED = Text(
    "지난번 양식('{file_name}' 파일, {day})에서 바뀐 것이 있습니다. 새 열: {added}. 없어진 열: {removed}. 이름이 바뀐 것으로 보이는 열: "
    "{renamed}. 나머지는 그때 정한 대로 읽었습니다: {answers}",
    "The form has changed since last time (file '{file_name}', {day}). New columns: {added}. Columns gone: {removed}. "
    "Columns probably renamed: {renamed}. The rest was read as decided then: {answers}",
)


@dataclass(frozen=True)
class Remembered:
    """The earlier upload whose form a file has, and what is different.

    ``fields`` are those read as remembered, not as decided or recognised now; ``taken`` says all that is taken from the
    form: number of columns and fields left unread, and fields of ``Choice``. ``added``, ``removed``: labels; ``renamed``:
    (old, new) labels, which are not among the others.
    """

    upload_id: int
    source: str
    file_name: str
    who: str
    at: dt.datetime
    form: Mapping[str, Any]
    exact: bool
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    fields: frozenset[str] = field(default_factory=frozenset)
    taken: Mapping[str, Any] = field(default_factory=dict)

    @property
    def named(self) -> frozenset[str]:
        """The remembered fields whose columns an analyst chose once."""
        return self.fields & frozenset(self.form.get("named", ()))

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON object of the command line."""
        return {
            "upload": self.upload_id,
            "file": self.file_name,
            "who": self.who,
            "at": self.at.isoformat(),
            "exact": self.exact,
            "added": list(self.added),
            "removed": list(self.removed),
            "renamed": [list(pair) for pair in self.renamed],
        }

    @property
    def finding(self) -> Finding:
        """Say that the form is remembered, or what changed."""
        values = {"file_name": self.file_name, "day": self.at.date().isoformat(), "answers": taken_text(self.taken)}
        if self.exact:
            return Finding("note", "form_remembered", _SAME, values)
        renamed = [f"{old} → {new}" for old, new in self.renamed]
        changed = {"added": _listed(self.added), "removed": _listed(self.removed), "renamed": _listed(renamed)}
        return Finding("warning", "form_changed", _CHANGED, {**values, **changed})


def _listed(labels: Sequence[str]) -> str:
    shown = ", ".join(f"'{label}'" for label in labels[:SHOWN]) or "-"
    return shown + (f" ... ({len(labels)})" if len(labels) > SHOWN else "")


def remembered(store: Store, labels: Sequence[str], *, source: str | None = None) -> Remembered | None:
    """Return the upload with the same form as these labels (newest first), else the one most like it; None if there is none.

    ``source``: the kind of source the labels were recognised as; a form that is only alike must be of that kind.
    """
    return _best(store.forms(), labels, source)


def recall(store: Store, book: Book, choice: Choice, departments: Register) -> tuple[Choice, Remembered | None]:
    """Return how a file is to be read: the analyst's word, and for the rest what is remembered of its form."""
    forms = [kept for kept in store.forms(choice.source) if kept.form.get("labels")]
    if choice.fresh or not forms:
        return choice, None
    head = replace(book, sheets=tuple(replace(one, frame=one.frame.head(HEAD_ROWS)) for one in book.sheets))
    open_choice = replace(choice, fixes=())
    seen = _tried(head, open_choice, departments)
    found = None if seen is None else _best(forms, seen.labels, seen.source.id)
    if found is not None and seen is not None:
        return _filled(choice, found, head, seen.labels)
    for kept in _likely(forms, head):
        there = _with_place(open_choice, kept.form, head)
        seen = _tried(head, replace(there, source=choice.source or kept.source), departments)
        found = None if seen is None else _best([kept], seen.labels, kept.source)
        if found is not None and seen is not None:
            named = replace(choice, source=choice.source or kept.source)
            return _filled(named, found, head, seen.labels)
    return choice, None


def _tried(head: Book, choice: Choice, departments: Register) -> Layout | None:
    try:
        return recognise(head, choice=choice, departments=departments)
    except UserError:
        return None


def _best(forms: Sequence[KeptForm], labels: Sequence[str], source: str | None) -> Remembered | None:
    """Return the best form: the same one of the same source, the same one of any, the most alike of the same source."""
    ranked = [(_alike(kept.form, labels), source in (None, kept.source), kept) for kept in forms]
    ranked = [one for one in ranked if one[0] == 1.0 or (one[1] and one[0] >= LEAST_ALIKE)]
    if not ranked:
        return None
    alike, _, kept = max(ranked, key=lambda one: (one[0], one[1], one[2].upload_id))
    same = Remembered(kept.upload_id, kept.source, kept.file_name, kept.who, kept.at, kept.form, exact=alike == 1.0)
    if same.exact:
        return same
    different = changes(kept.form, labels)
    return replace(same, added=different.added, removed=different.removed, renamed=different.renamed)


def _alike(form: Mapping[str, Any], labels: Sequence[str]) -> float:
    """Return the share of labels that a form and a file have in common, 0-1, renamed ones counted; 1 only for the same form."""
    same = likeness(form, labels)
    if not LEAST_EQUAL <= same < 1.0:
        return same
    different = changes(form, labels)
    renamed, others = len(different.renamed), len(different.added) + len(different.removed)
    equal = same * (2 * renamed + others) / (1.0 - same)
    return min((equal + renamed) / (equal + renamed + others), NEARLY)


def _filled(choice: Choice, found: Remembered, head: Book, labels: Sequence[str]) -> tuple[Choice, Remembered]:
    used, fields = recalled(found.form, choice, labels)
    used = _with_place(used, found.form, head)
    read = [used.columns[name] for name in fields]
    taken = {"columns": sum(map(bool, read)), "unread": read.count("")}
    taken |= {name: getattr(used, name) for name in TAKEN if getattr(used, name) != getattr(choice, name)}
    return used, replace(found, fields=fields, taken=taken)


def _likely(forms: Sequence[KeptForm], head: Book) -> list[KeptForm]:
    """Return the forms whose words all stand in the first rows of a file, the newest of each form, a few at most."""
    rows = (row for sheet in head.sheets for row in sheet.frame.itertuples(index=False, name=None))
    words = {label_key(word) for row in rows for cell in row if cell for word in (cell, *cell.split())}
    found: dict[tuple[str, ...], KeptForm] = {}
    for kept in forms:
        labels = [label for label in kept.form["labels"] if not label.startswith("[")]
        there = [all(label_key(word) in words for word in label.split()) for label in labels]
        if sum(there) >= LEAST_ALIKE * len(there):
            found.setdefault((kept.source, *sorted(kept.form["labels"])), kept)
    return list(found.values())[:MOST_TRIED]


def _with_place(choice: Choice, form: Mapping[str, Any], head: Book) -> Choice:
    """Return the choice with the sheets and header row of a form, where they are there and the analyst named none."""
    if choice.sheet is not None or choice.sheets:
        return choice
    names = {label_key(name) for name in (form.get("sheet"), *form.get("sheets", ())) if name}
    here = [sheet for sheet in head.sheets if label_key(sheet.name) in names]
    if ALL_SHEETS in form.get("sheets", ()):
        return replace(choice, sheets=(ALL_SHEETS,), sheets_mean=choice.sheets_mean or form.get("sheets_mean"))
    if form.get("sheets"):
        several = tuple(sheet.name for sheet in here)
        return replace(choice, sheets=several, sheets_mean=choice.sheets_mean or form.get("sheets_mean"))
    sheet = here[0] if len(here) == 1 else None
    choice = replace(choice, sheet=sheet.name if sheet else None)
    return replace(choice, header_row=choice.header_row or _header_row(form, sheet, head))


def _header_row(form: Mapping[str, Any], sheet: Sheet | None, head: Book) -> int | None:
    """Return the row that holds most words of the form's labels, as far below the first one as it was, if it can be."""
    after = form.get("header_after")
    only = sheet or (head.sheets[0] if len(head.sheets) == 1 else None)
    if after is None or only is None:
        return None
    words = {label_key(word) for label in form["labels"] for word in (label, *label.split())}
    rows = only.frame.head(HEADER_WITHIN)
    hits = {
        int(row): sum(label_key(cell) in words for cell in cells if cell.strip())
        for row, cells in zip(rows.index, rows.itertuples(index=False, name=None), strict=True)
    }
    same_place = first_row(only.frame) + after
    most = max(hits, key=lambda row: hits[row], default=same_place)
    return same_place if 2 * hits.get(same_place, 0) >= hits.get(most, 0) else most
