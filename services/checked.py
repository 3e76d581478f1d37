"""What is known of a file after it was read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kpi.core.batch import Batch
from kpi.core.errors import Finding, errors_of
from kpi.core.text import Text
from loaders.asking import Question, asked
from loaders.choice import Choice
from services.forms import Remembered


@dataclass(frozen=True)
class FieldChoice:
    """One field of the source and the column it is read from ("" when none); ``confidence`` is 0-1.

    ``why``: how the column was found, a key of ``loaders.asking.WHY`` ("" when it is not read).
    """

    field: str
    label: Text
    required: bool
    column: str
    confidence: float
    help: Text
    why: str = ""


@dataclass(frozen=True)
class Checked:
    """All that is known about a file after reading it: what it is, what was matched, what is wrong.

    ``batch`` is None when the file could not be read or recognised; ``sample`` are the first rows as text, personal data
    covered; of a file that was not recognised as they stand there.
    ``used`` is the choice with what was remembered of the form (``remembered``; None where there is none).
    ``found``: (sheet, row, 0-based column) -> text of the first cells that findings are about.
    """

    file: str
    findings: tuple[Finding, ...]
    choice: Choice
    batch: Batch | None = None
    source: str = ""
    source_name: Text | None = None
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    header_row: int | None = None
    labels: tuple[str, ...] = ()
    fields: tuple[FieldChoice, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    sample: tuple[Mapping[str, str], ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    found: Mapping[tuple[str, int, int], str] = field(default_factory=dict)
    used: Choice | None = None
    remembered: Remembered | None = None

    @property
    def ok(self) -> bool:
        """Whether the file could be loaded as it is."""
        return self.batch is not None and not errors_of(self.findings)

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the analyst is asked before the file can be loaded."""
        return asked(self.findings)

    @property
    def sheets_read(self) -> tuple[str, ...]:
        """The sheets that are read; nothing where no table was found."""
        return tuple(self.batch.mapping.get("sheets", ())) if self.batch is not None else ()

    @property
    def mapping(self) -> dict[str, str]:
        """Field -> column label, for the fields that are read."""
        return {choice.field: choice.column for choice in self.fields if choice.column}

    def as_dict(self, lang: Any) -> dict[str, Any]:
        """Return the JSON object of the command line."""
        return {
            "file": self.file,
            "ok": self.ok,
            "source": self.source or None,
            "sheet": self.sheet,
            "sheets": list(self.sheets),
            "header_row": self.header_row,
            "mapping": self.mapping,
            "confidence": {choice.field: choice.confidence for choice in self.fields if choice.column},
            "why": {choice.field: choice.why for choice in self.fields if choice.column},
            "remembered": self.remembered.as_dict() if self.remembered else None,
            "counts": dict(self.counts),
            "findings": [finding.as_dict(lang) for finding in self.findings],
        }
