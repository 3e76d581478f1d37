"""How much one file may ask for."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Limits:
    """Limits of one upload; bulk loads by an administrator may raise them.

    Bytes for ``upload``, ``unpacked``, ``ratio_from`` and ``memory``; ``ratio`` is unpacked to packed size, judged only
    above ``ratio_from``; ``area`` is rows x columns of one sheet from its first to its last used cell; seconds for
    ``cpu_seconds`` (of the child process) and ``wall_seconds``; ``field`` is characters of one cell.
    """

    upload: int = 30_000_000
    unpacked: int = 300_000_000
    ratio: float = 100.0
    ratio_from: int = 50_000_000
    entries: int = 1_000
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
