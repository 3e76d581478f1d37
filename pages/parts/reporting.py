"""Choosing a report, seeing what it will hold, making its files and handing them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import streamlit as st

from kpi.core.errors import UserError
from kpi.core.text import Lang, Text
from pages.parts import findings, office, report_scope, session, to_report
from pages.parts.words import plain
from services.report import (
    FORMATS,
    HANGUL_CHARTS,
    SECTIONS,
    ReportChoice,
    ReportFormat,
    report,
    report_files,
    zipped,
)
from services.report_outline import Outline, outline

_MADE = "report:made"
MOST_MESSAGES = 6
_DEPARTMENTS = Text("부서", "Departments")
_EVERYBODY = Text("비워 두면 전체 조직의 보고서 하나", "Empty: one report of the whole organisation")
_DEPARTMENTS_HELP = Text("부서를 고르면 부서마다 보고서를 하나씩 만듭니다.", "One report is made for each department.")
_INDICATORS = Text("지표", "Indicators")
_ALL = Text("비워 두면 모든 지표", "Empty: all indicators")
_PARTS = Text("실을 부분", "Parts")
_FORMATS = Text("파일 형식", "Formats")
_MORE = Text("제목, 부서 이름, 서식 파일, 한글 차트", "Title, office, template, Hangul charts")
_TITLE = Text("제목", "Title")
_TITLE_EMPTY = Text("비워 두면 저절로", "Empty: made for you")
_OFFICE = Text("보고하는 부서", "Reporting office")
_TEMPLATE = Text("기관의 PowerPoint 서식(.pptx)", "The organisation's PowerPoint template (.pptx)")
_CHARTS = Text("한글 문서(HWPX)의 차트", "Charts of the Hangul document (HWPX)")
_CHARTS_HELP = Text(
    "고칠 수 있는 차트는 한글에서 두 번 눌러 고치고, 차트를 모르는 프로그램에는 그림이 보입니다. 내기 전에 한글에서 "
    "한 번 열어 확인하세요. 변화의 내용(단순 평균 변화)은 늘 그림입니다.",
    "A chart that can be edited opens in Hangul with a double click; programs that do not know charts show the picture. "
    "Open the file in Hangul once before you hand it in. The parts of a change always are a picture.",
)
_CONTENTS = Text("차례 미리 보기", "Contents")
_COUNTS = Text("표 {tables}개 · 그림 {figures}개", "{tables} tables · {figures} figures")
_AND_MORE = Text("그 밖에 {count}개", "and {count} more")
_BATCH = Text("첫 보고서의 차례입니다. 보고서 {count}개를 만듭니다.", "Contents of the first of {count} reports.")
_WAIT = Text("차례를 만들고 있습니다.", "Working out the contents.")
_BUILD = Text("파일 만들기", "Make the files")
_NOTHING = Text("파일 형식을 하나 이상 고르세요.", "Choose at least one format.")
_PROGRESS = Text("{done}/{all} 만들었습니다: {name}", "{done} of {all} made: {name}")
_BEGIN = Text("만들고 있습니다. 이 화면을 그대로 두세요.", "Making the files; stay on this page.")
_CHANGED = Text("고른 것이 바뀌었습니다. 다시 만드세요.", "The choices have changed; make the files again.")
_ZIP = Text("모두 한 파일로(zip)", "All in one (zip)")
_ZIP_NAME = Text("5S_보고서.zip", "5S_reports.zip")
_WHOLE_ONLY = Text(
    "'{part}' 부분은 부서를 고르지 않은 보고서에만 있습니다.", "The part '{part}' is in reports of the whole only."
)
_PRIVACY = Text("응답 10명 미만의 값은 파일에서 가립니다.", "Values of fewer than 10 answers are hidden in files.")


@dataclass(frozen=True)
class Wanted:
    """The reports and formats that are chosen; ``key`` says for which state of the data."""

    choices: tuple[ReportChoice, ...]
    forms: tuple[ReportFormat, ...]

    @property
    def key(self) -> tuple[Any, ...]:
        """What files made for these choices are remembered under."""
        return (
            "report",
            *office.state(),
            repr(self.choices),
            tuple(hash(one.template) for one in self.choices),
            self.forms,
        )


def choose(lang: Lang) -> Wanted:
    """Draw every choice and return what is wanted."""
    known = office.current_scope()
    names = {item.id: item.name.say(lang) for item in office.indicators_of()}
    parts: dict[str, str] = {name: text.say(lang) for name, text in SECTIONS.items()}
    kinds: dict[str, str] = {name: text.say(lang) for name, text in FORMATS.items()}
    with st.container(border=True, gap="small"):
        last, first = report_scope.years(known.years, lang)
        compare = report_scope.comparison(known.years, lang)
        units = {name: name for name in known.departments}
        put_in = to_report.held()
        chosen = [name for name in put_in.departments if name in units]
        departments = _several(_DEPARTMENTS, units, lang, empty=_EVERYBODY, about=_DEPARTMENTS_HELP, chosen=chosen)
        indicators = _several(_INDICATORS, names, lang, empty=_ALL, chosen=put_in.indicators)
        sections: list[Any] = _several(_PARTS, parts, lang, chosen=list(parts))
        said = report_scope.language(lang)
        forms = _several(_FORMATS, kinds, lang, chosen=list(kinds)[:4])
        details = _details(lang)
    choice = ReportChoice(
        last=last,
        first=first,
        indicators=tuple(indicators),
        sections=tuple(sections),
        lang=said,
        compare=compare,
        **details,
    )
    each = tuple(replace(choice, department=name) for name in departments) or (choice,)
    return Wanted(each, cast("tuple[ReportFormat, ...]", tuple(forms)))


def preview(wanted: Wanted, lang: Lang) -> None:
    """Draw what the (first) report will hold."""
    with st.container(border=True, gap="xsmall"):
        st.subheader(_CONTENTS.say(lang), anchor=False)
        try:
            with st.spinner(_WAIT.say(lang)):
                held = _outline(wanted.choices[0])
        except UserError as refused:
            findings.table(refused.findings, lang)
            return
        if len(wanted.choices) > 1:
            st.caption(_BATCH.say(lang, count=len(wanted.choices)))
        st.markdown(f"**{plain(held.title)}**")
        st.caption(plain(" · ".join(held.facts)))
        st.markdown("\n".join(f"- {plain(said)}" for said in held.summary))
        if wanted.choices[0].department and "departments" in wanted.choices[0].sections:
            st.caption(_WHOLE_ONLY.say(lang, part=SECTIONS["departments"].say(lang)))
        for chapter in held.chapters:
            counts = _COUNTS.say(lang, tables=chapter.tables, figures=chapter.figures)
            held_there = f" :small[:gray[{counts}]]" if chapter.tables + chapter.figures else ""
            with st.expander(plain(chapter.title) + held_there):
                more = len(chapter.messages) - MOST_MESSAGES
                listed = [plain(message) for message in chapter.messages[:MOST_MESSAGES]]
                listed += [_AND_MORE.say(lang, count=more)] if more > 0 else []
                st.markdown("\n".join(f"- {line}" for line in listed))


def build(wanted: Wanted, lang: Lang) -> None:
    """Draw the button that makes the files, how far it is, and the files that were made."""
    if not wanted.forms:
        st.info(_NOTHING.say(lang))
        return
    if st.button(_BUILD.say(lang), type="primary", icon=":material/draft:", key="report:build"):
        _make(wanted, lang)
    made = session.recall(_MADE)
    if made is None:
        return
    if made[0] != wanted.key:
        st.caption(_CHANGED.say(lang))
        return
    st.caption(_PRIVACY.say(lang))
    files: list[tuple[str, bytes]] = made[1]
    with st.container(horizontal=True, gap="small"):
        for number, (name, content) in enumerate(files):
            _offer(name, content, key=f"report:file:{number}")
        if len(files) > 1:
            _offer(_ZIP_NAME.say(lang), zipped(files), key="report:zip", label=_ZIP.say(lang))


def _make(wanted: Wanted, lang: Lang) -> None:
    every = len(wanted.choices) * len(wanted.forms)
    bar = st.progress(0.0, text=_BEGIN.say(lang))
    files: list[tuple[str, bytes]] = []
    try:
        for name, content in report_files(office.store(), wanted.choices, wanted.forms, today=session.now().date()):
            files.append((name, content))
            bar.progress(len(files) / every, text=plain(_PROGRESS.say(lang, done=len(files), all=every, name=name)))
    except UserError as refused:
        findings.table(refused.findings, lang)
        return
    bar.empty()
    session.remember(_MADE, (wanted.key, files))


def _offer(name: str, content: bytes, *, key: str, label: str = "") -> None:
    st.download_button(
        plain(label or name), content, file_name=name, key=key, icon=":material/download:", on_click="ignore"
    )


def _outline(choice: ReportChoice) -> Outline:
    shown, today = office.store(), session.now().date()
    return session.keep(
        ("outline", *office.state(), repr(choice), today), lambda: outline(report(shown, choice, today=today))
    )


def _details(lang: Lang) -> dict[str, Any]:
    with st.expander(_MORE.say(lang)):
        title = st.text_input(_TITLE.say(lang), placeholder=_TITLE_EMPTY.say(lang), key="report:title", max_chars=100)
        who = st.text_input(_OFFICE.say(lang), key="report:office", max_chars=60)
        chosen = st.file_uploader(_TEMPLATE.say(lang), type=["pptx"], key="report:template")
        kinds: dict[str, str] = {name: text.say(lang) for name, text in HANGUL_CHARTS.items()}
        charts = st.radio(
            _CHARTS.say(lang), list(kinds), format_func=kinds.get, help=_CHARTS_HELP.say(lang), key="report:charts"
        )
    template = chosen.getvalue() if chosen is not None else None
    return {"title": title.strip(), "office": who.strip(), "template": template, "hangul_charts": charts}


def _several(
    label: Text,
    words: dict[str, str],
    lang: Lang,
    *,
    empty: Text | None = None,
    chosen: Sequence[str] = (),
    about: Text | None = None,
) -> list[str]:
    return st.multiselect(
        label.say(lang),
        list(words),
        default=list(chosen),
        format_func=lambda name: words.get(name, name),
        placeholder=empty.say(lang) if empty else None,
        help=about.say(lang) if about else None,
        key=f"report:{label.en}",
    )
