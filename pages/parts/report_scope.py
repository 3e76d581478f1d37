"""Of which years a report speaks, what it compares them with, and in which language."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kpi.core.indicator import Compare
from kpi.core.text import Lang, Text
from pages.parts import chrome, filters, to_report
from pages.parts.links import Selection
from services.report import YEARS_SHOWN

_YEAR = Text("보고 연도", "Year reported")
_FIRST = Text("보일 첫 연도", "First year shown")
_LANGUAGE = Text("보고서 언어", "Language of the report")


def years(known: Sequence[int], lang: Lang) -> tuple[int, int]:
    """Return the year reported and the first year shown."""
    last_at, first_at = st.columns(2)
    newest_first, asked = list(reversed(known)), to_report.held().last
    place = newest_first.index(asked) if asked in newest_first else 0
    last = last_at.selectbox(_YEAR.say(lang), newest_first, index=place, key="report:year")
    earlier = [year for year in known if year <= last]
    shown = max(0, len(earlier) - YEARS_SHOWN)
    return last, first_at.selectbox(_FIRST.say(lang), earlier, index=shown, key=f"report:first:{last}")


def comparison(known: Sequence[int], lang: Lang) -> Compare:
    """Return what changes and verdicts compare with: of the chart that was put in last, else the year before."""
    words = filters.comparisons(known, lang)
    held = to_report.held().compare
    place = list(words).index(held) if held in words else 0
    code = st.selectbox(
        filters.COMPARE.say(lang),
        list(words),
        index=place,
        format_func=lambda code: words[code],
        help=filters.HELP_COMPARE.say(lang),
        key="report:compare",
    )
    return Selection(compare=code).comparison


def language(lang: Lang) -> Lang:
    """Return the language of the report; by default that of the page."""
    said = st.segmented_control(
        _LANGUAGE.say(lang),
        list(chrome.LANGUAGES),
        default=lang,
        format_func=lambda code: chrome.LANGUAGES[code],
        key="report:lang",
    )
    return said or lang
