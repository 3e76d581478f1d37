"""Workbooks with a password: decrypted in memory; the password goes nowhere else.

This module is imported only when a file is locked: its libraries cost more than reading a small file.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from xml.parsers.expat import ExpatError

from cryptography.exceptions import UnsupportedAlgorithm
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.format.xls97 import Xls97File
from msoffcrypto.method.rc4 import DocumentRC4
from msoffcrypto.method.rc4_cryptoapi import DocumentRC4CryptoAPI
from msoffcrypto.method.xor_obfuscation import DocumentXOR

from loaders.read.ole import DAMAGE, records
from loaders.read.refusals import refusal

_NOBODY = "VelvetSweatshop"
"""Excel's own password for workbooks that are protected against changes only."""
_FILEPASS, _BOUNDSHEET = 0x002F, 0x0085
_NEVER_LOCKED = frozenset({0x0809, _FILEPASS, 0x0194, 0x0195, 0x00E1, 0x0196, 0x0138})
_XOR_LENGTH = 15
_BLOCK = 1024
_DOCTYPE = b"<!DOCTYPE"


def unlocked_package(raw: bytes, password: str) -> io.BytesIO:
    """Return the package that an encrypted container holds.

    Raises
    ------
    UserError
        ``encrypted`` without a password, ``wrong_password``, ``unknown_encryption``, ``broken_container``.
    """
    if _DOCTYPE in raw:
        raise refusal("doctype")
    target = io.BytesIO()
    with _damage_refused():
        file = OOXMLFile(io.BytesIO(raw))
        _unlock(password, lambda word: file.load_key(password=word, verify_password=True))
        file.decrypt(target)
    target.seek(0)
    return target


def unlocked_workbook(raw: bytes, stream: bytes, password: str) -> bytes:
    """Return the readable workbook stream of an encrypted xls; ``stream`` is the encrypted one.

    Raises
    ------
    UserError
        As ``unlocked_package`` does.
    """
    with _damage_refused():
        file = Xls97File(io.BytesIO(raw))
        _unlock(password, lambda word: file.load_key(password=word))
        return _plain_stream(file, stream)


@contextmanager
def _damage_refused() -> Iterator[None]:
    """Refuse what cannot be decrypted, saying whether it is damaged or locked in an unknown way."""
    try:
        yield
    except (DecryptionError, FileFormatError, UnsupportedAlgorithm) as error:
        raise refusal("unknown_encryption") from error
    except (ParseError, ExpatError, AssertionError, *DAMAGE) as error:
        raise refusal("broken_container") from error


def _unlock(password: str, load_key: Callable[[str], None]) -> None:
    """Try the password in the ways programs store it, then the one that means nobody is locked out."""
    for word in dict.fromkeys((*_ways(password), _NOBODY)):
        try:
            load_key(word)
        except InvalidKeyError:
            continue
        return
    raise refusal("wrong_password" if password else "encrypted")


def _ways(password: str) -> list[str]:
    """Return a password as typed, composed, and as the bytes of Korean Windows; none for an empty one."""
    if not password:
        return []
    composed = unicodedata.normalize("NFC", password)
    local = composed.encode("cp949", "replace").decode("latin-1")
    return [password, composed, local[:_XOR_LENGTH]]


def _plain_stream(file: Xls97File, stream: bytes) -> bytes:
    if file.type == "xor":
        return _xored(stream, DocumentXOR.create_xor_array_method1(file.key))
    source = io.BytesIO(stream)
    if file.type == "rc4":
        decrypted = DocumentRC4.decrypt(file.key, file.salt, source, blocksize=_BLOCK)
    else:
        decrypted = DocumentRC4CryptoAPI.decrypt(file.key, file.salt, file.keySize, source, blocksize=_BLOCK)
    plain = bytearray(decrypted.getvalue())
    for kind, start, size in records(stream):
        kept = start + size if kind in _NEVER_LOCKED else start + 4 if kind == _BOUNDSHEET else start
        plain[start - 4 : kept] = stream[start - 4 : kept]
        if kind == _FILEPASS:
            plain[start - 4 : start - 2] = b"\0\0"
    return bytes(plain)


def _xored(stream: bytes, key: list[int]) -> bytes:
    """Return the stream with its records decoded; the position of a byte and its record's size choose the key."""
    tables = [bytes(DocumentXOR.ror(byte ^ part, 5, 8) for byte in range(256)) for part in key]
    plain = bytearray(stream)
    for kind, start, size in records(stream):
        if kind == _FILEPASS:
            plain[start - 4 : start - 2] = b"\0\0"
        if kind in _NEVER_LOCKED:
            continue
        first = start + 4 if kind == _BOUNDSHEET else start
        for offset in range(min(16, start + size - first)):
            place = slice(first + offset, start + size, 16)
            plain[place] = stream[place].translate(tables[(first + offset + size) % 16])
    return bytes(plain)
