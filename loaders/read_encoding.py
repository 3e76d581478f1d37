"""Bytes to text: BOM, UTF-16 without one, UTF-8, then cp949. Nothing is guessed beyond that."""

from __future__ import annotations

import codecs

from loaders.read_refusals import refusal

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 4096


def decode(raw: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding.

    Raises
    ------
    UserError
        ``bad_encoding`` (with the line) when no encoding fits, ``binary_text`` when there are NULs.
    """
    encoding = _declared(raw) or _utf16_without_bom(raw)
    if encoding:
        return _checked(_decoded(raw, encoding)), encoding.removesuffix("-sig")
    reached = 0
    for encoding in ("utf-8", "cp949"):
        try:
            return _checked(raw.decode(encoding)), encoding
        except UnicodeDecodeError as error:
            reached = max(reached, error.start)
    raise refusal("bad_encoding", row=raw.count(b"\n", 0, reached) + 1)


def _declared(raw: bytes) -> str:
    return next((encoding for bom, encoding in _BOMS if raw.startswith(bom)), "")


def _utf16_without_bom(raw: bytes) -> str:
    """Western letters, digits and separators leave a NUL in every second byte."""
    sample = raw[:_SAMPLE]
    if len(sample) < 4 or b"\0" not in sample:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    enough = max(1, len(sample) // 10)
    if odd > enough and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > enough and odd == 0 else ""


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise refusal("bad_encoding", row=raw.count(b"\n", 0, error.start) + 1) from error


def _checked(text: str) -> str:
    if "\0" in text:
        raise refusal("binary_text", row=text.count("\n", 0, text.index("\0")) + 1)
    return text
