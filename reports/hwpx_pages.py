"""Where pages of a Hangul document begin: what belongs together is not torn apart, whatever program lays it out.

Hangul itself keeps a heading with what follows it ("다음 문단과 함께"); readers that do not would leave headings alone
at the end of a page and let pictures run over it.
"""

from __future__ import annotations

from typing import Any

SPARE = 18.0
"""Points of a page that stay free, for programs whose fonts are wider than reckoned."""


class Pages:
    """How full the page under way is, in points; heights are reckoned, so a break comes rather early than late."""

    def __init__(self, high: float) -> None:
        self._high = high - SPARE
        self._used = self._kept = self._all = 0.0
        self._first: Any = None
        self._torn = False

    def put(self, paragraph: Any, points: float, *, least: float | None = None) -> None:
        """Count a paragraph into the group under way.

        ``least`` is how much of it must stand with what is before it where the rest may flow to the next page; what
        follows it in the group then flows too.
        """
        self._first = paragraph if self._first is None else self._first
        if not self._torn:
            self._kept += points if least is None else min(points, least)
        self._all += points
        self._torn = self._torn or (least is not None and least < points)

    def begin(self, *, page: bool = False) -> None:
        """End the group under way, on a page of its own where it would not fit; ``page``: the next one begins a page."""
        if self._first is not None and self._used and self._used + self._kept > self._high >= self._kept:
            self._first.set("pageBreak", "1")
            self._used = 0.0
        self._used = 0.0 if page else (self._used + self._all) % self._high
        self._kept = self._all = 0.0
        self._first, self._torn = None, False
