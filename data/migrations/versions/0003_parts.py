"""The kept rows of a large upload lie in several parts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Number the parts; what is kept so far is the one part of its upload."""
    with op.batch_alter_table("upload_rows") as batch:
        batch.add_column(sa.Column("part", sa.Integer, nullable=False, server_default="0"))
        batch.drop_constraint("pk_upload_rows", type_="primary")
        batch.create_primary_key("pk_upload_rows", ["upload_id", "part"])
    with op.batch_alter_table("upload_rows") as batch:
        batch.alter_column("part", server_default=None)
