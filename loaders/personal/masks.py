"""Personal data as they may be shown: what names a person is covered, the rest of the text stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any
from unicodedata import decimal, normalize

from kpi.core.errors import Finding
from loaders.personal.patterns import APART, BACK_HALF, BLANKS, FRONT_HALF, FULL_NAME, NOT_PEOPLE, ODD_WAYS

PERSONAL_CODES = frozenset({"personal_data", "personal_unread"})
WHOLE_CELLS = frozenset({"rrn", "passport", "card", "phone"})
"""Kinds of which every cell of the column is covered in a sample, however it is written."""
LONGEST_NAME, SHOWN_DIGITS, COVERED = 6, 3, 6
_MAYBE = re.compile(rf"\d{{3}}|(?:\d[{BLANKS}]){{4}}|@|[가-힣][님씨]|[가-힣] [님씨]")
_NAME = re.compile(
    rf"(?<![가-힣])(?!{NOT_PEOPLE})(?=({FULL_NAME})(?:\s?[님씨]|[\s(:,/]{{1,3}}\(?(?:0|\+82)1))([가-힣])[가-힣]{{2}}"
)
_REGISTRATION = re.compile(rf"(?<!\d)(\d\d(?:0\d|1[0-2])\d\d)({APART})(\d)(\d{{6}})(?!\d)")
_ODD_DIGIT = re.compile(r"[^\D0-9]")
_ODD = re.compile(rf"(?<![\d.-])(?:{'|'.join(ODD_WAYS)})(?!\d)".replace("[0-9]", r"\d"))
_EMAIL = re.compile(r"([A-Za-z0-9])[A-Za-z0-9._%+-]*@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_CARD = re.compile(r"(?<!\d)(\d{4})([- ]?)\d{4}([- ]?)\d{4}([- ]?)(\d{4})(?!\d)")
_LICENCE = re.compile(r"(?<![\d-])(\d\d)-\d\d-\d{6}-\d\d(?![\d-])")
_PASSPORT = re.compile(r"(여권[^0-9A-Za-z]{0,12}[A-Z]\d)[0-9A-Z]{7}")
_AREA = r"(?:1[016789]|2|[3-6][1-5]|70|50\d?)\)?"
_PHONE = re.compile(
    rf"(?<!\d)(?<!\d\.)((?:\+82|82[-.\s])[-.\s()]{{0,3}}0?{_AREA}|\(?0{_AREA})"
    r"([-.\s\u00b7\u2013]{0,3})(\d{3,4})([-.\s\u00b7\u2013]{0,3})(\d{4})(?!\d)"
)
REGISTERED = re.compile(rf"\d{{6}}{APART}\d\*{{6}}")
"""A covered registration number."""
HALF = "*******"
"""A covered second half of a registration number."""
_FRONT = re.compile(FRONT_HALF.replace("[0-9]{3,6}", r"\d\d(?:0\d|1[0-2])[0-3]\d"))
_BACK = re.compile(BACK_HALF)
_DAY_AND_REST = re.compile(r"\d{4}|\d{2}")


def masked(text: str) -> str:
    """Return a text with registration numbers, telephones, e-mail addresses, cards and licences covered.

    "900101-1234568" becomes "900101-1******", "010-1234-5678" "010-****-5678", "abc@b.kr" "a***@b.kr"; a name before a
    telephone number or with its title (홍길동 님) keeps its first letter.
    """
    if _ODD_DIGIT.search(text):
        covered = masked(plain_digits(text))
        return _as_covered(text, covered) if len(covered) == len(text) else covered
    if _MAYBE.search(text):
        text = _ODD.sub(_last_six, text)
        for pattern, cover in _COVERS.values():
            text = pattern.sub(cover, text)
    return text


def masked_line(cells: Sequence[str]) -> list[str]:
    """Return the cells of a row covered, also the second half of a registration number that stands beside its first."""
    shown = [masked(cell) for cell in cells]
    for place, (one, other) in enumerate(pairwise(map(plain_digits, cells))):
        if _FRONT.search(one) and _BACK.search(other):
            shown[place + 1] = HALF
        elif _FRONT.search(other) and _BACK.search(one):
            shown[place] = HALF
    return shown


def example_of(text: str, kind: str) -> str:
    """Return what is personal in a cell, covered, without the rest of the cell."""
    pattern, cover = _COVERS.get(kind, (None, ""))
    found = pattern.search(text) if pattern else None
    if found is None:
        return masked_as(text, kind)
    return found.expand(cover) if isinstance(cover, str) else cover(found)


def plain_digits(text: str) -> str:
    """Return a text with the digits of every script as 0 to 9."""
    return "".join(str(decimal(letter, letter)) for letter in text)


def _as_covered(text: str, covered: str) -> str:
    return "".join("*" if cover == "*" else letter for letter, cover in zip(text, covered, strict=True))


def _last_six(found: re.Match[str]) -> str:
    letters = list(found.group())
    for at in [at for at, letter in enumerate(letters) if letter.isdigit()][-COVERED:]:
        letters[at] = "*"
    return "".join(letters)


def _phone(found: re.Match[str]) -> str:
    area, before, middle, after, last = found.groups()
    return f"{area}{before}{'*' * len(middle)}{after}{last}"


_COVERS: Mapping[str, tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = {
    "name": (_NAME, r"\2**"),
    "email": (_EMAIL, r"\1***@\2"),
    "rrn": (_REGISTRATION, r"\1\2\3******"),
    "card": (_CARD, r"\1\2****\3****\4\5"),
    "licence": (_LICENCE, r"\1-**-******-**"),
    "passport": (_PASSPORT, r"\1*******"),
    "phone": (_PHONE, _phone),
}


def masked_as(text: str, kind: str) -> str:
    """Return a cell of a column that holds one kind of personal data, covered as that kind."""
    shown = masked(text).strip()
    if kind == "name" and len(shown) <= LONGEST_NAME:
        return shown[:1] + "**" if shown else ""
    if kind == "address":
        return " ".join([*shown.split()[:2], "***"])
    if kind == "birth":
        first = _DAY_AND_REST.search(shown)
        return first.group() + "-**-**" if first else "***"
    if kind in WHOLE_CELLS and shown == text.strip() and sum(map(str.isdigit, shown)) > SHOWN_DIGITS:
        return _tail_covered(shown)
    return shown


def _tail_covered(text: str) -> str:
    """Return a text whose first digits only are shown."""
    seen = 0
    letters = []
    for letter in text:
        seen += letter.isdigit()
        letters.append("*" if letter.isdigit() and seen > SHOWN_DIGITS else letter)
    return "".join(letters)


def masked_finding(finding: Finding) -> Finding:
    """Return a finding none of whose words quotes personal data."""
    values = {key: masked(value) if isinstance(value, str) else value for key, value in finding.values.items()}
    covered = {name: masked(getattr(finding, name)) for name in ("file", "sheet", "column", "value")}
    return finding.at(values=values, choices=tuple(masked(choice) for choice in finding.choices), **covered)


def shown_names(names: Iterable[str]) -> list[str]:
    """Return names of sheets or files (NFC) as they may be shown and stored: covered like ``masked``, none twice by that."""
    shown: list[str] = []
    for name in names:
        composed = normalize("NFC", name)
        covered = free = masked(composed)
        number = 1
        while free != composed and free in shown:
            number += 1
            free = f"{covered} ({number})"
        shown.append(free)
    return shown


def masked_rows(rows: Iterable[Mapping[str, Any]], findings: Iterable[Finding]) -> tuple[dict[str, str], ...]:
    """Return sample rows as they may be shown: columns that a finding calls personal are covered as a whole."""
    kinds: dict[str, list[str]] = {}
    for finding in findings:
        if finding.code in PERSONAL_CODES:
            kinds.setdefault(finding.column, []).append(str(finding.values.get("kind", "")))
    return tuple(
        {str(label): _cell(str(cell), kinds.get(str(label), ())) for label, cell in row.items()} for row in rows
    )


def _cell(text: str, kinds: Iterable[str]) -> str:
    shown = masked(text)
    for kind in kinds:
        shown = masked_as(shown, kind) if shown else ""
    return shown
