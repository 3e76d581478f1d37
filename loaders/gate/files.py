"""The upload gate: bytes of unknown origin to a book of plain text, or the reasons why not."""

from __future__ import annotations

import hashlib
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from kpi.core.errors import Finding, UserError
from loaders.gate.faults import with_cells
from loaders.gate.frames import frame_at
from loaders.gate.process import Guard, default_guard, run_child
from loaders.personal.masks import masked_finding, shown_names
from loaders.personal.named import registered
from loaders.read.limits import Limits
from loaders.read.refusals import refusal

__all__ = ["Book", "Limits", "Sheet", "Unpacked", "named", "read_file", "refuse_too_large", "unpack"]


@dataclass(frozen=True)
class Sheet:
    """One sheet as text.

    ``frame``: every cell as str, "" where empty; the index is the row number as Excel shows it (1-based), the columns
    are 0-based positions. Numbers are the shortest text that reads back ("3", "4.5"), dates ISO ("2025-02-28",
    "2025-02-28T09:30:00"), booleans "TRUE" and "FALSE", times of day "09:30:00"; spaces stay as they are in the file.
    ``merged``: first row, first column, last row, last column. ``faults``: (row, column) -> "#REF!" and so on, or
    "formula" for a formula without its value; those cells are "" in the frame. ``name``: as in the file, personal data
    covered; ``registered``: the covered registration number in it, "" where there is none.
    """

    name: str
    hidden: bool
    frame: pd.DataFrame
    hidden_rows: tuple[int, ...]
    merged: tuple[tuple[int, int, int, int], ...]
    faults: Mapping[tuple[int, int], str]
    registered: str = ""


@dataclass(frozen=True)
class Book:
    """A file that was read. ``name``: personal data in it are covered. ``kind`` is what it is ("xlsx", "xls", "xlsb", "ods", "csv", "html", "xml").

    ``encoding`` is "" but for text files. ``findings`` are notes, and the error ``ragged_rows`` of text files.
    """

    name: str
    sha256: str
    kind: str
    encoding: str
    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...]


class Unpacked(tuple[tuple[str, bytes], ...]):
    """The files of a zip: name (with its folders, "/" between) and content. ``findings``: what was left out."""

    findings: tuple[Finding, ...] = ()


def read_file(
    content: bytes, name: str, *, limits: Limits | None = None, guard: Guard | None = None, password: str = ""
) -> Book:
    """Read a file in a limited process of its own.

    Parameters
    ----------
    content
        The bytes of the file.
    name
        The file's name; only shown, never trusted.
    limits
        What the file may ask for; by default what the environment says.
    guard
        "rlimits" (the process limits itself) or "watch" (it is watched from here); by default what the system has.
    password
        Opens a locked workbook. It is neither written to disk nor part of any finding.

    Raises
    ------
    UserError
        When the file is refused. The finding says why and what to do.
    """
    with named(name) as shown, tempfile.TemporaryDirectory(prefix="kpi-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        answer = _answer(content, folder, limits, guard, password=password)
        paths = [folder / f"sheet_{number}.arrow" for number in range(len(answer["sheets"]))]
        frames = [frame_at(path) for path in paths]
    names = shown_names(plain["name"] for plain in answer["sheets"])
    made = zip(answer["sheets"], frames, names, strict=True)
    sheets = tuple(sheet_of(plain, frame, called) for plain, frame, called in made)
    faults = {sheet.name: sheet.faults for sheet in sheets}
    return Book(
        name=shown,
        sha256=hashlib.sha256(content).hexdigest(),
        kind=answer["kind"],
        encoding=answer["encoding"],
        sheets=sheets,
        findings=tuple(with_cells(one, faults.get(one.sheet, {})) for one in _findings(answer, shown, names)),
    )


def unpack(content: bytes, name: str, *, limits: Limits | None = None, guard: Guard | None = None) -> Unpacked | None:
    """Unpack a zip of files in a limited process of its own; None for anything else, workbooks among them.

    Raises
    ------
    UserError
        When the zip is broken, locked, too large, has paths that point outside or another zip in it.
    """
    if not content.startswith(b"PK"):
        return None
    with named(name) as shown, tempfile.TemporaryDirectory(prefix="kpi-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        answer = _answer(content, folder, limits, guard, task="unpack")
        if answer["files"] is None:
            return None
        names = enumerate(answer["files"])
        files = Unpacked((inner, (folder / f"file_{number}").read_bytes()) for number, inner in names)
    files.findings = _findings(answer, shown)
    return files


def _answer(
    content: bytes, folder: Path, limits: Limits | None, guard: Guard | None, *, task: str = "read", password: str = ""
) -> dict[str, Any]:
    limits = limits or Limits.from_environment()
    refuse_too_large(len(content), limits)
    (folder / "input").write_bytes(content)
    answer = run_child(folder, limits=limits, guard=guard or default_guard(), task=task, password=password)
    if "refused" in answer:
        raise UserError(*(Finding.from_json(plain) for plain in answer["refused"]))
    return answer


def refuse_too_large(size: int, limits: Limits | None = None) -> None:
    """Refuse a file of more bytes than the limit."""
    limits = limits or Limits.from_environment()
    if size > limits.upload:
        raise refusal("too_large", size=f"{size / 1e6:,.1f}", limit=f"{limits.upload / 1e6:,.0f}")


@contextmanager
def named(name: str) -> Iterator[str]:
    """Yield the file's name as it may be shown, and put it into every refusal."""
    (shown,) = shown_names([name])
    try:
        yield shown
    except UserError as error:
        raise UserError(*(placed(finding, shown) for finding in error.findings)) from error


def _findings(answer: Mapping[str, Any], name: str, sheets: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Return what was said of a file and its sheets, which are called so."""
    called = {plain["name"]: shown for plain, shown in zip(answer.get("sheets", ()), sheets, strict=True)}
    said = [Finding.from_json(plain) for plain in answer["findings"]]
    return tuple(placed(one.at(sheet=called.get(one.sheet, one.sheet)), name) for one in said)


def sheet_of(plain: Mapping[str, Any], frame: pd.DataFrame, name: str) -> Sheet:
    first = plain["first_row"] or 1
    frame.columns = pd.RangeIndex(frame.shape[1])
    frame.index = pd.RangeIndex(first, first + len(frame))
    faults = {(row, column): what for row, column, what in plain["faults"]}
    return Sheet(
        name=name,
        hidden=plain["hidden"],
        frame=frame,
        hidden_rows=tuple(plain["hidden_rows"]),
        merged=tuple((first, left, last, right) for first, left, last, right in plain["merged"]),
        faults=MappingProxyType(faults),
        registered=registered(plain["name"]),
    )


def placed(finding: Finding, name: str) -> Finding:
    return masked_finding(finding.at(file=name, sheet=unicodedata.normalize("NFC", finding.sheet)))
