"""The registers as a spreadsheet on the page: download, template, and an upload with a look at what it changes."""

from __future__ import annotations

from functools import partial

import streamlit as st

from kpi.core.errors import UserError
from kpi.core.text import Lang, Text
from pages.parts import findings, office, registry, session
from pages.parts.registry_form import PREFIX
from services.register_sheet import export, importing
from services.register_sheet.export import SheetForm
from services.register_sheet.importing import Import

_TITLE = Text("표 파일로 한꺼번에", "From a spreadsheet")
_ABOUT = Text(
    "명부를 내려받아 고친 뒤 다시 올리거나, 빈 서식을 채워 올리세요. 파일에 없는 것은 지우지 않습니다.",
    "Download the registers, change them and upload them again, or fill in the template. What is not in the file stays.",
)
_FORMS: dict[SheetForm, Text] = {
    "xlsx": Text("명부 내려받기(xlsx)", "Registers (xlsx)"),
    "csv": Text("명부 내려받기(csv)", "Registers (csv)"),
}
_EMPTY = Text("빈 서식", "Template")
_FILE = Text("채운 파일(xlsx, csv)", "The filled-in file (xlsx, csv)")
_SAME = Text(
    "명부에 이미 모두 있습니다. 달라지는 것이 없습니다.", "All of it is in the registers already; nothing changes."
)
_STEPS = Text("명부에서 달라지는 것 {n}건", "Changes of the registers: {n}")
_READING = Text("파일을 읽고 무엇이 달라지는지 계산하는 중", "Reading the file and working out what changes")
_SAVE = Text("모두 저장", "Save all of it")
_WHAT = Text("내용", "Change")


def draw(lang: Lang) -> None:
    """Draw the downloads and the upload; once a file is there, what it changes and the button that saves."""
    with st.expander(_TITLE.say(lang), icon=":material/table_view:", expanded=bool(session.recall(_key()))):
        st.caption(_ABOUT.say(lang))
        with st.container(horizontal=True):
            _downloads(lang)
        file = st.file_uploader(_FILE.say(lang), type=["xlsx", "csv", "xls", "ods"], key=_key())
        if file is not None:
            _outcome(file.getvalue(), file.name, lang)


def _key() -> str:
    """Return the key of the upload, another one after each import that was saved."""
    return f"sheet:{session.recall('sheet_saved', 0)}"


def _downloads(lang: Lang) -> None:
    store = office.own_store()
    for form, label in _FORMS.items():
        key = ("registers", str(store.url), store.revision(), form, lang)
        name, content = session.keep(key, partial(export.exported, store, form, lang=lang))
        st.download_button(label.say(lang), content, name, key=f"sheet_{form}", icon=":material/download:")
    name, content = session.keep(("register template", lang), lambda: export.template(lang))
    st.download_button(_EMPTY.say(lang), content, name, key="sheet_template", icon=":material/draft:")


def _outcome(content: bytes, name: str, lang: Lang) -> None:
    store = office.own_store()
    try:
        with st.spinner(_READING.say(lang)):
            found = importing.read_import(store, content, name)
            changes = importing.numbers_of(store, found, who=office.WHO, now=session.now())
    except UserError as refused:
        findings.table(refused.findings, lang)
        return
    if found.findings:
        findings.table(found.findings, lang)
    if not found.steps:
        st.caption(_SAME.say(lang))
        return
    st.markdown(f"**{_STEPS.say(lang, n=len(found.steps))}**")
    st.dataframe([{_WHAT.say(lang): line} for line in found.lines(lang)], hide_index=True, alt=_TITLE.say(lang))
    registry.changed(changes, lang)
    st.button(_SAVE.say(lang), key="sheet_save", type="primary", icon=":material/save:", on_click=_save, args=(found,))


def _save(found: Import) -> None:
    try:
        importing.save(office.own_store(), found, who=office.WHO, now=session.now())
    except UserError as refused:
        session.remember(f"{PREFIX}refused", refused.findings)
        return
    session.remember("sheet_saved", session.recall("sheet_saved", 0) + 1)
    session.remember(f"{PREFIX}done", "import")
