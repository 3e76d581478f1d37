"""What saving a checked file would change: rows, and the headline numbers before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from data.store import Store
from kpi.core.batch import Batch, NewAlias
from kpi.core.errors import UserError, errors_of
from kpi.core.organisation import ALL_DEPARTMENTS
from loaders.load.hashes import row_hashes
from services.changes import Headline, headline_values, headlines
from services.check import Checked
from services.held import Held

ROW_BOOKKEEPING = ("row_number", "row_key", "sheet", "upload")
HEADLINE_YEARS = 3


@dataclass(frozen=True)
class Preview:
    """Rows counted against the uploads they would replace, and what becomes of the numbers.

    ``gone`` are rows of the replaced uploads that the file no longer has; ``departments_gone`` are departments whose
    earlier data for the same periods stay, because the file does not speak of them. ``new_departments`` and ``new_tasks``
    will be registered, ``aliases`` added to what is registered.
    """

    new: int
    changed: int
    unchanged: int
    gone: int
    departments_gone: tuple[str, ...]
    replaced_uploads: tuple[int, ...]
    headlines: tuple[Headline, ...]
    new_departments: tuple[str, ...] = ()
    new_tasks: tuple[str, ...] = ()
    aliases: tuple[NewAlias, ...] = ()


def preview(store: Store, checked: Checked, *, who: str, now: dt.datetime) -> Preview:
    """Return what a load would do, computed inside a transaction that is rolled back.

    Raises
    ------
    UserError
        As the load itself would: errors in the file, the same content again, overlapping claims.
    """
    if checked.batch is None or not checked.ok:
        raise UserError(*errors_of(checked.findings))
    batch = checked.batch
    counts, uploads = replaced_rows(store, batch)
    before = headline_values(store, {batch.source})
    with store.rehearsal(batch, who=who, at=now) as view:
        after = headline_values(Held(view), {batch.source})
    return Preview(
        **counts,
        departments_gone=_departments_gone(store, batch),
        replaced_uploads=uploads,
        headlines=_of_last_years(headlines(before, after), batch),
        new_departments=batch.new_departments,
        new_tasks=batch.new_tasks,
        aliases=batch.aliases,
    )


def replaced_rows(store: Store, batch: Batch) -> tuple[dict[str, int], tuple[int, ...]]:
    """Return how many rows are new, changed, unchanged and gone, and the uploads whose place the file takes."""
    replaced = _replaced_claims(store, batch)
    uploads = tuple(sorted({int(number) for number in replaced["upload"]}))
    if not uploads:
        return {"new": batch.kept.count, "changed": 0, "unchanged": 0, "gone": 0}, ()
    return compare_rows(batch.kept.parts(), _former_rows(store, replaced)), uploads


def compare_rows(rows: Iterable[pd.DataFrame], former: Iterable[pd.DataFrame]) -> dict[str, int]:
    """Return how many rows are new, changed, unchanged and gone, matched by ``row_key`` and, where a key occurs
    more than once, by order. Both come in parts, of whose rows no more than two hashes are kept.
    """
    now, then = _keyed(rows), _keyed(former)
    both = now.merge(then, on=["key", "turn"], how="outer", suffixes=("_now", "_then"), indicator=True)
    matched = both[both["_merge"] == "both"]
    unchanged = int((matched["content_now"] == matched["content_then"]).sum())
    return {
        "new": int((both["_merge"] == "left_only").sum()),
        "changed": len(matched) - unchanged,
        "unchanged": unchanged,
        "gone": int((both["_merge"] == "right_only").sum()),
    }


def _keyed(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return hashes of the key and of the content of each row, and how many rows of that key have less content."""
    found = [_hashed(rows) for rows in parts if len(rows)]
    keyed = pd.concat(found, ignore_index=True) if found else pd.DataFrame({"key": [], "content": []}, dtype="uint64")
    keyed["turn"] = keyed.sort_values("content").groupby("key").cumcount()
    return keyed


def _hashed(rows: pd.DataFrame) -> pd.DataFrame:
    columns = sorted(name for name in rows.columns if name not in ROW_BOOKKEEPING)
    return pd.DataFrame({"key": row_hashes(rows[["row_key"]]), "content": row_hashes(rows[columns])})


def _replaced_claims(store: Store, batch: Batch) -> pd.DataFrame:
    held = store.claims()
    held = held[held["source"] == batch.source]
    mine = batch.claims[["claim_start", "claim_months", "department"]]
    whole = mine[mine["department"] == ALL_DEPARTMENTS][["claim_start", "claim_months"]].drop_duplicates()
    by_name = held.merge(mine, on=["claim_start", "claim_months", "department"])
    return pd.concat([by_name, held.merge(whole, on=["claim_start", "claim_months"])]).drop_duplicates()


def _former_rows(store: Store, replaced: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the rows of the claims that are replaced."""
    for number, claims in replaced.groupby("upload"):
        everything = claims[claims["department"] == ALL_DEPARTMENTS]["claim_start"]
        named = claims[["claim_start", "department"]].drop_duplicates()
        for rows in store.upload_row_parts(int(str(number))):
            dated = rows.assign(claim_start=pd.to_datetime(rows["claim_start"]).astype("datetime64[s]"))
            yield dated.merge(named, on=["claim_start", "department"])
            yield dated[dated["claim_start"].isin(everything)]


def _departments_gone(store: Store, batch: Batch) -> tuple[str, ...]:
    if (batch.claims["department"] == ALL_DEPARTMENTS).any():
        return ()
    held = store.claims()
    held = held[(held["source"] == batch.source) & (held["department"] != ALL_DEPARTMENTS)]
    same = held.merge(
        batch.claims[["claim_start", "claim_months"]].drop_duplicates(), on=["claim_start", "claim_months"]
    )
    return tuple(sorted(set(same["department"]) - set(batch.claims["department"])))


def _of_last_years(changed: tuple[Headline, ...], batch: Batch) -> tuple[Headline, ...]:
    years = sorted({start.year for start in batch.claims["claim_start"]})[-HEADLINE_YEARS:]
    return tuple(one for one in changed if one.period.start.year in years)
