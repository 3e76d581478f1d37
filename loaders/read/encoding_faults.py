"""Why bytes are no text: one broken byte, lines in two encodings, or an encoding from elsewhere."""

from __future__ import annotations

from kpi.core.errors import UserError
from loaders.read.plausible import is_korean, letters_of
from loaders.read.refusals import refusal

_BROKEN = "\ufffd"
_FEW = 0.05
_NAMES = {"utf-8": "UTF-8", "cp949": "cp949"}


def undecodable(raw: bytes, encoding: str = "") -> UserError:
    """Return the refusal of bytes that neither UTF-8 nor cp949, or not the declared ``encoding``, can read.

    The finding's row is the line, counted by line feeds; ``place`` is the number of the byte in that line, from 1.
    """
    if encoding:
        return _broken_byte(raw, encoding)
    mixed = _line_of_the_other_encoding(raw)
    if mixed:
        return mixed
    texts = {name: raw.decode(name, "replace") for name in _NAMES}
    best = min(texts, key=lambda name: texts[name].count(_BROKEN))
    letters = letters_of(texts[best])
    broken = letters.count(_BROKEN)
    if broken <= max(1, _FEW * len(letters)) and len(letters) > broken and is_korean(letters.replace(_BROKEN, "")):
        return _broken_byte(raw, best)
    return refusal("bad_encoding", row=raw.count(b"\n", 0, max(_reached(raw, name) for name in _NAMES)) + 1)


def _reached(raw: bytes, encoding: str) -> int:
    """Return the position of the first byte that the encoding cannot read."""
    try:
        raw.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return len(raw)


def _broken_byte(raw: bytes, encoding: str) -> UserError:
    position = min(_reached(raw, encoding), len(raw) - 1)
    line_start = raw.rfind(b"\n", 0, position) + 1
    return refusal(
        "broken_byte",
        row=raw.count(b"\n", 0, position) + 1,
        encoding=_NAMES.get(encoding, encoding),
        place=f"{position - line_start + 1:,}",
        byte=f"0x{raw[position]:02X}",
    )


def _line_of_the_other_encoding(raw: bytes) -> UserError | None:
    """Return the refusal of a file whose every line reads in one of the two encodings, but not all in the same."""
    first = ""
    for row, line in enumerate(raw.split(b"\n"), start=1):
        if line.isascii():
            continue
        reading = next((name for name in _NAMES if _reached(line, name) == len(line)), "")
        if not reading:
            return None
        if first and reading != first:
            return refusal("mixed_encoding", row=row, first=_NAMES[first], other=_NAMES[reading])
        first = first or reading
    return None
