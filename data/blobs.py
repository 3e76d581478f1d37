"""Blobs that wait to be stored: in memory, or on the disk where they are large."""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Iterable, Iterator

_IN_MEMORY = 64_000_000
"""Bytes."""


class Blobs:
    """Some blobs in order, which may be gone through again and again."""

    def __init__(self, blobs: Iterable[bytes]) -> None:
        """Take all of them."""
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # it lives as long as this object
        weakref.finalize(self, self._file.close)
        self._sizes = [self._file.write(blob) for blob in blobs]

    def __iter__(self) -> Iterator[bytes]:
        """Yield each blob."""
        self._file.seek(0)
        for size in self._sizes:
            yield self._file.read(size)
