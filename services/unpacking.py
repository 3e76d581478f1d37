"""What a chosen file is: itself, or the files of a zip."""

from __future__ import annotations

from pathlib import PurePosixPath

from kpi.core.errors import Finding
from loaders.gate.files import Limits, unpack


def files_in(
    name: str, content: bytes, *, limits: Limits | None = None
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """Return name -> content of the files, and what was left out of a zip.

    The names of a zip's files keep their folders where two would have the same name otherwise.

    Raises
    ------
    UserError
        When a zip cannot be unpacked.
    """
    inner = unpack(content, name, limits=limits)
    if inner is None:
        return {name: content}, ()
    short = [PurePosixPath(path).name for path, _ in inner]
    return {
        last if short.count(last) == 1 else path: held for last, (path, held) in zip(short, inner, strict=True)
    }, inner.findings
