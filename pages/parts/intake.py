"""Files on their way in: choosing them, what the analyst decided about each, and what the check says."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from kpi.core.errors import Finding, UserError, errors_of
from kpi.core.text import Lang, Text
from pages.parts import office, session
from pages.parts.words import plain
from services.check import Checked, Choice, check
from services.decisions import awaited, form_of, handed_on, waiting
from services.unpacking import files_in

PREFIX = "intake:"
MOST_FILES, MOST_BYTES = 100, 300_000_000
KEPT_CHECKS = 4
"""Checked files that are kept whole in a session: of the others only the outcome is."""

_FILES = PREFIX + "files"
_OPEN = PREFIX + "open"
_SAVED = PREFIX + "saved"
_REFUSED = PREFIX + "refused"
_OUTCOMES = PREFIX + "outcomes"
_CHECKS = PREFIX + "checks"
_PASSWORD = PREFIX + "password"
_NOTICES = PREFIX + "notices"
_TITLE = Text("1. 파일 선택", "1. Choose files")
_LABEL = Text(
    "민원 처리대장, 만족도 조사, 협업 평가, 수상·협업과제·우수사례 파일. 여러 개나 zip도 됩니다.",
    "Files of petitions, surveys, ratings or achievements; several at once, or a zip",
)
_HELP = Text(
    "엑셀(xlsx, xlsm, xls, xlsb), ODS, CSV·TSV·TXT, 웹 표로 저장된 xls. 저장하기 전에는 아무것도 보관하지 않습니다.",
    "Excel (xlsx, xlsm, xls, xlsb), ODS, CSV, TSV, TXT, web tables named .xls. Nothing is kept before you save.",
)
_TWICE = Text("'{name}' 파일은 이미 목록에 있습니다.", "The file '{name}' is in the list already.")
_TOO_MANY = Text(
    "'{name}' 파일은 넣지 않았습니다. 한 번에 {files}개, {size}MB까지입니다. 앞의 것을 저장하거나 빼고 다시 고르세요.",
    "The file '{name}' was left out: at most {files} files and {size} MB at a time. Save or remove some first.",
)


@dataclass(frozen=True)
class Incoming:
    """One chosen file; ``digest`` is the sha256 of its content, which is empty once it is saved."""

    name: str
    content: bytes
    digest: str


@dataclass(frozen=True)
class Outcome:
    """What the check of a file said, in short; ``form`` is what files of the same form have in common."""

    key: str
    ok: bool
    errors: int
    questions: int
    form: tuple[str, ...]


def choose(lang: Lang) -> None:
    """Draw the file chooser; what is chosen goes to the list of files at once."""
    with st.container(border=True):
        st.subheader(_TITLE.say(lang), anchor=False)
        st.file_uploader(
            _LABEL.say(lang), accept_multiple_files=True, key=_chooser(), help=_HELP.say(lang), on_change=_take
        )
        notices: list[tuple[bool, str]] = session.recall(_NOTICES, [])
        session.forget(_NOTICES)
        for wrong, notice in notices:
            (st.error if wrong else st.info)(notice, icon=":material/error:" if wrong else ":material/info:")


def files() -> dict[str, Incoming]:
    """Return the chosen files by digest, in the order in which they came."""
    held: dict[str, Incoming] = session.recall(_FILES, {})
    return held


def opened() -> Incoming | None:
    """Return the file that is shown; without a choice the first that is not saved."""
    held = files()
    waiting = [digest for digest in held if digest not in saved()]
    digest = session.recall(_OPEN)
    return held.get(digest if digest in held else waiting[0] if waiting else "")


def open_file(digest: str) -> None:
    """Show another file of the list."""
    session.remember(_OPEN, digest)


def remove(*digests: str) -> None:
    """Take files off the list, and everything that is remembered about them."""
    session.remember(_FILES, {digest: file for digest, file in files().items() if digest not in digests})
    for digest in digests:
        session.forget(f"{PREFIX}{digest}")
        for kept in (_SAVED, _REFUSED, _OUTCOMES, _CHECKS):
            session.recall(kept, {}).pop(digest, None)


def finish(file: Incoming, upload_id: int, rows: int) -> None:
    """Note that a file is saved and free its memory; the only file leaves the list, so that the next can come."""
    if len(files()) == 1:
        remove(file.digest)
        return
    session.forget(f"{PREFIX}{file.digest}")
    session.remember(_SAVED, {**saved(), file.digest: (upload_id, rows)})
    session.remember(_FILES, {**files(), file.digest: replace(file, content=b"")})
    if session.recall(_OPEN) == file.digest:
        session.forget(_OPEN)


def saved() -> dict[str, tuple[int, int]]:
    """Return number and rows of the uploads that files of the list became."""
    held: dict[str, tuple[int, int]] = session.recall(_SAVED, {})
    return held


def refuse(file: Incoming, findings: Sequence[Finding]) -> None:
    """Note why the store did not take a file; it holds as long as file, decisions and store stay as they are."""
    session.remember(_REFUSED, {**session.recall(_REFUSED, {}), file.digest: (_state(file), tuple(findings))})


def refusal(file: Incoming) -> tuple[Finding, ...]:
    """Return why the store did not take a file, nothing where it was not tried."""
    state, findings = session.recall(_REFUSED, {}).get(file.digest, ("", ()))
    return tuple(findings) if state == _state(file) else ()


def choice(file: Incoming) -> Choice:
    """Return what the analyst decided about this file so far."""
    decided: Choice = session.recall(_decided(file.digest), Choice())
    return decided


def decide(file: Incoming, **changes: Any) -> None:
    """Remember a decision, also for the files of the same form; another kind, sheet or header starts matching anew."""
    if changes.keys() & {"source", "sheet", "sheets", "header_row"}:
        changes.setdefault("columns", {})
        session.forget(f"{PREFIX}{file.digest}:field:")
    before = choice(file)
    session.remember(_decided(file.digest), replace(before, **changes))
    form = _form(file.digest)
    for other in files().values():
        if form and other.digest != file.digest and _form(other.digest) == form:
            session.remember(_decided(other.digest), handed_on(choice(other), changes, before))


def unlock(file: Incoming, password: str) -> None:
    """Remember a password for this file, and to try on the other protected files; only in this session's memory."""
    session.remember(f"{PREFIX}{file.digest}:password", password)
    session.remember(_PASSWORD, password)


