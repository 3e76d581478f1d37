"""One file, read and understood: what the loaders hand over and the store takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from kpi.core.errors import Finding, errors_of
from kpi.core.organisation import RegisterKind


@dataclass(frozen=True)
class NewAlias:
    """A spelling that the analyst says means a registered unit; from that day on, or always (None)."""

    kind: RegisterKind
    name: str
    unit: str
    valid_from: dt.date | None = None


class Kept:
    """The kept rows of an upload and the hash of their content, both made when they are first asked for.

    A preview and the store need them; checking does not, and hashing a million ids takes seconds.
    """

    def __init__(self, make: Callable[[], pd.DataFrame], content_hash: Callable[[], str]) -> None:
        """Take what makes the rows, and what makes the hash of their content."""
        self._make, self._hash = make, content_hash

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows (see ``Batch``)."""
        return self._make()

    @cached_property
    def content_hash(self) -> str:
        """The hash of the rows' content."""
        return self._hash()

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def parts(self) -> Iterator[pd.DataFrame]:
        """Yield the rows in parts that fit into memory; together they are ``rows``."""
        yield self.rows


@dataclass(frozen=True)
class Batch:
    """Everything one upload brings.

    ``cells``, ``pairs``, ``claims`` keep the contracts of ``kpi.core.frames`` (names as the file wrote them).
    ``rows`` are the kept rows: ``row_number`` (as Excel shows it), ``row_key`` (what makes a row the same row in a
    corrected file), ``claim_start``, ``department``, then the declared columns only; respondent, rater and case ids
    only as keyed hashes. ``mapping`` is plain JSON: fields, scale, missing codes, units, year ...
    ``form``: plain JSON of the form the file has and how it is read (see ``loaders.form``); no part of what makes two
    uploads the same. ``aliases`` are written into the registers with the load.
    ``content_hash`` covers the normalised declared content, so that saving the same table again changes nothing.
    ``reread``: plain JSON of what else must be known to read the kept rows again; no part of what makes two uploads the same.
    Both are made from ``kept`` when they are first asked for.
    """

    source: str
    source_revision: int
    file_name: str
    sha256: str
    sheet: str
    header_row: int
    mapping: Mapping[str, Any]
    as_of: dt.date | None
    cells: pd.DataFrame
    pairs: pd.DataFrame
    claims: pd.DataFrame
    kept: Kept
    counts: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    new_departments: tuple[str, ...] = ()
    new_tasks: tuple[str, ...] = ()
    aliases: tuple[NewAlias, ...] = ()
    form: Mapping[str, Any] | None = None
    reread: Mapping[str, Any] = field(default_factory=dict)

    @property
    def rows(self) -> pd.DataFrame:
        """The kept rows."""
        return self.kept.rows

    @property
    def content_hash(self) -> str:
        """The hash of the declared content."""
        return self.kept.content_hash

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Findings that stop the load."""
        return errors_of(self.findings)
