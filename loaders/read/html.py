"""HTML tables saved as .xls, as Korean administrative systems write them; nothing is fetched."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from lxml import etree, html

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.read.encoding import Decoded, decode
from loaders.read.grid import Budget, Grid
from loaders.read.refusals import refusal, too_wide
from loaders.read.xlsx_parts import local_name

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_KOREAN = {"euc-kr", "ks_c_5601-1987", "euc_kr", "ksc5601", "x-windows-949", "ms949", "windows-949", "cp949"}
_UNICODE = {"utf-8", "utf8"}
_BEGINNINGS = (b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<body")
_HTML = re.compile(rb"<(?:html|table)[\s>]")
_ANY_HTML = re.compile(r"<(?:html|table)[\s>]", re.IGNORECASE)
_OPENED, _CLOSED = re.compile(r"<table[\s>]", re.IGNORECASE), re.compile(r"</table\s*>", re.IGNORECASE)
_CUT_OFF = Text(
    "웹 문서의 표가 닫히지 않은 채 끝났습니다. 파일이 끝까지 저장되었는지 행 수를 확인해 주세요.",
    "The web document ends inside a table. Check by the number of rows whether the file was saved to its end.",
)
_OUTSIDE = re.compile(r"<(?:frame|x:WorksheetSource)\s[^>]*?(?:src|HRef)\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_SHEET_NAMES = re.compile(r"<x:ExcelWorksheet>\s*<x:Name>([^<]*)</x:Name>", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
LEAST_CELLS = 3
"""Rows of data have so many cells; what is laid out by tables has fewer."""
_BREAKS = frozenset({"br", "p", "div", "li"})
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")


def looks_like_html(head: bytes) -> bool:
    """Return whether the first bytes are those of a web document."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not start.startswith(b"<"):
        return False
    return start.startswith(_BEGINNINGS) or _HTML.search(start) is not None


def holds_html(text: str) -> bool:
    """Return whether a text that begins with a tag is a web document, however far down that shows."""
    return _ANY_HTML.search(text) is not None


def cut_off(text: str) -> list[Finding]:
    """Return a warning when a table is opened and never closed: the page may have been cut off."""
    if len(_OPENED.findall(text)) <= len(_CLOSED.findall(text)):
        return []
    return [Finding("warning", "page_cut_off", _CUT_OFF)]


def read_html(raw: bytes, budget: Budget) -> tuple[list[Grid], Decoded]:
    """Read all tables of a page; return them and the text that was read."""
    text = text_of_page(raw)
    grids = html_tables(text.text, budget)
    if not grids:
        outside = _OUTSIDE.search(text.text)
        raise refusal("frames_outside", part=outside[1][:80]) if outside else refusal("no_table")
    names = [unescape(name) for name in _SHEET_NAMES.findall(text.text)]
    for grid, name in zip(grids, names if len(names) == len(grids) else (), strict=False):
        grid.name = name
    return grids, text


