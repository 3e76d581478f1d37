"""The cells of a worksheet part, marked in place: start tags of marked cells change, blank cells are added, the rest stays."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from reports.marked import CannotMark
from reports.marked_tags import Tag, tag_at, tags

Wanted = Mapping[tuple[int, int], list[int]]
"""(row, 0-based column or -1) -> numbers of lines."""
Fill = Callable[[int, list[int]], int]
"""Returns the style that is like this one and has the colour for these lines."""
_ADDRESS = re.compile(rb"([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class SheetCells:
    """A worksheet part being marked: ``pieces`` is the new part, ``placed`` where the marks came to stand."""

    xml: bytes
    fill: Fill
    pieces: list[bytes] = field(default_factory=list)
    placed: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    _written: int = 0

    def __post_init__(self) -> None:
        """Find the cells of the part."""
        self.data = next((tag for tag in tags(self.xml, 0, len(self.xml)) if tag.local == b"sheetData"), _NO_TAG)
        if self.data is _NO_TAG:
            raise CannotMark("no cells")
        self.prefix = self.data.name.removesuffix(b"sheetData")
        self.end = self.data.end if self.data.empty else self.xml.find(b"</" + self.data.name, self.data.end)
        if self.end < 0:
            raise CannotMark("no end of the cells")

    def mark(self, wanted: Wanted) -> bytes:
        """Mark the cells and return the part up to the end of its cells; what follows is left to be written."""
        rows = _by_row(_on_visible_cells(wanted, self._merged()))
        left = sorted(rows)
        if self.data.empty and left:
            self._change(self.data, self.data.written(empty=False))
        for tag, number in self._rows():
            while left and left[0] < number:
                self._insert(tag.start, self._new_row(left[0], rows[left.pop(0)]))
            if left and left[0] == number:
                self._mark_row(tag, left[0], rows[left.pop(0)])
            if not left:
                break
        self._insert(self.end, b"".join(self._new_row(number, rows[number]) for number in left))
        if self.data.empty and rows:
            self.pieces.append(b"</" + self.data.name + b">")
        return b"".join([*self.pieces, self.xml[self._written : self.end]])

    def _merged(self) -> list[tuple[int, int, int, int]]:
        found = re.finditer(
            rb"<(?:[\w.\-]+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z]+[0-9]+):([A-Z]+[0-9]+)", self.xml[self.end :]
        )
        corners = [(_place(one[1]), _place(one[2])) for one in found]
        return [(first[0], first[1], last[0], last[1]) for first, last in corners]

    def _rows(self) -> Iterator[tuple[Tag, int]]:
        """Iterate over the start tags of rows and their numbers."""
        opening = re.compile(rb"<" + re.escape(self.prefix) + rb"row(?: r=\"([0-9]{1,7})\")?(?=[\s/>])")
        last = 0
        for found in opening.finditer(self.xml, self.data.end, self.end):
            tag = tag_at(self.xml, found.start())
            said = found[1] or tag.get(b"r")
            last = int(said) if said else last + 1
            yield tag, last

    def _mark_row(self, row: Tag, number: int, wanted: dict[int, list[int]]) -> None:
        cells = [] if row.empty else list(self._cells(row))
        if -1 in wanted:
            first = next((place for tag, place in cells if not tag.empty), cells[0][1] if cells else 0)
            wanted = {**wanted, first: [*wanted.get(first, []), *wanted[-1]]}
            del wanted[-1]
        there = {place for _, place in cells}
        new = sorted(place for place in wanted if place not in there)
        if new:
            self._change(row, row.written(empty=False, spans=None))
        base = int(row.get(b"s") or 0) if row.get(b"customFormat") in (b"1", b"true") else None
        for tag, place in cells:
            while new and new[0] < place:
                self._insert(tag.start, self._new_cell(number, new[0], wanted[new.pop(0)], base))
            if place in wanted:
                self._mark_cell(tag, number, place, wanted[place])
        tail = b"".join(self._new_cell(number, place, wanted[place], base) for place in new)
        if row.empty and new:
            self.pieces.append(tail + b"</" + row.name + b">")
        elif new:
            self._insert(self._end_of(row), tail)

    def _cells(self, row: Tag) -> Iterator[tuple[Tag, int]]:
        opening = re.compile(rb"<" + re.escape(self.prefix) + rb"c(?=[\s/>])")
        last = -1
        for found in opening.finditer(self.xml, row.end, self._end_of(row)):
            tag = tag_at(self.xml, found.start())
            address = tag.get(b"r")
            last = _place(address)[1] if address else last + 1
            yield tag, last

    def _end_of(self, row: Tag) -> int:
        end = self.xml.find(b"</" + row.name, row.end, self.end)
        if end < 0:
            raise CannotMark("a row has no end")
        return end

    def _mark_cell(self, tag: Tag, row: int, place: int, lines: list[int]) -> None:
        style = str(self.fill(int(tag.get(b"s") or 0), lines)).encode()
        self._change(tag, tag.written(empty=tag.empty, s=style))
        self.placed[row, place] = lines

    def _new_row(self, number: int, wanted: dict[int, list[int]]) -> bytes:
        cells = {max(place, 0): lines for place, lines in wanted.items()}
        inner = b"".join(self._new_cell(number, place, cells[place], None) for place in sorted(cells))
        name = self.prefix + b"row"
        return b'<%s r="%d">%s</%s>' % (name, number, inner, name)

    def _new_cell(self, row: int, place: int, lines: list[int], base: int | None) -> bytes:
        style = self.fill(self._column_style(place) if base is None else base, lines)
        self.placed[row, place] = lines
        return b'<%sc r="%s%d" s="%d"/>' % (self.prefix, letters(place).encode(), row, style)

    def _column_style(self, place: int) -> int:
        for tag in tags(self.xml, 0, self.data.start):
            if tag.local == b"col" and int(tag.get(b"min") or 0) <= place + 1 <= int(tag.get(b"max") or 0):
                return int(tag.get(b"style") or 0)
        return 0

    def _insert(self, at: int, new: bytes) -> None:
        self.pieces += [self.xml[self._written : at], new]
        self._written = at

    def _change(self, tag: Tag, new: bytes) -> None:
        self._insert(tag.start, new)
        self._written = tag.end


_NO_TAG = Tag(0, 0, b"", b"", closing=False, empty=True)


def letters(place: int) -> str:
    """Return the letters Excel shows over a 0-based column."""
    text, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text


def _place(address: bytes) -> tuple[int, int]:
    """Return row and 0-based column of an address."""
    found = _ADDRESS.fullmatch(address.upper().replace(b"$", b""))
    if found is None:
        raise CannotMark("not an address")
    column = 0
    for letter in found[1]:
        column = column * 26 + letter - 64
    return int(found[2]), column - 1


def _by_row(wanted: Wanted) -> dict[int, dict[int, list[int]]]:
    rows: dict[int, dict[int, list[int]]] = {}
    for (row, place), lines in wanted.items():
        rows.setdefault(row, {}).setdefault(place, []).extend(lines)
    return rows


def _on_visible_cells(wanted: Wanted, merged: list[tuple[int, int, int, int]]) -> Wanted:
    """Return the marks, those on covered cells of a merged range moved to its first cell, which is the one shown."""
    moved: dict[tuple[int, int], list[int]] = {place: list(lines) for place, lines in wanted.items()}
    rows = sorted({row for row, _ in moved})
    of_row: dict[int, list[int]] = {}
    for row, place in moved:
        of_row.setdefault(row, []).append(place)
    for first, left, last, right in merged:
        for row in rows[bisect_left(rows, first) : bisect_right(rows, last)]:
            for place in of_row[row]:
                if left <= place <= right and (row, place) != (first, left) and (row, place) in moved:
                    moved.setdefault((first, left), []).extend(moved.pop((row, place)))
    return moved
