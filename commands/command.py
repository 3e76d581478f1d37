"""What a command of the command line is, and how every one of them speaks."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kpi.core.errors import Finding
from kpi.core.text import Lang, Text
from services.console import aligned
from services.listing import finding_line

FAILED = 2
NO_ROWS = Text("보일 자료가 없습니다.", "There is nothing to show.")


def _add_nothing(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """Give a command no words of its own."""


@dataclass(frozen=True)
class Command:
    """A word of the command line: what it is for, the words it takes, and what it does.

    ``run`` returns the exit status: 0, or 2 when something is wrong. A command with ``json`` takes ``--json``.
    """

    name: str
    about: Text
    run: Callable[[argparse.Namespace], int]
    add: Callable[[argparse.ArgumentParser, Lang], None] = _add_nothing
    json: bool = True


def report(findings: Iterable[Finding], args: argparse.Namespace) -> None:
    """Write findings to standard error, one a line."""
    as_json = getattr(args, "json", False) or getattr(args, "format", "") == "json"
    for finding in findings:
        said = (
            json.dumps(finding.as_dict(args.lang), ensure_ascii=False) if as_json else finding_line(finding, args.lang)
        )
        print(said, file=sys.stderr)


def print_json(record: Mapping[str, Any]) -> None:
    """Print an object on one line."""
    print(json.dumps(record, ensure_ascii=False, allow_nan=False), flush=True)


def print_table(rows: list[dict[str, str]], headings: dict[str, Text], lang: Lang) -> None:
    """Print rows under their headings, or that there are none."""
    print(aligned(rows, headings, lang) if rows else NO_ROWS.say(lang))


def now() -> dt.datetime:
    """Return the time of the command, to the second."""
    return dt.datetime.now().replace(microsecond=0)


def who() -> str:
    """Return the name of the user, as the system knows it."""
    return os.environ.get("USER") or os.environ.get("USERNAME") or "cli"
