"""Where a table's header stands and what lies under it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from loaders.cells.outer import stripped
from loaders.match.labels import clean, plain, unique
from loaders.match.titles import is_footer, is_office, is_period

if TYPE_CHECKING:
    from loaders.gate.files import Sheet

MOST_HEADER_ROWS = 3
LEAST_PERIODS = 2
"""So many periods side by side are labels of columns, not data."""
_NUMBER = re.compile(r"[-+]?[\d,]*[.]?\d+ ?%?")
_HEADING = re.compile(r"(?:\S+ )?\S*(?:결과|현황|내역|실적|내용|사항|정보|개요)")
_OF_ITEMS = re.compile(
    r"(?:\S+ ){0,3}\S*(?:문항|항목|설문|차원|요인|영역|부문|지표|만족도)(?:별? ?(?:점수|만족도|응답|평가|결과))?(?: ?[\[(<].*[\])>])?"
)
_FIGURE = re.compile(
    r"(?i)(?:.* )?(?:평균|표준 ?편차|편차|응답 ?수|표본 ?수|사례 ?수|인원|건수|점수|비율|순위|합계|소계|계|전년.*|증감.*|n|mean|sd)(?: ?[\[(<].*)?"
)
_OF_DAYS = re.compile(r"(?:년월일|일시|일자|날짜|시각|일|)")
_BETWEEN = re.compile(r"[\s/·ㆍ,&()\[\]]|및")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\.0)?")


@dataclass(frozen=True)
class Header:
    """A header: its first row as Excel counts, how many rows it spans, and the labels of its columns.

    ``parts``: the rows of each label from top to bottom, merged labels repeated, "" where a row has none.
    """

    row: int
    depth: int
    labels: tuple[str, ...]
    places: tuple[int, ...]
    parts: tuple[tuple[str, ...], ...] = ()

    @property
    def last(self) -> int:
        """The last row of the header."""
        return self.row + self.depth - 1

    @property
    def key(self) -> tuple[str, ...]:
        """What two headers of the same form have in common: the labels as they are compared, in any order."""
        return tuple(sorted(plain(label) for label in self.labels if not label.startswith("[")))


def read_header(sheet: Sheet, row: int) -> Header:
    """Return the header that starts in that row; parts of merged headers are joined with a blank."""
    frame = sheet.frame
    rows = [texts_of_row(frame, row)]
    while len(rows) < MOST_HEADER_ROWS and _goes_on(sheet, row + len(rows) - 1, rows):
        rows.append(texts_of_row(frame, row + len(rows)))
    for step in range(len(rows) - 1):
        rows[step] = _spread(sheet, row + step, rows[step], rows[step + 1 :])
    parts = _without_headings(list(zip(*rows, strict=True)))
    raw = [_joined(column) for column in parts]
    below = frame.loc[row + len(rows) :]
    used = [place for place, label in enumerate(raw) if label or _filled(below.iloc[:, place])]
    labels = unique(raw[place] for place in used)
    return Header(row, len(rows), labels, tuple(used), tuple(parts[place] for place in used))


def body(sheet: Sheet, header: Header, last: int | None = None) -> pd.DataFrame:
    """Return what lies under a header: labels as columns, Excel row numbers as index, without blank rows.

    ``last`` is the last row that belongs to it, by default the last of the sheet.
    """
    frame = sheet.frame
    below = frame.loc[header.last + 1 : last].iloc[:, list(header.places)]
    below = below.set_axis(list(header.labels), axis=1)
    blank = blank_rows(below)
    return below.loc[~blank] if blank.any() else below


def blank_rows(frame: pd.DataFrame) -> pd.Series[Any]:
    """Return which rows hold nothing; only rows that are blank so far are looked at further."""
    left = frame
    for place in range(frame.shape[1]):
        empty = stripped(left.iloc[:, place]).eq("")
        if not empty.any():
            return pd.Series(False, index=frame.index)
        left = left.loc[empty]
    return pd.Series(frame.index.isin(left.index), index=frame.index)


def is_number(text: str) -> bool:
    """Return whether a cell is a bare number."""
    return bool(_NUMBER.fullmatch(text.strip()))


def texts_of_row(frame: pd.DataFrame, row: int) -> list[str]:
    """Return the cells of a row, each in one line."""
    return [clean(cell) for cell in frame.loc[row]]


def _filled(column: pd.Series[Any]) -> bool:
    """Return whether a column holds anything; most do in their first cells."""
    return bool(column.head(100).str.strip().ne("").any()) or bool(column.str.strip().ne("").any())


def _goes_on(sheet: Sheet, row: int, rows: list[list[str]]) -> bool:
    """Return whether the row under this header row is a header row too."""
    if row + 1 not in sheet.frame.index or any(is_footer(text) for text in rows[-1] if text):
        return False
    under = texts_of_row(sheet.frame, row + 1)
    if not any(under):
        return False
    beside = _spans_sideways(sheet, row, under) or _groups_sideways(sheet, row, rows, under)
    return beside or _periods_below(sheet, row, rows[-1], under)


def _periods_below(sheet: Sheet, row: int, above: list[str], under: list[str]) -> bool:
    """Return whether the next row holds nothing but periods, under labels, and data follow."""
    told = [place for place, text in enumerate(under) if text and text != above[place]]
    if len(told) < LEAST_PERIODS or not all(is_period(under[place]) and above[place] for place in told):
        return False
    below = texts_of_row(sheet.frame, row + 2) if row + 2 in sheet.frame.index else []
    return bool(below) and not any(is_period(below[place]) for place in told)


def _spans_sideways(sheet: Sheet, row: int, under: list[str]) -> bool:
    """Return whether a cell with text is merged over part of this row, with labels under it."""
    for first, left, last, right in sheet.merged:
        if first == last == row and right > left and right - left + 1 < sheet.frame.shape[1]:
            texts = [text for text in under[left : right + 1] if text]
            if len(texts) > 1 and _are_labels(texts, sheet, row + 1):
                return True
    return False


def _groups_sideways(sheet: Sheet, row: int, rows: list[list[str]], under: list[str]) -> bool:
    """Return whether, without any merged range, this row names groups of columns and the next one their parts.

    A group is a label followed by blanks or by itself, with labels under it; everything else in the next row must be
    blank, repeat the label above it, or stand before the first label.
    """
    above = rows[-1]
    groups = _groups(above)
    inside = {place for left, right in groups for place in range(left, right)}
    first = next((place for place, text in enumerate(above) if text), 0)
    rest = [place for place in range(first, len(above)) if place not in inside and under[place]]
    if any(under[place] != above[place] for place in rest):
        return False
    parts = [[under[place] for place in range(left, right) if under[place]] for left, right in groups]
    if (
        len(rows) == 1
        and sum(bool(text) for text in above) == 1
        and not all(is_period(text) for texts in parts for text in texts)
    ):
        return False
    named = [texts for texts in parts if len(set(texts)) > 1]
    beside = any(line[place] for line in [*rows, under] for place in range(len(above)) if place not in inside)
    return bool(named) and beside and all(_are_labels(texts, sheet, row + 1) for texts in named)


def _groups(above: list[str]) -> list[tuple[int, int]]:
    """Return the runs of a label and the blanks or repeats that follow it, as (first, behind the last) columns."""
    groups = []
    place = 0
    while place < len(above):
        behind = place + 1
        while above[place] and behind < len(above) and above[behind] in ("", above[place]):
            behind += 1
        if behind > place + 1:
            groups.append((place, behind))
        place = behind
    return groups


def _are_labels(texts: list[str], sheet: Sheet, row: int) -> bool:
    """Return whether cells are labels: words, or years where the row below holds no years."""
    if not any(is_number(text) for text in texts):
        return not any(_looks_dated(text) for text in texts)
    if not all(_YEAR.fullmatch(text) or not is_number(text) for text in texts):
        return False
    below = texts_of_row(sheet.frame, row + 1) if row + 1 in sheet.frame.index else []
    return not any(_YEAR.fullmatch(text) for text in below)


def _looks_dated(text: str) -> bool:
    return bool(re.match(r"(?:19|20)\d\d ?[-./년] ?\d{1,2} ?[-./월] ?\d{1,2}", text))


def _spread(sheet: Sheet, row: int, cells: list[str], below: list[list[str]]) -> list[str]:
    """Return a header row with the labels of groups repeated over the columns they span."""
    cells = list(cells)
    merged = [(left, right + 1) for first, left, _, right in sheet.merged if first == row and right > left]
    for left, behind in merged or [(left, behind) for left, behind in _groups(cells)]:
        for place in range(left, behind):
            if merged or any(under[place] for under in below):
                cells[place] = cells[left]
    return cells


def _without_headings(parts: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the labels without upper rows such as "처리 결과" or "만족도 문항", where the lower rows alone tell all columns
    apart; of "접수/처리 일시" above "접수" and "처리" no more than "일시" is left.
    """
    short = [tuple(_above(parts, column, at) for at in range(len(column))) for column in parts]
    named = [_joined(column) for column in short if any(column)]
    return short if len(set(named)) == len(named) else parts


def _above(parts: list[tuple[str, ...]], column: tuple[str, ...], at: int) -> str:
    """Return what the text of one header row adds to what stands below it."""
    text = column[at]
    if not text or not any(column[at + 1 :]):
        return text
    below = list(dict.fromkeys(_joined(one[at + 1 :]) for one in parts if one[: at + 1] == column[: at + 1]))
    if len(below) < 2 or text in below:
        return "" if _HEADING.fullmatch(text) else text
    rest = text
    for one in sorted(below, key=len, reverse=True):
        rest = rest.replace(one, "", 1) if one in rest else rest + one
    rest = _BETWEEN.sub("", rest)
    if _OF_DAYS.fullmatch(rest):
        return rest
    named = not any(not one or _FIGURE.fullmatch(one) or is_period(one) or is_office(one) for one in below)
    return "" if _HEADING.fullmatch(text) or (_OF_ITEMS.fullmatch(text) and named) else text


def _joined(parts: tuple[str, ...]) -> str:
    return " ".join(dict.fromkeys(part for part in parts if part))
