"""A closer look at one indicator: process limits, the funnel of departments, the items of a survey."""

from __future__ import annotations

from typing import cast

import streamlit as st

from kpi.core.indicator import Indicator
from kpi.core.text import Lang, Text
from kpi.sentences.ratings import agreement_sentence, network_sentences
from kpi.sentences.survey import about_the_survey
from pages.parts import figure, office, session
from pages.parts.words import plain
from services.detail_charts import DETAIL_CHARTS
from services.pictures import ChartKind

_TITLE = Text("더 자세히", "A closer look")
_HINT = Text(
    "보고 싶은 것을 고르세요. 관리도는 위의 '단위'를 월이나 분기로 바꾸면 고를 수 있습니다.",
    "Choose what to see. Process limits can be chosen when the grain above is months or quarters.",
)
SIZE = (1100, 380)
ELSEWHERE = ("distribution", "timeline")
"""Always shown: below the tasks, and at the foot of the page."""


def look(indicator: Indicator, lang: Lang) -> None:
    """Draw the choice of closer looks that fit the indicator and the grain, and the chosen one."""
    grain = session.selection().grain
    fitting = [kind for kind, chart in DETAIL_CHARTS.items() if kind not in ELSEWHERE and chart.fits(indicator, grain)]
    if not fitting:
        return
    with st.container(border=True, key="closer"):
        chosen = st.pills(
            _TITLE.say(lang),
            fitting,
            format_func=lambda kind: DETAIL_CHARTS[kind].name.say(lang),
            key=f"closer_{indicator.id}",
            help=_HINT.say(lang),
        )
        if chosen in fitting:
            _drawn(cast(ChartKind, chosen), indicator, lang)


def _drawn(kind: ChartKind, indicator: Indicator, lang: Lang) -> None:
    shown = figure.picture(kind, indicator, lang, size=SIZE)
    figure.drawn(shown, key=f"closer_{kind}")
    for line in _about(kind, indicator, lang):
        st.markdown(f"- {plain(line)}")


def _about(kind: ChartKind, indicator: Indicator, lang: Lang) -> list[str]:
    if kind in ("items", "importance"):
        return _about_the_survey(indicator, lang)
    return _about_the_ratings(indicator, lang) if kind == "matrix" else []


def _about_the_ratings(indicator: Indicator, lang: Lang) -> list[str]:
    """Return how much of the matrix is filled, who stands apart, and how far the raters agree."""
    ask = office.question(indicator.id)
    ties = office.network(ask, indicator)
    said = network_sentences(ties, lang) if ties else []
    return said + [agreement_sentence(one, lang) for one in office.agreement(ask, indicator)]


def _about_the_survey(indicator: Indicator, lang: Lang) -> list[str]:
    """Return how far the items measure one thing, and what the next survey can confirm."""
    detail = office.satisfaction(office.question(indicator.id))
    scale = detail.scales[max(detail.scales)] if detail.scales else None
    plan = detail.plan_rows() if indicator.id == "satisfaction" else []
    return about_the_survey(scale, plan, detail.groups.at_shares, detail.groups.split, lang)
