"""The tables of the store. A new column needs a migration too (a test compares the two)."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from data.moment import Moment
from kpi.core.frames import CELL_SUMS, PAIR_SUMS

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""SQLite numbers rows by itself only in a column of type INTEGER (which has 64 bits there)."""


def _id() -> sa.Column[Any]:
    return sa.Column("id", BigId, primary_key=True, autoincrement=True)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False)


def _sums(names: tuple[str, ...]) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Double, nullable=name not in {"n", "wx"}) for name in names]


def _upload_id(*, primary_key: bool = False) -> sa.Column[Any]:
    return sa.Column("upload_id", BigId, sa.ForeignKey("upload.id"), nullable=False, primary_key=primary_key)


def _who_and_when() -> list[sa.Column[Any]]:
    return [_text("who"), sa.Column("at", Moment, nullable=False)]


meta = sa.Table(
    "meta",
    metadata,
    sa.Column("id", sa.Integer, sa.CheckConstraint("id = 1", name="single"), primary_key=True, autoincrement=False),
    sa.Column("revision", sa.BigInteger, nullable=False),
    sa.Column("secret", sa.LargeBinary, nullable=False),
)

upload = sa.Table(
    "upload",
    metadata,
    _id(),
    _text("source"),
    sa.Column("source_revision", sa.Integer, nullable=False),
    _text("file_name"),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("content_hash", sa.String(128), nullable=False),
    sa.Column("identity", sa.String(64), nullable=False),
    sa.Column("active_identity", sa.String(64), nullable=True, unique=True),
    _text("sheet"),
    sa.Column("header_row", sa.Integer, nullable=False),
    sa.Column("mapping", sa.JSON, nullable=False),
    sa.Column("form", sa.JSON(none_as_null=True)),
    sa.Column("reread", sa.JSON(none_as_null=True)),
    sa.Column("as_of", sa.Date),
    sa.Column("counts", sa.JSON, nullable=False),
    sa.Column("findings", sa.JSON, nullable=False),
    sa.Column("totals", sa.JSON, nullable=False),
    sa.Column("row_count", sa.BigInteger, nullable=False),
    *_who_and_when(),
    sa.Column("withdrawn_at", Moment),
    sa.Column("withdrawn_by", sa.Text),
    sqlite_autoincrement=True,
)
"""``identity`` says what makes two uploads the same; ``active_identity`` repeats it while some claim of the upload wins:
its unique index is the last guard against the same content twice. ``totals``: what was inserted, to check against.
``form``: how a file of the same form is read next time; ``reread``: what else must be known to read the kept rows again;
both no part of the identity."""

upload_rows = sa.Table(
    "upload_rows",
    metadata,
    _upload_id(primary_key=True),
    sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("parquet", sa.LargeBinary, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
)

claim = sa.Table(
    "claim",
    metadata,
    _id(),
    _upload_id(),
    _text("source"),
    sa.Column("claim_start", sa.Date, nullable=False),
    sa.Column("claim_months", sa.Integer, sa.CheckConstraint("claim_months >= 1", name="months"), nullable=False),
    sa.Column("claim_end", sa.Date, nullable=False),
    _text("department"),
    _text("department_key"),
    sa.UniqueConstraint("upload_id", "claim_start", "department_key"),
    sa.Index("ix_claim_place", "source", "claim_start", "claim_months", "department_key", "upload_id"),
)
"""``claim_end`` is the last day; ``department_key`` the name as it is compared."""


def _facts(name: str, items: tuple[str, ...], sums: tuple[str, ...], *more: sa.Column[Any]) -> sa.Table:
    texts = ("measure", *items, "task", "department", "stratum", "group", "role", "rater", "rater_department")
    return sa.Table(
        name,
        metadata,
        _upload_id(primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("claim_id", BigId, sa.ForeignKey("claim.id"), nullable=False),
        *(_text(text) for text in texts),
        sa.Column("period_start", sa.Date, nullable=False),
        sa.Column("period_months", sa.Integer, nullable=False),
        *_sums(sums),
        *more,
        sa.CheckConstraint("n >= 0", name="n"),
        sa.Index(f"ix_{name}_measure", "measure"),
    )


cell = _facts("cell", ("item",), CELL_SUMS, sa.Column("histogram", sa.LargeBinary))
pair = _facts("pair", ("item", "item2"), PAIR_SUMS)

unit = sa.Table(
    "unit",
    metadata,
    _id(),
    sa.Column("kind", sa.String(20), sa.CheckConstraint("kind in ('department', 'task')", name="kind"), nullable=False),
    _text("name"),
    _text("name_key"),
    sa.UniqueConstraint("kind", "name_key"),
)
alias = sa.Table(
    "alias",
    metadata,
    _id(),
    sa.Column("unit_id", BigId, sa.ForeignKey("unit.id"), nullable=False),
    _text("name"),
    _text("name_key"),
    sa.Column("valid_from", sa.Date),
    sa.Column("valid_to", sa.Date),
    sa.Column("upload_id", BigId, sa.ForeignKey("upload.id")),
)
"""``upload_id``: the upload that brought it; it does not count while that one is withdrawn (see ``data.spellings``)."""
succession = sa.Table(
    "succession",
    metadata,
    _id(),
    sa.Column("predecessor_id", BigId, sa.ForeignKey("unit.id"), nullable=False),
    sa.Column("successor_id", BigId, sa.ForeignKey("unit.id"), nullable=False),
    sa.Column("effective_on", sa.Date, nullable=False),
    sa.Column("share", sa.Double, sa.CheckConstraint("share > 0 and share <= 1", name="share")),
    _text("note"),
    *_who_and_when(),
    sa.CheckConstraint("predecessor_id <> successor_id", name="other"),
    sa.UniqueConstraint("predecessor_id", "successor_id", "effective_on"),
)
target = sa.Table(
    "target",
    metadata,
    _id(),
    _text("indicator"),
    _text("department"),
    sa.Column("year", sa.Integer, nullable=False),
    _text("kind"),
    sa.Column("value", sa.Double),
    sa.Column("low", sa.Double),
    sa.Column("high", sa.Double),
    _text("note"),
    *_who_and_when(),
)
"""Append-only; the newest row wins, and one without a value takes the target back. ``low`` and ``high``: its band."""

series_break = sa.Table(
    "series_break",
    metadata,
    _id(),
    _text("measure"),
    _text("item"),
    _text("department"),
    sa.Column("effective_on", sa.Date, nullable=False),
    sa.Column("holds", sa.Boolean, nullable=False),
    _text("reason"),
    *_who_and_when(),
)
population = sa.Table(
    "population",
    metadata,
    _id(),
    sa.Column("year", sa.Integer, nullable=False),
    _text("stratum"),
    sa.Column("population", sa.Double),
    *_who_and_when(),
)
setting = sa.Table("setting", metadata, _id(), _text("key"), sa.Column("value", sa.JSON), *_who_and_when())
audit = sa.Table(
    "audit",
    metadata,
    _id(),
    *_who_and_when(),
    _text("action"),
    sa.Column("upload_id", BigId, sa.ForeignKey("upload.id")),
    sa.Column("detail", sa.JSON, nullable=False),
)
APPEND_ONLY = ("target", "series_break", "population", "setting", "audit")
"""Triggers refuse to change or delete rows of these."""
