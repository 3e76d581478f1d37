"""Answers: from what the file wrote to codes, and from codes on a scale a..b to scores of 0-100."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from loaders.cells import parse as cells

_VOCABULARIES: tuple[dict[str, int], ...] = (
    {"매우불만족": 1, "매우불만": 1, "불만족": 2, "불만": 2, "보통": 3, "만족": 4, "매우만족": 5},
    {"불만족": 1, "대체로불만족": 2, "보통": 3, "대체로만족": 4, "만족": 5},
    {"전혀그렇지않다": 1, "매우그렇지않다": 1, "그렇지않다": 2, "그렇지않은편이다": 2, "보통이다": 3, "보통": 3}
    | {"그렇다": 4, "그런편이다": 4, "매우그렇다": 5},
    {"매우못함": 1, "못함": 2, "보통": 3, "잘함": 4, "매우잘함": 5},
    {"매우미흡": 1, "미흡": 2, "보통": 3, "우수": 4, "매우우수": 5},
    {"verydissatisfied": 1, "dissatisfied": 2, "neutral": 3, "satisfied": 4, "verysatisfied": 5},
    {"stronglydisagree": 1, "disagree": 2, "neutral": 3, "agree": 4, "stronglyagree": 5},
)
"""Words of five-point scales, the most usual first; one is taken only when it holds all words of a file's answers."""
CODES_AMONG_POINTS = 0.05
"""From this share of whole numbers 1-7 on, a file with points above 10 may hold two scales."""
_NUMBERED = r"^(-?\d+(?:\.\d+)?)\s*(?:[.):]|점|%)?\s*(.*)$"
_KNOWN_WORDS = frozenset().union(*_VOCABULARIES) | {""}


def parse_answer(values: pd.Series[Any], *, beside: Collection[str] = ()) -> cells.Parsed:
    """Return answers as codes: "4", "4점", "85%", "4. 만족", or the words of one five-point scale.

    ``beside`` are the answers of the other columns: "만족" is 4 beside "매우 만족" and 5 beside "대체로 만족".
    """
    distinct = pd.Series(values.unique(), dtype="str")
    text = cells.parse_text(distinct).values
    missing = cells.parse_number(distinct).missing
    parts = text.str.extract(_NUMBERED)
    numbered = parts[1].fillna("?").map(_compared).isin(list(_KNOWN_WORDS))
    codes = pd.to_numeric(parts[0].where(numbered), errors="coerce").astype("float64")
    words = text.map(_compared)
    codes = codes.fillna(words.map(_vocabulary(set(words[codes.isna() & ~missing]), beside)))
    codes = codes.mask(missing)
    bad = codes.isna() & ~missing
    return cells.Parsed(
        values=values.map(dict(zip(distinct, codes, strict=True))).astype("float64"),
        bad=values.map(dict(zip(distinct, bad, strict=True))).astype("bool"),
        missing=values.map(dict(zip(distinct, missing, strict=True))).astype("bool"),
    )


def _compared(text: str) -> str:
    return text.replace(" ", "").casefold()


def is_answer_word(text: str) -> bool:
    """Return whether a text is one of the answers of a five-point scale in words."""
    said = _compared(text)
    return bool(said) and said in _KNOWN_WORDS


def _vocabulary(said: set[str], beside: Collection[str]) -> dict[str, float]:
    """Return the first vocabulary that holds all these words and those beside them; nothing when none does."""
    together = said | (_KNOWN_WORDS & {_compared(text) for text in beside}) - {""}
    for known in _VOCABULARIES if said else ():
        if together <= known.keys():
            return {word: float(code) for word, code in known.items()}
    return {}


def scores(codes: Any, scale: tuple[float, float]) -> Any:
    """Return (x - a) / (b - a) x 100."""
    low, high = scale
    return (codes - low) / (high - low) * 100.0


def satisfied_from(scale: tuple[float, float]) -> float | None:
    """Return the lowest score that counts as satisfied: the second-best code up to 7 points, 8 of 0-10; else None."""
    low, high = min(scale), max(scale)
    steps = high - low
    if steps <= 6:
        return (steps - 1) / steps * 100.0
    return (8 - low) / steps * 100.0 if high == 10 else None


def known_scale(values: Mapping[str, pd.Series[Any]]) -> tuple[float, float] | None:
    """Return the only scale all columns can be on; None where that is not sure.

    1-5 and 1-7 when the best code occurs and nothing lies outside; 0-10 when both ends occur; 0-100 when any value is
    above 10, none above 100, and hardly any looks like a code of 1-7. Everything else (a missing end, a 0, a 6, a 9,
    1-10, points among codes) must be declared.
    """
    filled = {name: column.dropna() for name, column in values.items()}
    filled = {name: column for name, column in filled.items() if len(column)}
    if not filled:
        return None
    classes = {scale_class(column) for column in filled.values()}
    if len(classes) > 1:
        return None
    low = min(float(column.min()) for column in filled.values())
    high = max(float(column.max()) for column in filled.values())
    whole = all((column == column.round()).all() for column in filled.values())
    if high in (5, 7) and low >= 1 and whole:
        return (1.0, high)
    if high == 10 and low == 0 and whole:
        return (0.0, 10.0)
    points = pd.concat(list(filled.values()))
    as_codes = (points.between(1, 7) & points.eq(points.round())).mean()
    return (0.0, 100.0) if 10 < high <= 100 and low >= 0 and as_codes < CODES_AMONG_POINTS else None


def scale_class(column: pd.Series[Any]) -> int:
    """Return 5, 7, 10 or 100: the smallest usual scale that holds the highest answer."""
    high = float(column.max())
    return next((size for size in (5, 7, 10) if high <= size), 100)
