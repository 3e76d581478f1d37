"""Do printed totals fit the rows that are read? They need not; but where they do not, a row may be missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.cells.parse import MISSING, parse_number
from loaders.match.table import Rows

Numbers = npt.NDArray[np.float64]
Marked = npt.NDArray[np.bool_]
COUNT = "n"
OF_RESPONDENTS = ("item", "measure")
"""Keys over which the same n is told again and again."""
MOST_ROWS, MOST_TOTALS = 20_000, 300
"""Larger tables are registers, whose totals are not worth the time."""
MOST_DECIMALS = 2
_NO_UNIT = re.compile(r"[\d.,\s+-]")
_DECIMALS = re.compile(r"\d\.(\d+)")
_DIFFERS = Text(
    "'{label}' 열의 합계·평균 {count}칸이 읽은 행과 맞지 않습니다. {cell} 칸에는 {printed}, 읽은 행으로 구하면 {given}. 빠진 행이 있거나 "
    "합계 행이 아닐 수 있으니 확인하세요. 값은 읽은 행으로만 셉니다.",
    "In column '{label}' {count} totals do not fit the rows that are read. Cell {cell} says {printed}, the rows give "
    "{given}. A row may be missing, or it may be no total: check it. Only the rows themselves count.",
)


@dataclass(frozen=True)
class Figures:
    """A column of figures of the whole table: numbers (NaN where there is none), texts, which cells are unclear."""

    numbers: Numbers
    texts: list[str]
    unclear: Marked

    def decimals(self, chosen: Marked) -> int:
        """Return the most decimals that some cells show."""
        return decimals_of(self.texts[at] for at in np.flatnonzero(chosen))


def decimals_of(texts: Iterable[str]) -> int:
    """Return the most decimals that some texts show."""
    return max((len(match[1]) for text in texts if (match := _DECIMALS.search(text))), default=0)


def unfitting_totals(
    whole: Rows, totals: pd.Series[Any], keys: Mapping[str, str], views: Sequence[Mapping[str, str]]
) -> list[Finding]:
    """Return a warning for each column of figures with totals that no plausible choice of rows gives.

    ``totals``: the rows that are left out as totals; ``keys``: key field -> its column; ``views``: figures that stand
    together, field -> column ("n" with the means of as many). A total fits when it is the sum, the mean weighted by n or
    the plain mean of the rows it may be about, at the decimals that are printed; without n any value between the lowest and
    the highest may be a mean.
    """
    here = totals.reindex(whole.frame.index, fill_value=False).to_numpy(dtype="bool")
    if not 0 < here.sum() < len(here) or len(here) > MOST_ROWS or here.sum() > MOST_TOTALS:
        return []
    scopes = {int(at): list(_scopes(whole, here, int(at), keys)) for at in np.flatnonzero(here)}
    groups = _groups(whole.frame, keys)
    found = []
    for view in views:
        count = figures_of(whole.frame, view[COUNT]) if COUNT in view else None
        for field, label in view.items():
            column = figures_of(whole.frame, label)
            wrong = []
            for at, of in scopes.items():
                given = _given(field, column, count, at, of, groups)
                if given is not None:
                    wrong.append((at, given))
            if wrong:
                found.append(_finding(whole, label, wrong, column))
    return found


def _scopes(whole: Rows, totals: Marked, at: int, keys: Mapping[str, str]) -> Iterator[Marked]:
    """Yield the choices of rows that a total may be about: those of the same labels, those up to the next total above or
    below, or up to the next total of the same name.
    """
    frame = whole.frame
    block = ~totals & (whole.block == whole.block[at])
    same = block.copy()
    for label in keys.values():
        texts = frame[label].str.strip()
        if texts.iloc[at] and texts[~totals].eq(texts.iloc[at]).any():
            same &= texts.eq(texts.iloc[at]).to_numpy(dtype="bool")
    yield same
    yield block
    own = frame.iloc[at].str.strip().tolist()
    alike = totals & np.fromiter(
        (
            any(one and one == other for one, other in zip(own, row, strict=True))
            for row in frame.itertuples(False, None)
        ),
        dtype="bool",
        count=len(frame),
    )
    places = np.arange(len(frame))
    for ends in (totals, alike):
        before = places[ends & (places < at)].max(initial=-1)
        after = places[ends & (places > at)].min(initial=len(frame))
        yield block & (places > before) & (places < at)
        yield block & (places > at) & (places < after)


def _groups(frame: pd.DataFrame, keys: Mapping[str, str]) -> npt.NDArray[np.int64]:
    """Return the number of what each row's n is about, whatever the item."""
    labels = [label for field, label in keys.items() if field not in OF_RESPONDENTS]
    if not labels:
        return np.zeros(len(frame), dtype="int64")
    numbers: npt.NDArray[np.int64] = frame.groupby(labels, sort=False).ngroup().to_numpy(dtype="int64")
    return numbers


