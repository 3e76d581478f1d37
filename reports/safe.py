"""Texts that spreadsheets take as texts: nothing they cannot hold, nothing they would run."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_STARTS_FORMULA = ("=", "+", "-", "@")


def printable(text: str) -> str:
    """Return the text with control characters as spaces, those that turn the direction of letters among them.

    Files of Excel cannot hold the former; the latter would turn around what stands beside a name.
    """
    return _LONE_SURROGATE.sub("\ufffd", _CONTROL.sub(" ", text))


def formula_like(text: str) -> bool:
    """Return whether a spreadsheet would run the text: = + - @ at its start, spaces and control characters aside."""
    return printable(text).lstrip().startswith(_STARTS_FORMULA) or text.startswith(("\t", "\r", "\n"))


def safe_text(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: an apostrophe before = + - @ tab and line ends."""
    return f"'{printable(text)}" if formula_like(text) else printable(text)
