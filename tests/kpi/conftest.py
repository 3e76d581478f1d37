"""Evidence made by hand: rows of a few named fields become frames that keep the contracts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd
import pytest

from kpi.core.frames import CELL_COLUMNS, CELL_KEYS, CLAIM_COLUMNS, PAIR_COLUMNS, PAIR_KEYS, empty
from kpi.core.indicator import Evidence

SOURCES = ("satisfaction_survey", "processing_records", "collaboration_evaluation", "achievements", "cases")
Rows = Iterable[Mapping[str, Any]]


def frame(rows: Rows, columns: tuple[str, ...], keys: tuple[str, ...]) -> pd.DataFrame:
    rows = list(rows)
    if not rows:
        return empty(columns)
    full = [{**dict.fromkeys(keys, ""), "period_months": 12, **row} for row in rows]
    made = pd.DataFrame(full).reindex(columns=list(columns))
    texts = [name for name in keys if name not in ("period_start", "period_months", "claim_start")]
    made["claim_start"] = made["claim_start"].where(made["claim_start"] != "", made["period_start"])
    for name in ("period_start", "claim_start"):
        made[name] = pd.to_datetime(made[name]).astype("datetime64[s]")
    sums = {name: "float64" for name in columns if name not in keys and name != "histogram"}
    return made.astype({**dict.fromkeys(texts, "str"), **sums, "period_months": "int64"})


def evidence(
    cells: Rows = (),
    *,
    pairs: Rows = (),
    claims: Rows | None = None,
    breaks: Rows = (),
    population: Rows = (),
    years: Iterable[int] = range(2010, 2021),
) -> Evidence:
    """Claims default to every source, every year, all departments."""
    if claims is None:
        claims = [{"source": source, "claim_start": f"{year}-01-01"} for source in SOURCES for year in years]
    claimed = pd.DataFrame(
        [{"claim_months": 12, "department": "*", **claim} for claim in claims], columns=CLAIM_COLUMNS
    )
    claimed["claim_start"] = pd.to_datetime(claimed["claim_start"]).astype("datetime64[s]")
    broken = pd.DataFrame(
        [{"measure": "", "item": "", "department": "", **one} for one in breaks],
        columns=["measure", "item", "department", "effective_on"],
    )
    broken["effective_on"] = pd.to_datetime(broken["effective_on"]).astype("datetime64[s]")
    people = pd.DataFrame(list(population), columns=["year", "stratum", "population"])
    return Evidence(
        cells=frame(cells, CELL_COLUMNS, CELL_KEYS),
        pairs=frame(pairs, PAIR_COLUMNS, PAIR_KEYS),
        claims=claimed.astype({"source": "str", "department": "str", "claim_months": "int64"}),
        breaks=broken.astype({"measure": "str", "department": "str"}),
        population=people.astype({"year": "int64", "stratum": "str", "population": "float64"}),
    )


def cell(
    measure: str, start: str, values: Iterable[float], weights: Iterable[float] | None = None, **keys: Any
) -> dict:
    """One cell from single values; a period such as "2014" is a year, "2014-03" a month."""
    x = [float(value) for value in values]
    w = [1.0] * len(x) if weights is None else [float(weight) for weight in weights]
    year = len(start) == 4
    sums = {
        "n": len(x),
        "w": sum(w),
        "wx": sum(a * b for a, b in zip(w, x, strict=True)),
        "wxx": sum(a * b * b for a, b in zip(w, x, strict=True)),
        "ww": sum(a * a for a in w),
        "wwx": sum(a * a * b for a, b in zip(w, x, strict=True)),
        "wwxx": sum(a * a * b * b for a, b in zip(w, x, strict=True)),
    }
    period = {"period_start": f"{start}-01-01" if year else f"{start}-01", "period_months": 12 if year else 1}
    return {"measure": measure, **period, **sums, **keys}


@pytest.fixture(scope="session")
def make_evidence() -> Callable[..., Evidence]:
    return evidence


@pytest.fixture(scope="session")
def make_cell() -> Callable[..., dict]:
    return cell
