"""Figures beside the indicators that an entry may change, each in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kpi.core import formats
from kpi.core.periods import Period
from kpi.core.text import LANGS, Text
from services.evidence import View


@dataclass(frozen=True)
class Figure:
    """One figure of a period and a department ("": all): which of its sides, and how it reads."""

    period: Period
    department: str
    what: Text
    said: Text


def none(view: View) -> Iterable[Figure]:
    """Return nothing: all that is changed are indicators."""
    del view
    return ()


def rounded(value: float | None, decimals: int) -> Text:
    """Return a number in both languages, "-" where there is none."""
    ko, en = ("-" if value is None else formats.number(value, decimals, lang) for lang in LANGS)
    return Text(ko, en)
