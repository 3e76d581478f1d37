"""Store a checked file, all of it or nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from data.store import Store
from kpi.core.errors import Finding, UserError, errors_of
from services.check import Checked


@dataclass(frozen=True)
class LoadResult:
    """What a load did: the upload's number, the rows kept, and the findings that stay with it."""

    upload_id: int
    rows: int
    findings: tuple[Finding, ...]


def load(store: Store, checked: Checked, *, who: str, now: dt.datetime) -> LoadResult:
    """Store a checked file in one transaction.

    Raises
    ------
    UserError
        When the check found an error, the same content is there already, or its claims overlap another upload's.
    """
    errors = errors_of(checked.findings)
    if errors or checked.batch is None:
        raise UserError(*errors)
    upload_id = store.load(checked.batch, who=who, at=now)
    return LoadResult(upload_id=upload_id, rows=checked.batch.kept.count, findings=checked.findings)
