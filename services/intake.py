"""Files on the disk: checked, and stored if that is wanted; whatever is wrong becomes a finding."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from data.store import Store
from kpi.core.errors import Finding, UserError
from kpi.core.text import Lang, Text
from loaders.gate.files import Limits
from loaders.gate.parts import comes_in_parts
from services.check import Checked, Choice, check, check_large
from services.decisions import PASSWORD_CODES
from services.disk import file_content, make_folder, paths_of, shown_name, write_file
from services.listing import question_record
from services.load import load
from services.marked import marked_workbook
from services.preview import replaced_rows
from services.stores import open_store, store_to_look_at
from services.unpacking import files_in

_REPLACES = Text(
    "업로드 {uploads}번의 자료를 이 파일이 대신합니다: 새 행 {new}, 바뀐 행 {changed}, 같은 행 {unchanged}, 없어지는 행 {gone}",
    "The file takes the place of rows of upload {uploads}: {new} new, {changed} changed, {unchanged} unchanged, {gone} gone",
)

_TOO_LARGE = Text(
    "나누어 읽은 큰 파일에는 칸을 표시한 사본을 만들지 않습니다. 위에 적힌 칸의 주소를 보세요.",
    "No copy with marked cells is written of a file that was read in parts. See the addresses of the cells above.",
)
_MARKED = Text("칸에 표시한 파일을 썼습니다: {path}", "A copy with the cells marked was written: {path}")


@dataclass(frozen=True)
class Taken:
    """What is known about a file, and the upload it became (None when nothing was stored)."""

    checked: Checked
    upload_id: int | None = None
    rows: int = 0

    def as_dict(self, lang: Lang) -> dict[str, Any]:
        """Return the JSON object of the command line."""
        stored = {} if self.upload_id is None else {"upload_id": self.upload_id, "rows": self.rows}
        asked = [question_record(question, lang) for question in self.checked.questions]
        return {**self.checked.as_dict(lang), "questions": asked, **stored}


@dataclass(frozen=True)
class How:
    """How the files of one command are read: the address of the store, the decisions, the time.

    ``password`` opens protected files; ``ask`` asks for one by the name of the file ("" gives up). ``megabytes`` raises
    the limits on one file, ``marked`` is the folder for copies with the cells marked, in ``lang``.
    """

    url: str | None
    choice: Choice
    now: dt.datetime
    lang: Lang
    password: str = ""
    ask: Callable[[str], str] | None = None
    megabytes: int | None = None
    marked: str | None = None

    @property
    def limits(self) -> Limits | None:
        """What a file may ask for, None for the usual."""
        return None if self.megabytes is None else Limits.for_bulk(self.megabytes)


def check_files(paths: Iterable[str], how: How) -> Iterator[Taken]:
    """Return what is known about each file, in order; nothing is stored.

    Raises
    ------
    UserError
        When the store cannot be opened; what is wrong with a file is among its findings.
    """
    with store_to_look_at(how.url) as store:
        for path in paths:
            for content, checked in _checked(store, path, how):
                known = _with_replaced(store, checked)
                yield Taken(_marked(known, content, how) if how.marked else known)


def load_files(paths: Iterable[str], how: How, *, who: str) -> Iterator[Taken]:
    """Check files and store them, each all of it or nothing; raises what ``check_files`` raises."""
    store = open_store(how.url)
    for taken in check_files(paths, how):
        yield _loaded(store, taken.checked, how, who) if taken.checked.ok else taken


def _checked(store: Store, path: str, how: How) -> Iterator[tuple[bytes | None, Checked]]:
    """Yield each file's content (None where it was read in parts) and its check."""
    try:
        places = paths_of(path)
    except UserError as refused:
        places = []
        yield b"", _unread(path, refused, how)
    for place in places:
        large = _large(store, Path(place), how)
        if large is not None:
            yield None, large
            continue
        try:
            name, content = file_content(place, limits=how.limits)
            files, left_out = files_in(name, content, limits=how.limits)
        except UserError as refused:
            yield b"", _unread(place, refused, how)
        else:
            for inner, held in files.items():
                checked = _opened(store, inner, held, how)
                yield held, replace(checked, findings=(*checked.findings, *left_out))
                left_out = ()


def _large(store: Store, path: Path, how: How) -> Checked | None:
    """Return the check of a large register; None for any other file."""
    if not comes_in_parts(path):
        return None
    return check_large(store, path, choice=how.choice, now=how.now, limits=how.limits)


def _opened(store: Store, name: str, content: bytes, how: How) -> Checked:
    """Return the check of a file, with the password that is known or typed."""

    def attempt(password: str) -> Checked:
        return check(store, content, name, choice=how.choice, now=how.now, password=password, limits=how.limits)

    checked = attempt(how.password)
    while how.ask is not None and any(finding.code in PASSWORD_CODES for finding in checked.findings):
        password = how.ask(name)
        if not password:
            break
        checked = attempt(password)
    return checked


def _marked(checked: Checked, content: bytes | None, how: How) -> Checked:
    """Write the copy with the cells marked, and say where it is or why there is none."""
    if not checked.sheets or how.marked is None:
        return checked
    if content is None:
        return replace(
            checked, findings=(*checked.findings, Finding("warning", "no_marked_copy", _TOO_LARGE, file=checked.file))
        )
    try:
        make_folder(how.marked)
        name, copy = marked_workbook(
            content, checked.file, checked.findings, how.lang, limits=how.limits, password=how.password
        )
        place = str(Path(how.marked) / name)
        write_file(place, copy)
    except UserError as refused:
        said = tuple(finding.at(severity="warning", file=checked.file) for finding in refused.findings)
    else:
        said = (Finding("note", "marked_copy", _MARKED, {"path": place}, file=checked.file),)
    return replace(checked, findings=(*checked.findings, *said))


def _unread(path: str, refused: UserError, how: How) -> Checked:
    return Checked(file=shown_name(path), findings=refused.findings, choice=how.choice)


def _loaded(store: Store, checked: Checked, how: How, who: str) -> Taken:
    try:
        done = load(store, checked, who=who, now=how.now)
    except UserError as refused:
        named = tuple(finding if finding.file else finding.at(file=checked.file) for finding in refused.findings)
        return Taken(replace(checked, findings=(*checked.findings, *named)))
    return Taken(checked, done.upload_id, done.rows)


def _with_replaced(store: Store, checked: Checked) -> Checked:
    """Add what stored rows the file would take the place of: a warning when some of them are gone."""
    if not checked.ok or checked.batch is None:
        return checked
    counts, uploads = replaced_rows(store, checked.batch)
    if not uploads or counts["new"] + counts["changed"] + counts["gone"] == 0:
        return checked
    values = {**counts, "uploads": ", ".join(map(str, uploads))}
    said = Finding("warning" if counts["gone"] else "note", "replaces", _REPLACES, values)
    return replace(checked, findings=(*checked.findings, said.at(file=checked.file, sheet=checked.sheet)))
