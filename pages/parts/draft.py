"""What is typed into a table of entries, kept in the session until it is saved, also while another page is visited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kpi.core.text import Lang
from pages.parts import office, session
from services.entered.drafts import Draft, draft_of, rebased, with_edits
from services.entered.field import Known
from services.entered.sort import Sort
from services.entered.table import known_of, table_of

PREFIX = "entering:"
MOST_DRAFTS = 200
Held = tuple[Draft, tuple[str, int]]
"""A draft, and address and revision of the store when its table was read."""


def current(sort: Sort, lang: Lang) -> tuple[Draft, int]:
    """Return the draft and the number of its editor, a new one where the former is gone from the session's widgets.

    Streamlit forgets a widget that is not drawn, so what was typed before a visit to another page is folded in.
    """
    key = f"{PREFIX}{sort.id}:"
    turn: int = session.recall(f"{key}turn", 0)
    held = session.recall(f"{key}draft") or _before_reload(sort)
    reported = edits(sort)
    drawn = session.recall(f"{key}editor:{turn}:{lang}") is not None
    if held is None or (held[0].untouched and not any(reported.values()) and stale(sort)):
        turn += held is not None
        held = (draft_of(table_of(office.own_store(), sort), lang), state())
    elif any(reported.values()) and not drawn:
        held, turn = (with_edits(held[0], reported), held[1]), turn + 1
        session.forget(f"{key}edits")
    session.remember(f"{key}draft", held)
    session.remember(f"{key}turn", turn)
    _keep_for_reload(sort, held)
    return held[0], turn


def take(sort: Sort, reported: Any) -> None:
    """Remember what the editor reports."""
    names = ("edited_rows", "added_rows", "deleted_rows")
    session.remember(f"{PREFIX}{sort.id}:edits", {name: reported[name] for name in names})


def edits(sort: Sort) -> Mapping[str, Any]:
    """Return what the editor reported since the draft was made."""
    reported: Mapping[str, Any] = session.recall(f"{PREFIX}{sort.id}:edits", {})
    return reported


def stale(sort: Sort) -> bool:
    """Return whether the store changed since the table of a draft was read."""
    held = session.recall(f"{PREFIX}{sort.id}:draft")
    return held is not None and held[1] != state()


def state() -> tuple[str, int]:
    """Return what identifies the content of the office's own store."""
    store = office.own_store()
    return str(store.url), store.revision()


def known() -> Known:
    """Return what entries are checked against, gathered once for each state of the store."""
    return session.keep(("known", *state()), lambda: known_of(office.own_store()))


def _kept() -> dict[tuple[str, str], Held]:
    """Return what was typed and not saved, by browser and sort: a reloaded page is a new session."""
    return session.lasting("drafts", dict)


def _before_reload(sort: Sort) -> Held | None:
    held = _kept().get((session.browser(), sort.id)) if session.browser() else None
    return held if held is not None and held[1][0] == state()[0] else None


def _keep_for_reload(sort: Sort, held: Held) -> None:
    kept, place, edited = _kept(), (session.browser(), sort.id), with_edits(held[0], edits(sort))
    kept.pop(place, None)
    if place[0] and not edited.untouched:
        while len(kept) >= MOST_DRAFTS:
            kept.pop(next(iter(kept)), None)
        kept[place] = (edited, held[1])


def drop(sort: Sort) -> None:
    """Forget what was typed into the table of a sort, and what was tried out."""
    turn = session.recall(f"{PREFIX}{sort.id}:turn", 0)
    session.forget(f"{PREFIX}{sort.id}:")
    _kept().pop((session.browser(), sort.id), None)
    session.remember(f"{PREFIX}{sort.id}:turn", turn + 1)


def look_again(sort: Sort) -> None:
    """Put what was typed over the table as it is now, so that it can be decided again."""
    held, reported = session.recall(f"{PREFIX}{sort.id}:draft"), edits(sort)
    drop(sort)
    if held is not None:
        store, lang = office.own_store(), session.language()
        again = rebased(with_edits(held[0], reported), table_of(store, sort), lang)
        session.remember(f"{PREFIX}{sort.id}:draft", (again, state()))
