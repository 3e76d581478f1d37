"""The board of all indicators: value, target, variation, coverage, freshness and owner, one line each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from charts.display import display
from kpi.core import formats
from kpi.core.indicator import PILLARS, VERDICTS, indicators
from kpi.core.targets import OWN, STANDINGS
from kpi.core.text import Lang, Text
from kpi.sentences.result import reasons
from kpi.sentences.rows import notes_of, period_of, value_of
from kpi.sentences.series import ASSURANCES, VARIATIONS
from pages.parts import office, session
from pages.parts.columns import text_column

_TITLE = Text("지표판: 모든 지표를 한 표로", "The board: every indicator in one table")
_HINT = Text(
    "줄을 고르면 위의 그림이 그 지표로 바뀝니다. 변동과 목표 전망은 월·분기 값이 12개 이상일 때 나옵니다.",
    "Select a line and the charts above show that indicator. Variation and assurance need 12 months or quarters.",
)
_NAMES: dict[str, Text] = {
    "pillar": Text("5S", "5S"),
    "name": Text("지표", "Indicator"),
    "period": Text("기간", "Period"),
    "value": Text("값", "Value"),
    "history": Text("추이", "Trend"),
    "interval": Text("95% 구간", "95% interval"),
    "change": Text("변화", "Change"),
    "verdict": Text("판정", "Verdict"),
    "target": Text("목표", "Target"),
    "standing": Text("목표 판정", "Against it"),
    "variation": Text("변동", "Variation"),
    "assurance": Text("목표 전망", "Assurance"),
    "coverage": Text("반영 비율", "Coverage"),
    "n": Text("n", "n"),
    "as_of": Text("자료 기준일", "As of"),
    "saved": Text("저장", "Saved"),
    "owner": Text("담당", "Owner"),
    "note": Text("비고", "Note"),
}
_RIGHT = ("value", "interval", "change", "target", "coverage", "n")


def expander(lang: Lang) -> None:
    """Draw the board, computed when it is opened."""
    with st.expander(_TITLE.say(lang), icon=":material/view_list:", on_change="rerun", key="board") as opened:
        if opened.open:
            st.caption(_HINT.say(lang))
            _table(office.board(), lang)


def _table(found: list[dict[str, Any]], lang: Lang) -> None:
    lines = [_line(row, lang) for row in found]
    used = [name for name in _NAMES if any(line[name] for line in lines)]
    columns: dict[str, Any] = {
        _NAMES[name].say(lang): text_column(
            _NAMES[name].say(lang),
            (str(line[name]) for line in lines),
            alignment="right" if name in _RIGHT else "left",
        )
        for name in used
    }
    columns[_NAMES["history"].say(lang)] = st.column_config.LineChartColumn(width="small")

    def chosen(event: Any) -> None:
        places = event["selection"]["rows"] if event else []
        if places:
            session.choose(indicator=found[places[0]]["indicator"], opened=None, opened_task="")

    st.dataframe(
        [{_NAMES[name].say(lang): line[name] for name in used} for line in lines],
        hide_index=True,
        height="content",
        column_config=columns,
        alt=_TITLE.say(lang),
        key="board_table",
        on_select=session.on_change("board_table", chosen),
        selection_mode="single-row",
    )


def _line(row: dict[str, Any], lang: Lang) -> dict[str, Any]:
    indicator = indicators()[row["indicator"]]
    show = display([row], indicator, lang)
    change, aim, coverage, n = (value_of(row, name) for name in ("change", OWN, "coverage", "n"))
    as_of, saved = row["as_of"], row["saved"]
    return {
        "pillar": PILLARS[indicator.pillar].say(lang),
        "name": indicator.name.say(lang),
        "period": period_of(row).label(lang),
        "value": show.level(value_of(row)) if value_of(row) is not None else formats.MISSING,
        "history": row["history"],
        "interval": show.interval(row, "low", "high"),
        "change": show.change(change) if change is not None else "",
        "verdict": VERDICTS[row["verdict"]].say(lang) if row.get("verdict") in VERDICTS else "",
        "target": show.level(aim) if aim is not None else "",
        "standing": _word(STANDINGS, str(row.get("standing") or ""), lang),
        "variation": _word(VARIATIONS, row["variation"], lang),
        "assurance": _word(ASSURANCES, row["assurance"], lang),
        "coverage": f"{formats.number(coverage * 100, 0, lang)}%" if coverage is not None else "",
        "n": formats.number(n, 0, lang) if n is not None else "",
        "as_of": formats.date_text(as_of, lang) if as_of else "",
        "saved": formats.date_text(saved.date(), lang) if saved else "",
        "owner": indicator.owner.say(lang),
        "note": reasons(notes_of(row), lang),
    }


def _word(words: Mapping[Any, Text], code: str, lang: Lang) -> str:
    return words[code].say(lang) if code in words else ""
