"""From intervals and p-values to verdicts and notes, and the finished RESULT frame."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kpi.calc.change import NEAR_ZERO
from kpi.calc.scope import ROW
from kpi.core.frames import RESULT_COLUMNS, empty
from kpi.core.indicator import NOTES, Better, Indicator, Question

CHANGES = ("change", "change_low", "change_high", "p", "within", "mix", "entry_exit", "crude_change")
FORBIDDING = ("series_break", "open_cases")
"""Notes of comparisons that are not made."""


def adjusted(p: pd.Series, family: pd.Series) -> pd.Series:
    """Return p-values adjusted within each family (here: a period); missing p take no part and stay missing.

    Reference: Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300 (step-up).
    """
    known = pd.DataFrame({"p": p.astype("float64"), "family": family}).dropna(subset=["p"])
    known = known.sort_values("p", ascending=False, kind="stable")
    grouped = known.groupby("family")["p"]
    size, place = grouped.transform("size"), grouped.cumcount()
    scaled = known["p"] * size / (size - place)
    return scaled.groupby(known["family"]).cummin().reindex(p.index)


def verdicts(rows: pd.DataFrame, *, better: Better, alpha: float) -> pd.DataFrame:
    """Return the rows with ``verdict`` and the note column ``many_compared``.

    Needs change, change_low, change_high, p_adjusted and the columns of ``FORBIDDING`` that apply.
    """
    up = rows["change_low"] > NEAR_ZERO
    down = rows["change_high"] < -NEAR_ZERO
    tested = rows["change_low"].notna() & rows["change_high"].notna()
    many = (up | down) & (rows["p_adjusted"] >= alpha)
    good = up if better == "higher" else down if better == "lower" else up & False
    bad = down if better == "higher" else up if better == "lower" else up & False
    forbidden = _any(rows, FORBIDDING)
    choices = [forbidden, rows["change"].isna(), ~tested, good & ~many, bad & ~many]
    words = ["not_comparable", "", "not_tested", "improved", "worsened"]
    verdict = pd.Series(np.select(choices, words, default="no_confirmed_change"), index=rows.index).astype("str")
    return rows.assign(verdict=verdict, many_compared=many & ~forbidden)


def notes(rows: pd.DataFrame) -> pd.Series:
    """Return the codes of the note columns that are true, joined by "," in the order of ``NOTES``."""
    note = pd.Series("", index=rows.index, dtype="str")
    for code in NOTES:
        if code in rows:
            more = note.where(note == "", note + ",") + code
            note = more.where(rows[code].astype("bool"), note)
    return note


def finish(rows: pd.DataFrame, *, indicator: Indicator, question: Question) -> pd.DataFrame:
    """Return the RESULT frame of rows that hold values, changes and note columns.

    Forbidden comparisons lose their change; p is adjusted over all rows of a period when there are keys.
    """
    if rows.empty:
        return empty(RESULT_COLUMNS)
    rows = rows.sort_values(list(ROW), kind="stable").reset_index(drop=True)
    forbidden = _any(rows, FORBIDDING)
    rows = rows.assign(**{name: rows[name].mask(forbidden) for name in CHANGES if name in rows})
    rows["p_adjusted"] = adjusted(rows["p"], rows["period_start"]) if question.keys else rows["p"]
    rows = verdicts(rows, better=indicator.better, alpha=1 - question.settings.confidence)
    noted = _any(rows, tuple(NOTES))
    rows["no_data"] = rows["value"].isna() & ~noted
    rows["note"] = notes(rows)
    rows = rows.assign(indicator=indicator.id, pillar=indicator.pillar, unit=indicator.unit)
    texts = {name: "str" for name in ("indicator", "pillar", "unit", "department", "task", "verdict", "note")}
    kept = rows.reindex(columns=list(RESULT_COLUMNS))
    floats = dict.fromkeys(RESULT_COLUMNS, "float64")
    return kept.astype({**floats, **texts, "period_start": "datetime64[s]", "period_months": "int64"})


def _any(rows: pd.DataFrame, codes: tuple[str, ...]) -> pd.Series:
    true = pd.Series(False, index=rows.index)
    for code in codes:
        if code in rows:
            true = true | rows[code].astype("bool")
    return true
