"""A copy of a workbook package with cells marked and commented: what is not about that is copied as it is."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from lxml import etree

from reports.marked import CannotMark, Marking
from reports.marked_cells import SheetCells
from reports.marked_comments import blocks_of, new_drawing, with_boxes, with_comments
from reports.marked_parts import Parts
from reports.marked_sheet import drawing_element, drawing_relation, list_sheet
from reports.marked_styles import StyleBook
from reports.marked_tags import plain_xml

_EXTENSIONS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": "xlsm",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": "xltx",
    "application/vnd.ms-excel.template.macroEnabled.main+xml": "xltm",
}
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"


Names = Callable[[Sequence[str]], Sequence[str]]


@dataclass(frozen=True)
class _Worksheet:
    name: str
    shown: str
    path: str
    hidden: bool


def mark_package(source: IO[bytes], target: Path, marking: Marking, *, shown: Names) -> str:
    """Write the marked copy of a workbook and return the extension of its kind ("xlsx", "xlsm" ...).

    ``shown`` returns for the names of all sheets those by which the marking calls them.

    Raises
    ------
    CannotMark
        When the package is not as expected. The target may then hold a part of it.
    """
    try:
        with zipfile.ZipFile(source) as package:
            parts = Parts(package)
            extension = _Marker(parts, marking, shown).mark()
            parts.write(target)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, ValueError, RuntimeError) as error:
        raise CannotMark(str(error)) from error
    return extension


class _Marker:
    """Marks the parts of one workbook."""

    def __init__(self, parts: Parts, marking: Marking, shown: Names) -> None:
        self.parts, self.marking, self.shown = parts, marking, shown
        self.book_path = parts.target("", "officeDocument")
        self.book = parts.xml(self.book_path)
        self.namespace = self.book.tag.rpartition("}")[0].lstrip("{")
        self.relations = parts.kinds(self.book_path)
        styles = parts.target(self.book_path, "styles")
        self.styles = StyleBook(parts.read(styles) if styles in parts else None)
        self.styles_path = styles or posixpath.join(posixpath.dirname(self.book_path), "styles.xml")
        self.block = max((number for name in parts.drawings() for number in blocks_of(parts.read(name))), default=0) + 1

    def mark(self) -> str:
        extension = _EXTENSIONS.get(self.parts.content_type(self.book_path), "")
        if not extension:
            raise CannotMark("not a workbook")
        sheets = self._sheets()
        for sheet in sheets:
            self._mark_sheet(sheet)
        self._add_list(sheets)
        if self.styles_path not in self.parts:
            self.parts.relate(self.book_path, "styles", self.styles_path, self.relations)
        self.parts.put(self.styles_path, self.styles.written(), content_type=_STYLES)
        return extension

    def _sheets(self) -> list[_Worksheet]:
        targets = self.parts.relations(self.book_path)
        found = []
        elements = self.book.findall(f"{{{self.namespace}}}sheets/{{{self.namespace}}}sheet")
        names = [element.get("name", "") for element in elements]
        for element, name, shown in zip(elements, names, self.shown(names), strict=True):
            relation = next((value for key, value in element.items() if key.endswith("}id")), "")
            kind, target = targets.get(relation, ("", ""))
            if kind == "worksheet":
                hidden = element.get("state", "visible") != "visible"
                found.append(_Worksheet(name, shown, target, hidden))
        return found

    def _mark_sheet(self, sheet: _Worksheet) -> None:
        wanted = self.marking.of_sheet(sheet.shown)
        if not wanted:
            return
        xml = plain_xml(self.parts.read(sheet.path))
        cells = SheetCells(xml, lambda base, lines: self.styles.coloured(base, self.marking.worst(lines)))
        head = cells.mark(wanted)
        texts = {place: self.marking.comment(lines) for place, lines in cells.placed.items()}
        comments = self.parts.target(sheet.path, "comments")
        old = self.parts.read(comments) if comments else None
        new, boxes = with_comments(old, texts, author=self.marking.name, namespace=self.namespace)
        if not comments:
            comments = self.parts.free("xl/comments_marked{}.xml")
            self.parts.relate(sheet.path, "comments", comments, self.relations)
        self.parts.put(comments, new, content_type=_COMMENTS)
        self.parts.put(sheet.path, head + self._with_drawing(sheet, cells, boxes, sorted(texts)))

    def _with_drawing(
        self,
        sheet: _Worksheet,
        cells: SheetCells,
        boxes: list[tuple[int, int]],
        commented: list[tuple[int, int]],
    ) -> bytes:
        """Return the rest of a worksheet, behind its cells, in which the drawing of the comments is named."""
        relation, place = drawing_relation(cells.xml, cells.end)
        _, drawing = self.parts.relations(sheet.path).get(relation, ("", ""))
        if drawing:
            self.parts.put(drawing, with_boxes(self.parts.read(drawing), boxes))
            return cells.xml[cells.end :]
        if relation or place < 0:
            raise CannotMark("drawing without a part")
        drawing = self.parts.free("xl/drawings/vmlDrawing_marked{}.vml")
        made, self.block = new_drawing(commented, block=self.block)
        self.parts.put(drawing, made)
        self.parts.default("vml", _DRAWING)
        relation = self.parts.relate(sheet.path, "vmlDrawing", drawing, self.relations)
        element = drawing_element(relation, self.relations, cells.prefix)
        return cells.xml[cells.end : place] + element + cells.xml[place:]

    def _add_list(self, sheets: list[_Worksheet]) -> None:
        """Add the list as the last sheet, so that numbers of sheets in names and views stay right."""
        linked = {sheet.shown: sheet.name for sheet in sheets if not sheet.hidden}
        path = self.parts.free("xl/worksheets/sheet_marked{}.xml")
        content = list_sheet(self.marking, self.styles, namespace=self.namespace, linked=linked)
        self.parts.put(path, content, content_type=_WORKSHEET)
        relation = self.parts.relate(self.book_path, "worksheet", path, self.relations)
        listed = self.book.find(f"{{{self.namespace}}}sheets")
        if listed is None:
            raise CannotMark("no list of sheets")
        taken = [sheet.get("name", "").casefold() for sheet in listed]
        ids = [int(sheet.get("sheetId", "0")) for sheet in listed]
        made = etree.SubElement(listed, f"{{{self.namespace}}}sheet", name=free_name(self.marking.name, taken))
        made.set("sheetId", str(max(ids, default=0) + 1))
        made.set(f"{{{self.relations}}}id", relation)
        self.parts.put_xml(self.book_path, self.book)


def free_name(name: str, taken: list[str]) -> str:
    """Return the name of a sheet, with a number where it is taken (``taken``: casefolded)."""
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name} ({number})"
    return free
