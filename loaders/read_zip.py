"""Zip packages, opened with suspicion: parts are inflated under limits and XML is parsed without surprises."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Protocol

from lxml import etree

from kpi.core.errors import UserError
from loaders.read_limits import Limits
from loaders.read_refusals import refusal

_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))


class Readable(Protocol):
    """What the XML parser reads from."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to that many bytes."""


class Package:
    """The parts of one zip file, found without regard to case, counted while they are inflated."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Open the file and judge its directory; refuse what is broken or abnormal."""
        self.limits = limits
        self.inflated = 0
        self.packed = path.stat().st_size
        self._opened = ExitStack()
        try:
            self._zip = self._opened.enter_context(zipfile.ZipFile(path))
        except _ZIP_ERRORS as error:
            raise refusal("broken_zip") from error
        try:
            self._check_directory()
        except UserError:
            self._opened.close()
            raise
        self._names = {name.lower(): name for name in self._zip.namelist()}

    def __enter__(self) -> Package:
        """Return the package itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close the file and every part that was opened."""
        self._opened.close()

    def _check_directory(self) -> None:
        entries = self._zip.infolist()
        if any(entry.flag_bits & 1 for entry in entries):
            raise refusal("encrypted")
        names = [entry.filename.lower() for entry in entries]
        strange = any(name.startswith("/") or ".." in name.replace("\\", "/").split("/") for name in names)
        if len(entries) > self.limits.entries or len(set(names)) < len(names) or strange:
            raise refusal("abnormal_zip")
        if sum(entry.file_size for entry in entries) > self.limits.unpacked:
            raise self._bomb()

    def __contains__(self, name: str) -> bool:
        """Return whether there is a part of that name."""
        return name.lower() in self._names

    def names(self) -> Iterator[str]:
        """Iterate over the names of the parts in lower case."""
        return iter(self._names)

    def open(self, name: str) -> CountedPart:
        """Open a part for reading; a missing part is a broken package."""
        if name not in self:
            raise refusal("broken_part", part=name)
        try:
            stream = self._opened.enter_context(self._zip.open(self._names[name.lower()]))
        except _ZIP_ERRORS as error:
            raise refusal("broken_part", part=name) from error
        return CountedPart(self, name, stream)

    def count(self, size: int) -> None:
        """Count inflated bytes; refuse a bomb."""
        self.inflated += size
        swollen = self.inflated > self.limits.ratio_from and self.inflated > self.packed * self.limits.ratio
        if swollen or self.inflated > self.limits.unpacked:
            raise self._bomb()

    def _bomb(self) -> Exception:
        return refusal("zip_bomb", limit=f"{self.limits.unpacked // 1_000_000:,}")


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
        if not self._started and any(doctype in chunk for doctype in _DOCTYPES):
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
        raise refusal("broken_part", part=name) from error
