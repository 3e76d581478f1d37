"""Cases and achievements one by one, on a line of years: what was done, by whom, and who took it over."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kpi.core.indicator import Indicator
from kpi.core.text import Lang, Text
from pages.parts import detail, figure, office
from services.detail_charts import DETAIL_CHARTS
from services.pictures import Picture

_TITLE = Text("사례와 성과 연표", "Timeline of cases and achievements")
_WHICH = Text("무엇", "What")
_HINT = Text(
    "여러 부서가 함께한 것은 부서마다 표시하고, 건수에는 한 번만 셉니다. 표시에 마우스를 대면 제목과 부서가 보이고, 누르면 그 부서의 상세가 열립니다. '표로 보기'에 모든 항목이 있습니다.",
    "What several departments did together stands with each of them and counts once. Point at a mark for its title and departments, click it to open the department. The table lists every entry.",
)
SIZE = (1100, 320)
KEY = "timeline_of"


def drawn(among: Sequence[Indicator], looked_at: Indicator, lang: Lang) -> None:
    """Draw the timeline of one of the indicators that have entries; nothing where none has."""
    fitting = [item for item in among if DETAIL_CHARTS["timeline"].fits(item, "year")]
    filled = {item.id: shown for item in fitting if office.rows_of(shown := _picture(item, lang))}
    if not filled:
        return
    with st.container(border=True, gap="xsmall", key="timeline"):
        st.subheader(_TITLE.say(lang), anchor=False)
        first = looked_at.id if looked_at.id in filled else next(iter(filled))
        chosen = st.segmented_control(
            _WHICH.say(lang),
            list(filled),
            default=first,
            required=True,
            key=f"{KEY}_{first}",
            format_func=lambda name: filled[name].definition.name.say(lang),
            label_visibility="collapsed",
        )
        shown = filled[chosen or first]
        figure.pressed(shown, key="timeline_chart", act=detail.open_cell, hint=_HINT.say(lang))


def _picture(indicator: Indicator, lang: Lang) -> Picture:
    return figure.picture("timeline", indicator, lang, size=SIZE)
