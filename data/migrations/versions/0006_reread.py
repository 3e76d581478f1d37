"""An upload keeps what else must be known to read its kept rows again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column; of earlier uploads nothing was noted."""
    op.add_column("upload", sa.Column("reread", sa.JSON(none_as_null=True), nullable=True))
