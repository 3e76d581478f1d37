"""One file to grids of text: what a file is, is seen from its content, never from its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kpi.core.errors import Finding
from loaders.read_encoding import decode
from loaders.read_grid import Budget, Grid
from loaders.read_html import looks_like_html, read_html
from loaders.read_limits import Limits
from loaders.read_notes import notes
from loaders.read_ods import read_ods
from loaders.read_refusals import refusal
from loaders.read_spreadsheetml import looks_like_spreadsheetml, read_spreadsheetml
from loaders.read_text import read_text
from loaders.read_xls import read_xls
from loaders.read_xlsb import is_xlsb, read_xlsb
from loaders.read_xlsx import read_xlsx
from loaders.read_zip import Package

_HEAD = 8192
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
"""Excel 2-5 files begin with their first record, without a container."""
_FOREIGN = {
    b"%PDF": "PDF",
    b"MZ": "EXE",
    b"\x7fELF": "ELF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"{\\rtf": "RTF",
    b"ID;P": "SYLK",
    b"SQLite format 3": "SQLite",
    b"MIME-Version": "MHTML",
    b"PAR1": "Parquet",
}


@dataclass(frozen=True)
class Content:
    """A file that was read: its kind ("xlsx", "csv" ...), the encoding of text files, sheets and findings."""

    kind: str
    encoding: str
    grids: tuple[Grid, ...]
    findings: tuple[Finding, ...]


def read(path: Path, limits: Limits) -> Content:
    """Read a file.

    Raises
    ------
    UserError
        When the file is refused: it says why and what to do.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head.strip(b"\0 \r\n\t"):
        raise refusal("empty_file")
    budget = Budget(limits)
    content = _packed(path, head, budget) or _plain(path, head, budget)
    if all(grid.empty for grid in content.grids):
        raise refusal("empty_file")
    return content


def _packed(path: Path, head: bytes, budget: Budget) -> Content | None:
    if head.startswith(_OLE) or head.startswith(_BIFF):
        return _content("xls", read_xls(path, budget))
    if not head.startswith(b"PK"):
        return None
    if not head.startswith(_ZIP):
        raise refusal("broken_zip")
    with Package(path, budget.limits) as package:
        return _package(path, package, budget)


def _package(path: Path, package: Package, budget: Budget) -> Content:
    if "content.xml" in package and "xl/workbook.xml" not in package:
        return _content("ods", read_ods(package, budget))
    if is_xlsb(package):
        return _content("xlsb", read_xlsb(path, package, budget))
    if "[content_types].xml" not in package:
        raise refusal("not_a_table_file", found="ZIP")
    return _content("xlsx", read_xlsx(package, budget))


def _plain(path: Path, head: bytes, budget: Budget) -> Content:
    found = next((name for magic, name in _FOREIGN.items() if head.startswith(magic)), "")
    if found:
        raise refusal("not_a_table_file", found=found)
    raw = path.read_bytes()
    if looks_like_spreadsheetml(head):
        return _content("xml", read_spreadsheetml(path, budget))
    if looks_like_html(head):
        grids, read_as = read_html(raw, budget)
        return _content("html", grids, read_as.encoding, [*read_as.doubts])
    text, encoding, doubts = decode(raw)
    start = text.lstrip()
    if start.startswith("<?xml") or (start.startswith("<") and "</" in start):
        raise refusal("not_a_table_file", found="XML")
    grids, findings = read_text(text, budget)
    return _content("csv", grids, encoding, [*doubts, *findings])


def _content(kind: str, grids: list[Grid], encoding: str = "", findings: list[Finding] | None = None) -> Content:
    return Content(kind, encoding, tuple(grids), (*(findings or ()), *notes(grids)))
