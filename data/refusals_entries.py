"""What the store says when somebody else entered something about the same thing meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

from data.entered import Change, Entry, named
from kpi.core import formats
from kpi.core.errors import Finding
from kpi.core.text import Text

_CHANGED = Text(
    "그동안 {who}님이 같은 항목을 바꾸었습니다({at}). 저장하지 않았습니다. 항목: {about} · 보셨던 값: {before} · 지금 값: {held} · "
    "입력하신 값: {mine}. 지금 값을 보고 다시 정하십시오.",
    "Meanwhile {who} changed the same entry ({at}). Nothing was saved. Entry: {about}; you saw: {before}; it is now: {held}; "
    "you entered: {mine}. Look at what holds now and decide again.",
)
_NOTHING = Text("없음", "nothing")


def changed_meanwhile(held: Sequence[Entry], change: Change) -> Finding:
    """Say that another row about the key holds than the editor saw, with all three versions; ``held``: newest first."""
    before = next((one for one in held if one.id == change.seen), None)
    values = {
        "who": held[0].who if held else "-",
        "at": formats.moment(held[0].at) if held else "-",
        "about": change.about or named(change.key),
        "before": change.described(before.values) if before else _NOTHING,
        "held": change.described(held[0].values) if held else _NOTHING,
        "mine": change.described(change.values),
    }
    return Finding("error", "changed_meanwhile", _CHANGED, values)
