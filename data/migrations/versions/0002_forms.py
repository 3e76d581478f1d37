"""An upload keeps the form of its file: its labels and how they were read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column; earlier uploads have no form."""
    op.add_column("upload", sa.Column("form", sa.JSON(none_as_null=True), nullable=True))
