"""The styles of a workbook, with colours added for marked cells; no style that is there changes."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from reports.marked import FILLS, CannotMark
from reports.marked_tags import parsed, serialised

MINIMAL = (
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<fonts count="1"><font><sz val="11"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    b'<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    b'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
)
MOST_STYLES = 64_000
"""Excel takes 65,490; beyond this a marked cell has its comment but no colour."""


class StyleBook:
    """The style part of a workbook while cells are marked."""

    def __init__(self, xml: bytes | None) -> None:
        """Read the part; None makes a new one."""
        self.root = parsed(MINIMAL if xml is None else xml)
        self.namespace = self.root.tag.rpartition("}")[0].lstrip("{")
        self.fills, self.formats, self.fonts = (self._list(name) for name in ("fills", "cellXfs", "fonts"))
        self._fill_ids: dict[str, int] = {}
        self._coloured: dict[tuple[int, str], int] = {}

    def coloured(self, base: int, severity: str) -> int:
        """Return the style that is like another and has the colour of a severity."""
        key = base, severity
        if key not in self._coloured:
            self._coloured[key] = self._colour(base, severity)
        return self._coloured[key]

    def wrapped(self, severity: str = "", *, bold: bool = False, link: bool = False, wrap: bool = True) -> int:
        """Return a style for the list: letters from the top, lines broken where wanted, in the colour of a severity."""
        made = etree.SubElement(self.formats, self._tag("xf"), numFmtId="49", fontId="0", fillId="0", borderId="0")
        made.set("xfId", "0")
        made.set("applyNumberFormat", "1")
        made.set("applyAlignment", "1")
        if bold or link:
            made.set("fontId", str(self._font(bold=bold, link=link)))
            made.set("applyFont", "1")
        if severity:
            made.set("fillId", str(self._fill(severity)))
            made.set("applyFill", "1")
        etree.SubElement(made, self._tag("alignment"), vertical="top", wrapText="1" if wrap else "0")
        return self._counted(self.formats)

    def written(self) -> bytes:
        """Return the part."""
        return serialised(self.root)

    def _colour(self, base: int, severity: str) -> int:
        if len(self.formats) >= MOST_STYLES:
            return base
        old = self.formats[base] if base < len(self.formats) else self.formats[0]
        made = deepcopy(old)
        made.set("fillId", str(self._fill(severity)))
        made.set("applyFill", "1")
        self.formats.append(made)
        return self._counted(self.formats)

    def _fill(self, severity: str) -> int:
        if severity not in self._fill_ids:
            fill = etree.SubElement(self.fills, self._tag("fill"))
            pattern = etree.SubElement(fill, self._tag("patternFill"), patternType="solid")
            etree.SubElement(pattern, self._tag("fgColor"), rgb=FILLS[severity])
            etree.SubElement(pattern, self._tag("bgColor"), indexed="64")
            self._fill_ids[severity] = self._counted(self.fills)
        return self._fill_ids[severity]

    def _font(self, *, bold: bool, link: bool) -> int:
        font = deepcopy(self.fonts[0])
        for name in ("b", "u", "color"):
            for there in font.findall(self._tag(name)):
                font.remove(there)
        if bold:
            font.insert(0, font.makeelement(self._tag("b")))
        if link:
            font.insert(0, font.makeelement(self._tag("u")))
            sizes = [place for place, child in enumerate(font) if child.tag == self._tag("sz")]
            colour = font.makeelement(self._tag("color"), {"rgb": "FF0563C1"})
            font.insert(sizes[0] + 1 if sizes else 1, colour)
        self.fonts.append(font)
        return self._counted(self.fonts)

    def _list(self, name: str) -> etree._Element:
        found = self.root.find(self._tag(name))
        if found is None or len(found) == 0:
            raise CannotMark(f"styles without {name}")
        return found

    def _counted(self, parent: etree._Element) -> int:
        """Note how many children there are and return the place of the last."""
        parent.set("count", str(len(parent)))
        return len(parent) - 1

    def _tag(self, name: str) -> str:
        return f"{{{self.namespace}}}{name}"
