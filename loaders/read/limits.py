"""How much one file may ask for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

_PREFIX = "KPI_LIMIT_"
_BULK_UNPACKED, _BULK_MEMORY = 10, 8
"""A bulk file may grow so many times when it is unpacked, and need so many times its size as memory."""


@dataclass(frozen=True)
class Limits:
    """Limits of one upload; the environment may set each (``KPI_LIMIT_CELLS=5000000``), bulk loads raise them.

    Bytes for ``upload``, ``unpacked``, ``ratio_from`` and ``memory``; ``ratio`` is unpacked to packed size, judged only
    above ``ratio_from``; ``area`` is rows x columns of one sheet from its first to its last used cell; seconds for
    ``cpu_seconds`` (of the child process) and ``wall_seconds``; ``field`` is characters of one cell.
    """

    upload: int = 30_000_000
    unpacked: int = 300_000_000
    ratio: float = 100.0
    ratio_from: int = 50_000_000
    entries: int = 1_000
    sheets: int = 500
    columns: int = 2_000
    area: int = 10_000_000
    cells: int = 3_000_000
    field: int = 32_767
    memory: int = 1 << 30
    cpu_seconds: int = 20
    wall_seconds: float = 60.0

    def to_json(self) -> dict[str, float]:
        """Return the limits as plain numbers."""
        return asdict(self)

    @classmethod
    def for_bulk(cls, megabytes: float) -> Limits:
        """Return limits for files of that size loaded by an administrator.

        They are high, but they are there: the process that reads is limited as for any upload, zip bombs are refused.
        """
        size = max(int(megabytes * 1e6), cls.upload)
        return cls(
            upload=size,
            unpacked=max(size * _BULK_UNPACKED, cls.unpacked),
            area=1 << 31,
            cells=1 << 31,
            memory=max(size * _BULK_MEMORY, 4 << 30),
            cpu_seconds=3_600,
            wall_seconds=7_200.0,
        )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Limits:
        """Return the usual limits with those that the environment sets, in the units above.

        Raises
        ------
        UserError
            ``bad_limit`` when a value is not a number above 0.
        """
        found = os.environ if environment is None else environment
        kinds = {field.name: type(getattr(cls, field.name)) for field in fields(cls)}
        names = {name: _PREFIX + name.upper() for name in kinds if _PREFIX + name.upper() in found}
        return replace(cls(), **{name: _number(names[name], found[names[name]], kinds[name]) for name in names})


def _number(variable: str, text: str, kind: type[int] | type[float]) -> Any:
    from loaders.read.refusals import refusal

    try:
        value = kind(text.replace("_", "").replace(",", ""))
    except ValueError:
        value = 0
    if not 0 < value < 1 << 62:
        raise refusal("bad_limit", name=variable, value=text[:40])
    return value
