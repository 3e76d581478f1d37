"""Locked workbooks made for tests: an xls in a compound file, encrypted as Excel 97 to 2003 do, byte for byte."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from hashlib import md5, sha1

from msoffcrypto.method.xor_obfuscation import DocumentXOR

SALT, VERIFIER = bytes(range(16)), bytes(range(16, 32))
BLOCK = 1024
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Cipher = Callable[[int, int, int, bytes], bytes]


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def workbook_stream(filepass: bytes = b"") -> bytes:
    """Return a workbook of one sheet: "dept" and 4.5 in row 1; with a FilePass record where one is given."""
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6)
    head = record(0x0809, begin) + (record(0x002F, filepass) if filepass else b"") + record(0x0042, b"\xb0\x04")
    name = b"\x05\x00Score"
    size = len(head) + 4 + 6 + len(name) + 4
    sheet = record(0x0085, struct.pack("<IBB", size, 0, 0) + name) + record(0x000A, b"")
    cells = record(0x0204, struct.pack("<HHHHB", 0, 0, 0, 4, 0) + b"dept") + record(
        0x0203, struct.pack("<HHHd", 0, 1, 0, 4.5)
    )
    rest = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6)) + cells + record(0x000A, b"")
    return head + sheet + rest


def container(stream: bytes) -> bytes:
    """Return a compound file with one stream named "Workbook"."""
    stream = stream.ljust(4096, b"\0")
    stream += b"\0" * (-len(stream) % 512)
    sectors = len(stream) // 512
    chain = [FAT, END, *range(3, sectors + 2), END]
    fat = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0) + struct.pack("<109I", 0, *[FREE] * 108)
    directory = entry("Root Entry", 5, child=1, start=END, size=0) + entry("Workbook", 2, FREE, 2, len(stream))
    return header + fat + directory.ljust(512, b"\0") + stream


def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    links = struct.pack("<BBIII", kind, 1, FREE, FREE, child)
    return text.ljust(64, b"\0") + struct.pack("<H", len(text)) + links + bytes(36) + struct.pack("<IQ", start, size)


def rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    found, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        found.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(found)


def keys_97(password: str) -> Callable[[int], bytes]:
    """Return the keys of the blocks as Excel 97 makes them."""
    first = md5(password.encode("utf-16-le")).digest()[:5]
    second = md5((first + SALT) * 16).digest()[:5]
    return lambda block: md5(second + struct.pack("<I", block)).digest()


def keys_2002(password: str) -> Callable[[int], bytes]:
    """Return the keys of the blocks as Excel 2002 makes them, 128 bits long."""
    first = sha1(SALT + password.encode("utf-16-le")).digest()
    return lambda block: sha1(first + struct.pack("<I", block)).digest()[:16]


def filepass_97(key: bytes) -> bytes:
    sealed = rc4(key, VERIFIER + md5(VERIFIER).digest())
    return struct.pack("<HHH", 1, 1, 1) + SALT + sealed


def filepass_2002(key: bytes) -> bytes:
    sealed = rc4(key, VERIFIER + sha1(VERIFIER).digest())
    provider = "Microsoft Enhanced Cryptographic Provider v1.0\0".encode("utf-16-le")
    header = struct.pack("<IIIIIIII", 4, 0, 0x6801, 0x8004, 128, 1, 0, 0) + provider
    verifier = struct.pack("<I", 16) + SALT + sealed[:16] + struct.pack("<I", 20) + sealed[16:]
    return struct.pack("<HHHII", 1, 2, 2, 4, len(header)) + header + verifier


def xor_verifier(password: bytes) -> int:
    value = 0
    for byte in reversed(bytes([len(password)]) + password):
        value = ((value >> 14 & 1) | (value << 1 & 0x7FFF)) ^ byte
    return value ^ 0xCE4B


def xls_rc4(password: str, *, year: int) -> bytes:
    keys, filepass = (keys_97, filepass_97) if year == 1997 else (keys_2002, filepass_2002)
    key_of = keys(password)
    stream = workbook_stream(filepass(key_of(0)))
    blocks = [stream[start : start + BLOCK] for start in range(0, len(stream), BLOCK)]
    sealed = b"".join(rc4(key_of(number), block) for number, block in enumerate(blocks))
    return container(with_open_parts(stream, sealed))


def xls_xor(password: bytes) -> bytes:
    text = password.decode("latin-1")
    key = DocumentXOR.create_xor_array_method1(text)
    stream = workbook_stream(struct.pack("<HHH", 0, DocumentXOR.create_xor_key_method1(text), xor_verifier(password)))
    sealed = bytearray(stream)
    for kind, start, size in records(stream):
        first = start + 4 if kind == 0x0085 else start
        for place in range(first, start + size):
            sealed[place] = DocumentXOR.rol(stream[place], 5, 8) ^ key[(place + size) % 16]
    return container(with_open_parts(stream, bytes(sealed)))


def with_open_parts(stream: bytes, sealed: bytes) -> bytes:
    """Return the sealed stream with what is never encrypted: record headers, BOF, FilePass, the place of a sheet."""
    found = bytearray(sealed)
    for kind, start, size in records(stream):
        end = start + size if kind in (0x0809, 0x002F) else start + 4 if kind == 0x0085 else start
        found[start - 4 : end] = stream[start - 4 : end]
    return bytes(found)


def records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    position = 0
    while position < len(stream):
        kind, size = struct.unpack_from("<HH", stream, position)
        yield kind, position + 4, size
        position += 4 + size
