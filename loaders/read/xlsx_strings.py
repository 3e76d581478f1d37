"""The quick lane for shared strings, and the words that it shares with the lane for sheets."""

from __future__ import annotations

import re
from html import unescape

from loaders.read.zip import CountedPart

_PLAIN = r"[^<&\x00-\x08\x0b-\x1f\ufffe\uffff]*+"
TEXT = rf"{_PLAIN}(?:&(?:amp|lt|gt|quot|apos);{_PLAIN})*+"
"""Character data that XML allows and that needs nothing but its five entities resolved."""
_ENCODING = re.compile(r"<\?xml[^>]*encoding=[\"']([^\"']*)[\"']")


class UnusualSheet(Exception):
    """The part is not written as the patterns expect."""


def _string_pattern(group: str) -> str:
    return f'<si><t(?: xml:space="preserve")?>{group}{TEXT})</t></si>'


_STRINGS = re.compile(_string_pattern("("))
_ONLY_STRINGS = re.compile(rf"(?:<\?xml[^>]*\?>\s*)?<sst[^<>]*>(?:{_string_pattern('(?:')})*+</sst>\s*")
_LONGEST_STRINGS = 64_000_000
"""Bytes; a longer part is read piece by piece as XML."""


def read_strings(part: CountedPart, *, most: int) -> list[str]:
    """Return at most so many shared strings as they are stored, entities resolved.

    Raises
    ------
    UnusualSheet
        When a single character is not accounted for, or the part is long.
    """
    chunks, size = [], 0
    while chunk := part.read():
        chunks.append(chunk)
        size += len(chunk)
        if size > _LONGEST_STRINGS:
            raise UnusualSheet
    try:
        text = b"".join(chunks).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusualSheet from error
    if not in_utf8(text) or text.count("<si>") > most or not _ONLY_STRINGS.fullmatch(text):
        raise UnusualSheet
    return [resolved(string) for string in _STRINGS.findall(text)]


def in_utf8(text: str) -> bool:
    """Return whether the XML declaration, where there is one, agrees."""
    encoding = _ENCODING.match(text)
    return encoding is None or encoding[1].casefold() in ("utf-8", "us-ascii")


def resolved(text: str) -> str:
    """Return the text with its entities resolved."""
    return unescape(text) if "&" in text else text
