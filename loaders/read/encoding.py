"""Bytes to text: BOM, UTF-16 without one, UTF-8, then cp949. What reads in two ways is said, garbage is refused."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.read.encoding_faults import undecodable
from loaders.read.plausible import (
    is_korean,
    is_plain_hangul,
    is_usual_in_utf8,
    korean_share,
    letters_of,
    stands_in_words,
)
from loaders.read.refusals import refusal

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARK = "\ufeff"
_SAMPLE = 4096
_READABLE_WIDE = 0.7
_FEW_LETTERS = 8
_MANY_LETTERS = 200
_SHOWN = 12
_BEGINNING = 1_000_000
"""Letters that are judged before the rest of a text is."""
_UNCERTAIN = Text(
    "글자 인코딩이 확실하지 않습니다. {encoding}: '{sample}', {other}: '{other_sample}'. {encoding} 방식으로 읽었습니다. "
    "틀렸으면 'CSV UTF-8'로 다시 저장해 주세요.",
    "The character encoding is uncertain. {encoding}: '{sample}', {other}: '{other_sample}'. Read as {encoding}. "
    "If that is wrong, save the file again as 'CSV UTF-8'.",
)


@dataclass(frozen=True)
class Decoded:
    """A text, the name of its encoding, and the warning ``encoding_uncertain`` where another reads as well.

    ``utf8`` is the text in UTF-8 where the file holds it so: a large one need never be there as letters too.
    """

    encoding: str
    known: str | None = None
    utf8: bytes | None = None
    doubts: tuple[Finding, ...] = ()

    @cached_property
    def text(self) -> str:
        """The whole text."""
        return (self.utf8 or b"").decode() if self.known is None else self.known

    def start(self, letters: int) -> str:
        """Return so many letters from the beginning."""
        return self.text[:letters] if self.utf8 is None else self.utf8[: 4 * letters].decode(errors="ignore")[:letters]

    @property
    def ascii(self) -> bool:
        """Whether there are no other letters than those of ASCII."""
        return self.text.isascii() if self.utf8 is None else self.utf8.isascii()


def decode(raw: bytes) -> Decoded:
    """Return the text of a file.

    Raises
    ------
    UserError
        ``bad_encoding``, ``broken_byte``, ``mixed_encoding`` or ``foreign_encoding`` (each with the line) when no
        encoding fits, ``binary_text`` when there are NULs.
    """
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return _whole(raw[len(bom) :], encoding, encoding if encoding == "utf-8" else encoding[:6])
    if b"\0" in raw[:_SAMPLE]:
        wide = _utf16_without_bom(raw)
        if wide:
            return _whole(raw, wide, wide)
    found = _certain(raw) or _chosen(raw)
    if b"\0" in raw:
        _refuse_nul(found.text)
    return found


def decode_as(raw: bytes, encoding: str) -> Decoded:
    """Return the text of a part of a file whose encoding is known.

    Raises
    ------
    UserError
        ``broken_byte`` when it does not fit, ``binary_text`` when there are NULs.
    """
    return _whole(raw, encoding, encoding)


def _whole(raw: bytes, encoding: str, name: str) -> Decoded:
    """Return the text in the encoding that the file declares or can only be."""
    if encoding == "utf-8" and is_utf8(raw) and b"\0" not in raw:
        return Decoded(name, utf8=_unmarked(raw))
    text = _read(raw, encoding)
    if text is None:
        raise undecodable(raw, encoding)
    _refuse_nul(text)
    return Decoded(name, text.lstrip(_MARK))


def is_utf8(raw: bytes) -> bool:
    """Return whether bytes are UTF-8, without making letters of them."""
    ends = pa.py_buffer(np.array([0, len(raw)], dtype="int64"))
    try:
        pa.Array.from_buffers(pa.large_string(), 1, [None, ends, pa.py_buffer(raw)]).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _unmarked(raw: bytes) -> bytes:
    while raw.startswith(codecs.BOM_UTF8):
        raw = raw[len(codecs.BOM_UTF8) :]
    return raw


def _read(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _refuse_nul(text: str) -> None:
    if "\0" in text:
        first = text.index("\0")
        raise refusal("binary_text", row=text.count("\n", 0, first) + 1, number=f"{text.count(chr(0)):,}")


def _utf16_without_bom(raw: bytes) -> str:
    """Return the byte order in which most characters are letters, digits, signs or Hangul; "" when neither fits."""
    sample = raw[: min(_SAMPLE, len(raw) // 2 * 2)]
    shares = {encoding: _readable(sample.decode(encoding, "replace")) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] >= _READABLE_WIDE else ""


def _readable(text: str) -> float:
    good = sum(" " <= letter <= "~" or letter in "\t\r\n" or "가" <= letter <= "힣" for letter in text)
    return good / len(text) if text else 0.0


def _certain(raw: bytes) -> Decoded | None:
    """Return what can be nothing else: letters of ASCII alone, or much Korean in UTF-8."""
    if raw.isascii():
        return Decoded("utf-8", utf8=raw)
    if not is_utf8(raw):
        return None
    found = Decoded("utf-8", utf8=raw)
    return found if _is_much_korean(found.start(_BEGINNING)) or _is_much_korean(found.text) else None


def _is_much_korean(text: str) -> bool:
    letters = letters_of(text)
    return len(letters) >= _MANY_LETTERS and is_korean(letters)


def _chosen(raw: bytes) -> Decoded:
    """Return the better of the readings that bytes without NULs allow."""
    readings = {encoding: text for encoding in ("utf-8", "cp949") if (text := _read(raw, encoding)) is not None}
    if not readings:
        raise undecodable(raw)
    if len(readings) == 2 and readings["utf-8"] != readings["cp949"]:
        return _better(readings["utf-8"], readings["cp949"])
    if "utf-8" in readings:
        return Decoded("utf-8", utf8=raw)
    text = readings["cp949"]
    letters = letters_of(text)
    if is_korean(letters):
        return Decoded("cp949", text)
    if len(letters) <= _FEW_LETTERS and is_plain_hangul(letters):
        western = text.encode("cp949").decode("latin-1")
        return _doubted(text, "cp949", western, "windows-1252")
    raise _foreign(text, letters)


def _better(utf8: str, korean: str) -> Decoded:
    """Return the reading that looks more like Korean office text, with a warning when both could be meant."""
    letters, other = letters_of(utf8), letters_of(korean)
    if not is_korean(other):
        return Decoded("utf-8", utf8)
    western = is_usual_in_utf8(letters) or stands_in_words(korean)
    if western or korean_share(letters) >= korean_share(other):
        return _doubted(utf8, "utf-8", korean, "cp949")
    return _doubted(korean, "cp949", utf8, "utf-8")


def _doubted(text: str, encoding: str, other_text: str, other: str) -> Decoded:
    row, lines, others = _first_difference(text, other_text)
    values = {"encoding": encoding, "sample": lines, "other": other, "other_sample": others}
    return Decoded(encoding, text, doubts=(Finding("warning", "encoding_uncertain", _UNCERTAIN, values, row=row),))


def _first_difference(text: str, other: str) -> tuple[int, str, str]:
    """Return the line (1-based) in which two readings first differ, and both around that place."""
    pairs = zip(text.split("\n"), other.split("\n"), strict=False)
    row, (one, two) = next((number, pair) for number, pair in enumerate(pairs, start=1) if pair[0] != pair[1])
    place = next((place for place, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    start = max(0, place - _SHOWN // 2)
    return row, one[start : place + _SHOWN].strip(), two[start : place + _SHOWN].strip()


def _foreign(text: str, letters: str) -> Exception:
    row = next(number for number, line in enumerate(text.split("\n"), start=1) if letters[0] in line)
    return refusal("foreign_encoding", row=row, sample=letters[:_SHOWN])
