"""What saving would change, the button that saves, and what it did."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kpi.core import formats
from kpi.core.errors import Finding, UserError
from kpi.core.text import Lang, Text
from pages.parts import intake, office, session
from pages.parts.intake import Incoming
from pages.parts.words import plain
from services.check import Checked
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
_GONE = Text(
    "앞서 올린 {n}행은 이 파일에 없어 저장하면 더는 쓰지 않습니다. 빠진 자료가 없는지 확인하세요.",
    "Rows of earlier files that are not in this one and will no longer be used: {n}. Check that nothing was left out.",
)
_DEPARTMENTS = Text(
    "이 파일에 없는 부서 {n}곳은 앞서 올린 자료가 그대로 쓰입니다.",
    "{n} departments are not in this file; their earlier data stay.",
)
_NEW_DEPARTMENTS = Text("새로 등록할 부서 {n}곳: {names}", "Departments to be registered ({n}): {names}")
_NEW_TASKS = Text("새로 등록할 업무 {n}개: {names}", "Tasks to be registered ({n}): {names}")
_ALIASES = Text("같은 이름으로 이어 볼 표기: {names}", "Spellings that will stand for a registered name: {names}")
SHOWN_NAMES = 12
_HEADLINES = Text("기관 전체 수치의 변화", "What the headline numbers become")
_NO_HEADLINES = Text("기관 전체 수치는 달라지지 않습니다.", "The headline numbers stay as they are.")
_COLUMNS = (Text("기간", "Period"), Text("지표", "Indicator"), Text("저장 전", "Before"), Text("저장 후", "After"))
_SAVE = Text("저장", "Save")
_ROLLED_BACK = Text("미리 계산한 결과이며 아직 아무것도 저장하지 않았습니다.", "A rehearsal: nothing is stored yet.")
_REHEARSING = Text("저장하면 무엇이 달라지는지 미리 계산하는 중", "Working out what saving would change")
_SAVED = Text("{name}: {rows}행을 저장했습니다({id}번).", "{name}: {rows} rows saved (no. {id}).")
_SAVING = Text("저장하는 중 {at}/{n}: {name}", "Saving {at} of {n}: {name}")
_SAVED_TITLE = Text("저장 완료", "Saved")
_SAVED_KEY = "saved"
_LINE = "saving_line"


def rehearse(file: Incoming, checked: Checked, lang: Lang) -> Preview | tuple[Finding, ...]:
    """Return what saving would change, or why the store would not take the file."""
    refused = intake.refusal(file)
    if refused:
        return refused
    try:
        with st.spinner(_REHEARSING.say(lang)):
            return _rehearsed(file, checked)
    except UserError as wrong:
        return wrong.findings


def offer(file: Incoming, change: Preview, lang: Lang) -> None:
    """Draw what saving would change and the button to save."""
    with st.container(border=True):
        st.subheader(_TITLE.say(lang), anchor=False)
        _counts(change, lang)
        _headlines(change, lang)
        with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
            st.caption(_ROLLED_BACK.say(lang))
            st.button(
                _SAVE.say(lang),
                key="save",
                type="primary",
                icon=":material/save:",
                on_click=save_all,
                args=((file.digest,),),
            )


def save_all(digests: Sequence[str]) -> None:
    """Put files in line to be saved; twice in line is saved once."""
    session.remember(_LINE, tuple(dict.fromkeys([*session.recall(_LINE, ()), *digests])))


def work_off(lang: Lang) -> None:
    """Save the files in line one by one, saying how far it is; a run that is broken off goes on with the rest.

    A file is all or nothing, and one that is there already is refused: nothing is saved twice.
    """
    line: tuple[str, ...] = session.recall(_LINE, ())
    if not line:
        return
    bar = st.progress(0.0)
    for number, digest in enumerate(line):
        file = intake.files().get(digest)
        if file is not None and digest not in intake.saved():
            text = _SAVING.say(lang, at=number + 1, n=len(line), name=plain(file.name))
            bar.progress(number / len(line), text=text)
            _save(file)
        session.remember(_LINE, line[number + 1 :])
    session.forget(_LINE)
    st.rerun()  # what stands above, such as the notice of an empty store, was drawn before


def _save(file: Incoming) -> None:
    """Check a file once more and store it."""
    try:
        done = load(office.own_store(), intake.examine(file), who=office.WHO, now=session.now())
    except UserError as refused:
        intake.refuse(file, refused.findings)
        return
    session.remember(_SAVED_KEY, [*session.recall(_SAVED_KEY, []), (file.name, done.upload_id, done.rows)])
    intake.finish(file, done.upload_id, done.rows)


def said(lang: Lang) -> None:
    """Say once what the last save did."""
    done = session.recall(_SAVED_KEY, [])
    session.forget(_SAVED_KEY)
    if not done:
        return
    lines = [
        _SAVED.say(lang, name=plain(name), rows=formats.number(rows, 0, lang), id=upload_id)
        for name, upload_id, rows in done
    ]
    st.success("  \n".join(lines), title=_SAVED_TITLE.say(lang), icon=":material/check_circle:")


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
    if change.gone:
        st.warning(_GONE.say(lang, n=formats.number(change.gone, 0, lang)), icon=":material/warning:")
    if change.departments_gone:
        st.caption(_DEPARTMENTS.say(lang, n=len(change.departments_gone)))
    for text, names in ((_NEW_DEPARTMENTS, change.new_departments), (_NEW_TASKS, change.new_tasks)):
        if names:
            st.caption(plain(text.say(lang, n=len(names), names=_listed(names))))
    if change.aliases:
        pairs = [f"{alias.name} → {alias.unit}" for alias in change.aliases]
        st.caption(plain(_ALIASES.say(lang, names=_listed(pairs))))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:SHOWN_NAMES]) + (" …" if len(names) > SHOWN_NAMES else "")


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
