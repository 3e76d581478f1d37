"""Work in a process that is killed, and what it said before."""

from __future__ import annotations

import os
from collections.abc import Callable


def in_a_child(work: Callable[[int], None], kill: Callable[[int], None], *, after_lines: int) -> list[list[str]]:
    """Run work in a process, let it be killed some time after so many lines, and return the words of all it wrote."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            work(writer)
        finally:
            os._exit(0)  # the child of a killed server fails; what it said before counts
    os.close(writer)
    with os.fdopen(reader) as stream:
        lines = [stream.readline() for _ in range(after_lines)]  # none where the child has ended by itself
        kill(child)
        os.waitpid(child, 0)
        return [line.split() for line in [*lines, *stream.read().splitlines()] if line]
