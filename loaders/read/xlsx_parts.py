"""The parts of an xlsx package beside the cells: sheets, styles, shared strings."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from lxml import etree

from loaders.read.refusals import refusal
from loaders.read.serial import Shape, shape_of_format
from loaders.read.xlsx_strings import UnusualSheet, read_strings
from loaders.read.zip import Package, elements

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class SheetPart:
    """A worksheet as the workbook lists it."""

    name: str
    path: str
    hidden: bool


@dataclass(frozen=True)
class Workbook:
    """What the cells need to know of their workbook."""

    path: str
    sheets: tuple[SheetPart, ...]
    epoch_1904: bool
    strings: list[str]
    shapes: dict[str, Shape]


def local_name(element: etree._Element) -> str:
    """Return the tag without its namespace."""
    return str(element.tag).rpartition("}")[2]


def read_workbook(package: Package, *, cells: int) -> Workbook:
    """Read the workbook part, following the relations; at most ``cells`` shared strings."""
    path = main_part(package)
    targets = relations(package, path)
    epoch_1904 = False
    sheets: list[SheetPart] = []
    for element in elements(package, path, ("workbookPr", "sheet")):
        if local_name(element) == "workbookPr":
            epoch_1904 = element.get("date1904", "0") in ("1", "true")
            continue
        relation = next((value for key, value in element.items() if key.endswith("}id")), "")
        kind, target = targets.get(relation, ("", ""))
        if kind == "worksheet":
            hidden = element.get("state", "visible") != "visible"
            sheets.append(SheetPart(element.get("name", ""), target, hidden))
    by_kind = dict(targets.values())
    strings = _strings(package, by_kind.get("sharedStrings", ""), cells)
    return Workbook(path, tuple(sheets), epoch_1904, strings, _shapes(package, by_kind.get("styles", "")))


def main_part(package: Package) -> str:
    """Return the path of the workbook part."""
    for kind, target in relations(package, "").values():
        if kind == "officeDocument":
            return target
    return "xl/workbook.xml"


def relations(package: Package, path: str) -> dict[str, tuple[str, str]]:
    """Return kind and target path of each relation of a part ("" for the package) by its id."""
    folder, _, name = path.rpartition("/")
    part = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}
    if part not in package:
        return found
    for element in elements(package, part, ("Relationship",)):
        target = element.get("Target", "").replace("\\", "/")
        target = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if element.get("TargetMode") != "External":
            found[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], target)
    return found


def _strings(package: Package, path: str, cells: int) -> list[str]:
    if path not in package:
        return []
    inflated = package.inflated
    try:
        quick = [unescape(text) if "_x" in text else text for text in read_strings(package.open(path), most=cells)]
    except UnusualSheet:
        package.inflated = inflated
    else:
        return quick
    strings: list[str] = []
    for item in elements(package, path, ("si",)):
        strings.append(text_of_item(item))
        if len(strings) > cells:
            raise refusal("too_many_cells", number=f"{len(strings):,}", limit=f"{cells:,}")
    return strings


def text_of_item(item: etree._Element) -> str:
    """Return the text of a shared or inline string; phonetic hints are left out."""
    if len(item) == 1 and len(item[0]) == 0:
        text = item[0].text or ""
    else:
        spoken = [child for child in item if local_name(child) in ("t", "r")]
        text = "".join(part.text or "" for child in spoken for part in child.iter() if local_name(part) == "t")
    return unescape(text) if "_x" in text else text


def unescape(text: str) -> str:
    """Return the text with Excel's _x000D_ escapes resolved."""
    resolved = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return resolved.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _shapes(package: Package, path: str) -> dict[str, Shape]:
    """Return, for each cell style that shows dates or times, its index as text and its shape."""
    if path not in package:
        return {}
    codes: dict[int, str] = {}
    shapes: dict[str, Shape] = {}
    for element in elements(package, path, ("numFmt", "cellXfs")):
        if local_name(element) == "numFmt":
            if element.get("numFmtId", "").isdigit():
                codes[int(element.get("numFmtId", ""))] = element.get("formatCode", "")
            continue
        for index, style in enumerate(element):
            number = int(style.get("numFmtId", "0")) if style.get("numFmtId", "0").isdigit() else 0
            shape = shape_of_format(codes.get(number, ""), number)
            if shape:
                shapes[str(index)] = shape
    return shapes
