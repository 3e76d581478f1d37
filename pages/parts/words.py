"""Showing what people wrote, without letting it act: names, headers and cell values are text, never markup."""

from __future__ import annotations

import re

WORD_JOINER = "\u2060"
_PUNCTUATION = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$^=])")
_COLON = re.compile(r":(?=\S)")


def plain(text: str) -> str:
    """Return user text for a place that reads markdown: it looks the same and does nothing.

    Punctuation is escaped, line ends become spaces, and a colon cannot begin an icon, colour or emoji code.
    """
    joined = " ".join(str(text).split())
    return _COLON.sub(":" + WORD_JOINER, _PUNCTUATION.sub(r"\\\1", joined))
