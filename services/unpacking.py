"""What a chosen file is: itself, or the files of a zip."""

from __future__ import annotations

from pathlib import PurePosixPath

from kpi.core.errors import Finding
from loaders.gate.files import Limits, unpack
from loaders.personal.masks import shown_names


def files_in(
    name: str, content: bytes, *, limits: Limits | None = None
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """Return name -> content of the files, and what was left out of a zip; personal data in names are covered.

    The names of a zip's files keep their folders where two would have the same name otherwise.

    Raises
    ------
    UserError
        When a zip cannot be unpacked.
    """
    inner = unpack(content, name, limits=limits)
    if inner is None:
        return {shown_names([name])[0]: content}, ()
    short = [PurePosixPath(path).name for path, _ in inner]
    names = [last if short.count(last) == 1 else path for last, (path, _) in zip(short, inner, strict=True)]
    return {name: held for name, (_, held) in zip(shown_names(names), inner, strict=True)}, inner.findings
