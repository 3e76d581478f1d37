"""What a published worked example is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kpi.core.text import Text


@dataclass(frozen=True)
class PublishedCase:
    """A worked example: its figures, and the results as printed (texts, so that the printed digits are known)."""

    id: str
    title: Text
    source: str
    inputs: Mapping[str, Any]
    printed: Mapping[str, str]
