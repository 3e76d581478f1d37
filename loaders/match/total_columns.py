"""Do printed total columns of a wide table fit the columns that are read? Where they do not, a column may be missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.match.melt import VALUE, Melt
from loaders.match.table import Rows
from loaders.match.total_check import COUNT, MOST_ROWS, Figures, Marked, Numbers, decimals_of, figures_of

_DIFFERS = Text(
    "'{label}' 열의 합계·평균 {count}칸이 같은 행의 읽은 열과 맞지 않습니다. {cell} 칸에는 {printed}, 읽은 열로 구하면 {given}. 읽지 않은 "
    "열이 있거나 합계 열이 아닐 수 있으니 확인하세요. 값은 읽은 열로만 셉니다.",
    "In column '{label}' {count} totals do not fit the columns of the same row that are read. Cell {cell} says {printed}, the "
    "columns give {given}. A column may not be read, or it may be no total: check it. Only the columns themselves count.",
)


@dataclass(frozen=True)
class _Parts:
    """The columns a total column is about: their numbers, a row each, the decimals they show, and n of each (or None)."""

    numbers: Numbers
    decimals: int
    n: Numbers | None


def unfitting_columns(rows: Rows, melt: Melt, mapping: Mapping[str, str]) -> list[Finding]:
    """Return a warning for each total column of a wide table in which some cell fits no sum and no mean of its row.

    ``rows``: the wide table without total rows; ``mapping``: field -> label of the long table. A cell fits when it is the
    sum, the plain mean or the mean weighted by n of the columns that are read, at the decimals that are printed; where there
    is no n, any value between the lowest and the highest may be a mean. Rows with a blank part are not judged.
    """
    if len(rows.frame) > MOST_ROWS:
        return []
    field_of = {label: field for field, label in mapping.items()}
    found = []
    for label, value in _totals(melt):
        if value not in field_of:
            continue
        printed = figures_of(rows.frame, label)
        parts = _parts(rows, melt, value, mapping.get(COUNT, ""))
        wrong = _unfitting(printed, parts, is_count=field_of[value] == COUNT)
        if wrong.any():
            found.append(_finding(rows, label, printed, parts, wrong))
    return found


def _totals(melt: Melt) -> Iterator[tuple[str, str]]:
    """Yield total columns with the label of the values they add up, where that is clear."""
    for label in melt.totals:
        named = [value for value in melt.values if value != VALUE and value in label]
        of = named if len(melt.values) > 1 else list(melt.values)
        if len(of) == 1:
            yield label, of[0]


def _parts(rows: Rows, melt: Melt, value: str, count: str) -> _Parts:
    groups = [columns for _, columns in melt.parts if value in columns]
    figures = [figures_of(rows.frame, columns[value]) for columns in groups]
    numbers = np.column_stack([one.numbers for one in figures])
    decimals = max(decimals_of(one.texts) for one in figures)
    if count in ("", value) or not all(count in columns for columns in groups):
        return _Parts(numbers, decimals, None)
    n = np.column_stack([figures_of(rows.frame, columns[count]).numbers for columns in groups])
    return _Parts(numbers, decimals, n)


def _unfitting(printed: Figures, parts: _Parts, *, is_count: bool) -> Marked:
    clear = np.isfinite(printed.numbers) & np.isfinite(parts.numbers).all(axis=1)
    total, numbers = printed.numbers[clear], parts.numbers[clear]
    own, of_parts = 0.5 * 10.0 ** -decimals_of(printed.texts), 0.5 * 10.0**-parts.decimals
    tiny = 1e-9 * np.maximum(1.0, np.abs(total))
    whole = is_count and not parts.decimals
    slack = tiny if whole else tiny + own + of_parts
    fits = np.abs(numbers.sum(axis=1) - total) <= (tiny if whole else slack + of_parts * numbers.shape[1])
    fits |= np.abs(numbers.mean(axis=1) - total) <= (0.5 if whole else slack)
    if not is_count:
        n = np.full_like(numbers, np.nan) if parts.n is None else parts.n[clear]
        known = np.isfinite(n).all(axis=1) & (n.sum(axis=1) > 0)
        between = (numbers.min(axis=1) - slack <= total) & (total <= numbers.max(axis=1) + slack)
        fits |= np.where(known, np.abs(_weighted(numbers, n, known) - total) <= slack, between)
    wrong = np.zeros(len(clear), dtype=np.bool_)
    wrong[clear] = ~fits
    return wrong


def _weighted(numbers: Numbers, n: Numbers, known: Marked) -> Numbers:
    """Return the means weighted by n; plain ones where it is not known."""
    weights = np.where(known[:, None], n, 1.0)
    means: Numbers = (numbers * weights).sum(axis=1) / weights.sum(axis=1)
    return means


def _finding(rows: Rows, label: str, printed: Figures, parts: _Parts, wrong: Marked) -> Finding:
    at = int(np.flatnonzero(wrong)[0])
    numbers = tuple(int(one) for one in rows.frame.index[wrong])
    values = {
        "label": label,
        "count": len(numbers),
        "cell": rows.origin.cell(numbers[0], label),
        "printed": printed.texts[at].strip(),
        "given": f"{parts.numbers[at].sum():,.{min(parts.decimals, 2)}f}",
    }
    return Finding("warning", "total_differs", _DIFFERS, values, column=label, count=len(numbers), rows=numbers)
