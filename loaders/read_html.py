"""HTML tables saved as .xls, as Korean administrative systems write them; nothing is fetched."""

from __future__ import annotations

import re

from lxml import etree, html

from loaders.read_encoding import Decoded, decode
from loaders.read_grid import Budget, Grid
from loaders.read_refusals import refusal, too_wide
from loaders.read_xlsx_parts import local_name

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_KOREAN = {"euc-kr", "ks_c_5601-1987", "euc_kr", "ksc5601", "x-windows-949", "ms949", "windows-949", "cp949"}
_UNICODE = {"utf-8", "utf8"}
_BREAKS = frozenset({"br", "p", "div", "li"})
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")


def looks_like_html(head: bytes) -> bool:
    """Return whether the first bytes are those of a web document."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not start.startswith(b"<"):
        return False
    return start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<body")) or (
        not start.startswith(b"<?xml") and (b"<html" in start or b"<table" in start)
    )


def read_html(raw: bytes, budget: Budget) -> tuple[list[Grid], Decoded]:
    """Read every table that holds no other table; return them and the text that was read."""
    text = _text(raw)
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, encoding="utf-8")
    try:
        document = html.document_fromstring(text.text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise refusal("broken_structure") from error
    tables = [table for table in document.iter("table") if next(table.iterdescendants("table"), None) is None]
    if not tables:
        raise refusal("no_table")
    return [_grid(table, number, budget) for number, table in enumerate(tables, start=1)], text


def _text(raw: bytes) -> Decoded:
    """Return the text: the declared encoding where it is another than ours, else what the bytes themselves show."""
    declared = _CHARSET.search(raw[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    if name and name not in _KOREAN and name not in _UNICODE:
        try:
            return Decoded(raw.decode(name), name)
        except (LookupError, UnicodeError):
            return decode(raw)
    found = decode(raw)
    agreed = (name in _KOREAN and found.encoding == "cp949") or (name in _UNICODE and found.encoding == "utf-8")
    return found._replace(doubts=()) if agreed else found


def _grid(table: etree._Element, number: int, budget: Budget) -> Grid:
    caption = table.find("caption")
    name = "" if caption is None else _content(caption)
    grid = Grid(name or f"표 {number}", budget)
    pending: dict[int, int] = {}
    for row, element in enumerate(table.iter("tr"), start=1):
        grid.add(row, _row(element, pending, grid, row))
    return grid


def _row(element: etree._Element, pending: dict[int, int], grid: Grid, row: int) -> list[str]:
    """Return the texts of a row; ``pending`` maps columns covered from above to the rows still to cover."""
    values: list[str] = []
    for cell in element:
        if local_name(cell) not in ("td", "th"):
            continue
        _cover(values, pending)
        right, down = _span(cell, "colspan", grid.budget.limits.columns), _span(cell, "rowspan", 65_534)
        if right > 1 or down > 1:
            grid.merged.append((row, len(values), row + down - 1, len(values) + right - 1))
        for column in range(len(values), len(values) + right):
            if down > 1:
                pending[column] = down - 1
        values += [_content(cell)] + [""] * (right - 1)
        if len(values) > grid.budget.limits.columns:
            raise too_wide(len(values), grid.budget.limits, sheet=grid.name, row=row)
    _cover(values, pending)
    return values


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


def _content(element: etree._Element) -> str:
    """Return the visible text: spaces collapsed, breaks as newlines."""
    parts: list[str] = [_SPACES.sub(" ", element.text or "")]
    for child in element:
        name = local_name(child) if isinstance(child.tag, str) else "script"
        if name not in ("script", "style"):
            parts.append(("\n" if name in _BREAKS else "") + _content(child))
        parts.append(_SPACES.sub(" ", child.tail or ""))
    return "".join(parts).strip()
