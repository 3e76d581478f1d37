"""What is said of a table while it is read: how often, where, with the first cell quoted."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kpi.core.errors import Finding, Severity
from kpi.core.text import Text
from loaders.load.faults import SHOWN_CHARACTERS
from loaders.match.recognise import Layout

HASHED = frozenset({"respondent", "rater", "case_id"})
"""Fields of which nothing but hashes is kept."""


class Saying:
    """A recognised table and its ``findings``, which name ids of rows; ``stand_for``: how many rows each row stands for."""

    def __init__(self, layout: Layout) -> None:
        """Begin with nothing said."""
        self.layout, self.mapping, self.index = layout, layout.mapping, layout.table.index
        self.findings: list[Finding] = []
        self.stand_for: pd.Series[Any] | None = None
        self._told: set[str] = set()

    def has(self, name: str) -> bool:
        """Return whether a field is mapped."""
        return name in self.mapping

    def label(self, name: str) -> str:
        """Return the header of a field's column, "" when it is not mapped."""
        return self.mapping.get(name, "")

    def once(self, what: str) -> bool:
        """Return whether this is the first time that something is to be said."""
        first = what not in self._told
        self._told.add(what)
        return first

    def say(
        self,
        severity: Severity,
        code: str,
        message: Text,
        *,
        marked: pd.Series[Any] | None = None,
        field_name: str = "",
        **values: Any,
    ) -> None:
        """Add a finding; ``marked`` are the rows it is about (by id): counted, the first few named, its cell quoted."""
        rows: tuple[int, ...] = ()
        if marked is not None:
            rows = tuple(marked.index[marked].tolist())
            count = len(rows) if self.stand_for is None else int(self.stand_for[marked].sum())
            values = {"count": count, "rows_text": self.layout.origin.rows_text(rows), **values}
        self.findings.append(
            Finding(
                severity,
                code,
                message,
                values,
                row=rows[0] if len(rows) == 1 else None,
                column=self.label(field_name),
                value=self._quoted(field_name, rows),
                count=max(values["count"] if rows else 1, 1),
                rows=rows,
            )
        )

    def _quoted(self, name: str, rows: tuple[int, ...]) -> str:
        """Return what stands in the first of the cells, shortened; never what becomes a hash, nor what is not at hand."""
        if not rows or not self.has(name) or name in HASHED or rows[0] not in self.index:
            return ""
        text = str(self.layout.table.at[rows[0], self.label(name)]).strip()
        return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "…"
