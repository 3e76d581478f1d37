"""How a cell's text is made comparable, and which spellings mean that nothing is there."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_SPACES = re.compile(r"\s+")
_DASHES = ("-", "--", "---", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "\u2212", "\u30fc", "\u2500")
_DOTS = (".", "..", "...", "\u00b7", "\u119e", "\u318d", "\u2022", "\u30fb", "\uff65", "\u22c5", "*")

BLANK: frozenset[str] = frozenset(
    {"", *_DASHES, *_DOTS, "해당없음", "해당사항없음", "해당무", "미해당", "미실시", "무응답", "미응답", "n/a", "#n/a"}
)
"""Spellings of "nothing here" in any column, compared by ``plain``. Codes such as 9 and 99 must be declared."""
MISSING: frozenset[str] = BLANK | {
    "na",
    "nan",
    "null",
    "none",
    "(null)",
    "(blank)",
    "undefined",
    "nat",
    "#div/0!",
    "#value!",
    "#ref!",
    "#name?",
    "#num!",
    "#null!",
}
"""The same for typed columns, where a word cannot be a name."""


def clean(text: str) -> str:
    """Return the text as NFKC (full-width digits become plain ones), invisible letters out, single spaces."""
    if text.isascii():
        return _SPACES.sub(" ", text).strip()
    return _SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).strip()


def plain(text: str) -> str:
    """Return a cleaned text without spaces and without regard to case, as spellings are compared."""
    return clean(text).replace(" ", "").casefold()
