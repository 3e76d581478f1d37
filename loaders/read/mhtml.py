"""Single file web pages (MHTML) named .xls or .mht, as report servers and Excel write them: their HTML tables."""

from __future__ import annotations

import email
import re
from email.message import Message
from email.policy import compat32
from html import unescape

from loaders.read.grid import Budget, Grid
from loaders.read.html import cut_off, html_tables, text_of_page
from loaders.read.refusals import refusal

_HEAD = re.compile(rb"^(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?MIME-Version:", re.IGNORECASE)
_SHEET = re.compile(
    r"<x:ExcelWorksheet>.*?<x:Name>(?P<name>.*?)</x:Name>(?P<rest>.*?)</x:ExcelWorksheet>", re.DOTALL | re.IGNORECASE
)
_SOURCE = re.compile(r"<x:WorksheetSource\s+HRef=[\"']([^\"']+)", re.IGNORECASE)
_HIDDEN = re.compile(r"<x:Visible>\s*Sheet(?:Very)?Hidden", re.IGNORECASE)
_TABS = "tabstrip"


def looks_like_mhtml(head: bytes) -> bool:
    """Return whether the first bytes are the headers of a mail-like file."""
    return _HEAD.match(head.lstrip()) is not None


def read_mhtml(raw: bytes, budget: Budget) -> list[Grid]:
    """Read the tables of all pages in the file; sheets of Excel keep their names, and are hidden as they were."""
    pages = [part for part in email.message_from_bytes(raw.lstrip(), policy=compat32).walk() if _is_page(part)]
    if not pages:
        raise refusal("no_table")
    sheets = _sheets(_text(pages[0]))
    lost = sheets.keys() - {_location(page) for page in pages} - {""}
    if lost:
        raise refusal("broken_part", part=min(lost))
    grids: list[Grid] = []
    for page in pages:
        name, hidden = sheets.get(_location(page), ("", False))
        if cut_off(text := _text(page)):
            raise refusal("broken_part", part=_location(page) or "HTML")
        for grid in html_tables(text, budget):
            grid.name, grid.hidden = name or f"표 {len(grids) + 1}", hidden
            grids.append(grid)
    if not grids:
        raise refusal("no_table")
    return grids


def _is_page(part: Message) -> bool:
    return part.get_content_type() == "text/html" and not _location(part).startswith(_TABS)


def _location(part: Message) -> str:
    """Return the file name of a part in lower case."""
    return str(part.get("Content-Location", "")).replace("\\", "/").rpartition("/")[2].lower()


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    raw = content if isinstance(content, bytes) else b""
    charset = part.get_content_charset("")
    try:
        return raw.decode(charset)
    except (LookupError, UnicodeError):
        return text_of_page(raw).text if raw else ""


def _sheets(page: str) -> dict[str, tuple[str, bool]]:
    """Return name and whether it is hidden for the file of each sheet that the first page lists."""
    found: dict[str, tuple[str, bool]] = {}
    for sheet in _SHEET.finditer(page):
        source = _SOURCE.search(sheet["rest"])
        location = source[1].replace("\\", "/").rpartition("/")[2].lower() if source else ""
        found[location] = (unescape(sheet["name"]), _HIDDEN.search(sheet["rest"]) is not None)
    return found
