"""Zip packages, opened with suspicion: parts are inflated under limits and XML is parsed without surprises."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Protocol

from lxml import etree

from kpi.core.errors import UserError
from loaders.read.limits import Limits
from loaders.read.refusals import refusal
from loaders.read.stray import refuse_saved_as_text

_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
_HEAD = 8192
_OUTSIDE = re.compile(r"^(?:[/\\]|[a-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)")
DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
"""How a document type declaration begins, in the encodings of XML."""


class Readable(Protocol):
    """What the XML parser reads from."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to that many bytes."""


class Package:
    """The parts of one zip file, found without regard to case, counted while they are inflated."""

    def __init__(self, source: Path | IO[bytes], limits: Limits) -> None:
        """Open the file or stream and judge its directory; refuse what is broken or abnormal."""
        self.limits = limits
        self.inflated = 0
        self._opened = ExitStack()
        self.stream = self._opened.enter_context(source.open("rb")) if isinstance(source, Path) else source
        self.packed = self.stream.seek(0, 2)
        try:
            self._zip = self._opened.enter_context(zipfile.ZipFile(self.stream))
        except _ZIP_ERRORS as error:
            with self._opened:
                self.stream.seek(0)
                refuse_saved_as_text(self.stream.read(_HEAD))
                raise refusal("broken_zip") from error
        try:
            self._check_directory()
        except UserError:
            self._opened.close()
            raise
        self._names = {_key(name): name for name in self._zip.namelist()}

    def __enter__(self) -> Package:
        """Return the package itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close the file and every part that was opened."""
        self._opened.close()

    def _check_directory(self) -> None:
        entries = self._zip.infolist()
        if len(entries) > self.limits.entries:
            raise refusal("too_many_parts", number=f"{len(entries):,}", limit=f"{self.limits.entries:,}")
        if any(entry.flag_bits & 1 for entry in entries):
            raise refusal("encrypted_zip")
        seen: set[str] = set()
        for entry in entries:
            name = _key(entry.filename)
            if name in seen:
                raise refusal("duplicate_part", part=_shown(entry.filename))
            if _OUTSIDE.search(name):
                raise refusal("strange_path", part=_shown(entry.filename))
            seen.add(name)
        size = sum(entry.file_size for entry in entries)
        if size > self.limits.unpacked:
            raise self._too_large(size)

    def entries(self) -> list[zipfile.ZipInfo]:
        """Return the entries of the directory in their order."""
        return self._zip.infolist()

    def __contains__(self, name: str) -> bool:
        """Return whether there is a part of that name."""
        return _key(name) in self._names

    def names(self) -> Iterator[str]:
        """Iterate over the names of the parts in lower case."""
        return iter(self._names)

    def open(self, name: str) -> CountedPart:
        """Open a part for reading; a missing part is a broken package."""
        if name not in self:
            raise refusal("broken_part", part=name)
        try:
            stream = self._opened.enter_context(self._zip.open(self._names[_key(name)]))
        except NotImplementedError as error:
            raise refusal("unknown_compression", part=name) from error
        except _ZIP_ERRORS as error:
            raise refusal("broken_part", part=name) from error
        return CountedPart(self, name, stream)

    def count(self, size: int) -> None:
        """Count inflated bytes; refuse a bomb."""
        self.inflated += size
        if self.inflated > self.limits.unpacked:
            raise self._too_large(self.inflated)
        if self.inflated > self.limits.ratio_from and self.inflated > self.packed * self.limits.ratio:
            ratio, limit = self.inflated / max(1, self.packed), self.limits.ratio
            raise refusal("zip_ratio", ratio=f"{ratio:,.0f}", limit=f"{limit:,.0f}")

    def _too_large(self, size: int) -> UserError:
        limit = f"{self.limits.unpacked / 1e6:,.0f}"
        return refusal("unpacked_too_large", size=f"{size / 1e6:,.0f}", limit=limit)


def _key(name: str) -> str:
    """Return a name without regard to case; names in unknown letters stay as they are."""
    return name.lower() if name.isascii() else name


def _shown(name: str) -> str:
    """Return a name as it may be quoted: short and printable."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)[:80]


class CountedPart:
    """A readable part of a package."""

    def __init__(self, package: Package, name: str, stream: IO[bytes]) -> None:
        """Take an opened part of the package."""
        self.name = name
        self._package = package
        self._stream = stream
        self._started = False

    def read(self, size: int = -1) -> bytes:
        """Return up to that many bytes (at most 1 MB a call, so that a bomb is seen early)."""
        try:
            chunk = self._stream.read(size if 0 < size < 1 << 20 else 1 << 20)
        except _ZIP_ERRORS as error:
            raise refusal("broken_part", part=self.name) from error
        if not self._started and any(doctype in chunk for doctype in DOCTYPES):
            raise refusal("doctype", value=self.name)
        self._started = True
        self._package.count(len(chunk))
        return chunk

    def read_all(self) -> bytes:
        """Return the whole part."""
        return b"".join(iter(self.read, b""))


def elements(package: Package, name: str, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """Iterate over the finished elements with these local names, in the order of their ends.

    Elements are emptied after use. No entity is resolved and nothing is fetched; a DOCTYPE is refused.
    """
    yield from elements_of(package.open(name), name, tags)


def elements_of(stream: Readable, name: str, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """Iterate over elements as ``elements`` does, from an opened part or any other stream."""
    judged = False
    try:
        for _, element in etree.iterparse(
            stream,
            events=("end",),
            tag=[f"{{*}}{tag}" for tag in tags],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        ):
            if not judged and element.getroottree().docinfo.doctype:
                raise refusal("doctype", value=name)
            judged = True
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except etree.XMLSyntaxError as error:
        raise broken_xml(error, name) from error


def broken_xml(error: etree.XMLSyntaxError, part: str) -> UserError:
    """Return the refusal of a part that cannot be parsed."""
    return refusal("part_too_deep" if "Excessive depth" in str(error) else "broken_part", part=part)
