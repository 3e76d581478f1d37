"""The upload gate: bytes of unknown origin to a book of plain text, or the reasons why not."""

from __future__ import annotations

import hashlib
import tempfile
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from kpi.core.errors import Finding, UserError
from loaders.gate_process import Guard, default_guard, run_child
from loaders.read_limits import Limits
from loaders.read_refusals import refusal

__all__ = ["Book", "Limits", "Sheet", "read_file"]


@dataclass(frozen=True)
class Sheet:
    """One sheet as text.

    ``frame``: every cell as str, "" where empty; the index is the row number as Excel shows it (1-based), the columns
    are 0-based positions. Numbers are the shortest text that reads back ("3", "4.5"), dates ISO ("2025-02-28",
    "2025-02-28T09:30:00"), booleans "TRUE" and "FALSE", times of day "09:30:00"; spaces stay as they are in the file.
    ``merged``: first row, first column, last row, last column. ``faults``: (row, column) -> "#REF!" and so on, or
    "formula" for a formula without its value; those cells are "" in the frame.
    """

    name: str
    hidden: bool
    frame: pd.DataFrame
    hidden_rows: tuple[int, ...]
    merged: tuple[tuple[int, int, int, int], ...]
    faults: Mapping[tuple[int, int], str]


@dataclass(frozen=True)
class Book:
    """A file that was read. ``kind`` is what it is ("xlsx", "xls", "xlsb", "ods", "csv", "html", "xml").

    ``encoding`` is "" but for text files. ``findings`` are notes, and the error ``ragged_rows`` of text files.
    """

    name: str
    sha256: str
    kind: str
    encoding: str
    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...]


def read_file(content: bytes, name: str, *, limits: Limits | None = None, guard: Guard | None = None) -> Book:
    """Read a file in a limited process of its own.

    Parameters
    ----------
    content
        The bytes of the file.
    name
        The file's name; only shown, never trusted.
    limits
        What the file may ask for; by default ``Limits()``.
    guard
        "rlimits" (the process limits itself) or "watch" (it is watched from here); by default what the system has.

    Raises
    ------
    UserError
        When the file is refused. The finding says why and what to do.
    """
    limits = limits or Limits()
    shown = unicodedata.normalize("NFC", name)
    try:
        answer, frames = _read(content, limits, guard or default_guard())
    except UserError as error:
        raise UserError(*(_placed(finding, shown) for finding in error.findings)) from error
    return Book(
        name=shown,
        sha256=hashlib.sha256(content).hexdigest(),
        kind=answer["kind"],
        encoding=answer["encoding"],
        sheets=tuple(_sheet(plain, frame) for plain, frame in zip(answer["sheets"], frames, strict=True)),
        findings=tuple(_placed(Finding.from_json(plain), shown) for plain in answer["findings"]),
    )


def _read(content: bytes, limits: Limits, guard: Guard) -> tuple[dict[str, Any], list[pd.DataFrame]]:
    if len(content) > limits.upload:
        size, limit = f"{len(content) / 1e6:,.1f}", f"{limits.upload / 1e6:,.0f}"
        raise refusal("too_large", size=size, limit=limit)
    with tempfile.TemporaryDirectory(prefix="kpi-") as temporary:
        folder = Path(temporary)
        (folder / "input").write_bytes(content)
        answer = run_child(folder, limits=limits, guard=guard)
        if "refused" in answer:
            raise UserError(*(Finding.from_json(plain) for plain in answer["refused"]))
        paths = [folder / f"sheet_{number}.arrow" for number in range(len(answer["sheets"]))]
        return answer, [pd.read_feather(path) for path in paths]


def _sheet(plain: Mapping[str, Any], frame: pd.DataFrame) -> Sheet:
    first = plain["first_row"] or 1
    frame.columns = pd.RangeIndex(frame.shape[1])
    frame.index = pd.RangeIndex(first, first + len(frame))
    faults = {(row, column): what for row, column, what in plain["faults"]}
    return Sheet(
        name=unicodedata.normalize("NFC", plain["name"]),
        hidden=plain["hidden"],
        frame=frame,
        hidden_rows=tuple(plain["hidden_rows"]),
        merged=tuple((first, left, last, right) for first, left, last, right in plain["merged"]),
        faults=MappingProxyType(faults),
    )


def _placed(finding: Finding, name: str) -> Finding:
    return finding.at(file=name, sheet=unicodedata.normalize("NFC", finding.sheet))
