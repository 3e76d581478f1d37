"""Marks one file in a process of its own: ``python -m services.marked_child FOLDER``.

The folder holds ``input``, ``request.json`` (limits) and ``marking.json``; it gets ``output`` and ``result.json``.
A password comes from the standard input.
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import IO, Any

from kpi.core.errors import UserError
from loaders.child import limit_this_process, typed_password
from loaders.personal.masks import shown_names
from loaders.read.file import read
from loaders.read.limits import Limits
from loaders.read.ole import holds_package, streams_of
from loaders.read.refusals import too_much_memory
from loaders.read.zip import Package
from reports.marked import CannotMark, Marking
from reports.marked_package import mark_package
from reports.marked_values import ValueSheet, mark_values

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def answer(folder: Path, password: str = "") -> dict[str, Any]:
    """Write the marked copy and return the answer as plain JSON."""
    request = json.loads((folder / "request.json").read_text("utf-8"))
    limits = Limits(**request["limits"])
    if request["guard"] == "rlimits":
        limit_this_process(limits)
    marking = Marking.from_json(json.loads((folder / "marking.json").read_text("utf-8")))
    try:
        return {"extension": _marked(folder, limits, marking, password)}
    except UserError as error:
        return {"refused": [finding.to_json() for finding in error.findings]}
    except MemoryError:
        return {"refused": [finding.to_json() for finding in too_much_memory(limits).findings]}


def _marked(folder: Path, limits: Limits, marking: Marking, password: str) -> str:
    """Mark the file itself, or, where that cannot be, its values in a new workbook; return the extension."""
    source, target = folder / "input", folder / "output"
    try:
        package = _package(source, limits, password)
        if package is not None:
            return mark_package(package, target, marking, shown=shown_names)
    except CannotMark:
        target.unlink(missing_ok=True)
    mark_values(_values(source, folder, limits, password), target, marking)
    return "xlsx"


def _package(source: Path, limits: Limits, password: str) -> IO[bytes] | None:
    """Return the package of a workbook, unlocked, of sound directory and size; None when the file is none.

    Raises
    ------
    UserError
        When it must not be opened, or the password is missing or wrong.
    """
    raw = source.read_bytes()
    if raw.startswith(_ZIP):
        stream: IO[bytes] = io.BytesIO(raw)
    elif raw.startswith(_OLE) and holds_package(streams_of(raw)):
        from loaders.read.locked import unlocked_package

        stream = unlocked_package(raw, password)
    else:
        return None
    with Package(stream, limits) as package:
        return stream if "[content_types].xml" in package else None


def _values(source: Path, folder: Path, limits: Limits, password: str) -> list[ValueSheet]:
    sheets = []
    grids = read(source, limits, password).grids
    names = shown_names(grid.to_json()["name"] for grid in grids)
    for number, grid in enumerate(grids):
        path = folder / f"sheet_{number}.arrow"
        grid.write(path)
        plain = grid.to_json()
        faults = {(row, place): what for row, place, what in plain["faults"] if what != "formula"}
        sheets.append(ValueSheet(names[number], plain["hidden"], plain["first_row"] or 1, faults, path))
    return sheets


def main(arguments: list[str]) -> int:
    """Answer for one folder."""
    folder = Path(arguments[0])
    text = json.dumps(answer(folder, typed_password()), ensure_ascii=True)
    (folder / "result.json").write_text(text, "ascii")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
