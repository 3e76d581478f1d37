"""The quick lane for text tables: blocks of records of one width and with plain quotes, cut into columns all at once.

A block with anything else in it is left to the reader that goes record by record, so the lane can be quick but never
wrong.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from loaders.read.grid import TEXT
from loaders.read.separator import longest_field

BLOCK = 4_000_000
"""Bytes of a block; it ends with a line."""
_BLANK_LINES = (b"\n\n", b"\n\r\n")
"""Arrow counts them in another way."""
_RETURN, _LINE_FEED = 13, 10
_WIDEST = 200
"""Fields of a record; wider ones are read one by one, as Arrow takes room for the whole block for each column."""
Runs = list[tuple[int, int, int]]
Codes = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]


def blocks(data: bytes, size: int = BLOCK) -> Iterator[bytes]:
    """Yield a text in UTF-8 in parts that end with a line feed, but for the last."""
    start = 0
    while start < len(data):
        end = len(data) if start + size >= len(data) else data.find(b"\n", start + size) + 1 or len(data)
        yield data[start:end]
        start = end


def columns_of(block: bytes, separator: str, *, longest: int) -> list[pa.Array] | None:
    """Return the columns of a block in UTF-8 as strings; None when it is not as plain as the lane needs it.

    ``longest`` is the longest field in letters.
    """
    quoted = b'"' in block
    codes = np.frombuffer(block, "uint8")
    feeds = codes == _LINE_FEED
    if not separator.isascii() or not _is_plain(block, separator, codes, feeds, quoted=quoted):
        return None
    width = _width(block, separator, longest)
    if not 0 < width <= _WIDEST:
        return None
    table = _table(block, separator, width, quoted=quoted)
    if table is None or not table.num_rows:
        return None
    if not quoted and table.num_rows != np.count_nonzero(feeds) + (not feeds[-1]):
        return None
    columns = [_whole(column) for column in table.columns]
    if pc.min(pc.binary_length(columns[-1])).as_py() == 0 and any(blank in block for blank in _BLANK_LINES):
        return None
    if any(pc.max(pc.binary_length(column)).as_py() > longest for column in columns):
        return None
    return columns


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else pa.concat_arrays(column.chunks)


def _is_plain(block: bytes, separator: str, codes: Codes, feeds: Flags, *, quoted: bool) -> bool:
    """Return whether every line feed ends a record and every quote encloses a field; ``feeds``: which bytes they are."""
    if b"\0" in block or block[:1] in (b"\r", b"\n"):
        return False
    if quoted:
        return _quoted_records(separator).fullmatch(block) is not None
    return b"\r" not in block or not _lone_returns(codes, feeds)


def _width(block: bytes, separator: str, longest: int) -> int:
    """Return the fields of the first record; 0 where one of them is too long."""
    try:
        with longest_field(longest):
            return len(next(csv.reader(_lines(block), delimiter=separator)))
    except csv.Error:
        return 0


def _lone_returns(codes: Codes, feeds: Flags) -> bool:
    """Return whether a carriage return stands without a line feed behind it."""
    returns = codes == _RETURN
    return bool(returns[-1] or (returns[:-1] > feeds[1:]).any())


def _lines(block: bytes) -> Iterator[str]:
    """Yield the lines of a block, for as long as somebody asks."""
    start = 0
    while start < len(block):
        end = block.find(b"\n", start) + 1 or len(block)
        yield block[start:end].decode("utf-8", "surrogatepass")
        start = end


def _table(raw: bytes, separator: str, width: int, *, quoted: bool) -> pa.Table | None:
    """Return the records as strings; None where one has another width. The bytes are known to be UTF-8."""
    names = [str(place) for place in range(width)]
    quote = {"quote_char": '"', "newlines_in_values": True} if quoted else {"quote_char": False}
    try:
        return arrow_csv.read_csv(
            pa.BufferReader(raw),
            read_options=arrow_csv.ReadOptions(use_threads=False, block_size=len(raw) + 1, column_names=names),
            parse_options=arrow_csv.ParseOptions(delimiter=separator, ignore_empty_lines=False, **quote),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, TEXT), strings_can_be_null=False, check_utf8=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    except pa.ArrowException as error:  # no room for the stack of the thread that it reads with
        raise MemoryError from error


@cache
def _quoted_records(separator: str) -> re.Pattern[bytes]:
    """Return the pattern of records whose quotes enclose whole fields and are doubled inside."""
    cut = re.escape(separator)
    field = f'(?:"[^"]*+(?:""[^"]*+)*+"|[^"\r\n{cut}]*+)'
    return re.compile(rf"(?:{field}(?:{cut}|\r?\n))*+{field}".encode())


def widths_of(columns: list[pa.Array]) -> Runs:
    """Return how wide the rows are, as runs of equal rows: fields (0 for a blank row), fields up to the last filled one,
    number of rows.
    """
    filled = np.zeros(len(columns[0]), dtype="int64")
    for place in range(len(columns), 0, -1):
        letters = pc.binary_length(pc.utf8_trim_whitespace(columns[place - 1]))
        there = np.asarray(letters) > 0
        filled[there & (filled == 0)] = place
        if filled.all():
            break
    starts = np.flatnonzero(np.diff(filled, prepend=-1))
    counts = np.diff(np.append(starts, len(filled)))
    pairs = zip(filled[starts].tolist(), counts.tolist(), strict=True)
    return [(len(columns) if last else 0, last, count) for last, count in pairs]
