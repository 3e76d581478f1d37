"""Blank cells of labels that a list of single cases may give once for several rows: asked about, never guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.choice import Choice
from loaders.match.labels import plain
from loaders.origin import MOST_MARKS, Origin
from loaders.source import Column

ASK_BLANKS, FILL_DOWN, LEAVE_BLANK = "ask_blanks", "fill_down", "leave_blank"
"""The code of a question about a column, and its answers: fields of ``Choice`` that list such columns."""
SELDOM, FEW_BLANKS = 2, 0.1
"""A label that is given once for several rows seldom has the value above again, and is blank in more than a few rows."""
_ASK = Text(
    "'{label}' 열의 {count}칸이 값 아래에서 비어 있습니다({rows_text}행). 바로 위의 값('{above}' 등)과 같다는 뜻이면 위의 값으로 채우고(명령줄: "
    "--fill-down '{label}'), 정말 값이 없는 행이면 비워 두도록(--leave-blank '{label}') 정하세요. 같은 양식의 다음 파일에도 그렇게 읽습니다.",
    "{count} cells of column '{label}' are blank below a value (rows {rows_text}). If they mean the value above ('{above}', for "
    "example), fill them from above (command line: --fill-down '{label}'); if these rows really have none, leave them blank "
    "(--leave-blank '{label}'). The next files of this form are read alike.",
)


@dataclass(frozen=True)
class Unclear:
    """Cells of a column that may mean the value above: which are blank below a value, which hold a value, the value that stands
    in each row or above it, and which cells have the last value above them again.
    """

    blank: pd.Series[Any]
    written: pd.Series[Any]
    above: pd.Series[Any]
    again: pd.Series[Any]


@dataclass(frozen=True)
class Evidence:
    """What speaks for and against a label that is given once: ids of blank rows and their number, the value above the first,
    the number of cells with a value, and of those that have the value above them again. ``beside``: label of a column further
    left -> how many of these begin something in that column: of a year given once the first department may be the last one
    of the year before.
    """

    rows: tuple[int, ...]
    count: int
    above: str
    written: int
    again: int
    beside: Mapping[str, int]

    def asks(self, under: str) -> bool:
        """Return whether the blanks may mean the value above, below a label ``under`` that is given once, too ("" for none).

        A column that writes its values out has only forgotten some.
        """
        return self.count > max(SELDOM * (self.again - self.beside.get(under, 0)), FEW_BLANKS * self.written)

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(
            rows=(self.rows + other.rows)[:MOST_MARKS],
            count=self.count + other.count,
            above=self.above if self.count else other.above,
            written=self.written + other.written,
            again=self.again + other.again,
            beside={label: number + other.beside.get(label, 0) for label, number in self.beside.items()},
        )


@dataclass
class Carried:
    """What one part of a file leaves to the next: the last value of each label, and what was seen of blanks so far."""

    above: dict[str, str] = field(default_factory=dict)
    seen: dict[str, Evidence] = field(default_factory=dict)

    def add(self, seen: Mapping[str, Evidence]) -> None:
        """Take what was seen in a further part."""
        for label, evidence in seen.items():
            self.seen[label] = self.seen[label] + evidence if label in self.seen else evidence


@dataclass(frozen=True)
class Blanks:
    """What is known of the blank cells of labels.

    ``filled``, ``left``: columns, as labels are compared, of which the analyst said that a blank means the value above, or
    that there is none; ``dated``: the year of all rows was given. ``carried``: of the parts before; None where the file is
    read at once.
    """

    filled: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    dated: bool = False
    carried: Carried | None = None

    def may_ask(self, column: Column, label: str) -> bool:
        """Return whether it is unclear what a blank cell of a column of single cases means."""
        return column.given_once and plain(label) not in self.left and not (self.dated and column.kind == "period")


def said_of_blanks(choice: Choice, carried: Carried | None = None) -> Blanks:
    """Return what the analyst said of blank cells."""
    filled, left = (frozenset(map(plain, labels)) for labels in (choice.fill_down, choice.leave_blank))
    return Blanks(filled, left, choice.year is not None, carried)


def evidence_of(unclear: Mapping[str, Unclear], rows: pd.DataFrame) -> dict[str, Evidence]:
    """Return what the rows that are data show of each unclear column, from left to right."""
    order = [label for label in map(str, rows.columns) if label in unclear]
    return {
        label: _evidence(unclear[label], rows.index, [unclear[one] for one in order[:at]], order)
        for at, label in enumerate(order)
    }


def _evidence(cells: Unclear, rows: pd.Index[Any], before: Sequence[Unclear], labels: Sequence[str]) -> Evidence:
    blank, written, again = (one.reindex(rows, fill_value=False) for one in (cells.blank, cells.written, cells.again))
    numbers = blank.index[blank]
    return Evidence(
        rows=tuple(map(int, numbers[:MOST_MARKS])),
        count=len(numbers),
        above=str(cells.above.loc[numbers[0]]) if len(numbers) else "",
        written=int(written.sum()),
        again=int(again.sum()),
        beside={label: int((again & one.written).sum()) for label, one in zip(labels, before, strict=False)},
    )


def asked_of_blanks(seen: Mapping[str, Evidence], origin: Origin) -> list[Finding]:
    """Return a question for each column whose blank cells may mean the value above."""
    found, under = [], ""
    for label, evidence in seen.items():
        if evidence.asks(under):
            found.append(_question(label, evidence, origin))
            under = label
    return found


def _question(label: str, seen: Evidence, origin: Origin) -> Finding:
    values = {"label": label, "above": seen.above, "count": seen.count, "rows_text": origin.rows_text(seen.rows)}
    about = Finding("error", ASK_BLANKS, _ASK, values, column=label, count=seen.count, rows=seen.rows)
    return about.at(choices=(FILL_DOWN, LEAVE_BLANK))
