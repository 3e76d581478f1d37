"""A spelling remembers the upload it came with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column; what is there so far was entered by people, or counts as such."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    with op.batch_alter_table("alias") as batch:
        batch.add_column(sa.Column("upload_id", number, nullable=True))
        batch.create_foreign_key("fk_alias_upload_id", "upload", ["upload_id"], ["id"])
