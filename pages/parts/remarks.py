"""Notes on the lines of a table, said below it where they wrap: in a column they would stand beyond its edge."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.parts.words import plain

MOST_LINES = 12
"""Longer tables keep the notes beside their lines."""


def below(lines: Sequence[tuple[str, str]]) -> None:
    """Draw each note once with the names of its lines; ``lines`` are (name, note), "" for none."""
    st.caption("  \n".join(plain(f"{note}: {', '.join(names)}") for note, names in gathered(lines).items()))


def gathered(lines: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """Return note -> names of its lines, in the order of the table."""
    found: dict[str, list[str]] = {}
    for name, note in lines:
        if note:
            found.setdefault(note, []).append(name)
    return found


def fold(lines: Sequence[tuple[str, str]]) -> bool:
    """Return whether a table of these lines says its notes below."""
    return len(lines) <= MOST_LINES and any(note for _, note in lines)
