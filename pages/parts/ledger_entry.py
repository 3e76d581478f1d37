"""One upload of the history: what it changed, what was found, how it was read, its kept rows, and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from kpi.core import formats
from kpi.core.errors import UserError
from kpi.core.text import Lang, Text
from pages.parts import findings, office, session
from pages.parts.words import plain
from services import uploads
from services.changes import Headline
from services.history import Entry, changes_of, deeds_of, tried
from services.history_said import ANSWERED, answers_of, change_lines, deed_line, departments, fixes_of, mapping_rows
from services.kept_rows import RowsFormat, kept_rows_file, left_out, rows_name

DONE, REFUSED = "ledger_done", "ledger_refused"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MIMES: dict[RowsFormat, str] = {"csv": "text/csv", "xlsx": XLSX}
MOST_LINES = 8
_VIEWS = {
    "about": Text("읽은 방법", "How it was read"),
    "numbers": Text("바뀐 수치", "Numbers changed"),
    "findings": Text("찾은 것", "Findings"),
    "rows": Text("저장한 행", "Kept rows"),
    "undo": Text("되돌리기", "Taking back"),
    "redo": Text("다시 반영", "Restoring"),
}
_WORKING = Text("수치를 다시 계산해 견주는 중입니다.", "Working the numbers out again to compare them.")
_TODAY = Text(
    "그때의 자료로 오늘의 조직과 설정에 맞추어 다시 계산한 값입니다. 나중에 올린 자료와 상관없습니다.",
    "Worked out from the uploads of that moment, in today's organisation and settings; later uploads do not matter.",
)
_ALL_CHANGES = Text("모두 보기({n})", "Show all ({n})")
_COLUMNS = (Text("기간", "Period"), Text("지표", "Indicator"), Text("부서", "Department"))
_BEFORE, _AFTER, _WHOLE = Text("이전", "Before"), Text("이후", "After"), Text("전체", "Whole organisation")
_NO_FINDINGS = Text("찾은 것이 없습니다.", "Nothing was found.")
_FIELD, _COLUMN = Text("필드", "Field"), Text("파일의 열", "Column of the file")
_SHEET = Text("시트 '{sheet}'", "sheet '{sheet}'")
_PLACE = Text("머리글 {row}행 · 부서: {departments}", "header in row {row} · {departments}")
_FIXES = Text("고친 칸: {fixes}", "Cells put right: {fixes}")
_DOWNLOAD: dict[RowsFormat, Text] = {
    "csv": Text("CSV로 받기", "Download CSV"),
    "xlsx": Text("엑셀로 받기", "Download Excel"),
}
_WOULD = Text("이렇게 바뀝니다.", "This would change:")
_SAME = Text("바뀌는 연간 수치가 없습니다.", "No yearly number would change.")
_SURE = Text("알겠습니다.", "I understand.")
_DEED = {
    True: (Text("되돌리기", "Take it back"), ":material/undo:"),
    False: (Text("다시 반영", "Restore"), ":material/redo:"),
}
_DID = {
    True: Text("{id}번 자료를 되돌렸습니다.", "Upload {id} was taken back."),
    False: Text("{id}번 자료를 다시 반영했습니다.", "Upload {id} counts again."),
}
_BACK = Text("방금 한 일 취소", "Undo that")


def opened(entry: Entry, lang: Lang) -> None:
    """Draw one upload in one of its views."""
    upload = entry.upload
    possible = ["about", "numbers", "findings", "rows"]
    if not office.current_scope().demo:
        possible.append("redo" if upload.withdrawn_at else "undo")
    with st.container(border=True, key=f"ledger_entry_{upload.id}"):
        view = st.segmented_control(
            _VIEWS["about"].say(lang),
            possible,
            default="about",
            required=True,
            format_func=lambda name: _VIEWS[name].say(lang),
            key=f"ledger:view:{upload.id}",
            label_visibility="collapsed",
        )
        draw = {"about": _about, "numbers": _numbers, "findings": _findings, "rows": _rows}
        draw.get(view or "about", _undoing)(entry, lang)


def _about(entry: Entry, lang: Lang) -> None:
    upload = entry.upload
    sheet = [_SHEET.say(lang, sheet=upload.sheet)] if upload.sheet else []
    place = _PLACE.say(lang, row=upload.header_row, departments=departments(upload, lang))
    st.caption(plain(" · ".join([*sheet, place])))
    fixes, answers = fixes_of(upload), answers_of(upload, lang)
    if answers:
        st.caption(plain(ANSWERED.say(lang, answers=answers)))
    if fixes:
        st.caption(plain(_FIXES.say(lang, fixes=", ".join(fixes))))
    rows = [{_FIELD.say(lang): field, _COLUMN.say(lang): column} for field, column in mapping_rows(upload, lang)]
    st.dataframe(rows, hide_index=True, alt=_VIEWS["about"].say(lang), height="content")


def _numbers(entry: Entry, lang: Lang) -> None:
    store = office.store()
    with st.spinner(_WORKING.say(lang)):
        for deed in reversed(deeds_of(store, entry.upload.id)):
            st.markdown(f"**{plain(deed_line(deed, lang))}**")
            lines = change_lines(store, deed, lang)
            st.markdown("\n".join(f"- {plain(said)}" for said in lines[:MOST_LINES]))
            if len(lines) > MOST_LINES:
                with st.expander(_ALL_CHANGES.say(lang, n=len(lines))):
                    _changes(changes_of(store, deed), lang)
    st.caption(_TODAY.say(lang))


def _changes(changes: Sequence[Headline], lang: Lang) -> None:
    names = [column.say(lang) for column in (*_COLUMNS, _BEFORE, _AFTER)]
    rows = [dict(zip(names, _cells(one, lang), strict=True)) for one in changes]
    st.dataframe(rows, hide_index=True, alt=_VIEWS["numbers"].say(lang))


def _cells(one: Headline, lang: Lang) -> tuple[str, ...]:
    before, after = (formats.quantity(value, one.indicator, lang) for value in (one.before, one.after))
    return one.period.label(lang), one.indicator.name.say(lang), one.department or _WHOLE.say(lang), before, after


def _findings(entry: Entry, lang: Lang) -> None:
    if entry.upload.findings:
        findings.panel(entry.upload.findings, lang, key=f"ledger:findings:{entry.upload.id}")
    else:
        st.caption(_NO_FINDINGS.say(lang))


def _rows(entry: Entry, lang: Lang) -> None:
    upload = entry.upload
    for said in left_out(upload).lines(lang):
        st.caption(plain(said))
    with st.container(horizontal=True, gap="small"):
        for form, mime in MIMES.items():
            st.download_button(
                _DOWNLOAD[form].say(lang),
                data=_file(upload.id, form, lang),
                file_name=rows_name(upload, form),
                mime=mime,
                key=f"ledger:rows:{upload.id}:{form}",
                icon=":material/download:",
                on_click="ignore",
            )


def _file(upload_id: int, form: RowsFormat, lang: Lang) -> Callable[[], bytes]:
    store = office.store()
    return lambda: kept_rows_file(store, upload_id, form, lang)


def _undoing(entry: Entry, lang: Lang) -> None:
    upload, store = entry.upload, office.own_store()
    taking = upload.withdrawn_at is None
    key = ("ledger_tried", str(store.url), store.revision(), upload.id)
    try:
        with st.spinner(_WORKING.say(lang)):
            changes = session.keep(key, lambda: tried(store, upload.id, who=office.WHO, now=session.now()))
    except UserError as refused:
        findings.table(refused.findings, lang)
        return
    st.markdown((_WOULD if changes else _SAME).say(lang))
    if changes:
        _changes(changes, lang)
    word, icon = _DEED[taking]
    sure = st.checkbox(_SURE.say(lang), key=f"ledger:sure:{upload.id}")
    name, args = f"ledger:do:{upload.id}", (upload.id, taking)
    st.button(word.say(lang), key=name, icon=icon, type="primary", disabled=not sure, on_click=_do, args=args)


def undo(upload_id: int, taken: bool, lang: Lang) -> None:
    """Say what was done, with the button that undoes it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.success(_DID[taken].say(lang, id=upload_id), icon=":material/check_circle:", width="stretch")
        args = (upload_id, not taken)
        st.button(_BACK.say(lang), key="ledger:back", icon=":material/undo:", on_click=_do, args=args)


def _do(upload_id: int, taking: bool) -> None:
    act = uploads.withdraw if taking else uploads.restore
    session.forget("ledger:sure:")
    session.forget("ledger:view:")
    try:
        act(office.own_store(), upload_id, who=office.WHO, now=session.now())
    except UserError as refused:
        session.remember(REFUSED, refused.findings)
        return
    session.remember(DONE, (upload_id, taking))
