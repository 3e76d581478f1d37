"""csv, tsv and txt: separator from the content, strict widths, row numbers as Excel counts them."""

from __future__ import annotations

import csv
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import accumulate
from typing import Any

import pyarrow as pa

from kpi.core.errors import Finding, UserError
from kpi.core.text import Text
from loaders.read.encoding import Decoded
from loaders.read.grid import Budget, Grid
from loaders.read.refusals import refusal
from loaders.read.separator import (
    SAMPLE_LETTERS,
    Separation,
    longest_field,
    needs_trimming,
    separation,
    trimmed,
    width_of,
)
from loaders.read.text_quick import Runs, blocks, columns_of, widths_of

_SHOWN_ROWS = 20
_END_OF_FILE = b"\x1a"
"""What old programs write behind the last line."""
_BLANK = 100
_RAGGED = Text(
    "칸 수가 다른 행이 {number}개 있습니다(다른 행은 {width}칸, 이 행은 {found}칸). 따옴표 없는 쉼표나 빠진 칸을 고쳐 주세요.",
    "{number} rows have another number of fields: {width} elsewhere, {found} in this row. "
    "Quote the separators inside fields or add the missing fields.",
)

_OF_A_TABLE = 3
"""Where rows have so many fields, one without any separator is the title or the number of a further page."""
_LONE = Text(
    "표 안에 구분자 없이 칸 하나만 있는 행이 {number}개 있습니다(다른 행은 {width}칸). 쪽 제목이나 쪽 번호이면 그대로 두고, 잘린 행이면 고쳐 주세요.",
    "{number} rows inside the table are a single field without any separator (the others have {width}). Leave them if they are titles or "
    "numbers of pages; mend them if they are rows that were cut off.",
)
_SHORT = Text(
    "마지막 행이 {found}칸뿐입니다(다른 행은 {width}칸). 나머지 칸은 빈칸으로 읽었습니다. 파일이 끝까지 저장되었는지 확인하세요.",
    "The last row has {found} fields only ({width} elsewhere). The others were read as blank. Check whether the file was "
    "saved to its end.",
)