def html_tables(text: str, budget: Budget) -> list[Grid]:
    """Read every table; one that only holds other tables and no text of its own is layout and left out, and one that only lays out
    the text of a cell belongs to that cell."""
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, encoding="utf-8")
    try:
        document = html.document_fromstring(text.replace("\0", " ").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise refusal("broken_part", part="HTML") from error
    cut = next((entry for entry in parser.error_log if entry.level == etree.ErrorLevels.FATAL), None)
    if cut is not None:
        raise refusal("page_too_deep", row=cut.line)
    grids: list[Grid] = []
    for table in document.iter("table"):
        if _is_text(table):
            continue
        grid = _grid(table, len(grids) + 1, budget)
        if not grid.empty or next(table.iterdescendants("table"), None) is None:
            grids.append(grid)
    return grids


def text_of_page(raw: bytes) -> Decoded:
    """Return the text: the declared encoding where it is another than ours, else what the bytes themselves show."""
    declared = _CHARSET.search(raw[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    if name and name not in _KOREAN and name not in _UNICODE:
        try:
            return Decoded(name, raw.decode(name))
        except (LookupError, UnicodeError):
            return decode(raw)
    found = decode(raw)
    agreed = (name in _KOREAN and found.encoding == "cp949") or (name in _UNICODE and found.encoding == "utf-8")
    return replace(found, doubts=()) if agreed else found


def _grid(table: etree._Element, number: int, budget: Budget) -> Grid:
    caption = table.find("caption")
    name = "" if caption is None else _content(caption)
    grid = Grid(name or f"표 {number}", budget)
    place = 0
    for column in table.iter("col"):
        span = _span(column, "span", 1_000)
        if _is_hidden(column):
            grid.hidden_spans.append((place, place + span - 1))
        place += span
    pending: dict[int, int] = {}
    own = (element for element in table.iter("tr") if next(element.iterancestors("table")) is table)
    for row, element in enumerate(own, start=1):
        grid.add(row, _row(element, pending, grid, row))
        if _is_hidden(element):
            grid.hidden_rows.append(row)
    return grid


def _is_hidden(element: etree._Element) -> bool:
    return "display:none" in element.get("style", "").replace(" ", "").lower()


def _row(element: etree._Element, pending: dict[int, int], grid: Grid, row: int) -> list[str]:
    """Return the texts of a row; ``pending`` maps columns covered from above to the rows still to cover."""
    values: list[str] = []
    for cell in element.iter("td", "th"):
        if next(cell.iterancestors("tr")) is not element:
            continue
        _cover(values, pending)
        right, down = _span(cell, "colspan", grid.budget.limits.columns), _span(cell, "rowspan", 65_534)
        if right > 1 or down > 1:
            grid.merged.append((row, len(values), row + down - 1, len(values) + right - 1))
        for column in range(len(values), len(values) + right):
            if down > 1:
                pending[column] = down - 1
        values += [_value(cell)] + [""] * (right - 1)
        if len(values) > grid.budget.limits.columns:
            raise too_wide(len(values), grid.budget.limits, sheet=grid.name, row=row)
    _cover(values, pending)
    return values


def _value(cell: etree._Element) -> str:
    """Return the text of a cell; of a number that Excel wrote the stored value, not the rounded one that is shown."""
    text, stored = _content(cell), cell.get("x:num", "")
    return str(stored) if _NUMBER.fullmatch(stored) and _NUMBER.fullmatch(text.replace(",", "")) else text


def _cover(values: list[str], pending: dict[int, int]) -> None:
    """Put in what rows above cover here."""
    while len(values) in pending:
        column = len(values)
        left = pending.pop(column)
        if left > 1:
            pending[column] = left - 1
        values.append("")


def _span(cell: etree._Element, name: str, most: int) -> int:
    text = cell.get(name, "1").strip()
    return min(int(text), most) if text.isdecimal() and int(text) > 0 else 1


def _is_text(table: etree._Element) -> bool:
    """Return whether a table is one row or column inside a cell of a row of data: the text of that cell, laid out."""
    cell = next(table.iterancestors("td", "th"), None)
    row = None if cell is None else cell.getparent()
    if row is None or len(row.findall("td")) + len(row.findall("th")) < LEAST_CELLS:
        return False
    rows = [len(line.findall("td")) + len(line.findall("th")) for line in table.iter("tr")]
    return (len(rows) == 1 or max(rows, default=0) <= 1) and next(table.iterdescendants("table"), None) is None


def _content(element: etree._Element) -> str:
    """Return the visible text: spaces collapsed, breaks as newlines."""
    parts: list[str] = [_SPACES.sub(" ", element.text or "")]
    for child in element:
        name = local_name(child) if isinstance(child.tag, str) else "script"
        if name == "table" and _is_text(child):
            parts.append(" " + " ".join(map(_content, child.iter("td", "th"))))
        elif name not in ("script", "style", "table"):
            parts.append(("\n" if name in _BREAKS else "") + _content(child))
        parts.append(_SPACES.sub(" ", child.tail or ""))
    return "".join(parts).strip()
