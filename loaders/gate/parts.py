"""A large text file read part by part, so that it takes no more memory than one part of it."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd

from kpi.core.errors import Finding, UserError
from loaders.gate.files import Book, Sheet, named, placed, sheet_of
from loaders.gate.frames import frame_at
from loaders.gate.process import Guard, default_guard, run_child
from loaders.read.limits import Limits
from loaders.read.refusals import refusal
from loaders.read.text import WHOLE, Inside
from loaders.together import Together

PART_BYTES = 32_000_000
HEAD_ROWS = 20_000
"""Rows by which the table is recognised."""
_LONGEST_LINE = 4
"""Parts that one line may fill before it is cut (and refused)."""
_HEAD_BYTES = 8192
_NOT_TEXT = (b"PK", b"\xd0\xcf\x11\xe0", b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00", b"\xff\xfe", b"\xfe\xff")
"""How workbooks and texts in UTF-16 begin: line ends of the latter are no bytes of their own."""
_BY_LINE = frozenset({"broken_byte", "bad_encoding", "mixed_encoding", "foreign_encoding", "binary_text"})
"""Findings that count lines, not records."""


@dataclass(frozen=True)
class Place:
    """Where a part lies: its file, what is to be known of its rows, and how many records stand before it."""

    file: Path
    plain: dict[str, Any]
    before: int


@dataclass(frozen=True)
class Parts:
    """A text file that lies on the disk in parts; they are gone with this object.

    ``book``: the first rows of it, with all that is to be said of its text.
    """

    book: Book
    places: tuple[Place, ...]

    def sheets(self) -> Iterator[Sheet]:
        """Yield the one sheet of the file, part by part; rows are numbered through."""
        width = self.book.sheets[0].frame.shape[1]
        return (_sheet(place, width) for place in self.places)


def comes_in_parts(path: Path, *, size: int = PART_BYTES) -> bool:
    """Return whether a file is a large text table, as far as its first bytes tell; one that cannot be read is not."""
    try:
        if not path.is_file() or path.stat().st_size <= size:
            return False
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except OSError:
        return False
    return (
        not head.startswith(_NOT_TEXT)
        and b"\0" not in head
        and not head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
    )


def read_parts(
    path: Path, name: str, *, limits: Limits | None = None, guard: Guard | None = None, size: int = PART_BYTES
) -> Parts:
    """Read a text file part by part, each in a limited process of its own.

    Parameters
    ----------
    path, name
        Where the file is, and what it is called.
    limits
        What the file may ask for; those on cells and memory hold for each part.
    guard
        As for ``read_file``.
    size
        Bytes of a part.

    Raises
    ------
    UserError
        When the file is refused. Rows and lines are those of the whole file.
    """
    limits = limits or Limits.from_environment()
    length = path.stat().st_size
    with named(name) as shown:
        if length > limits.upload:
            raise refusal("too_large", size=f"{length / 1e6:,.1f}", limit=f"{limits.upload / 1e6:,.0f}")
        folder = Path(tempfile.mkdtemp(prefix="kpi-"))
        try:
            parts = _Reader(folder, limits, guard or default_guard()).read(path, shown, size)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    weakref.finalize(parts, shutil.rmtree, folder, ignore_errors=True)
    return parts


class _Reader:
    """The parts read so far: where they lie, and what the next one must know of them."""

    def __init__(self, folder: Path, limits: Limits, guard: Guard) -> None:
        self.folder, self.limits, self.guard = folder, limits, guard
        self.inside = replace(WHOLE, last=False)
        self.places: list[Place] = []
        self.found = Together()
        self.encoding = ""
        self.rows = self.lines = 0

    def read(self, path: Path, name: str, size: int) -> Parts:
        digest = hashlib.sha256()
        with path.open("rb") as stream:
            for raw, last in cut(stream, size):
                digest.update(raw)
                self.take(raw, last=last)
        head = _sheet(self.places[0])
        head = replace(head, frame=head.frame.head(HEAD_ROWS))
        findings = tuple(placed(finding, name) for finding in self.found.all())
        book = Book(name, digest.hexdigest(), "csv", self.inside.encoding or self.encoding, (head,), findings)
        return Parts(book, tuple(self.places))

    def take(self, raw: bytes, *, last: bool) -> None:
        place = self.folder / "part"
        place.mkdir()
        (place / "input").write_bytes(raw)
        inside = replace(self.inside, last=last)
        with self._counted():
            answer = run_child(place, limits=self.limits, guard=self.guard, inside=inside.to_json())
            if "refused" in answer:
                raise UserError(*(Finding.from_json(plain) for plain in answer["refused"]))
        if answer["inside"] is None:
            raise refusal("not_a_table_file", found=answer["kind"])
        self.found.add(self._here(Finding.from_json(plain)) for plain in answer["findings"])
        kept = self.folder / f"{len(self.places)}.arrow"
        (place / "sheet_0.arrow").replace(kept)
        shutil.rmtree(place)
        self.places.append(Place(kept, answer["sheets"][0], self.rows))
        self.encoding = self.encoding or answer["encoding"]
        self.inside = replace(Inside(**answer["inside"]), first=False)
        self.rows += self.inside.rows
        self.lines += raw.count(b"\n")

    @contextmanager
    def _counted(self) -> Iterator[None]:
        """Count rows in refusals from the beginning of the file."""
        try:
            yield
        except UserError as error:
            raise UserError(*map(self._here, error.findings)) from error

    def _here(self, finding: Finding) -> Finding:
        before = self.lines if finding.code in _BY_LINE else self.rows
        row = None if finding.row is None else finding.row + before
        return finding.at(row=row, rows=tuple(row + before for row in finding.rows))


def cut(stream: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """Yield the bytes of a text in parts of about that size which end with a line outside quotes; and which is the last.

    Line feeds and quotes are the same bytes in UTF-8 and in cp949, where no byte of a longer letter is one of them.
    """
    rest = b""
    while more := stream.read(size):
        block = rest + more
        end = _end(block) or (len(block) if len(block) >= _LONGEST_LINE * size else 0)
        rest = block[end:]
        if end:
            yield block[:end], not rest and not _more(stream)
    if rest:
        yield rest, True


def _more(stream: BinaryIO) -> bool:
    here = stream.tell()
    there = bool(stream.read(1))
    stream.seek(here)
    return there


def _end(block: bytes) -> int:
    """Return the place behind the last line feed before which quotes are closed; 0 where there is no line feed.

    Where quotes stay open for half the block one of them closes nothing, and any line feed will do: a part that ends
    inside quotes is refused when it is read.
    """
    last = place = block.rfind(b"\n") + 1
    quotes = block.count(b'"', 0, place)
    while quotes % 2 and place > len(block) // 2:
        before = block.rfind(b"\n", 0, place - 1) + 1
        quotes -= block.count(b'"', before, place)
        place = before
    return last if quotes % 2 else place


def _sheet(place: Place, width: int = 0) -> Sheet:
    """Return a part as a sheet, at least so wide."""
    frame = frame_at(place.file)
    for column in range(frame.shape[1], width):
        frame[str(column)] = pd.Series("", index=frame.index, dtype="str")
    sheet = sheet_of(place.plain, frame, place.plain["name"])
    sheet.frame.index = sheet.frame.index + place.before
    return sheet
