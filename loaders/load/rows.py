"""The rows that are kept: declared columns only, who is who in a corrected file, and a hash of all of it."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import pandas as pd

from loaders.load.hashes import hexadecimal, row_hashes

FIRST_COLUMNS = ("row_number", "row_key", "claim_start", "department")


def kept_rows(
    declared: pd.DataFrame, *, claim_start: pd.Series[Any], department: pd.Series[Any], identity: list[str]
) -> pd.DataFrame:
    """Return the rows of a batch.

    Parameters
    ----------
    declared : DataFrame
        The declared columns by field name, ids already hashed; index = row number as Excel shows it.
    claim_start, department : Series
        What the row counts for.
    identity : list of str
        Columns that name a row in a corrected file too; where they are blank or repeated, and where there are none, rows
        are told apart by what they say and a running number of equals.
    """
    kept = declared.loc[claim_start.notna()]
    key = _row_keys(kept, [name for name in identity if name in kept])
    rows = kept.assign(
        row_number=kept.index.astype("int64"),
        row_key=key,
        claim_start=claim_start[kept.index],
        department=department[kept.index],
    )
    rest = [name for name in declared.columns if name not in FIRST_COLUMNS]
    return rows.loc[:, [*FIRST_COLUMNS, *rest]].reset_index(drop=True)


def content_hash(rows: pd.DataFrame, *, source: str) -> str:
    """Return a hash of the declared content; the order of the rows does not matter."""
    said = rows.drop(columns=["row_number", "row_key"], errors="ignore")
    digest = hashlib.sha256(f"{source}|{'|'.join(map(str, said.columns))}".encode())
    if len(said):
        digest.update(np.sort(row_hashes(said)).tobytes())
    return digest.hexdigest()


def _row_keys(rows: pd.DataFrame, identity: list[str]) -> pd.Series[Any]:
    by = identity or list(rows.columns)
    named = hexadecimal(row_hashes(rows[by])).set_axis(rows.index)
    if identity:
        blank = rows[by].astype("str").eq("").all(axis=1)
        if blank.any():
            whole = "-" + hexadecimal(row_hashes(rows[blank])).set_axis(rows.index[blank])
            named = named.mask(blank, whole.reindex(rows.index))
    if not named.duplicated().any():
        return named
    again = named.groupby(named, sort=False).cumcount()
    return named.where(again.eq(0), named + "-" + again.astype("str")).astype("str")
