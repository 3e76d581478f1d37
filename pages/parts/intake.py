"""Files on their way in: the list of them, what the analyst decided about each, and what the check says."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from kpi.core.errors import Finding, errors_of
from pages.parts import office, session
from pages.parts.shelf import Shelf
from services.check import Checked, Choice, check
from services.decisions import awaited, form_of, handed_on, waiting

PREFIX = "intake:"
KEPT_CHECKS = 4
"""Checked files that are kept whole in a session: of the others only the outcome is."""

_FILES = PREFIX + "files"
_OPEN = PREFIX + "open"
_SAVED = PREFIX + "saved"
_REFUSED = PREFIX + "refused"
_OUTCOMES = PREFIX + "outcomes"
_CHECKS = PREFIX + "checks"
_PASSWORD = PREFIX + "password"
_REOPENED = PREFIX + "reopened"


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


def add(file: Incoming) -> None:
    """Put a file on the list, and keep it for this browser."""
    remove(file.digest)
    session.remember(_FILES, {**files(), file.digest: file})
    _keep(file)


def reopened() -> tuple[str, ...]:
    """Put what was kept for this browser on the list of a new session, once; return what of it is still to be saved."""
    if session.recall(_REOPENED) is None:
        kept = {file.digest: (file, decided) for file, decided in _shelf().of(_owner()) if file.digest not in files()}
        session.remember(_REOPENED, tuple(kept))
        session.remember(_FILES, {**files(), **{digest: file for digest, (file, _) in kept.items()}})
        for digest, (_, decided) in kept.items():
            session.remember(_decided(digest), decided)
    return tuple(digest for digest in session.recall(_REOPENED) if digest in files() and digest not in saved())


def open_file(digest: str) -> None:
    """Show another file of the list."""
    session.remember(_OPEN, digest)


def remove(*digests: str) -> None:
    """Take files off the list, and everything that is remembered about them."""
    session.remember(_FILES, {digest: file for digest, file in files().items() if digest not in digests})
    _shelf().drop(_owner(), *digests)
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
    _shelf().drop(_owner(), file.digest)
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
    _keep(file)
    form = _form(file.digest)
    for other in files().values():
        if form and other.digest != file.digest and _form(other.digest) == form:
            session.remember(_decided(other.digest), handed_on(choice(other), changes, before))
            _keep(other)


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
    if not checked.sheets and not any(map(awaited, checked.findings)):
        _shelf().drop(_owner(), file.digest)  # no table: nothing could be done with it after a reload
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


def _keep(file: Incoming) -> None:
    """Keep a file that is to be saved, and the decisions about it, over a reload; never its password."""
    if file.content:
        _shelf().put(_owner(), file.digest, (file, choice(file)), size=len(file.content))


def _shelf() -> Shelf:
    return session.lasting("files", lambda: Shelf(session.now))


def _owner() -> str:
    """Return whose files are kept: the browser's, "" where it sends no cookie."""
    browser = session.browser()
    return browser and f"{browser}:{office.own_store().url}"


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
