"""Where units stand: levels and parents as people say them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from data.store import Store, Trial
from kpi.core.errors import refuse
from kpi.core.hierarchy import LEVELS
from kpi.core.organisation import Level, Parenthood, RegisterKind
from kpi.core.text import Text

_NO_LEVEL = Text("'{value}' 단계는 없습니다. 쓸 수 있는 값: {known}", "There is no level '{value}'. There are: {known}")
_NO_LEVELS_OF_TASKS = Text(
    "업무에는 단계와 상위 조직이 없습니다. 부서 명부에서 정하세요.", "Tasks have no levels and parents; departments do."
)


def level_of(word: str) -> Level | None:
    """Return the level of an id or a word in either language ("" is none). UserError: ``unknown_level``."""
    said = word.strip().casefold()
    for level, text in LEVELS.items():
        if said in (level, text.ko.casefold(), text.en.casefold()):
            return level
    if said:
        known = ", ".join(f"{text.ko}({level})" for level, text in LEVELS.items())
        raise refuse("unknown_level", _NO_LEVEL, value=word, known=known)
    return None


def refuse_tasks(kind: RegisterKind) -> None:
    """Refuse levels and parents of tasks. UserError: ``no_levels_of_tasks``."""
    if kind == "task":
        raise refuse("no_levels_of_tasks", _NO_LEVELS_OF_TASKS)


def set_levels(
    store: Store | Trial, ids: Iterable[int], word: str, *, seen: Mapping[int, str], who: str, at: dt.datetime
) -> None:
    """Give departments a level by its word ("" takes it back), all of them or none."""
    level = level_of(word)
    with store.together() as edits:
        for number, one in enumerate(ids):
            edits.set_level("department", one, level, seen={} if number else seen, who=who, at=at)


def set_parents(
    store: Store | Trial,
    ids: Iterable[int],
    parent: int | None,
    *,
    since: dt.date | None,
    seen: Mapping[int, str],
    who: str,
    at: dt.datetime,
) -> None:
    """Put departments under a parent (None: under none) from a day on, all of them or none."""
    store.set_parents("department", [Parenthood(one, parent, since) for one in ids], seen=seen, who=who, at=at)
