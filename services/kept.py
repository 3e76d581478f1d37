"""Things kept per revision of a store, so that asking again costs nothing; bounded, safe for many threads."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Generic, TypeVar

Kind = TypeVar("Kind")


class Kept(Generic[Kind]):
    """The ``most`` things used last, by key. Two threads may make the same thing at once; one of them is kept."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._things: OrderedDict[Hashable, Kind] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable | None, make: Callable[[], Kind]) -> Kind:
        """Return what is kept under the key, else make and keep it; with the key None it is made and not kept."""
        if key is None:
            return make()
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
                return self._things[key]
        thing = make()
        with self._lock:
            self._things[key] = thing
            while len(self._things) > self._most:
                self._things.popitem(last=False)
        return thing

    def get_all(self, keys: Sequence[Hashable], make: Callable[[list[Hashable]], Sequence[Kind]]) -> list[Kind]:
        """Return what is kept under each key; what is not is made together, of the keys in their order, and kept."""
        with self._lock:
            held = {key: self._things[key] for key in keys if key in self._things}
        lacking = [key for key in dict.fromkeys(keys) if key not in held]
        held |= dict(zip(lacking, make(lacking), strict=True)) if lacking else {}
        return [self.get(key, partial(held.__getitem__, key)) for key in keys]
