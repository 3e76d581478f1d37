"""The first structure: uploads, claims, cells, pairs, registers, entries by hand, audit.

A frozen copy: later changes of ``data.tables`` come as later revisions.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SUMS = ("n", "w", "wx", "wxx", "ww", "wwx", "wwxx")
PAIR_SUMS = ("n", "w", "wx", "wy", "wxx", "wyy", "wxy", "ww", "wwx", "wwy", "wwxx", "wwyy", "wwxy")
APPEND_ONLY = ("target", "series_break", "population", "setting", "audit")


def _id() -> sa.Column[Any]:
    return sa.Column("id", BIG_ID, primary_key=True, autoincrement=True)


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _must(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _of(name: str, table: str, *, primary_key: bool = False) -> sa.Column[Any]:
    return sa.Column(name, BIG_ID, sa.ForeignKey(f"{table}.id"), nullable=False, primary_key=primary_key)


def _who_and_when() -> list[sa.Column[Any]]:
    return [*_texts("who"), _must("at", sa.String(40))]


def upgrade() -> None:
    """Make every table and the triggers."""
    _meta_and_uploads()
    _claims()
    _facts("cell", ("item",), SUMS, sa.Column("histogram", sa.LargeBinary))
    _facts("pair", ("item", "item2"), PAIR_SUMS)
    _registers()
    _entries()
    _audit()
    for table in APPEND_ONLY:
        _append_only(table)


def _meta_and_uploads() -> None:
    single = sa.CheckConstraint("id = 1", name="single")
    number = sa.Column("id", sa.Integer, primary_key=True, autoincrement=False)
    op.create_table("meta", number, _must("revision", sa.BigInteger), _must("secret", sa.LargeBinary), single)
    op.create_table(
        "upload",
        _id(),
        *_texts("source", "file_name", "sheet"),
        _must("source_revision", sa.Integer),
        _must("sha256", sa.String(64)),
        _must("content_hash", sa.String(128)),
        _must("identity", sa.String(64)),
        sa.Column("active_identity", sa.String(64), unique=True),
        _must("header_row", sa.Integer),
        sa.Column("as_of", sa.Date),
        *(_must(name, sa.JSON) for name in ("mapping", "counts", "findings", "totals")),
        _must("row_count", sa.BigInteger),
        *_who_and_when(),
        sa.Column("withdrawn_at", sa.String(40)),
        sa.Column("withdrawn_by", sa.Text),
        sqlite_autoincrement=True,
    )
    kept = (_must("parquet", sa.LargeBinary), _must("sha256", sa.String(64)))
    op.create_table("upload_rows", _of("upload_id", "upload", primary_key=True), *kept)


def _claims() -> None:
    op.create_table(
        "claim",
        _id(),
        _of("upload_id", "upload"),
        *_texts("source", "department", "department_key"),
        _must("claim_start", sa.Date),
        _must("claim_months", sa.Integer),
        _must("claim_end", sa.Date),
        sa.CheckConstraint("claim_months >= 1", name="months"),
        sa.UniqueConstraint("upload_id", "claim_start", "department_key"),
    )
    place = ["source", "claim_start", "claim_months", "department_key", "upload_id"]
    op.create_index("ix_claim_place", "claim", place)


def _facts(name: str, items: tuple[str, ...], sums: tuple[str, ...], *more: sa.Column[Any]) -> None:
    keys = ("measure", *items, "task", "department", "stratum", "group", "role", "rater", "rater_department")
    op.create_table(
        name,
        _of("upload_id", "upload", primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        _of("claim_id", "claim"),
        *_texts(*keys),
        _must("period_start", sa.Date),
        _must("period_months", sa.Integer),
        *(sa.Column(total, sa.Double, nullable=total not in {"n", "wx"}) for total in sums),
        *more,
        sa.CheckConstraint("n >= 0", name="n"),
    )
    op.create_index(f"ix_{name}_measure", name, ["measure"])


def _registers() -> None:
    kind = sa.CheckConstraint("kind in ('department', 'task')", name="kind")
    unique = sa.UniqueConstraint("kind", "name_key")
    op.create_table("unit", _id(), _must("kind", sa.String(20)), *_texts("name", "name_key"), kind, unique)
    valid = (sa.Column("valid_from", sa.Date), sa.Column("valid_to", sa.Date))
    op.create_table("alias", _id(), _of("unit_id", "unit"), *_texts("name", "name_key"), *valid)
    op.create_table(
        "succession",
        _id(),
        _of("predecessor_id", "unit"),
        _of("successor_id", "unit"),
        _must("effective_on", sa.Date),
        sa.Column("share", sa.Double),
        *_texts("note"),
        *_who_and_when(),
        sa.CheckConstraint("share > 0 and share <= 1", name="share"),
        sa.CheckConstraint("predecessor_id <> successor_id", name="other"),
        sa.UniqueConstraint("predecessor_id", "successor_id", "effective_on"),
    )


def _entries() -> None:
    year, value = _must("year", sa.Integer), sa.Column("value", sa.Double)
    texts = _texts("indicator", "department", "kind", "note")
    op.create_table("target", _id(), *texts, year, value, *_who_and_when())
    texts = _texts("measure", "item", "department", "reason")
    rest = (_must("effective_on", sa.Date), _must("holds", sa.Boolean))
    op.create_table("series_break", _id(), *texts, *rest, *_who_and_when())
    size = sa.Column("population", sa.Double)
    op.create_table("population", _id(), _must("year", sa.Integer), *_texts("stratum"), size, *_who_and_when())
    op.create_table("setting", _id(), *_texts("key"), sa.Column("value", sa.JSON), *_who_and_when())


def _audit() -> None:
    about = sa.Column("upload_id", BIG_ID, sa.ForeignKey("upload.id"))
    op.create_table("audit", _id(), *_who_and_when(), *_texts("action"), about, _must("detail", sa.JSON))


def _append_only(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            refuse = f"begin select raise(abort, '{table} is append-only'); end"
            op.execute(f"create trigger {table}_no_{verb} before {verb} on {table} {refuse}")
        return
    body = f"begin raise exception '{table} is append-only'; end"
    op.execute(f"create function {table}_is_append_only() returns trigger language plpgsql as $$ {body} $$")
    call = f"execute function {table}_is_append_only()"
    op.execute(f"create trigger {table}_no_change before update or delete on {table} for each row {call}")
    op.execute(f"create trigger {table}_no_truncate before truncate on {table} for each statement {call}")
