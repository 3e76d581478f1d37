"""The sentence of one row, and what only shows against the first year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from kpi.core.indicator import Indicator
from kpi.core.text import Lang
from kpi.sentences.result import sentence
from kpi.sentences.since import since_first
from pages.parts import office, session
from pages.parts.words import plain
from services.results import Ask
from services.what_changed import since_base


def row(found: Mapping[str, Any], ask: Ask, indicator: Indicator, lang: Lang) -> None:
    """Draw what the row of an answer says."""
    store, key = office.store(), ("since", *office.state(), repr(ask), repr(found))
    since = session.keep(key, lambda: since_base(store, ask, indicator.id, found))
    about: dict[str, Any] = {"indicator": indicator, "lang": lang, "compare": ask.compare}
    st.markdown(plain(f"{sentence(found, **about)} {since_first(found, since, **about)}"))
