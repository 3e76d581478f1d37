"""Compound files, the container of Office 97-2003 and of encrypted workbooks: what is inside."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import olefile

from loaders.read.refusals import refusal

_PACKAGE = "encryptedpackage"
_WORKBOOKS = frozenset({"workbook", "book"})
_OTHERS = {
    "worddocument": "Word",
    "powerpoint document": "PowerPoint",
    "hwpsummaryinformation": "HWP",
    "bodytext": "HWP",
    "visiodocument": "Visio",
    "nativecontent_main": "Quattro Pro",
    "__properties_version1.0": "Outlook",
}
_FILEPASS, _END = 0x002F, 0x000A
DAMAGE = (
    OSError,
    struct.error,
    AttributeError,
    IndexError,
    KeyError,
    TypeError,
    ValueError,
    OverflowError,
    RecursionError,
)
"""What damaged containers make the library raise."""


def streams_of(raw: bytes) -> frozenset[str]:
    """Return the names of streams and folders at the top, in lower case; none when the container is damaged."""
    try:
        with olefile.OleFileIO(io.BytesIO(raw)) as container:
            return frozenset(path[0].lower().lstrip("\5") for path in container.listdir(storages=True))
    except DAMAGE:
        return frozenset()


def holds_package(streams: frozenset[str]) -> bool:
    """Return whether the container holds an encrypted package."""
    return _PACKAGE in streams


def other_document(streams: frozenset[str]) -> str:
    """Return what the container is when it is no workbook, "" when it may be one or is damaged."""
    if not streams or streams & {*_WORKBOOKS, _PACKAGE}:
        return ""
    return next((name for stream, name in _OTHERS.items() if stream in streams), "OLE")


def workbook_stream(raw: bytes) -> bytes:
    """Return the stream of an xls workbook that holds its records.

    Raises
    ------
    UserError
        ``broken_container`` when there is none, or it cannot be put together.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(raw)) as container:
            name = next(name for name in ("Workbook", "Book") if container.exists(name))
            stream: bytes = container.openstream(name).read()
    except (StopIteration, *DAMAGE) as error:
        raise refusal("broken_container") from error
    return stream


def is_locked(stream: bytes) -> bool:
    """Return whether the records up to the end of the first part say that the others are encrypted."""
    ends = (kind for kind, _, _ in records(stream) if kind in (_FILEPASS, _END))
    return next(ends, _END) == _FILEPASS


def records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Iterate over kind, start of the content and its size; what is cut off at the end is left out."""
    position = 0
    while position + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, position)
        yield kind, position + 4, min(size, len(stream) - position - 4)
        position += 4 + size
