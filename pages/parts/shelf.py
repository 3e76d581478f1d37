"""What is kept for a browser while its page is reloaded: in memory only, little, and not for long."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

LIFE = dt.timedelta(hours=1)
MOST_OF_ONE, MOST_OF_ALL = 100_000_000, 300_000_000
"""Bytes that are kept for one browser, and for all together."""


@dataclass(frozen=True)
class Held:
    """A kept thing, its size in bytes, and until when it is kept."""

    thing: Any
    size: int
    until: dt.datetime


class Shelf:
    """Things by owner and name. What is old is let go by itself; where room is short, what was put first is."""

    def __init__(self, clock: Callable[[], dt.datetime]) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._timer: threading.Timer | None = None
        self._held: dict[tuple[str, str], Held] = {}

    def put(self, owner: str, name: str, thing: Any, *, size: int) -> None:
        """Keep a thing from now on; what is too large for one owner, or has no owner, is not kept."""
        with self._lock:
            self._tidy()
            self._held.pop((owner, name), None)
            if not owner or self._size(owner) + size > MOST_OF_ONE:
                return
            while self._size() + size > MOST_OF_ALL:
                self._held.pop(next(iter(self._held)))
            self._held[owner, name] = Held(thing, size, self._clock() + LIFE)
            self._wait()

    def of(self, owner: str) -> list[Any]:
        """Return what is kept for an owner, in the order in which it was put; nothing for nobody."""
        with self._lock:
            self._tidy()
            return [held.thing for (whose, _), held in self._held.items() if owner and whose == owner]

    def drop(self, owner: str, *names: str) -> None:
        """Let go of things of an owner."""
        with self._lock:
            for name in names:
                self._held.pop((owner, name), None)

    def _size(self, owner: str | None = None) -> int:
        return sum(held.size for (whose, _), held in self._held.items() if owner in (None, whose))

    def _tidy(self) -> None:
        now = self._clock()
        self._held = {place: held for place, held in self._held.items() if held.until > now}

    def _wait(self) -> None:
        """Look again when the first of the things has become old, also when nobody comes."""
        if self._timer is None and self._held:
            first = min(held.until for held in self._held.values()) - self._clock()
            self._timer = threading.Timer(max(first.total_seconds(), 1), self._look)
            self._timer.daemon = True
            self._timer.start()

    def _look(self) -> None:
        with self._lock:
            self._timer = None
            self._tidy()
            self._wait()
