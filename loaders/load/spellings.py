"""One name in several spellings: they differ in blanks or case only, and the first in the order of letters stands for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from kpi.core.organisation import normal


def one_spelling(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return the names with spellings that differ in blanks or case only written as the first of them."""
    return spelled_as(values, spellings(values.unique()))


def spellings(names: Iterable[str]) -> dict[str, str]:
    """Return name -> the first in the order of letters of those that differ from it in blanks or case only."""
    first: dict[str, str] = {}
    return {name: first.setdefault(normal(name), name) for name in sorted(names)}


def spelled_as(values: pd.Series[Any], spelled: Mapping[str, str]) -> pd.Series[Any]:
    """Return names in the one spelling of each."""
    codes, names = pd.factorize(values)
    return pd.Series([spelled[name] for name in names], dtype="str").take(codes).set_axis(values.index)
