"""One file to grids of text: what a file is, is seen from its content, never from its name."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from kpi.core.errors import Finding
from loaders.read.archive import refuse_archive
from loaders.read.encoding import Decoded, decode, decode_as
from loaders.read.foreign import foreign_document, package_kind, refuse_foreign
from loaders.read.grid import Budget, Grid
from loaders.read.html import cut_off, holds_html, looks_like_html, read_html
from loaders.read.limits import Limits
from loaders.read.mhtml import looks_like_mhtml, read_mhtml
from loaders.read.notes import notes
from loaders.read.ods import read_ods
from loaders.read.ole import holds_package, is_locked, other_document, streams_of, workbook_stream
from loaders.read.refusals import refusal
from loaders.read.spreadsheetml import looks_like_spreadsheetml, read_spreadsheetml
from loaders.read.stray import OLE, ZIP, refuse_saved_as_text, stray_bytes, stray_note
from loaders.read.text import WHOLE, Inside, read_text
from loaders.read.xls import read_xls
from loaders.read.xlsb import is_xlsb, read_xlsb
from loaders.read.xlsx import read_xlsx
from loaders.read.zip import Package

_HEAD = 8192
_BLANK = b"\0 \r\n\t"
_LAST_SIGN_OF_ZIP = b"\x08"
"""A text may begin with the letters PK too."""
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
"""Excel 2-5 files begin with their first record, without a container."""


@dataclass(frozen=True)
class Content:
    """A file that was read: its kind ("xlsx", "csv" ...), the encoding of text files, sheets and findings.

    ``inside``: how a text was read, for the part behind it; None for all others.
    """

    kind: str
    encoding: str
    grids: tuple[Grid, ...]
    findings: tuple[Finding, ...]
    inside: Inside | None = None


def read(path: Path, limits: Limits, password: str = "", inside: Inside = WHOLE) -> Content:
    """Read a file, or the first part of one; the password opens it where it is locked.

    Raises
    ------
    UserError
        When the file is refused: it says why and what to do.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
        rest = iter(lambda: stream.read(1 << 20), b"")
        if not head.strip(_BLANK) and not any(chunk.strip(_BLANK) for chunk in rest):
            raise refusal("empty_file")
    budget = Budget(limits)
    refuse_saved_as_text(head)
    content = _packed(path, head, budget, password) or _plain(path, head, budget, inside, password)
    if len(content.grids) > limits.sheets:
        raise refusal("too_many_sheets", number=f"{len(content.grids):,}", limit=f"{limits.sheets:,}")
    if all(grid.empty for grid in content.grids):
        raise refusal("empty_file")
    return content


def read_part(path: Path, limits: Limits, inside: Inside) -> Content:
    """Read a part of a text table that is not the first.

    Raises
    ------
    UserError
        When the part is refused.
    """
    raw = path.read_bytes()
    decoded = decode_as(raw, inside.encoding) if inside.encoding else decode(raw)
    return _text(decoded, Budget(limits), inside)


def _packed(path: Path, head: bytes, budget: Budget, password: str) -> Content | None:
    if head.startswith(OLE):
        return _compound(path.read_bytes(), budget, password)
    if head.startswith(_BIFF):
        return _content("xls", read_xls(path.read_bytes(), budget))
    if not head.startswith(b"PK") or head[2:3] > _LAST_SIGN_OF_ZIP:
        return None
    if not head.startswith(ZIP):
        raise refusal("broken_zip")
    with Package(path, budget.limits) as package:
        return _package(package, budget)


def _compound(raw: bytes, budget: Budget, password: str) -> Content:
    streams = streams_of(raw)
    if other := other_document(streams):
        raise foreign_document(other)
    if holds_package(streams):
        from loaders.read.locked import unlocked_package

        with Package(unlocked_package(raw, password), budget.limits) as package:
            return _package(package, budget)
    stream = workbook_stream(raw)
    if is_locked(stream) and "workbook" not in streams:
        raise refusal("encrypted_excel95")
    if is_locked(stream):
        from loaders.read.locked import unlocked_workbook

        stream = unlocked_workbook(raw, stream, password)
    return _content("xls", read_xls(stream, budget))


def _package(package: Package, budget: Budget) -> Content:
    kind = package_kind(package)
    if kind == "ods":
        return _content("ods", read_ods(package, budget))
    if not kind:
        raise refuse_archive(package)
    if kind != "xml":
        raise foreign_document(kind)
    if "[content_types].xml" not in package:
        raise refusal("broken_part", part="[Content_Types].xml")
    if is_xlsb(package):
        return _content("xlsb", read_xlsb(package, budget))
    return _content("xlsx", read_xlsx(package, budget))


def _behind(raw: bytes, stray: int, budget: Budget, password: str) -> Content:
    """Return the workbook that begins behind so many bytes."""
    raw = raw[stray:]
    if raw.startswith(OLE):
        content = _compound(raw, budget, password)
    else:
        with Package(io.BytesIO(raw), budget.limits) as package:
            content = _package(package, budget)
    return replace(content, findings=(stray_note(stray), *content.findings))


def _plain(path: Path, head: bytes, budget: Budget, inside: Inside, password: str) -> Content:
    refuse_foreign(head)
    raw = path.read_bytes()
    if stray := stray_bytes(head):
        return _behind(raw, stray, budget, password)
    if looks_like_spreadsheetml(head):
        return _content("xml", read_spreadsheetml(raw, budget))
    if looks_like_mhtml(head):
        return _content("html", read_mhtml(raw, budget))
    if looks_like_html(head):
        return _page(raw, budget)
    decoded = decode(raw)
    start = decoded.start(_HEAD).lstrip()
    if start.startswith("<") and holds_html(decoded.text):
        return _page(raw, budget)
    if start.startswith("<?xml") or (start.startswith("<") and "</" in start):
        raise refusal("not_a_table_file", found="XML")
    return _text(decoded, budget, inside)


def _text(decoded: Decoded, budget: Budget, inside: Inside) -> Content:
    """Return a text table; an encoding is settled for the parts behind it as soon as there are other letters than ASCII."""
    grids, findings, read_as = read_text(decoded, budget, inside)
    content = _content("csv", grids, decoded.encoding, [*decoded.doubts, *findings])
    settled = inside.encoding or ("" if decoded.ascii else decoded.encoding)
    return replace(content, inside=replace(read_as, encoding=settled))


def _page(raw: bytes, budget: Budget) -> Content:
    grids, read_as = read_html(raw, budget)
    return _content("html", grids, read_as.encoding, [*read_as.doubts, *cut_off(read_as.text)])


def _content(kind: str, grids: list[Grid], encoding: str = "", findings: list[Finding] | None = None) -> Content:
    _tell_apart(grids)
    return Content(kind, encoding, tuple(grids), (*(findings or ()), *notes(grids)))


def _tell_apart(grids: list[Grid]) -> None:
    """Give sheets of one name names of their own, "표" and "표 (2)": places are told by the name of the sheet."""
    taken: set[str] = set()
    names = {unicodedata.normalize("NFC", grid.name) for grid in grids}
    for grid in grids:
        name, number = unicodedata.normalize("NFC", grid.name), 1
        while name in taken or (number > 1 and name in names):
            number += 1
            name = f"{grid.name} ({number})".strip()
        taken.add(name)
        grid.name = name
