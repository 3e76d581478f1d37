"""What a report will hold, before any file is made."""

from __future__ import annotations

from dataclasses import dataclass

from reports.model import Chart, Grid, Report
from reports.shown import filled, titled


@dataclass(frozen=True)
class Chapter:
    """A chapter as it is announced: its title with its number, the message of every part, how much it holds."""

    title: str
    messages: tuple[str, ...]
    tables: int
    figures: int


@dataclass(frozen=True)
class Outline:
    """What a report will hold, before any file is made."""

    title: str
    facts: tuple[str, ...]
    summary: tuple[str, ...]
    chapters: tuple[Chapter, ...]


def outline(made: Report) -> Outline:
    """Return the contents of a report."""
    chapters = []
    for section, number, title in titled(made):
        blocks = [block for part in section.parts for block in filled(part)]
        counts = [sum(isinstance(block, kind) for block in blocks) for kind in (Grid, Chart)]
        chapters.append(Chapter(f"{number}. {title}", tuple(part.message for part in section.parts), *counts))
    return Outline(made.title, made.facts, made.summary, tuple(chapters))