def figures_of(frame: pd.DataFrame, label: str) -> Figures:
    """Return a column of figures; none of it is a number where its cells are in different units."""
    parsed = parse_number(frame[label])
    numbers = parsed.values.to_numpy(dtype="float64")
    texts = frame[label].tolist()
    units = {unit for text in texts if (unit := _NO_UNIT.sub("", text)) and text.strip().casefold() not in MISSING}
    if len(units) > 1:  # "90초" and "2분" cannot be added up as they are written
        numbers = np.full(len(numbers), np.nan)
    return Figures(numbers, texts, ~np.isfinite(numbers))


def _given(
    field: str, column: Figures, count: Figures | None, at: int, scopes: Iterable[Marked], groups: Any
) -> float | None:
    """Return what the rows give for a total that fits none of its scopes; None where one fits or cannot be judged."""
    printed = float(column.numbers[at])
    scopes = [chosen for chosen in scopes if chosen.any()]
    if not np.isfinite(printed) or any((column.unclear & chosen).any() for chosen in scopes):
        return None
    nearest: float | None = None
    for chosen in scopes:
        values = column.numbers[chosen]
        n = None if count is None or (count.unclear & chosen).any() else count.numbers[chosen]
        given = _counts(values, groups[chosen]) if field == COUNT else _means(values, n)
        slack = _slack(field, column, at, chosen)
        between = field != COUNT and n is None and values.min() - slack <= printed <= values.max() + slack
        if between or any(abs(printed - one) <= slack for one in given):
            return None
        nearest = given[0] if nearest is None or abs(given[0] - printed) < abs(nearest - printed) else nearest
    return nearest


def _slack(field: str, column: Figures, at: int, chosen: Marked) -> float:
    """Return by how much a total may differ, as all figures are rounded to the decimals they show; whole counts are not."""
    tiny = 1e-9 * max(1.0, abs(float(column.numbers[at])))
    decimals = column.decimals(chosen)
    if field == COUNT:
        return tiny + (0.5 * 10.0**-decimals * int(chosen.sum()) if decimals else 0.0)
    return tiny + 0.5 * 10.0**-decimals + 0.5 * 10.0 ** -decimals_of([column.texts[at]])


def _counts(values: Numbers, groups: Any) -> list[float]:
    """Return what the n of a total may be: the sum, once for each group of rows about the same answers, or the mean."""
    most = pd.Series(values).groupby(groups).max().sum()
    return [float(values.sum()), float(most), float(np.round(values.mean()))]


def _means(values: Numbers, n: Numbers | None) -> list[float]:
    """Return what the mean of a total may be: weighted by n where there is one, the plain mean, the sum."""
    plain = [float(values.mean()), float(values.sum())]
    if n is None or n.sum() <= 0:
        return plain
    return [float((values * n).sum() / n.sum()), *plain]


def _finding(whole: Rows, label: str, wrong: list[tuple[int, float]], column: Figures) -> Finding:
    at, given = wrong[0]
    numbers = tuple(int(whole.frame.index[one]) for one, _ in wrong)
    digits = min(decimals_of(column.texts), MOST_DECIMALS)
    values = {
        "label": label,
        "count": len(wrong),
        "cell": whole.origin.cell(numbers[0], label),
        "printed": column.texts[at].strip(),
        "given": f"{given:,.{digits}f}" if digits else f"{given:,.10g}",
    }
    return Finding("warning", "total_differs", _DIFFERS, values, column=label, count=len(wrong), rows=numbers)
