"""What a spreadsheet program demands of a package before it opens it without offering a repair."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

_NAMES = """
sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios
autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations
hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches
ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls webPublishItems
tableParts extLst
"""
ORDER = _NAMES.split()
"""The children of a worksheet, in the order of the standard (ECMA-376, CT_Worksheet)."""


def broken_rules(content: bytes) -> list[str]:
    """Return what is wrong with a package, nothing for a sound one."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
        found = ["a part is there twice"] if len(parts) < len(package.namelist()) else []
    found += [*_types(parts), *_relations(parts), *_counts(parts)]
    for name, part in parts.items():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            found += [f"{name}: {what}" for what in _worksheet(etree.fromstring(part))]
        if "comments" in name and name.endswith(".xml"):
            cells = [comment.get("ref") for comment in etree.fromstring(part).iter("{*}comment")]
            found += [f"{name}: two comments on a cell"] if len(set(cells)) < len(cells) else []
    return found


def _types(parts: dict[str, bytes]) -> Iterator[str]:
    types = etree.fromstring(parts["[Content_Types].xml"])
    named = [one.get("PartName", "") for one in types.iterfind("{*}Override")]
    endings = [one.get("Extension", "") for one in types.iterfind("{*}Default")]
    for listed in (named, endings):
        if len(set(listed)) < len(listed):
            yield "a content type is there twice"
    for name in parts.keys() - {"[Content_Types].xml"}:
        if f"/{name}" not in named and name.rpartition(".")[2] not in endings:
            yield f"{name} has no content type"


def _relations(parts: dict[str, bytes]) -> Iterator[str]:
    for name in (name for name in parts if name.endswith(".rels")):
        root, folder = etree.fromstring(parts[name]), posixpath.dirname(posixpath.dirname(name))
        ids = [one.get("Id") for one in root]
        if len(set(ids)) < len(ids):
            yield f"{name}: an id is there twice"
        for one in root:
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))[1:]
            if one.get("TargetMode") != "External" and target not in parts:
                yield f"{name}: no part {target}"


def _counts(parts: dict[str, bytes]) -> Iterator[str]:
    styles = etree.fromstring(parts["xl/styles.xml"])
    for name in ("fonts", "fills", "cellXfs"):
        listed = styles.find(f"{{*}}{name}")
        if listed.get("count") and int(listed.get("count")) != len(listed):
            yield f"styles: {name} are counted wrongly"
    formats = styles.find("{*}cellXfs")
    for one in formats:
        if int(one.get("fillId", "0")) >= len(styles.find("{*}fills")):
            yield "styles: no such fill"


def _worksheet(root: etree._Element) -> Iterator[str]:
    names = [etree.QName(child).localname for child in root]
    places = [ORDER.index(name) for name in names if name in ORDER]
    if places != sorted(places) or names.count("legacyDrawing") > 1:
        yield f"out of order: {names}"
    last_row = 0
    for row in root.find("{*}sheetData"):
        number = int(row.get("r", last_row + 1))
        cells = [_address(cell.get("r")) for cell in row if cell.get("r")]
        if number <= last_row or cells != sorted(set(cells)) or any(cell[0] != number for cell in cells):
            yield f"row {number} is out of order"
        last_row = number


def _address(text: str) -> tuple[int, int, str]:
    letters, digits = re.fullmatch("([A-Z]+)([0-9]+)", text).groups()
    return int(digits), len(letters), letters
