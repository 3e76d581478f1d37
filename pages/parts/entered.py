"""Entries on a page: from a spreadsheet, and their history with undoing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import streamlit as st

from kpi.core import formats
from kpi.core.errors import Finding, UserError
from kpi.core.text import Lang, Text
from pages.parts import entering, office, session
from pages.parts.draft import PREFIX
from pages.parts.words import said_by
from services.entered.edits import Proposal, undoing
from services.entered.sheets import from_file, template
from services.entered.sort import Sort
from services.entered.table import Told, history

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_IMPORT = Text("표 파일에서 한꺼번에", "From a spreadsheet")
_IMPORT_HOW = Text(
    "빈 서식을 받아 채운 뒤 올립니다. 이미 있는 항목은 새 값으로 바뀌고, 파일에 없는 항목은 그대로 남습니다. 오류가 하나라도 있으면 아무것도 저장하지 않습니다.",
    "Fill in the template and upload it. Entries that are there take the new values, all others stay. With a single error nothing is saved.",
)
_TEMPLATE = Text("빈 서식", "Template")
_FILE = Text("엑셀, ODS, CSV 파일", "An Excel, ODS or CSV file")
_READING = Text("파일을 읽는 중", "Reading the file")
_HISTORY = Text("바뀐 기록 {n}건", "History ({n})")
_NO_HISTORY = Text("아직 적은 것이 없습니다.", "Nothing was entered yet.")
_COLUMNS = (
    Text("때", "When"),
    Text("누가", "Who"),
    Text("항목", "Entry"),
    Text("이전", "From"),
    Text("이후", "To"),
)
_WHICH = Text("되돌릴 항목(마지막에 바꾸기 전으로)", "Entry to undo (back to what stood there before)")
_LINE = Text("{about}: {after} → {before}", "{about}: {after} → {before}")


def importing(sort: Sort, lang: Lang) -> None:
    """Draw the template to download and the chooser of a filled one, with what it would change."""
    with st.expander(_IMPORT.say(lang), icon=":material/upload_file:"):
        st.caption(_IMPORT_HOW.say(lang))
        st.download_button(
            _TEMPLATE.say(lang),
            data=lambda: template(sort, lang=lang)[1],
            file_name=template(sort, lang=lang)[0],
            mime=XLSX,
            key=f"{PREFIX}{sort.id}:template",
            icon=":material/download:",
            on_click="ignore",
        )
        turn = session.recall(f"{PREFIX}{sort.id}:turn", 0)
        file = st.file_uploader(_FILE.say(lang), key=f"{PREFIX}{sort.id}:file:{turn}")
        if file is not None:
            content = bytes(file.getvalue())
            mark = f"{file.name}:{hashlib.sha256(content).hexdigest()}:{office.own_store().revision()}"
            _read(sort, content, file.name, mark, lang)
            entering.outcome(sort, "file", mark, lang)


def past(sort: Sort, lang: Lang) -> None:
    """Draw every change so far, newest first, and the undoing of the last one of an entry."""
    told = history(office.own_store(), sort)
    with st.expander(_HISTORY.say(lang, n=len(told)), icon=":material/history:"):
        if not told:
            st.caption(_NO_HISTORY.say(lang))
            return
        names = [column.say(lang) for column in _COLUMNS]
        lines = [dict(zip(names, _cells(one, lang), strict=True)) for one in told]
        st.dataframe(lines, hide_index=True, alt=_HISTORY.say(lang, n=len(told)))
        newest = {_undoing(one, lang): one.key for one in told if one.newest}
        line = st.selectbox(_WHICH.say(lang), list(newest), index=None, key=f"{PREFIX}{sort.id}:undo:{lang}")
        if line in newest:
            mark = f"{line}:{office.own_store().revision()}"
            _wanted(sort, "undo", mark, lambda: undoing(office.own_store(), sort, newest[line]))
            entering.outcome(sort, "undo", mark, lang)


def _read(sort: Sort, content: bytes, name: str, mark: str, lang: Lang) -> None:
    with st.spinner(_READING.say(lang)):
        _wanted(sort, "file", mark, lambda: from_file(office.own_store(), sort, content, name))


def _wanted(sort: Sort, origin: str, mark: str, propose: Callable[[], Proposal]) -> None:
    """Propose once for each mark."""
    held = session.recall(f"{PREFIX}{sort.id}:wanted")
    if held is not None and held[:2] == (origin, mark):
        return
    try:
        wanted: Proposal | tuple[Finding, ...] = propose()
    except UserError as refused:
        wanted = refused.findings
    entering.want(sort, origin, mark, wanted)


def _cells(one: Told, lang: Lang) -> tuple[str, ...]:
    return (
        formats.moment_text(one.at, lang),
        said_by(one.who, lang),
        *(text.say(lang) for text in (one.about, one.before, one.after)),
    )


def _undoing(one: Told, lang: Lang) -> str:
    return _LINE.say(lang, about=one.about, after=one.after, before=one.before)
