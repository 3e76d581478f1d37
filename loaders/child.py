"""Reads one file in a process of its own: ``python -m loaders.child FOLDER``.

The folder holds ``input`` and ``request.json`` (limits, the task, and whether the process limits itself); it gets
``result.json`` and one Arrow file a sheet, or the files of a zip. A password comes from the standard input and stays in
memory. A crash in here costs one upload, never the server.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from kpi.core.errors import UserError
from loaders.read.archive import Archive, unpack_to
from loaders.read.file import Content, read, read_part
from loaders.read.limits import Limits
from loaders.read.refusals import too_much_memory
from loaders.read.text import Inside

_LONGEST_PASSWORD = 4096
"""Bytes; Excel takes 255 letters."""


def limit_this_process(limits: Limits) -> None:
    """Set limits on memory, processor time and core files (POSIX only)."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def typed_password() -> str:
    """Return the password that came through the standard input, "" where none did."""
    return sys.stdin.buffer.read(_LONGEST_PASSWORD).decode("utf-8", "replace")


def answer(folder: Path, password: str = "") -> dict[str, Any]:
    """Do what the request in the folder asks for and return the answer as plain JSON."""
    request = json.loads((folder / "request.json").read_text("utf-8"))
    limits = Limits(**request["limits"])
    if request["guard"] == "rlimits":
        limit_this_process(limits)
    try:
        if request.get("task") == "unpack":
            return _unpacked(unpack_to(folder / "input", folder, limits))
        inside = Inside(**request.get("inside", {}))
        part = not inside.first
        content = (
            read_part(folder / "input", limits, inside) if part else read(folder / "input", limits, password, inside)
        )
        return _written(content, folder)
    except UserError as error:
        return {"refused": [finding.to_json() for finding in error.findings]}
    except MemoryError:
        return {"refused": [finding.to_json() for finding in too_much_memory(limits).findings]}


def _unpacked(archive: Archive | None) -> dict[str, Any]:
    if archive is None:
        return {"files": None, "findings": []}
    return {"files": archive.names, "findings": [finding.to_json() for finding in archive.findings]}


def _written(content: Content, folder: Path) -> dict[str, Any]:
    for number, grid in enumerate(content.grids):
        grid.write(folder / f"sheet_{number}.arrow")
    return {
        "kind": content.kind,
        "encoding": content.encoding,
        "sheets": [grid.to_json() for grid in content.grids],
        "inside": content.inside and content.inside.to_json(),
        "findings": [finding.to_json() for finding in content.findings],
    }


def main(arguments: list[str]) -> int:
    """Answer for one folder."""
    folder = Path(arguments[0])
    text = json.dumps(answer(folder, typed_password()), ensure_ascii=True)
    (folder / "result.json").write_text(text, "ascii")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