@dataclass(frozen=True)
class Inside:
    """Where a text stands in the file, when a large file is read part by part, and how the parts before it were read.

    ``width``: fields of the usual row; 0, and "" for ``encoding`` and ``separator``, where that is still to be seen.
    ``rows``: records of the part, lines left out before them included.
    """

    encoding: str = ""
    separator: str = ""
    padded: bool = False
    width: int = 0
    first: bool = True
    last: bool = True
    rows: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return all of it as plain JSON."""
        return asdict(self)


WHOLE = Inside()
"""A file that is read at once."""


def read_text(decoded: Decoded, budget: Budget, inside: Inside = WHOLE) -> tuple[list[Grid], list[Finding], Inside]:
    """Read a text table, or a part of one.

    Trailing blank fields are allowed; a row between the first and the last row of the usual width whose width
    differs is an error finding ``ragged_rows`` (a warning ``lone_rows`` where all of them are a single field), and so is a wider one after them: remarks under a table are narrow.
    The sheet's name is "". How it was read is returned for the part behind it.
    """
    cut, data = _cut(decoded, inside)
    if inside.first and inside.last and _is_blank(data):
        raise refusal("empty_file")
    grid = Grid("", budget)
    runs: Runs = []
    row = 1 + cut.skipped
    for part in _parts(cut, data, budget.limits.field):
        if isinstance(part, list):
            runs += widths_of(part)
            grid.add_columns(row, part)
            row += len(part[0])
            continue
        for values in _records(part, row, budget.limits.field):
            runs.append((width_of(values), _filled(values), 1))
            grid.add(row, values)
            row += 1
    width = inside.width or _usual(runs)
    found = _ragged(runs, first=1 + cut.skipped, usual=width, inside=inside)
    read = replace(inside, separator=cut.separator, padded=cut.padded, width=width, rows=row - 1)
    return [grid], found, read


def _cut(decoded: Decoded, inside: Inside) -> tuple[Separation, bytes]:
    """Return how a text is cut into fields, and what is cut in UTF-8; its letters are made only where they are changed."""
    plain = decoded.utf8 if decoded.utf8 is not None and not needs_trimming(decoded.utf8) else None
    text = decoded.text if plain is None else decoded.start(SAMPLE_LETTERS)
    cut = separation(text) if not inside.separator else Separation(text, inside.separator, inside.padded)
    if plain is not None and not cut.skipped:
        return replace(cut, body=""), plain.rstrip(_END_OF_FILE) if inside.last else plain
    cut = separation(decoded.text) if not inside.separator else replace(cut, body=trimmed(decoded.text, cut.separator))
    data = cut.body.encode("utf-8", "surrogatepass")
    return cut, data.rstrip(_END_OF_FILE) if inside.last else data


def _is_blank(data: bytes) -> bool:
    return not data[:_BLANK].decode(errors="ignore").strip() and not data.decode("utf-8", "surrogatepass").strip()


def _parts(cut: Separation, data: bytes, longest: int) -> Iterator[list[pa.Array] | Separation]:
    """Yield columns where the quick lane reads a block, else the block; all that is left from a block that ends inside
    quotes. ``data`` is the body in UTF-8.
    """
    start = 0
    for block in blocks(data):
        columns = None if cut.padded else columns_of(block, cut.separator, longest=longest)
        if columns is None:
            part = replace(cut, body=block.decode("utf-8", "surrogatepass"))
            if not _is_whole(part, longest):
                yield replace(cut, body=data[start:].decode("utf-8", "surrogatepass"))
                return
        yield part if columns is None else columns
        start += len(block)


def _is_whole(part: Separation, longest: int) -> bool:
    """Return whether a block can be read by itself."""
    if '"' not in part.body:
        return True
    try:
        with longest_field(longest):
            deque(part.reader(strict=True), maxlen=0)
    except csv.Error:
        return False
    return True


def _records(part: Separation, row: int, longest: int) -> Iterator[list[str]]:
    try:
        with longest_field(longest):
            for record in part.reader(strict=True):
                yield record
                row += 1
    except csv.Error as error:
        raise _broken(str(error), row, longest) from error


def _broken(message: str, row: int, longest: int) -> UserError:
    if "field limit" in message:
        return refusal("long_field", row=row, limit=f"{longest:,}")
    return refusal("open_quote" if "unexpected end" in message else "stray_quote", row=row)


def _filled(record: list[str]) -> int:
    """Return the number of fields up to the last that is not blank."""
    return next((place for place in range(len(record), 0, -1) if record[place - 1].strip()), 0)


def _usual(runs: Runs) -> int:
    """Return the number of fields most rows have, 0 where none has more than one."""
    counted: Counter[int] = Counter()
    for width, _, count in runs:
        counted[width] += count
    return max((width for width in counted if width > 1), key=lambda width: (counted[width], width), default=0)


def _ragged(runs: Runs, *, first: int, usual: int, inside: Inside) -> list[Finding]:
    if not usual:
        return []
    starts = list(accumulate((count for _, _, count in runs), initial=first))
    plain = [number for number, (width, _, _) in enumerate(runs) if width == usual]
    begin = (plain[0] if plain else len(runs)) if inside.first else -1
    end = (plain[-1] if plain else begin) if inside.last else len(runs)
    odd = [number for number, (width, filled, _) in enumerate(runs) if width and not filled <= usual <= width]
    counts = [number for number in odd if begin < number and (number < end or runs[number][1] > usual)]
    rows = [row for number in counts for row in range(starts[number], starts[number] + runs[number][2])]
    if not rows:
        return _cut_short(runs, usual, end + 1, starts)
    values = {"number": len(rows), "width": usual, "found": runs[counts[0]][0]}
    place: dict[str, Any] = {"row": rows[0], "count": len(rows), "rows": tuple(rows[:_SHOWN_ROWS])}
    if usual >= _OF_A_TABLE and all(runs[number][0] == 1 for number in counts):
        return [Finding("warning", "lone_rows", _LONE, values, **place), *_cut_short(runs, usual, end + 1, starts)]
    return [Finding("error", "ragged_rows", _RAGGED, values, **place)]


def _cut_short(runs: Runs, usual: int, place: int, starts: list[int]) -> list[Finding]:
    """Return a warning where the row right behind the table is a part of one: a remark fills one field."""
    if place >= len(runs) or not 2 <= runs[place][1] <= runs[place][0] < usual:
        return []
    values = {"width": usual, "found": runs[place][0]}
    return [Finding("warning", "short_row", _SHORT, values, row=starts[place], rows=(starts[place],))]
