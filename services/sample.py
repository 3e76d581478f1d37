"""The first rows of a file as they stand there, for a person who is to say what they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from loaders.choice import Choice
from loaders.match.labels import letters
from loaders.personal.masks import masked_line

if TYPE_CHECKING:
    from loaders.gate.files import Book

ROWS, COLUMNS = 20, 60
NUMBER = "#"
"""The column with the row numbers."""


def first_rows(book: Book, choice: Choice) -> tuple[Mapping[str, str], ...]:
    """Return the first rows of the sheet that was named, else of the first that is filled; personal data covered.

    Keys are the letters of the columns, as the labels are not known; nothing where no sheet is filled.
    """
    wanted = choice.sheets or ((choice.sheet,) if choice.sheet else ())
    filled = [sheet for sheet in book.sheets if not sheet.frame.empty]
    sheet = next((one for one in filled if one.name in wanted), next((one for one in filled if not one.hidden), None))
    if sheet is None:
        return ()
    head = sheet.frame.iloc[:ROWS, :COLUMNS]
    names = [letters(int(place)) for place in head.columns]
    return tuple(
        {NUMBER: str(number), **dict(zip(names, masked_line(cells), strict=True))}
        for number, cells in zip(head.index, head.itertuples(index=False, name=None), strict=True)
    )
