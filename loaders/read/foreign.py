"""Files that are no tables: known by their first bytes or their parts, named, and refused with what to do."""

from __future__ import annotations

import re

from kpi.core.errors import UserError
from loaders.read.refusals import refusal
from loaders.read.zip import Package

_FOREIGN = {
    b"%PDF": "PDF",
    b"MZ": "EXE",
    b"\x7fELF": "ELF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"{\\rtf": "RTF",
    b"HWP Document File": "HWP",
    b"ID;P": "SYLK",
    b"SQLite format 3": "SQLite",
    b"PAR1": "Parquet",
    b"$FL2": "SPSS",
    b"$FL3": "SPSS",
    b"\0\1\0\0Standard ": "Access",
}
_ARCHIVES = {
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"ALZ\x01": "ALZ",
    b"EGGA": "EGG",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"MSCF": "CAB",
}
_PROTECTED = {
    b"\x9b DRMONE": "Fasoo",
    b"SCDSA": "SoftCamp",
    b"<DOCUMENT SAFER": "MarkAny",
    b"<## NASCA DRM FILE": "NASCA",
}
"""How the document security of Korean offices marks what it has locked."""
_LZH = re.compile(rb"..-lh[0-9d]-", re.DOTALL)
_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\{|\[\s*\{)\s*"[^"\r\n]*"\s*:')
_FOLDERS = {"word/": "Word", "ppt/": "PowerPoint", "visio/": "Visio"}


def refuse_foreign(head: bytes) -> None:
    """Refuse a file whose first bytes are those of something else."""
    for marks, code in ((_PROTECTED, "drm"), (_ARCHIVES, "other_archive"), (_FOREIGN, "not_a_table_file")):
        found = next((name for mark, name in marks.items() if head.startswith(mark)), "")
        if found:
            raise refusal(code, found=found)
    if head[257:262] == b"ustar":
        raise refusal("other_archive", found="tar")
    if _LZH.match(head):
        raise refusal("other_archive", found="LZH")
    if _JSON.match(head):
        raise refusal("not_a_table_file", found="JSON")


def package_kind(package: Package) -> str:
    """Return "ods", "xml" (xlsx, xlsm, xlsb), the name of another program's document, or "" for a zip of files."""
    names = set(package.names())
    if "mimetype" in names:
        return _kind_of_mime(package.open("mimetype").read(200).decode("ascii", "replace"))
    if names & {"content.xml", "encrypted-package"} and "meta-inf/manifest.xml" in names:
        return "ods"
    if "[content_types].xml" in names or "xl/workbook.xml" in names:
        return next(
            (kind for folder, kind in _FOLDERS.items() if any(name.startswith(folder) for name in names)), "xml"
        )
    return "Numbers" if "index/document.iwa" in names else ""


def _kind_of_mime(mime: str) -> str:
    if "spreadsheet" in mime:
        return "ods"
    if "hwp" in mime:
        return "HWPX"
    return mime.strip().rpartition("/")[2].rpartition(".")[2] or "ZIP"


def foreign_document(kind: str) -> UserError:
    """Return the refusal of another program's document."""
    return refusal("not_a_table_file", found=kind)
