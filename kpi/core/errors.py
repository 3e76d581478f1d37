"""What can be said about a file or a request: where, what was found, what was expected, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from kpi.core.text import Lang, Text, in_one_line, placeholders

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Finding:
    """One thing to know about one place in a file.

    ``code`` is a stable snake_case id of the kind of problem; ``row`` is the row number as Excel shows it
    (1-based); ``column`` is the label of the header; ``cell`` an Excel address where it is known; ``value`` quotes
    what was found (masked when it is personal); ``values`` fill the placeholders of ``message``
    (a value that is a Text is said in the language of the message).
    An ``error`` stops a load, a ``warning`` is kept with the upload, a ``note`` is for information.
    ``count`` is the number of places when one finding stands for many (``rows`` then holds the first of them, ``marks``
    as many as are kept: sheet, row number, 0-based column, -1 for the whole row; only for marking the file, never stored).
    ``choices`` are the answers from which the user may choose where the finding is a question, best first.
    """

    severity: Severity
    code: str
    message: Text
    values: Mapping[str, Any] = field(default_factory=dict)
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    cell: str = ""
    value: str = ""
    count: int = 1
    rows: tuple[int, ...] = ()
    marks: tuple[tuple[str, int, int], ...] = ()
    choices: tuple[str, ...] = ()

    def say(self, lang: Lang) -> str:
        """Return the message alone, without the place; what it quotes of the file stays in its line."""
        return in_one_line(self.message.say(lang, **self.values))

    def where(self, lang: Lang) -> str:
        """Return the place: file, sheet, row, column and cell; empty parts are left out."""
        row = "" if self.row is None else f"{self.row}행" if lang == "ko" else f"row {self.row}"
        row = row or ("" if self.column else self.cell)
        sheet = self.sheet and (f"시트 '{self.sheet}'" if lang == "ko" else f"sheet '{self.sheet}'")
        column = self.column and (f"'{self.column}' 열" if lang == "ko" else f"column '{self.column}'")
        if column and self.cell:
            column += f"({self.cell})" if lang == "ko" else f" ({self.cell})"
        return in_one_line(" · ".join(part for part in (self.file, sheet, row, column) if part))

    def line(self, lang: Lang) -> str:
        """Return place and message in one line, and the value where the message does not quote it."""
        said, value = self.say(lang), in_one_line(self.value)
        if value and value not in said:
            said += f" (값: '{value}')" if lang == "ko" else f" (value: '{value}')"
        return ": ".join(part for part in (self.where(lang), said) if part)

    def at(self, **place: Any) -> Finding:
        """Return the same finding with (more of) its place filled in."""
        return replace(self, **place)

    def as_dict(self, lang: Lang) -> dict[str, Any]:
        """Return the finding as the JSON object of the command line."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "cell": self.cell,
            "value": self.value,
            "severity": self.severity,
            "code": self.code,
            "count": self.count,
            "rows": list(self.rows),
            "marks": len(self.marks),
            "choices": list(self.choices),
            "message": self.say(lang),
        }

    def to_json(self) -> dict[str, Any]:
        """Return all of it as plain JSON values (for the child process and the store)."""
        plain = {name: getattr(self, name) for name in _PLAIN}
        plain["rows"], plain["choices"] = list(self.rows), list(self.choices)
        values = {key: _plain_value(value) for key, value in self.values.items()}
        return {**plain, "ko": self.message.ko, "en": self.message.en, "values": values}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Finding:
        """Return the finding that ``to_json`` wrote."""
        known = {name: plain[name] for name in _PLAIN if name in plain}
        known["rows"], known["choices"] = tuple(plain.get("rows", ())), tuple(plain.get("choices", ()))
        values = {key: _said_value(value) for key, value in plain.get("values", {}).items()}
        return cls(message=Text(plain["ko"], plain["en"]), values=values, **known)


def _plain_value(value: Any) -> Any:
    if isinstance(value, Text):
        return {"ko": value.ko, "en": value.en}
    return value if isinstance(value, int | float) else str(value)


def _said_value(plain: Any) -> Any:
    return Text(plain["ko"], plain["en"]) if isinstance(plain, Mapping) else plain


_PLAIN = ("severity", "code", "file", "sheet", "row", "column", "cell", "value", "count")


class UserError(Exception):
    """Something the user can put right; it carries the findings that say so, and never a traceback."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(finding.line("en") for finding in findings))
        self.findings: tuple[Finding, ...] = findings


def refuse(code: str, message: Text, **place_and_values: Any) -> UserError:
    """Return a UserError of one error finding; names of place fields go there, placeholder names to the message."""
    names = placeholders(message.ko)
    place: dict[str, Any] = {key: value for key, value in place_and_values.items() if key in _PLACE}
    if "value" in place:
        place["value"] = str(place["value"])
    values = {key: value for key, value in place_and_values.items() if key in names}
    return UserError(Finding("error", code, message, values, **place))


_PLACE = frozenset({"file", "sheet", "row", "column", "cell", "value", "count", "rows", "choices"})


def errors_of(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return those findings that stop a load."""
    return tuple(finding for finding in findings if finding.severity == "error")
