"""A department under two of its names: two files that look apart and would count twice."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from data.claims import winning
from data.tables import claim, upload
from kpi.core.organisation import Register, normal


def same_unit_elsewhere(connection: sa.Connection, upload_id: int, register: Register) -> sa.RowMapping | None:
    """Return a claim of the upload that another upload makes for the same unit under another name; else None.

    Only names that the register knows can be recognised; each is looked up at the first day of its claim.
    """
    renamed = [unit for unit in register.units if unit.aliases]
    spelled = {normal(name) for unit in renamed for name in (unit.name, *(alias.name for alias in unit.aliases))}
    if not spelled:
        return None
    for row in connection.execute(_overlaps(upload_id, spelled)).mappings():
        mine = register.find(row["department"], row["claim_start"])
        other = register.find(row["other_department"], row["other_start"])
        if mine is not None and other is not None and mine.id == other.id:
            return row
    return None


def _overlaps(upload_id: int, keys: set[str]) -> sa.Select[Any]:
    """Pairs of overlapping claims of differently named departments, among these names."""
    mine, other = claim.alias("mine"), claim.alias("other")
    about = (upload.c.id, upload.c.file_name, upload.c.at, upload.c.who)
    others = (other.c.department.label("other_department"), other.c.claim_start.label("other_start"))
    return (
        sa.select(mine.c.claim_start, mine.c.claim_months, mine.c.department, *others, *about)
        .select_from(mine.join(other, mine.c.source == other.c.source).join(upload, upload.c.id == other.c.upload_id))
        .where(
            mine.c.upload_id == upload_id,
            other.c.upload_id != upload_id,
            other.c.id.in_(winning()),
            mine.c.department_key.in_(sorted(keys)),
            other.c.department_key.in_(sorted(keys)),
            mine.c.department_key != other.c.department_key,
            other.c.claim_start <= mine.c.claim_end,
            other.c.claim_end >= mine.c.claim_start,
        )
        .order_by(mine.c.claim_start, mine.c.department, other.c.upload_id)
    )