def password(file: Incoming) -> str:
    """Return the password to open a file with, "" for none."""
    typed: str = session.recall(f"{PREFIX}{file.digest}:password") or session.recall(_PASSWORD, "")
    return typed


def outcome(file: Incoming) -> Outcome | None:
    """Return what the check of a file said, None where it was not checked under the decisions of now."""
    held: dict[str, Outcome] = session.recall(_OUTCOMES, {})
    known = held.get(file.digest)
    return known if known and known.key == _state(file) else None


def read(file: Incoming) -> Checked:
    """Return the check of a file under the decisions so far, done once for each state of the store."""
    key, checks = _state(file), session.recall(_CHECKS, {})
    if file.digest in checks and checks[file.digest][0] == key:
        known: Checked = checks[file.digest][1]
        return known
    checked = examine(file)
    kept = {digest: one for digest, one in checks.items() if digest != file.digest}
    while len(kept) >= KEPT_CHECKS:
        kept.pop(next(iter(kept)))
    session.remember(_CHECKS, {**kept, file.digest: (key, checked)})
    errors = sum(one.count for one in errors_of(checked.findings) if not awaited(one))
    short = Outcome(key, checked.ok, errors, 0 if errors else waiting(checked), form_of(checked))
    session.remember(_OUTCOMES, {**session.recall(_OUTCOMES, {}), file.digest: short})
    return checked


def examine(file: Incoming) -> Checked:
    """Check a file under the decisions so far, whatever was known of it."""
    store, decided, locked = office.own_store(), choice(file), password(file)
    return check(store, file.content, file.name, choice=decided, now=session.now(), password=locked)


def _take() -> None:
    """Move what is in the chooser to the list, and empty the chooser: the list outlives a visit to another page."""
    for held in session.recall(_chooser()) or ():
        name = unicodedata.normalize("NFC", held.name)
        try:
            inside, left_out = files_in(name, bytes(held.getvalue()))
        except UserError as refused:
            inside, left_out = {}, refused.findings
        for finding in left_out:
            _notice(plain(finding.line(session.language())), wrong=finding.severity == "error")
        for inner, content in inside.items():
            _add(inner, content)
    session.remember(PREFIX + "turn", session.recall(PREFIX + "turn", 0) + 1)


def _add(name: str, content: bytes) -> None:
    held, digest = files(), hashlib.sha256(content).hexdigest()
    full = len(held) >= MOST_FILES or sum(len(file.content) for file in held.values()) + len(content) > MOST_BYTES
    if digest in held and digest not in saved():
        _notice(_TWICE.say(session.language(), name=plain(name)))
    elif full:
        limits = {"files": MOST_FILES, "size": MOST_BYTES // 1_000_000}
        _notice(_TOO_MANY.say(session.language(), name=plain(name), **limits))
    else:
        remove(digest)
        session.remember(_FILES, {**files(), digest: Incoming(name, content, digest)})


def _notice(said: str, *, wrong: bool = False) -> None:
    session.remember(_NOTICES, [*session.recall(_NOTICES, []), (wrong, said)])


def _chooser() -> str:
    return f"chooser:{session.recall(PREFIX + 'turn', 0)}"


def _decided(digest: str) -> str:
    return f"{PREFIX}{digest}:choice"


def _form(digest: str) -> tuple[str, ...]:
    known: dict[str, Outcome] = session.recall(_OUTCOMES, {})
    return known[digest].form if digest in known else ()


def _state(file: Incoming) -> str:
    """Return what the check of a file rests on; a password only as a hash."""
    store = office.own_store()
    locked = hashlib.sha256(f"{file.digest}{password(file)}".encode()).hexdigest()
    return repr((str(store.url), store.revision(), file.name, choice(file), locked))
