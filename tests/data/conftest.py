"""Stores of every kind, and batches to put into them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from data.store import Store
from kpi.core.batch import Batch, Kept
from kpi.core.frames import CELL_COLUMNS, CLAIM_COLUMNS, PAIR_COLUMNS, empty

MakeBatch = Callable[..., Batch]
AT = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)


def _dates(days: list[str]) -> pd.Series:
    return pd.Series(pd.to_datetime(days)).astype("datetime64[s]")


def build_batch(
    rows: list[tuple[str, str, float]],
    *,
    source: str = "survey",
    months: int = 12,
    claims: list[tuple[str, str]] | None = None,
    measure: str = "score",
    file_name: str = "설문.xlsx",
    mapping: dict[str, str] | None = None,
    pairs: int = 0,
    **more: object,
) -> Batch:
    """Return a batch of (first day, department, sum) rows; claims default to the periods and departments found."""
    days, departments, sums = ([row[place] for row in rows] for place in range(3))
    cells = empty(CELL_COLUMNS).reindex(range(len(rows)))
    cells = cells.assign(**{name: "" for name in CELL_COLUMNS[:9]}).assign(
        measure=measure,
        department=pd.Series(departments, dtype="str"),
        period_start=_dates(days),
        claim_start=_dates(days),
    )
    cells["period_months"] = months
    cells["item"] = [f"{number}" for number in range(len(rows))]
    cells["wx"] = [float(value) for value in sums]
    cells["n"] = 1.0
    cells["histogram"] = pd.Series([b"\x01\x02"] * len(rows), dtype="object")
    claimed = sorted(set(claims if claims is not None else zip(days, departments, strict=True)))
    claim_frame = pd.DataFrame(
        {
            "source": pd.Series([source] * len(claimed), dtype="str"),
            "claim_start": _dates([day for day, _ in claimed]),
            "claim_months": months,
            "department": pd.Series([name for _, name in claimed], dtype="str"),
        },
        columns=list(CLAIM_COLUMNS),
    )
    content = repr((rows, months, measure)).encode()
    pair_frame = empty(PAIR_COLUMNS)
    if pairs:
        pair_frame = cells.head(pairs).assign(item2="overall").reindex(columns=list(PAIR_COLUMNS))
        pair_frame["wy"] = 2.5
    kept = pd.DataFrame({"row_number": range(2, len(rows) + 2), "row_key": cells["item"], "department": departments})
    values: dict[str, object] = {
        "source_revision": 1,
        "sha256": hashlib.sha256(content).hexdigest(),
        "sheet": "자료",
        "header_row": 1,
        "as_of": dt.date(2026, 1, 1),
        "counts": {"rows": len(rows)},
    }
    frames = {"cells": cells, "pairs": pair_frame, "claims": claim_frame}
    content_hash = hashlib.sha256(content).hexdigest()
    values["kept"] = Kept(lambda: kept, lambda: content_hash)
    about = {"source": source, "file_name": file_name, "mapping": mapping or {"score": "점수"}}
    return Batch(**{**values, **frames, **about, **more})  # type: ignore[arg-type]  # assembled by name


@pytest.fixture
def make_batch() -> MakeBatch:
    return build_batch


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'kpi.sqlite'}")
    yield opened
    opened.close()


@pytest.fixture
def any_store(any_url: str) -> Iterator[Store]:
    opened = Store.open(any_url)
    yield opened
    opened.close()
