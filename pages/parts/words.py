"""Showing what people wrote, without letting it act: names, headers and cell values are text, never markup."""

from __future__ import annotations

import re

from kpi.core.text import Lang, Text

_ACTORS = {"web": Text("화면", "the pages"), "demo": Text("시연용", "demo")}
WORD_JOINER = "\u2060"
_MARKUP = re.compile(r"([\\`*_\[\]<>~$&|])")
_FIRST = re.compile(r"^([#+\-=]|\d+(?=[.)]))")
_TYPED = re.compile(
    r"\s?\((?:명령줄|command line)[^()]*(?:\([^()]*\)[^()]*)*\)"
    r"|\s?\(--[^()]*(?:\([^()]*\)[^()]*)*\)"
    r"|[,;] (?:(?:명령줄|command line): --[^()]*|명령줄의 --\w+|--\w+ on the command line)(?=\))"
)
"""In brackets, alone or behind what else stands there; labels quoted inside may have brackets themselves."""
_COLON = re.compile(r":(?=[A-Za-z_+\-])")


def plain(text: str) -> str:
    """Return user text for a place that reads markdown: it looks the same and does nothing.

    What can begin markup is escaped, line ends become spaces, and a colon cannot begin an icon, colour or emoji code.
    """
    escaped = _MARKUP.sub(r"\\\1", " ".join(str(text).split()))
    return _COLON.sub(":" + WORD_JOINER, _FIRST.sub(_apart, escaped))


def on_page(text: str) -> str:
    """Return what is said of a file without how the same is typed on the command line: the page has its own ways."""
    return _TYPED.sub("", text)


def _apart(start: re.Match[str]) -> str:
    return f"{start[0]}{WORD_JOINER}" if start[0].isdigit() else f"\\{start[0]}"


def said_by(who: str, lang: Lang) -> str:
    """Return who acted as it is shown: the pages and the demo data are no names of persons."""
    return _ACTORS[who].say(lang) if who in _ACTORS else who
