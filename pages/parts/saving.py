"""What saving would change, the button that saves, and what it did."""

from __future__ import annotations

import streamlit as st

from kpi.core import formats
from kpi.core.errors import UserError
from kpi.core.text import Lang, Text
from pages.parts import findings, intake, office, session
from pages.parts.intake import Incoming
from services.check import Checked, check
from services.load import load
from services.preview import Preview, preview

_TITLE = Text("4. 저장", "4. Save")
_COUNTS = {
    "new": Text("새 행", "New rows"),
    "changed": Text("바뀌는 행", "Changed"),
    "unchanged": Text("그대로", "Unchanged"),
    "gone": Text("없어지는 행", "Gone"),
}
_REPLACES = Text("앞서 올린 자료 {uploads}번을 대체합니다.", "Replaces upload {uploads}.")
_DEPARTMENTS = Text(
    "이 파일에 없는 부서 {n}곳은 앞서 올린 자료가 그대로 쓰입니다.",
    "{n} departments are not in this file; their earlier data stay.",
)
_HEADLINES = Text("기관 전체 수치의 변화", "What the headline numbers become")
_NO_HEADLINES = Text("기관 전체 수치는 달라지지 않습니다.", "The headline numbers stay as they are.")
_COLUMNS = (Text("기간", "Period"), Text("지표", "Indicator"), Text("저장 전", "Before"), Text("저장 후", "After"))
_SAVE = Text("저장", "Save")
_ROLLED_BACK = Text("미리 계산한 결과이며 아직 아무것도 저장하지 않았습니다.", "A rehearsal: nothing is stored yet.")
_SAVED = Text("{rows}행을 저장했습니다({id}번).", "{rows} rows saved (no. {id}).")
_SAVED_TITLE = Text("저장 완료", "Saved")
_SEE = Text("종합 현황에서 보기", "See the overview")
_SAVED_KEY = "saved"
_REFUSED_KEY = "refused"


def offer(file: Incoming, checked: Checked, lang: Lang) -> None:
    """Draw what saving would change and the button to save; nothing for a file with errors."""
    if not checked.ok:
        return
    with st.container(border=True):
        st.subheader(_TITLE.say(lang), anchor=False)
        try:
            change = _rehearsed(file, checked)
        except UserError as refused:
            findings.verdict(refused.findings, lang, ok=False)
            findings.table(refused.findings, lang)
            return
        _counts(change, lang)
        _headlines(change, lang)
        with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
            st.caption(_ROLLED_BACK.say(lang))
            st.button(_SAVE.say(lang), key="save", type="primary", icon=":material/save:", on_click=save)


def save() -> None:
    """Check the file in the chooser once more and store it; twice in a row stores it once."""
    file = intake.incoming()
    if file is None:
        return
    store, now = office.own_store(), session.now()
    try:
        checked = check(store, file.content, file.name, choice=intake.choice(file), now=now)
        done = load(store, checked, who=office.WHO, now=now)
    except UserError as refused:
        session.remember(_REFUSED_KEY, (file.digest, refused.findings))
        return
    session.remember(_SAVED_KEY, (done.upload_id, done.rows))
    intake.finish(file)


def said(lang: Lang) -> None:
    """Say once what the last save did."""
    done, refused = session.recall(_SAVED_KEY), session.recall(_REFUSED_KEY)
    session.forget(_SAVED_KEY)
    session.forget(_REFUSED_KEY)
    if done:
        upload_id, rows = done
        text = _SAVED.say(lang, rows=formats.number(rows, 0, lang), id=upload_id)
        st.success(text, title=_SAVED_TITLE.say(lang), icon=":material/check_circle:")
    if refused:
        findings.verdict(refused[1], lang, ok=False)
        findings.table(refused[1], lang)


def _rehearsed(file: Incoming, checked: Checked) -> Preview:
    store = office.own_store()
    key = ("preview", str(store.url), store.revision(), file.digest, file.name, repr(checked.choice))
    return session.keep(key, lambda: preview(store, checked, who=office.WHO, now=session.now()))


def _counts(change: Preview, lang: Lang) -> None:
    with st.grid(4, min_column_width=120):
        for name, text in _COUNTS.items():
            st.metric(text.say(lang), formats.number(getattr(change, name), 0, lang), border=True)
    if change.replaced_uploads:
        st.caption(_REPLACES.say(lang, uploads=", ".join(str(number) for number in change.replaced_uploads)))
    if change.departments_gone:
        st.caption(_DEPARTMENTS.say(lang, n=len(change.departments_gone)))


def _headlines(change: Preview, lang: Lang) -> None:
    if not change.headlines:
        st.caption(_NO_HEADLINES.say(lang))
        return
    names = [column.say(lang) for column in _COLUMNS]
    cells = [
        (
            line.period.label(lang),
            line.indicator.name.say(lang),
            formats.quantity(line.before, line.indicator, lang),
            formats.quantity(line.after, line.indicator, lang),
        )
        for line in change.headlines
    ]
    rows = [dict(zip(names, row, strict=True)) for row in cells]
    st.markdown(f"**{_HEADLINES.say(lang)}**")
    st.dataframe(rows, hide_index=True, alt=_HEADLINES.say(lang))
