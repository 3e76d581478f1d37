"""Showing what people wrote, without letting it act: names, headers and cell values are text, never markup."""

from __future__ import annotations

import re

WORD_JOINER = "\u2060"
_MARKUP = re.compile(r"([\\`*_\[\]<>~$&|])")
_FIRST = re.compile(r"^([#+\-=]|\d+(?=[.)]))")
_COLON = re.compile(r":(?=[A-Za-z_+\-])")


def plain(text: str) -> str:
    """Return user text for a place that reads markdown: it looks the same and does nothing.

    What can begin markup is escaped, line ends become spaces, and a colon cannot begin an icon, colour or emoji code.
    """
    escaped = _MARKUP.sub(r"\\\1", " ".join(str(text).split()))
    return _COLON.sub(":" + WORD_JOINER, _FIRST.sub(_apart, escaped))


def _apart(start: re.Match[str]) -> str:
    return f"{start[0]}{WORD_JOINER}" if start[0].isdigit() else f"\\{start[0]}"
