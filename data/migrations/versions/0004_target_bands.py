"""A target may have a band around it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add both ends; earlier targets have no band."""
    for name in ("low", "high"):
        op.add_column("target", sa.Column(name, sa.Double, nullable=True))
