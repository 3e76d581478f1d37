"""The copies of the office's store: the list, a new one, download, check, restore."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from kpi.core import formats
from kpi.core.errors import UserError
from kpi.core.text import Lang, Text
from pages.parts import findings, office, session
from pages.parts.words import plain
from services import backups
from services.backups import BackupCopy

SHOWN_AT_FIRST = 12
_SAID, _REFUSED, _CHOSEN = "copies_said", "copies_refused", "copies_chosen"
_POSTGRESQL = Text(
    "이 저장소는 PostgreSQL에 있습니다. 데이터베이스 서버에서 날마다 pg_dump로 백업하십시오. 이 컴퓨터에 pg_dump가 있으면 명령줄의 "
    "backup도 같은 파일을 만듭니다. 되살리려면 새 데이터베이스에 pg_restore로 넣고 KPI_STORE를 그 주소로 바꿉니다.",
    "This store is in PostgreSQL. Back it up every day with pg_dump on the database server; where pg_dump is installed, "
    "'backup' on the command line writes the same file. To restore, pg_restore it into a new database and let KPI_STORE "
    "name that one.",
)
_COMMANDS = "pg_dump --format=custom --file=kpi.dump kpi\ncreatedb kpi_new\npg_restore --dbname=kpi_new kpi.dump"
_FAILED = Text("오늘의 자동 복사본을 만들지 못했습니다.", "Today's copy could not be made.")
_KEPT = Text(
    "매일, 구조 변경 전, 다시 계산하기 전의 복사본은 최근 7일, 4주, 12개월 치를 두고 나머지는 지웁니다. 다른 복사본은 지우지 않습니다. 폴더: {folder}",
    "Of the daily copies and those before a new version or recomputing the last 7 days, 4 weeks and 12 months are kept; others are never deleted. Folder: {folder}",
)
_MAKE = Text("지금 백업", "Back up now")
_MADE = Text("복사본을 만들고 확인했습니다: {name}", "The copy was made and checked: {name}")
_NONE = Text("아직 복사본이 없습니다.", "There is no copy yet.")
_LINE = Text(
    "{kind} · {size} MB · 올린 자료 {uploads}개 · 개정 {revision}",
    "{kind} · {size} MB · uploads: {uploads} · revision {revision}",
)
_BROKEN_LINE = Text("{kind} · {size} MB · 열 수 없음", "{kind} · {size} MB · cannot be opened")
_CHECKED = Text("만들 때 확인함", "checked when made")
_UNKNOWN = Text("확인 안 됨", "not checked")
_BROKEN = Text("손상됨", "damaged")
_OPEN = Text("자세히", "Details")
_CHECK = Text("다시 확인", "Check again")
_SOUND = Text("온전합니다: {name}", "Sound to the last figure: {name}")
_DOWNLOAD = Text("내려받기", "Download")
_RESTORE = Text("되살리기", "Restore")
_CONFIRM = Text(
    "저장소를 {at}의 상태로 되돌립니다. 그 뒤에 올리거나 고친 것은 보이지 않게 되며, 지금 저장소는 복사본으로 남습니다.",
    "The store goes back to {at}. What was uploaded or changed since disappears; the present store is kept as a copy.",
)
_SURE = Text("알겠습니다. 이 복사본으로 되살립니다.", "I understand: restore this copy.")
_ALL = Text("모두 보기({n})", "Show all ({n})")


def in_files(lang: Lang) -> bool:
    """Return whether the store is a file with copies beside it; else say how it is backed up."""
    store = office.own_store()
    if store.dialect == "sqlite":
        return True
    st.info(_POSTGRESQL.say(lang), icon=":material/database:")
    st.code(_COMMANDS, language=None)
    return False


def said(lang: Lang) -> None:
    """Draw what the last click did, and why a copy of the day is missing."""
    done, refused = session.recall(_SAID), session.recall(_REFUSED)
    session.forget(_SAID)
    session.forget(_REFUSED)
    if done:
        message, values = done
        st.success(plain(message.say(lang, **values)), icon=":material/check_circle:")
    if refused:
        findings.table(refused, lang)
    missing = backups.problems(office.own_store())
    if missing:
        st.warning(_FAILED.say(lang), icon=":material/warning:")
        findings.table(missing, lang)


def make(lang: Lang) -> None:
    """Draw the button that makes a copy, and what becomes of copies."""
    left, right = st.columns([5, 2], vertical_alignment="center")
    left.caption(plain(_KEPT.say(lang, folder=backups.folder(office.own_store()))))
    right.button(
        _MAKE.say(lang), key="copies:make", type="primary", icon=":material/save:", width="stretch", on_click=_make
    )


def listing(lang: Lang) -> None:
    """Draw every copy, newest first."""
    every = office.own_store().copies()
    if not every:
        st.caption(_NONE.say(lang))
        return
    with st.container(border=True, gap="xsmall"):
        for copy in every[:SHOWN_AT_FIRST]:
            _line(copy, lang)
    if len(every) > SHOWN_AT_FIRST:
        with st.expander(_ALL.say(lang, n=len(every))):
            for copy in every[SHOWN_AT_FIRST:]:
                _line(copy, lang)


def _line(copy: BackupCopy, lang: Lang) -> None:
    left, middle, right = st.columns([4, 6, 2], vertical_alignment="center", gap="small")
    with left, st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.text(formats.moment_text(copy.at, lang), width="content")
        _badge(copy, lang)
    about = {"kind": backups.KINDS[copy.kind].say(lang), "size": formats.number(copy.size / 1e6, 1, lang)}
    if copy.contents is None:
        middle.caption(_BROKEN_LINE.say(lang, **about))
    else:
        held = {"uploads": copy.contents.uploads, "revision": copy.contents.revision}
        middle.caption(_LINE.say(lang, **about, **held))
    with right, st.popover(_OPEN.say(lang), width="stretch"):
        _details(copy, lang)


def _badge(copy: BackupCopy, lang: Lang) -> None:
    if copy.contents is None:
        st.badge(_BROKEN.say(lang), color="red", icon=":material/error:")
    elif copy.kind == backups.OTHER:
        st.badge(_UNKNOWN.say(lang), color="gray", icon=":material/help:")
    else:
        st.badge(_CHECKED.say(lang), color="green", icon=":material/check_circle:")


def _details(copy: BackupCopy, lang: Lang) -> None:
    name = copy.path.name
    st.text(name)
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            _DOWNLOAD.say(lang),
            data=_content(copy.path),
            file_name=name,
            mime="application/vnd.sqlite3",
            key=f"copies:download:{name}",
            icon=":material/download:",
            on_click="ignore",
        )
        check, path = f"copies:check:{name}", copy.path
        st.button(_CHECK.say(lang), key=check, icon=":material/fact_check:", on_click=_check, args=(path,))
    if copy.contents is None:
        return
    st.divider()
    st.caption(_CONFIRM.say(lang, at=formats.moment_text(copy.at, lang)))
    sure = st.checkbox(_SURE.say(lang), key=f"copies:sure:{name}")
    restore = f"copies:restore:{name}"
    icon = ":material/settings_backup_restore:"
    st.button(_RESTORE.say(lang), key=restore, icon=icon, disabled=not sure, on_click=_restore, args=(path,))


def _content(path: Path) -> Callable[[], bytes]:
    return path.read_bytes


def _attempt(act: Callable[[], tuple[Text, dict[str, object]]]) -> None:
    try:
        session.remember(_SAID, act())
    except UserError as refused:
        session.remember(_REFUSED, refused.findings)


def _make() -> None:
    def act() -> tuple[Text, dict[str, object]]:
        return _MADE, {"name": office.own_store().backup_now(session.now()).name}

    _attempt(act)


def _check(path: Path) -> None:
    def act() -> tuple[Text, dict[str, object]]:
        backups.checked(path)
        return _SOUND, {"name": path.name}

    _attempt(act)


def _restore(path: Path) -> None:
    def act() -> tuple[Text, dict[str, object]]:
        told = backups.restored(None, path, who=office.WHO, now=session.now())
        return told.message, told.values

    _attempt(act)
    session.forget("copies:sure:")
