"""What was uploaded last, when and by whom; taking it back and putting it back; templates to start from."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from kpi.core import formats
from kpi.core.errors import UserError
from kpi.core.text import Lang, Text
from pages.parts import findings, menu, office, session
from pages.parts.words import plain, said_by
from services import uploads
from services.templates import source_names, template

SHOWN_AT_FIRST = 10
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_TITLE = Text("올린 자료", "Uploads")
_NONE = Text("아직 올린 자료가 없습니다.", "Nothing has been uploaded yet.")
_ONLY_DEMO = Text(
    "아직 올린 자료가 없습니다. 지금 보이는 수치는 시연용 자료의 것이며, 그 파일들은 자료 기록에 있습니다.",
    "Nothing has been uploaded yet. The numbers shown are those of the demo data; its files stand in the history.",
)
_STATES = {
    "active": (Text("반영 중", "in use"), "green", ":material/check_circle:"),
    "replaced": (Text("대체됨", "replaced"), "gray", ":material/history:"),
    "withdrawn": (Text("되돌림", "withdrawn"), "orange", ":material/undo:"),
}
_LINE = Text("{id}번 · {source} · {rows}행 · {at} · {who}", "no. {id} · {source} · {rows} rows · {at} · {who}")
_FIXED = Text("고친 칸 {n}개", "{n} cells put right")
_WITHDRAW = Text("되돌리기", "Undo")
_RESTORE = Text("다시 반영", "Restore")
_ALL = Text("자료 기록에서 모두 보기({n})", "All in the history ({n})")
_TEMPLATES = Text("빈 서식 받기", "Templates")
_TEMPLATES_CAPTION = Text(
    "서식에 채워 올리면 열 맞추기 없이 저장됩니다.", "A filled template is read without any matching."
)
_REFUSED = "history_refused"


def listing(lang: Lang) -> None:
    """Draw the newest uploads, each with the button that takes it back or puts it back."""
    st.subheader(_TITLE.say(lang), anchor=False)
    refused = session.recall(_REFUSED)
    session.forget(_REFUSED)
    if refused:
        findings.table(refused, lang)
    every = uploads.list_uploads(office.own_store())
    if not every:
        st.caption((_ONLY_DEMO if office.current_scope().demo else _NONE).say(lang))
        return
    with st.container(border=True, gap="xsmall", key="uploads_list"):
        for upload in every[:SHOWN_AT_FIRST]:
            _line(upload, lang)
    page = menu.page("history.py", lang)
    st.page_link(page, label=_ALL.say(lang, n=len(every)), icon=":material/history:", query_params=session.linked())


def templates(lang: Lang) -> None:
    """Draw a download button for the empty workbook of every source."""
    st.subheader(_TEMPLATES.say(lang), anchor=False)
    st.caption(_TEMPLATES_CAPTION.say(lang))
    with st.container(horizontal=True, gap="small"):
        for source, name in source_names().items():
            st.download_button(
                name.say(lang),
                data=_workbook(source, lang),
                file_name=f"{name.say(lang)}.xlsx",
                mime=XLSX,
                key=f"template:{source}",
                icon=":material/download:",
                on_click="ignore",
            )


def _line(upload: uploads.Upload, lang: Lang) -> None:
    state = "withdrawn" if upload.withdrawn_at else "active" if upload.active else "replaced"
    word, colour, icon = _STATES[state]
    names = source_names()
    said = _LINE.say(
        lang,
        id=upload.id,
        source=names[upload.source].say(lang) if upload.source in names else upload.source,
        rows=formats.number(upload.row_count, 0, lang),
        at=formats.moment_text(upload.at, lang),
        who=said_by(upload.who, lang),
    )
    fixes = upload.mapping.get("fixes", ())
    said += f" · {_FIXED.say(lang, n=len(fixes))}" if fixes else ""
    left, middle, right = st.columns([4, 6, 2], vertical_alignment="center", gap="small")
    with left, st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.text(upload.file_name, width="content")
        st.badge(word.say(lang), color=colour, icon=icon)  # type: ignore[arg-type]  # one of the colours above
    with middle:
        st.caption(plain(said))
    with right:
        withdrawn = state == "withdrawn"
        st.button(
            (_RESTORE if withdrawn else _WITHDRAW).say(lang),
            key=f"undo:{upload.id}",
            icon=":material/redo:" if withdrawn else ":material/undo:",
            width="stretch",
            on_click=_restore if withdrawn else _withdraw,
            args=(upload.id,),
        )


def _withdraw(upload_id: int) -> None:
    try:
        uploads.withdraw(office.own_store(), upload_id, who=office.WHO, now=session.now())
    except UserError as refused:
        session.remember(_REFUSED, refused.findings)


def _restore(upload_id: int) -> None:
    try:
        uploads.restore(office.own_store(), upload_id, who=office.WHO, now=session.now())
    except UserError as refused:
        session.remember(_REFUSED, refused.findings)


def _workbook(source: str, lang: Lang) -> Callable[[], bytes]:
    return lambda: template(source, lang=lang)[1]
