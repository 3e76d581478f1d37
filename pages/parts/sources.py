"""From a number to the uploads it rests on: a link to the history that shows only those."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from kpi.core.text import Lang, Text
from pages.parts import menu, office, session
from services.results import Ask

PAGE = "history.py"
_LINK = Text("근거 자료 {n}개", "Sources: {n}")
_STALE = Text("근거 {n}개 · 재계산 필요", "Sources: {n} · recompute")
_HELP = Text("이 수치가 어느 파일에서 왔는지 봅니다.", "Which files this number comes from.")


def link(record: Mapping[str, Any], ask: Ask, lang: Lang) -> None:
    """Draw the link of value and change of one row of an answer; nothing where they rest on no upload."""
    found = office.source_of(ask, record).without_index
    if not found:
        return
    stale = bool(office.stale() & set(found))
    st.page_link(
        menu.page(PAGE, lang),
        label=f":small[{(_STALE if stale else _LINK).say(lang, n=len(found))}]",
        icon=":material/update:" if stale else ":material/database:",
        help=_HELP.say(lang),
        query_params=session.linked(uploads=found),
    )


def of_rows(records: Sequence[Mapping[str, Any]], ask: Ask) -> list[tuple[str | None, bool]]:
    """Return for each row of an answer the address of the history, beside the address of this page, and whether figures
    that its value or change rests on are to be recomputed.
    """
    address = next(entry.address for entry in menu.ENTRIES if entry.file == PAGE)
    stale = office.stale()
    return [
        (
            f"{address}?{urlencode(session.linked(uploads=one.uploads))}" if one.uploads else None,
            bool(stale & set(one.without_index)),
        )
        for one in office.sources(ask, records)
    ]
