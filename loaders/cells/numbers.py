"""One number as people write it in a cell."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from typing import Literal

Marks = Literal["minus", "press"]
Brackets = Literal["minus", "plain"]
Signs = Mapping[str, int]
"""What a mark before a number ("△", "▲", "▽", "▼") or brackets around it ("()") mean: -1 or 1."""

_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+"
_SCALES = {"": 1.0, "천": 1e3, "만": 1e4, "십만": 1e5, "백만": 1e6, "천만": 1e7, "억": 1e8, "십억": 1e9, "조": 1e12}
_SCALES |= {"백억": 1e10, "천억": 1e11}
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_UNITS = (
    "건|점|명|인|개|개소|개사|개국|개월|회|번|차례|부|종|종류|단계|원|일|시간|분|초|부문|위|등|곳|세|년|월|주|팀|통|장|쪽|매|대|가구|세대|"
    "개 ?(?:부문|부서|과|팀|기관|업무|과제|사업|항목|분야|단체|시군구)|점 ?만점|%|%p|퍼센트|m2|km|m|kg|"
    "points?|cases?|min|minutes?|hours?|days?|documents?|steps?"
)
_NUMBER = re.compile(
    rf"'?(?:약 ?)?(?P<sign>[+-]?) ?(?P<digits>{_DIGITS})(?P<exponent>[eE][+-]?[0-9]{{1,3}})?"
    rf" ?(?P<scale>{_SCALE}) ?여? ?(?P<unit>{_UNITS})?",
    re.IGNORECASE,
)
_PART = rf"(?:{_DIGITS}) ?(?:{_SCALE.rstrip('|')})"
_IN_PARTS = re.compile(
    rf"(?:약 ?)?(?P<sign>[+-]?) ?(?P<parts>{_PART}(?: ?{_PART})*)(?: ?(?P<rest>[0-9]{{1,4}}))? ?여? ?(?P<unit>{_UNITS})?",
    re.IGNORECASE,
)
_EACH = re.compile(rf"({_DIGITS}) ?({_SCALE.rstrip('|')})")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))
_MARKED = re.compile(r"(?P<mark>[△▲▽▼]) ?(?P<rest>.+)")
_BRACKETED = re.compile(r"\( ?(?P<rest>[^()]+?) ?\)(?P<unit>.*)")
_SAME_UNIT = {"퍼센트": "%", "%p": "%", "point": "점", "points": "점", "인": "명", "case": "건", "cases": "건"}
LOST_NUMBERS = frozenset({"건", "점", "명", "개", "회", "%", "원", "단계", "종"})
"""A unit whose number was lost."""


def signs_of(marks: Marks | None, brackets: Brackets | None, texts: Iterable[str] = ()) -> Signs:
    """Return what marks and brackets mean where it is declared.

    "minus": "△" and "▲" are minus. "press": "▲" is plus, "▼" and "▽" are minus; "△" is plus only beside "▽", elsewhere
    it has no meaning in that style.
    """
    signs: dict[str, int] = {}
    if marks == "minus":
        signs |= {"△": -1, "▲": -1}
    elif marks == "press":
        signs |= {"▲": 1, "▼": -1, "▽": -1}
        signs |= {"△": 1} if any("▽" in text for text in texts) else {}
    return signs if brackets is None else {**signs, "()": -1 if brackets == "minus" else 1}


def number_of(text: str, *, signs: Signs | None = None) -> tuple[float, str] | None:
    """Return a cleaned text's number and its unit ("" without), or None.

    "△4.6", "▲4.6" and "(4.6)" are numbers only where ``signs`` declares the mark or the brackets.
    """
    marked, bracketed = _MARKED.fullmatch(text), _BRACKETED.fullmatch(text)
    if not marked and not bracketed:
        return _unmarked(text)
    mark = marked["mark"] if marked else "()"
    rest = marked["rest"] if marked else f"{bracketed['rest']}{bracketed['unit']}" if bracketed else ""
    sign = (signs or {}).get(mark)
    inner = None if sign is None or rest[:1] in "+-" else _unmarked(rest)
    return None if inner is None or sign is None else (sign * inner[0], inner[1])


def _unmarked(text: str) -> tuple[float, str] | None:
    text = text.translate(_DASHES)
    match = _NUMBER.fullmatch(text)
    if match is None:
        return _in_parts(text)
    number = float(match["digits"].replace(",", "") + (match["exponent"] or "")) * _SCALES[match["scale"]]
    if number == float("inf"):
        return None
    return -number if match["sign"] == "-" else number, unit_class(match["unit"] or "")


def _in_parts(text: str) -> tuple[float, str] | None:
    """Return a number with several words of size, largest first: "41억 5천만 원", "1만 2천 명", "3만 500"."""
    match = _IN_PARTS.fullmatch(text)
    if match is None:
        return None
    parts = [(float(digits.replace(",", "")), _SCALES[scale]) for digits, scale in _EACH.findall(match["parts"])]
    parts += [(float(match["rest"]), 1.0)] if match["rest"] else []
    if any(big <= number * size for (_, big), (number, size) in itertools.pairwise(parts)):
        return None
    number = sum(number * size for number, size in parts)
    return -number if match["sign"] == "-" else number, unit_class(match["unit"] or "")


def unit_class(unit: str) -> str:
    """Return a unit as units are compared: "퍼센트" and "%p" are "%", "points" is "점"."""
    unit = unit.casefold().replace(" ", "")
    return _SAME_UNIT.get(unit, unit)


def share_of(text: str, *, percent: bool) -> float | None:
    """Return a share 0-1 of a cleaned text: "99.2%" is 0.992; a bare number is a share unless ``percent``."""
    found = number_of(text)
    if found is None or found[1] not in ("", "%"):
        return None
    share = found[0] / 100.0 if found[1] or percent else found[0]
    return share if 0.0 <= share <= 1.0 else None
