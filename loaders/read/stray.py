"""Workbooks with bytes in front that do not belong to them, as web pages print them before a download; and broken ones."""

from __future__ import annotations

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.read.refusals import refusal

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How zip packages and compound files begin. Neither occurs in a text."""
_UNREADABLE = "\ufffd".encode()
_OLE_AS_TEXT = (OLE.decode("latin-1").encode(), OLE.decode("utf-8", "replace").encode())
_MOST_BY_CHANCE = 8
_STRAY = Text(
    "파일 맨 앞에 엑셀 파일이 아닌 {number}바이트가 있어 그 뒤부터 읽었습니다. 파일을 내려받은 시스템이 붙인 것입니다.",
    "{number} bytes at the beginning do not belong to the workbook: it was read behind them. The system it was downloaded from put them there.",
)


def stray_bytes(head: bytes) -> int:
    """Return how many bytes stand before the workbook that begins in the first bytes of a file; 0 where none does."""
    places = [place for mark in (ZIP, OLE) if (place := head.find(mark)) > 0]
    first = min(places, default=0)
    return 0 if b"\0" in head[:first] else first


def stray_note(number: int) -> Finding:
    """Return the note that so many bytes were left out."""
    return Finding("note", "stray_bytes", _STRAY, {"number": f"{number:,}"})


def refuse_saved_as_text(head: bytes) -> None:
    """Refuse a workbook that was opened as text and saved: its bytes are lost.

    Raises
    ------
    UserError
        ``saved_as_text``.
    """
    text = head.removeprefix(b"\xef\xbb\xbf")
    lost = text.startswith(b"PK") and head.count(_UNREADABLE) > _MOST_BY_CHANCE
    if lost or text.startswith(_OLE_AS_TEXT):
        raise refusal("saved_as_text")
