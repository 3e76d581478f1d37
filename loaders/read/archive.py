"""A zip of several files: the files in it, with names as Korean programs write them."""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path

from kpi.core.errors import Finding, UserError
from kpi.core.text import Text
from loaders.read.foreign import package_kind
from loaders.read.limits import Limits
from loaders.read.refusals import refusal
from loaders.read.zip import Package

_ZIP = b"PK\x03\x04"
_UNICODE_PATH = 0x7075
_LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_SHOWN = 5
_SKIPPED = Text(
    "압축 안의 항목 {number}개는 컴퓨터가 남긴 것이라 읽지 않았습니다(예: {example}).",
    "{number} entries of the zip are left over by computers and were not read (such as {example}).",
)


@dataclass(frozen=True)
class Archive:
    """The names of the files that were unpacked, in the order of the zip, and what is to be said."""

    names: tuple[str, ...]
    findings: tuple[Finding, ...]


def unpack_to(path: Path, folder: Path, limits: Limits) -> Archive | None:
    """Write the files of a zip as ``file_0``, ``file_1`` ... into the folder; None for what is no zip of files.

    Raises
    ------
    UserError
        When the zip is broken, locked, too large, has paths that point outside or another zip in it.
    """
    with path.open("rb") as stream:
        if stream.read(4) != _ZIP:
            return None
    with Package(path, limits) as package:
        if package_kind(package):
            return None
        kept, litter = files_of(package)
        names = tuple(name_of(entry) for entry in kept)
        for number, (entry, name) in enumerate(zip(kept, names, strict=True)):
            (folder / f"file_{number}").write_bytes(_content(package, entry, name, limits))
    return Archive(names, _skipped(litter))


def refuse_archive(package: Package) -> UserError:
    """Return the refusal of a zip of files where one table is expected."""
    kept, _ = files_of(package)
    return refusal("zip_of_files", number=f"{len(kept):,}", example=name_of(kept[0]))


def files_of(package: Package) -> tuple[list[zipfile.ZipInfo], list[zipfile.ZipInfo]]:
    """Return the files of a zip, and what computers leave behind in zips."""
    files = [entry for entry in package.entries() if not entry.is_dir()]
    kept = [entry for entry in files if not _is_litter(entry.filename)]
    if not kept:
        raise refusal("empty_zip")
    return kept, [entry for entry in files if _is_litter(entry.filename)]


def _is_litter(path: str) -> bool:
    folder, _, name = path.lower().rpartition("/")
    return "__macosx" in folder.split("/") or name in _LITTER or name.startswith(("._", "~$"))


def name_of(entry: zipfile.ZipInfo) -> str:
    """Return the name of an entry: as declared, else UTF-8, else cp949, composed as Windows writes it."""
    if entry.flag_bits & 0x800:
        return unicodedata.normalize("NFC", entry.filename)
    raw = _unicode_path(entry.extra) or entry.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "cp949", "cp437"):
        try:
            return unicodedata.normalize("NFC", raw.decode(encoding).replace("\\", "/"))
        except UnicodeDecodeError:
            continue
    return entry.filename


def _unicode_path(extra: bytes) -> bytes:
    """Return the name in UTF-8 that some programs put beside the name."""
    position = 0
    while position + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, position)
        if kind == _UNICODE_PATH and size > 5:
            return extra[position + 9 : position + 4 + size]
        position += 4 + size
    return b""


def _content(package: Package, entry: zipfile.ZipInfo, name: str, limits: Limits) -> bytes:
    content = package.open(entry.filename).read_all()
    if content.startswith(_ZIP) and _is_archive(content, limits):
        raise refusal("zip_in_zip", part=name)
    return content


def _is_archive(content: bytes, limits: Limits) -> bool:
    """Return whether the content is a zip of files; a broken one is judged when it is read."""
    try:
        with Package(io.BytesIO(content), limits) as inner:
            return not package_kind(inner)
    except UserError:
        return False


def _skipped(litter: list[zipfile.ZipInfo]) -> tuple[Finding, ...]:
    if not litter:
        return ()
    example = ", ".join(name_of(entry) for entry in litter[:_SHOWN])
    return (Finding("note", "zip_skipped", _SKIPPED, {"number": len(litter), "example": example}, count=len(litter)),)
