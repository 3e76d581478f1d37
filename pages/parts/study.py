"""What vouches for the numbers: published cases recomputed, and the figures printed in the source study."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from kpi.calc.published import Reproduction, printed_change, reproduce
from kpi.core import formats
from kpi.core.study import PRINTED, PrintedFigure
from kpi.core.text import Lang, Text
from pages.parts import session
from pages.parts.words import plain

_CASES = Text("재현한 공표 사례 {n}/{all}", "Published cases reproduced: {n} of {all}")
_CASES_CAPTION = Text(
    "책과 공식 문서에 실린 계산 예를 이 성과판이 쓰는 바로 그 함수로 다시 계산해 인쇄된 자릿수까지 맞춘 것입니다.",
    "Worked examples of books and official papers, recomputed by the functions in use here, to the printed digits.",
)
_ALL_CASES = Text("사례 {all}건과 출처 모두 보기", "All {all} cases, with their sources")
_CASE_COLUMNS = {
    "ok": Text("재현", "Reproduced"),
    "case": Text("사례", "Case"),
    "printed": Text("인쇄된 값", "As printed"),
    "computed": Text("계산한 값", "As computed"),
    "source": Text("출처", "Source"),
}
_VERIFY = Text("검증 {n}/{all}", "Verify {n}/{all}")
_VERIFY_HELP = Text("지금 모두 다시 계산합니다.", "Compute all of them again, now.")
_VERIFIED = Text(
    "사례 {all}건을 방금 다시 계산했습니다. {n}건이 인쇄된 {figures}개 값과 같습니다.",
    "{all} cases were computed again just now: {n} agree with their {figures} printed values.",
)
_YES, _NO = Text("✔ 예", "✔ yes"), Text("✘ 아니요", "✘ no")
_STUDY = Text("연구보고서에 인쇄된 수치", "Printed in the study")
_NOT_TESTED = Text(
    "건수와 표준편차 없이 인쇄된 수치라 검정하지 않으며, 이 성과판의 어느 부서 자료도 아닙니다.",
    "Printed without n and spread, so not tested; they belong to no department here.",
)
_STUDY_COLUMNS = {
    "what": Text("내용", "What"),
    "before": Text("이전", "Before"),
    "after": Text("이후", "After"),
    "change": Text("변화", "Change"),
}
_MINUTES = Text("{minutes}분 {seconds}초", "{minutes} min {seconds} s")


def published_cases(lang: Lang) -> None:
    """Draw every published case with its source and whether it comes out to the printed digits; a button computes again."""
    cases = session.keep(("reproduced",), reproduce)
    counts = _counts(cases)
    st.subheader(_CASES.say(lang, **counts), anchor=False)
    st.caption(_CASES_CAPTION.say(lang))
    if st.button(_VERIFY.say(lang, **counts), key="verify", icon=":material/rule:", help=_VERIFY_HELP.say(lang)):
        cases = reproduce()
        counts = _counts(cases)
        told = st.success if counts["n"] == counts["all"] else st.error
        told(_VERIFIED.say(lang, figures=sum(len(found.case.printed) for found in cases if found.reproduced), **counts))
    with st.expander(_ALL_CASES.say(lang, **counts), icon=":material/table_rows:"):
        _table([_case(case, lang) for case in cases], _CASE_COLUMNS, lang, alt=_CASES.say(lang, **counts))


def _counts(cases: Sequence[Reproduction]) -> dict[str, int]:
    return {"n": sum(found.reproduced for found in cases), "all": len(cases)}


def printed_figures(lang: Lang) -> None:
    """Draw the before-and-after figures of the source study."""
    st.subheader(_STUDY.say(lang), anchor=False)
    st.caption(_NOT_TESTED.say(lang))
    _table([_figure(figure, lang) for figure in PRINTED], _STUDY_COLUMNS, lang, alt=_STUDY.say(lang))


def _case(found: Reproduction, lang: Lang) -> dict[str, str]:
    return {
        "ok": (_YES if found.reproduced else _NO).say(lang),
        "case": found.case.title.say(lang),
        "printed": " · ".join(found.case.printed.values()),
        "computed": " · ".join(
            _computed(text, found.computed.get(name, float("nan"))) for name, text in found.case.printed.items()
        ),
        "source": found.case.source,
    }


def _computed(printed: str, value: float) -> str:
    """Return a computed value with two digits more than printed."""
    return formats.MISSING if formats.is_missing(value) else f"{value:.{len(printed.partition('.')[2]) + 2}f}"


def _figure(figure: PrintedFigure, lang: Lang) -> dict[str, str]:
    return {
        "what": figure.name.say(lang),
        "before": _amount(figure.before, figure.before_label, figure, lang),
        "after": _amount(figure.after, figure.after_label, figure, lang),
        "change": _change(figure, lang),
    }


def _amount(value: float, when: Text, figure: PrintedFigure, lang: Lang) -> str:
    if formats.is_missing(value):
        return formats.MISSING
    year = "" if figure.relative else f" ({when.say(lang)})"
    if figure.unit.en == "seconds":
        minutes, seconds = divmod(int(value), 60)
        return _MINUTES.say(lang, minutes=minutes, seconds=seconds)
    return formats.number(value, 0 if value.is_integer() else 2, lang) + _unit(figure, lang) + year


def _change(figure: PrintedFigure, lang: Lang) -> str:
    change = printed_change(figure)
    if formats.is_missing(change):
        return formats.MISSING
    if figure.relative:
        return f"{formats.signed(change, 1, lang)}%"
    return formats.signed(change, 0 if change.is_integer() else 2, lang) + _unit(figure, lang)


def _unit(figure: PrintedFigure, lang: Lang) -> str:
    return figure.unit.ko if lang == "ko" else f" {figure.unit.en}"


def _table(rows: list[dict[str, str]], columns: dict[str, Text], lang: Lang, *, alt: str) -> None:
    shown: list[dict[str, Any]] = [{columns[name].say(lang): plain(text) for name, text in row.items()} for row in rows]
    st.table(shown, hide_index=True, border="horizontal", alt=alt)
