"""How many made-up examples a costly property is tried on: few in an ordinary run, many where slow tests run too."""

from __future__ import annotations

_ASKED = {"many": True}


def ordinary_run() -> None:
    """From now on properties are tried on few examples."""
    _ASKED["many"] = False


def examples(few: int, many: int) -> int:
    """Return how many examples of a costly property are tried; read when a test file is collected."""
    return many if _ASKED["many"] else few
