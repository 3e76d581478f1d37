"""The findings of the parts of a file as findings of the whole: the same fault in forty parts is one finding."""

from __future__ import annotations

from collections.abc import Iterable

from kpi.core.errors import Finding
from loaders.origin import MOST_MARKS, SHOWN_ROWS, Origin

_ADDED = ("count", "number")
"""Values of messages that are numbers of rows or cells."""
_BY_VALUE = ("bad_", "error_cell")
"""Findings about one text each."""
Key = tuple[str, ...]


class Together:
    """Findings that were said so far, each with how often and where, in the order in which they came."""

    def __init__(self, *, first_row: bool = True) -> None:
        """Begin with none; ``first_row``: a finding about several rows names the first, as one about one text does."""
        self._found: dict[Key, Finding] = {}
        self._first_row = first_row

    def add(self, findings: Iterable[Finding]) -> None:
        """Take the findings of a further part."""
        for finding in findings:
            key = _key(finding)
            self._found[key] = self._both(self._found[key], finding) if key in self._found else finding

    def all(self, origin: Origin | None = None) -> list[Finding]:
        """Return the findings; ``origin`` says where their rows stand, for messages that name them."""
        return [_named(one, origin) if origin and "rows_text" in one.values else one for one in self._found.values()]

    def _both(self, one: Finding, other: Finding) -> Finding:
        """Return two findings as one; the choices are those that hold for both."""
        values = dict(one.values)
        values |= {name: values[name] + other.values[name] for name in _ADDED if isinstance(values.get(name), int)}
        names_first = self._first_row or one.code.startswith(_BY_VALUE)
        return one.at(
            values=values,
            count=one.count + other.count if _rows(one) else one.count,
            row=one.row if names_first else None,
            rows=(_rows(one) + _rows(other))[:MOST_MARKS],
            marks=(one.marks + other.marks)[:MOST_MARKS],
            choices=tuple(choice for choice in one.choices if choice in other.choices),
        )


def _key(finding: Finding) -> Key:
    value = finding.value if finding.code.startswith(_BY_VALUE) else ""
    return (finding.severity, finding.code, finding.file, finding.sheet, finding.column, finding.message.ko, value)


def _rows(finding: Finding) -> tuple[int, ...]:
    return finding.rows or (() if finding.row is None else (finding.row,))


def _named(finding: Finding, origin: Origin) -> Finding:
    text = origin.rows_text(_rows(finding)[:SHOWN_ROWS]) + (" ..." if finding.count > SHOWN_ROWS else "")
    return finding.at(values={**finding.values, "rows_text": text})
