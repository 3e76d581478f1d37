"""Where the marks of a timeline stand: a lane for each department, a cell for each of its years, marks side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kpi.core.text import Lang, Text
from kpi.sentences.rows import Row, period_of
from kpi.sentences.timeline import KINDS, units_of

_WHOLE = Text("부서 없음", "No department")
_OTHERS = Text("그 밖의 {n}개 부서", "{n} other departments")
MOST_LANES = 14
"""More departments share one lane."""
PER_ROW, MOST_ROWS = 3, 4
MARK, BREADTH = 10, 14
"""Size of a mark, and how broad the broadest of that size is, in pixels."""
ROW_HEIGHT, PADDING = 14, 11
"""Of rows of marks, in pixels."""


@dataclass(frozen=True)
class Mark:
    """An entry in a lane of one that made it or took it over; ``department`` is "" in a lane of several or of none."""

    row: Row
    lane: int
    department: str
    taken: bool

    @property
    def year(self) -> int:
        """The year of the entry."""
        return period_of(self.row).start.year

    @property
    def order(self) -> tuple[bool, int]:
        """What is shown first in a cell: what was made before what was taken over, then by kind."""
        return self.taken, list(KINDS).index(str(self.row["kind"]))


@dataclass(frozen=True)
class Lanes:
    """Names and upper edges of the lanes (the last edge is where the last one ends), in pixels, and the marks in them."""

    labels: tuple[str, ...]
    tops: tuple[float, ...]
    cells: dict[tuple[int, int], list[Mark]]
    per_row: int = PER_ROW

    @property
    def most(self) -> int:
        """How many marks a cell has room for."""
        return self.per_row * MOST_ROWS

    @property
    def marks(self) -> list[Mark]:
        """All marks."""
        return [mark for held in self.cells.values() for mark in held]

    @property
    def piles(self) -> list[tuple[float, float, list[Mark]]]:
        """Cells with more marks than there is room for: year, middle in pixels, the marks."""
        return [(year, self.middle(lane), held) for (lane, year), held in self.cells.items() if len(held) > self.most]

    @property
    def spots(self) -> list[tuple[float, float, Mark]]:
        """All other marks, each with its place: year and its part, pixels from the top."""
        found = []
        for (lane, year), held in self.cells.items():
            for number, mark in enumerate(held if len(held) <= self.most else ()):
                across, down = _spot(number, len(held), self.per_row)
                found.append((year + across, self.middle(lane) + down, mark))
        return found

    def middle(self, lane: int) -> float:
        """Return the middle of a lane."""
        return (self.tops[lane] + self.tops[lane + 1]) / 2


def lanes_of(rows: Sequence[Row], lang: Lang, *, room: float = PER_ROW * BREADTH + 4) -> Lanes:
    """Return the lanes of entries: departments with most entries first, then those that took over most; equals by name.

    ``room`` is the least width of a year in pixels: marks side by side must not touch.
    """
    labels, cells = labels_of(rows, lang), _cells(_marks(rows, _departments(rows)))
    per_row = max(1, min(PER_ROW, int((room - 2) / BREADTH)))
    return Lanes(labels, _tops(cells, len(labels), per_row), cells, per_row)


def labels_of(rows: Sequence[Row], lang: Lang) -> tuple[str, ...]:
    """Return the names of the lanes of entries, from the top."""
    names = _departments(rows)
    labels = list(names[:MOST_LANES])
    more = len(names) - len(labels)
    labels += [_OTHERS.say(lang, n=more)] if more else []
    labels += [_WHOLE.say(lang)] if any(not units_of(row, "department") for row in rows) else []
    return tuple(labels)


def _departments(rows: Sequence[Row]) -> list[str]:
    made = Counter(name for row in rows for name in units_of(row, "department"))
    took = Counter(name for row in rows for name in units_of(row, "adopters"))
    return sorted({*made, *took}, key=lambda name: (-made[name], -took[name], name))


def _marks(rows: Sequence[Row], names: Sequence[str]) -> list[Mark]:
    place = {name: min(number, MOST_LANES) for number, name in enumerate(names)}
    nowhere = min(len(names), MOST_LANES + 1)
    found: list[Mark] = []
    for row in rows:
        own = {place[name]: name for name in units_of(row, "department")} or {nowhere: ""}
        took = {place[name]: name for name in units_of(row, "adopters")}
        for taken, side in ((False, own), (True, {lane: took[lane] for lane in took if lane not in own})):
            found += [Mark(row, lane, name if lane < MOST_LANES else "", taken) for lane, name in side.items()]
    return found


def _cells(marks: Sequence[Mark]) -> dict[tuple[int, int], list[Mark]]:
    cells: dict[tuple[int, int], list[Mark]] = defaultdict(list)
    for mark in sorted(marks, key=lambda one: one.order):
        cells[mark.lane, mark.year].append(mark)
    return dict(cells)


def _tops(cells: dict[tuple[int, int], list[Mark]], lanes: int, per_row: int) -> tuple[float, ...]:
    deep = [1] * lanes
    for (lane, _), held in cells.items():
        shown = 1 if len(held) > per_row * MOST_ROWS else len(held)
        deep[lane] = max(deep[lane], -(-shown // per_row))
    tops = [0.0]
    for rows in deep:
        tops.append(tops[-1] + rows * ROW_HEIGHT + PADDING)
    return tuple(tops)


def _spot(number: int, among: int, per_row: int) -> tuple[float, float]:
    """Return where a mark stands from the middle of its cell: years across, pixels down."""
    row, column = divmod(number, per_row)
    in_row = min(among - row * per_row, per_row)
    depth = -(-among // per_row)
    return (column - (in_row - 1) / 2) * 0.9 / per_row, (row - (depth - 1) / 2) * ROW_HEIGHT
