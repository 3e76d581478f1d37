"""Uploads: what was stored, from which file, when and by whom."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import sqlalchemy as sa

from data.claims import Claim, winning
from data.refusals import damaged, no_upload
from data.tables import claim, upload, upload_rows
from kpi.core.batch import Batch
from kpi.core.errors import Finding
from kpi.core.frames import ContractError


@dataclass(frozen=True)
class ClaimSummary:
    """What an upload speaks for: first and last day, departments ("*" is all), and how many claims still hold."""

    start: dt.date | None
    end: dt.date | None
    departments: tuple[str, ...]
    total: int
    winning: int


@dataclass(frozen=True)
class Upload:
    """One file as it was stored. ``active``: some of its claims still hold. ``totals``: rows, sums and fingerprints of its
    facts; ``reread``: what else must be known to read its kept rows again (None: nothing was noted).
    """

    id: int
    source: str
    source_revision: int
    file_name: str
    sha256: str
    content_hash: str
    sheet: str
    header_row: int
    mapping: Mapping[str, Any]
    form: Mapping[str, Any] | None
    as_of: dt.date | None
    counts: Mapping[str, int]
    row_count: int
    who: str
    at: dt.datetime
    withdrawn_at: dt.datetime | None
    withdrawn_by: str | None
    findings: tuple[Finding, ...]
    claims: ClaimSummary
    reread: Mapping[str, Any] | None = None
    totals: Mapping[str, Any] = field(default_factory=dict)

    @property
    def active(self) -> bool:
        """Whether some of its claims still hold."""
        return self.claims.winning > 0


def identity(batch: Batch, claims: list[Claim]) -> str:
    """Return what makes two uploads the same: source, sheet, mapping, claimed periods and normalised content."""
    places = [[one.period.start.isoformat(), one.period.months, one.key] for one in claims]
    return identity_of(batch.source, batch.sheet, batch.mapping, places, batch.content_hash)


def identity_of(source: str, sheet: str, mapping: Mapping[str, Any], places: list[Any], content_hash: str) -> str:
    """Return the identity of an upload with these claims: [first day, months, department key] each."""
    parts = [source, sheet, dict(mapping), sorted(places), content_hash]
    plain = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()


def parquet(rows: pd.DataFrame) -> bytes:
    """Return the kept rows as one compressed blob.

    Raises
    ------
    ContractError
        When a column mixes types.
    """
    buffer = io.BytesIO()
    try:
        table = pa.Table.from_pandas(rows, preserve_index=False)
    except pa.ArrowException as error:
        raise ContractError(f"kept rows: {error}") from error
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def rows_in(blob: bytes) -> int:
    """Return how many rows a blob holds."""
    return int(pq.ParquetFile(pa.BufferReader(blob)).metadata.num_rows)


def insert(connection: sa.Connection, batch: Batch, *, identity: str, totals: Any, who: str, at: dt.datetime) -> int:
    """Insert the upload itself and return its id."""
    plain = ("source", "source_revision", "file_name", "sha256", "content_hash", "sheet", "header_row", "as_of")
    values = {name: getattr(batch, name) for name in plain}
    made = connection.execute(
        sa.insert(upload).values(
            **values,
            mapping=_plain(batch.mapping),
            form=None if batch.form is None else _plain(batch.form),
            reread=_plain(batch.reread) or None,
            counts={name: int(count) for name, count in batch.counts.items()},
            findings=[finding.to_json() for finding in batch.findings],
            identity=identity,
            totals=totals,
            row_count=batch.kept.count,
            who=who,
            at=at,
        )
    )
    return int(made.inserted_primary_key.id)  # type: ignore[union-attr]  # one row was inserted


def _plain(values: Mapping[str, Any]) -> Any:
    """Return values as JSON gives them back."""
    return json.loads(json.dumps(dict(values), default=str))


def insert_rows(connection: sa.Connection, upload_id: int, blobs: Iterable[bytes]) -> None:
    """Keep the rows of an upload, part by part."""
    for part, blob in enumerate(blobs):
        values = {"upload_id": upload_id, "part": part, "parquet": blob, "sha256": hashlib.sha256(blob).hexdigest()}
        connection.execute(sa.insert(upload_rows).values(values))


def rows_of(connection: sa.Connection, upload_id: int) -> pd.DataFrame:
    """Return the kept rows of an upload."""
    return pd.concat(row_parts_of(connection, upload_id), ignore_index=True)


def row_parts_of(connection: sa.Connection, upload_id: int) -> Iterator[pd.DataFrame]:
    """Yield the kept rows of an upload in the parts in which they were stored. UserError: ``store_damaged``, ``no_upload``."""
    kept = upload_rows.c.upload_id == upload_id
    parts = connection.execute(sa.select(upload_rows.c.part).where(kept).order_by(upload_rows.c.part)).scalars().all()
    if not parts:
        raise no_upload(upload_id)
    for part in parts:
        query = sa.select(upload_rows.c.parquet, upload_rows.c.sha256).where(kept, upload_rows.c.part == part)
        blob, sha256 = connection.execute(query).one()
        if hashlib.sha256(blob).hexdigest() != sha256:
            raise damaged(f"upload_rows {upload_id}.{part}: sha256")
        yield pq.read_table(pa.BufferReader(blob)).to_pandas()


def mark_active(connection: sa.Connection) -> None:
    """Note which uploads are active; the same content active twice breaks the unique index and so the transaction."""
    holders = sa.select(claim.c.upload_id).where(claim.c.id.in_(winning())).distinct()
    active = upload.c.id.in_(list(connection.execute(holders).scalars()))
    freed = sa.update(upload).where(upload.c.active_identity.is_not(None), ~active).values(active_identity=None)
    connection.execute(freed)
    connection.execute(
        sa.update(upload).where(upload.c.active_identity.is_(None), active).values(active_identity=upload.c.identity)
    )


def uploads(connection: sa.Connection) -> list[Upload]:
    """Return every upload, newest first."""
    summaries = _summaries(connection)
    rows = connection.execute(sa.select(upload).order_by(upload.c.id.desc())).mappings()
    return [_upload(row, summaries.get(row["id"], _NO_CLAIMS)) for row in rows]


_NO_CLAIMS = ClaimSummary(None, None, (), 0, 0)
_PLAIN = ("id", "source", "source_revision", "file_name", "sha256", "content_hash", "sheet", "header_row", "mapping")
_PLAIN_TOO = ("form", "reread", "totals", "as_of", "counts", "row_count", "who", "at", "withdrawn_at", "withdrawn_by")


def _upload(row: sa.RowMapping, summary: ClaimSummary) -> Upload:
    plain = {name: row[name] for name in (*_PLAIN, *_PLAIN_TOO)}
    return Upload(**plain, findings=tuple(Finding.from_json(one) for one in row["findings"]), claims=summary)


def _summaries(connection: sa.Connection) -> dict[int, ClaimSummary]:
    """Return what each upload speaks for, added up by the database: there are many claims."""
    of_upload = claim.c.upload_id
    spans = sa.func.min(claim.c.claim_start), sa.func.max(claim.c.claim_end), sa.func.count()
    held = sa.select(of_upload, sa.func.count()).where(claim.c.id.in_(winning())).group_by(of_upload)
    holds = {upload_id: count for upload_id, count in connection.execute(held)}
    named = sa.select(of_upload, claim.c.department, sa.func.min(claim.c.id).label("first"))
    departments: dict[int, list[str]] = {}
    for row in connection.execute(named.group_by(of_upload, claim.c.department).order_by(sa.literal_column("first"))):
        departments.setdefault(row.upload_id, []).append(row.department)
    return {
        upload_id: ClaimSummary(start, end, tuple(departments[upload_id]), total, holds.get(upload_id, 0))
        for upload_id, start, end, total in connection.execute(sa.select(of_upload, *spans).group_by(of_upload))
    }
