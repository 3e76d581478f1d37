"""Text inside figures: made harmless, measured, wrapped."""

from __future__ import annotations

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]+")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;"}


def plain(text: str) -> str:
    """Return user text as Plotly shows it letter by letter.

    Plotly reads a small HTML and, between dollars, LaTeX; control and direction characters become spaces.
    """
    spaced = " ".join(_CONTROL.sub(" ", text).split())
    return "".join(_ESCAPES.get(letter, letter) for letter in spaced)


def width(text: str, size: float) -> float:
    """Return the estimated width of a text in pixels: Hangul a full em, other letters 0.56 em (on the safe side)."""
    return sum(size * (1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.56) for letter in text)


def shortened(text: str, size: float, room: float) -> str:
    """Return the text cut with "…" so that it fits into that many pixels."""
    if width(text, size) <= room:
        return text
    kept = text
    while kept and width(kept + "…", size) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def lines(text: str, size: float, room: float, most: int = 3) -> list[str]:
    """Return the text in lines that fit into ``room`` pixels, broken at spaces; what is over ``most`` lines is cut."""
    wrapped: list[str] = []
    for word in text.split():
        joined = f"{wrapped[-1]} {word}" if wrapped else word
        if wrapped and width(joined, size) <= room:
            wrapped[-1] = joined
        else:
            wrapped.append(shortened(word, size, room))
    if len(wrapped) > most:
        wrapped = [*wrapped[: most - 1], shortened(" ".join(wrapped[most - 1 :]), size, room)]
    return wrapped
