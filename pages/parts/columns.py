"""Columns of text in a table, as wide as their longest cell: the grid measures only some of the rows by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import streamlit as st

from charts.words import width

_LETTER, _EDGES = 12.5, 22
_NARROW, _WIDEST = 84, 560
"""Pixels: below, the grid's own width does; above, a cell is opened to be read."""


def text_column(label: str, cells: Iterable[str], *, alignment: Literal["left", "right"] = "left") -> Any:
    """Return the setting of a column of texts under a label."""
    longest = max((label, *cells), key=lambda text: len(text.encode("cp949", "replace")))  # Hangul counts twice
    needed = round(width(longest, _LETTER)) + _EDGES
    if needed <= _NARROW:
        return st.column_config.TextColumn(alignment=alignment)
    return st.column_config.TextColumn(alignment=alignment, width=min(needed, _WIDEST))
