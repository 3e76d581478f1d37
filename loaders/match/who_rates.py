"""Departments that rate departments in a matrix: which side rates, the rows or the columns, and which columns are departments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import pandas as pd

from kpi.core.errors import Finding
from kpi.core.organisation import Register
from kpi.core.text import Text
from loaders.choice import Choice
from loaders.match.labels import plain
from loaders.match.melt import VALUE
from loaders.match.titles import is_office
from loaders.match.trim import is_total_word

if TYPE_CHECKING:
    from loaders.match.candidates import Candidate

Side = Literal["rates", "rated", "unclear", ""]
"""What a text says of the departments it stands beside: they rate, are rated, both are named, neither is."""
RATER, RATED = "rater_department", "department"
FIRST_COLUMNS = 4
_RATED = re.compile(
    r"(?i)피평가|평가\s*대상|대상\s*부서|(?:평가\s*)?(?:받은|받는|받을)|수혜|ratee|rated|receiv|to department|column.*rated"
)
_RATES = re.compile(
    r"(?i)(?<!피)평가\s*(?:부서|자|위원|한\s|하는|한부서)|보낸|보내는|주는|준\s*부서|부여|rater|sender|from department"
)
_PARTED = re.compile(r"[\\＼₩]")
_OPPOSITE: dict[Side, Side] = {"rates": "rated", "rated": "rates", "unclear": "unclear", "": ""}
_BY_TITLE = re.compile(r"(행|세로|열|가로)\s*(?:[:：=]|은|는|이|가|\()\s*([^,;·/)]+)")
_TAKEN = Text(
    "어느 쪽이 평가한 부서인지 적혀 있지 않아 '{label}' 열(행)의 부서가 머리글(열)의 부서를 평가한 것으로 읽었습니다. 거꾸로이면 평가받은 부서로 "
    "'{label}' 열을 지정하세요(명령줄: --map department={label}).",
    "It is not said which side rates: the departments of the rows (column '{label}') were taken to rate those of the header. If it "
    "is the other way round, name '{label}' as the department that is rated (command line: --map department={label}).",
)
_ASKED = Text(
    "행과 열 가운데 어느 쪽이 평가한 부서인지 알 수 없습니다('{label}'). 행이 평가한 부서이면 평가자 소속으로, 행이 평가받은 부서이면 피평가부서로 "
    "'{label}' 열을 지정하세요(명령줄: --map rater_department={label} 또는 --map department={label}).",
    "It is not clear which side rates, the rows or the columns ('{label}'). If the rows rate, name '{label}' as the raters' "
    "department; if they are rated, as the rated department (command line: --map rater_department={label} or --map "
    "department={label}).",
)
_LEFT = Text(
    "평가표의 '{label}' 열은 숫자인데 머리글이 아는 부서 이름이 아니어서 읽지 못했습니다. 부서이면 이름을 고치거나 먼저 등록하고(다른 이름이면 별칭으로), "
    "아니면 이 열을 빼세요(명령줄: --drop {label}).",
    "The column '{label}' of the matrix holds numbers, but its header is no department that is known, so it was not read. If it is one, "
    "correct the name or register it first (or as another spelling); if not, drop the column (command line: --drop {label}).",
)


def side_of(text: str) -> Side:
    """Return what a header or title says of the departments it stands beside."""
    rated, rates = bool(_RATED.search(text)), bool(_RATES.search(_RATED.sub(" ", text)))
    if rated and rates:
        return "unclear"
    return "rated" if rated else "rates" if rates else ""


def rows_side(corner: str, over: Iterable[str], titles: Iterable[str]) -> Side:
    """Return whether the departments of the rows rate or are rated.

    ``corner``: the header of their column, ``over``: what stands above the departments of the header, ``titles``: above the
    table. A corner "A\\B" speaks of the rows, then of the columns; one that names both without that is unclear.
    """
    said = {_of_corner(corner), _OPPOSITE[side_of(" ".join(over))], *map(_of_title, titles)} - {""}
    return said.pop() if len(said) == 1 else "unclear" if said else ""


def _of_corner(corner: str) -> Side:
    parts = [part for part in _PARTED.split(corner) if part.strip()]
    if len(parts) == 2:
        said = {side_of(parts[0]), _OPPOSITE[side_of(parts[1])]} - {""}
        return said.pop() if len(said) == 1 else "unclear" if said else ""
    return side_of(corner)


def _of_title(title: str) -> Side:
    said = {
        side_of(words) if place in ("행", "세로") else _OPPOSITE[side_of(words)]
        for place, words in _BY_TITLE.findall(title)
    } - {""}
    return said.pop() if len(said) == 1 else "unclear" if said else ""


def matrix_fields(
    rows: str, columns: str, over: Sequence[str], titles: Sequence[str], named: Mapping[str, str]
) -> dict[str, str]:
    """Return the fields of both sides of a matrix; what the analyst ``named`` goes before what the file says."""
    if named.get(RATED) == rows or (RATER not in named and rows_side(rows, over, titles) == "rated"):
        return {RATED: rows, RATER: columns}
    return {RATER: rows, RATED: columns}


def both_ways(frame: pd.DataFrame, parts: Iterable[Sequence[str]], known: Register | None) -> frozenset[str]:
    """Return the header's names (plain) that stand in one column as well, departments among them."""
    across = {plain(row): row for rows in parts for row in rows if row}
    for label in list(frame.columns)[:FIRST_COLUMNS]:
        down = {plain(cell) for cell in frame[label].unique() if cell.strip()}
        both = down & across.keys()
        if len(both) > 1 and 2 * len(both) > len(down) and any(is_office(across[name], known) for name in both):
            return frozenset(both)
    return frozenset()


def said_of_matrix(best: Candidate, choice: Choice) -> list[Finding]:
    """Return what is to be said of a matrix of departments: which side was taken to rate, and columns that were left."""
    melt = next((one for one in best.melts if one.axis == "department"), None)
    mapping = best.matching.mapping
    if melt is None or melt.label not in (mapping.get(RATER), mapping.get(RATED)) or RATER not in mapping:
        return []
    label = mapping[RATER] if mapping.get(RATED) == melt.label else mapping.get(RATED, "")
    found = [_left(left) for left in _columns_left(best, label)]
    if RATER in choice.columns or RATED in choice.columns:
        return found
    over = [value for value in melt.values if value != VALUE]
    side = rows_side(label, over, best.table.parts[0].block.titles)
    if side == "unclear":
        return [*found, Finding("error", "ask_who_rates", _ASKED, {"label": label}, column=label)]
    return found if side else [*found, Finding("warning", "rows_rate", _TAKEN, {"label": label}, column=label)]


def _columns_left(best: Candidate, label: str) -> list[str]:
    """Return the columns of numbers that no field is read from."""
    used = {*best.matching.mapping.values(), label, *(name for melt in best.melts for name in melt.used)}
    body = best.table.rows(most=FIRST_COLUMNS * 100).frame
    left = [name for name in best.table.header.labels if name not in used and not is_total_word(name)]
    return [name for name in left if name in body.columns and _are_numbers(body[name])]


def _are_numbers(cells: pd.Series) -> bool:
    filled = cells.str.strip()
    filled = filled[filled.ne("") & filled.ne("-")]
    return len(filled) > 0 and bool(filled.str.fullmatch(r"[0-9]+(?:[.][0-9]+)?").all())


def _left(label: str) -> Finding:
    return Finding("error", "matrix_column_left", _LEFT, {"label": label}, column=label)
