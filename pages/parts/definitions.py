"""What each number is: its definition in words, out of the indicator's own file."""

from __future__ import annotations

import streamlit as st

from kpi.core.indicator import PILLARS, Indicator, indicators
from kpi.core.published import CASES
from kpi.core.text import Lang, Text
from pages.parts.words import plain

_BETTER = {
    "higher": Text("높을수록 좋음", "higher is better"),
    "lower": Text("낮을수록 좋음", "lower is better"),
    "neither": Text("방향 없음", "no direction"),
}
_WHY = Text("왜 보는가", "Why")
_HOW = Text("정의와 산식", "Definition and formula")
_LIMITS = Text("한계", "Limits")
_FACTS = Text("기준", "Facts")
_REFERENCES = Text("근거", "References")
_CHANGES = Text("바뀐 내용", "Changes")
_CASE = Text("재현한 공표 사례", "Published case reproduced")
_UNIT = Text("단위 {unit}", "unit: {unit}")
_MINIMUM = Text("최소 표본 {n}", "least n: {n}")
_OWNER = Text("담당 {owner}", "owner: {owner}")


def pillars(lang: Lang, *, opened: str) -> None:
    """Draw every indicator under its pillar; the ``opened`` one is unfolded."""
    known = list(indicators().values())
    for pillar, name in PILLARS.items():
        mine = [item for item in known if item.pillar == pillar]
        if mine:
            st.subheader(name.say(lang), anchor=False)
        for item in mine:
            with st.expander(f"**{plain(item.name.say(lang))}** · {_facts(item, lang)}", expanded=item.id == opened):
                definition(item, lang)


def definition(item: Indicator, lang: Lang) -> None:
    """Draw one indicator's definition."""
    left, right = st.columns(2, gap="medium")
    with left:
        _paragraph(_HOW, plain(item.how.say(lang)), lang)
        _paragraph(_WHY, plain(item.why.say(lang)), lang)
    with right:
        _paragraph(_LIMITS, plain(item.limits.say(lang)), lang)
        if item.published_case:
            _paragraph(_CASE, plain(_case(item.published_case, lang)), lang)
        _list(_REFERENCES, [plain(line) for line in item.references], lang)
        _list(_CHANGES, [f"{plain(day)} {plain(text.say(lang))}" for day, text in item.changes], lang)
        owner = _OWNER.say(lang, owner=item.owner.say(lang))
        _paragraph(_FACTS, plain(f"{owner} · {_MINIMUM.say(lang, n=item.minimum_n)} · {item.id}"), lang)


def short(item: Indicator, lang: Lang) -> str:
    """Return definition and limits as markdown for a help bubble."""
    return f"{plain(item.how.say(lang))}\n\n**{_LIMITS.say(lang)}** {plain(item.limits.say(lang))}"


def _case(case_id: str, lang: Lang) -> str:
    return next((f"{case.title.say(lang)}: {case.source}" for case in CASES if case.id == case_id), case_id)


def _facts(item: Indicator, lang: Lang) -> str:
    return f"{_UNIT.say(lang, unit=plain(item.unit_text.say(lang)))} · {_BETTER[item.better].say(lang)}"


def _paragraph(name: Text, text: str, lang: Lang) -> None:
    st.markdown(f"**{name.say(lang)}**  \n{text}")


def _list(name: Text, lines: list[str], lang: Lang) -> None:
    if lines:
        st.markdown("\n".join([f"**{name.say(lang)}**", "", *(f"- {line}" for line in lines)]))
