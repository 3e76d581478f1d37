"""One number as people write it in a cell."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

MinusSign = Literal["△", "▲", "▽", "▼", "()"]

_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+"
_SCALES = {"": 1.0, "천": 1e3, "만": 1e4, "십만": 1e5, "백만": 1e6, "천만": 1e7, "억": 1e8, "십억": 1e9, "조": 1e12}
_UNITS = (
    "건|점|명|인|개|개소|개사|개국|개월|회|번|차례|부|종|종류|단계|원|일|시간|분|초|부문|위|등|곳|세|년|월|주|팀|통|장|쪽|매|대|가구|세대|"
    "개 ?(?:부문|부서|과|팀|기관|업무|과제|사업|항목|분야|단체|시군구)|점 ?만점|%|%p|퍼센트|㎡|km|m|kg|"
    "points?|cases?|min|minutes?|hours?|days?|documents?|steps?"
)
_NUMBER = re.compile(
    rf"(?:약 ?)?(?P<sign>[+-]?) ?(?P<digits>{_DIGITS})(?P<exponent>[eE][+-]?[0-9]{{1,3}})?"
    rf" ?(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))}) ?(?P<unit>{_UNITS})?",
    re.IGNORECASE,
)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))
_MARKED = re.compile(r"(?P<mark>[△▲▽▼]) ?(?P<rest>.+)")
_BRACKETED = re.compile(r"\( ?(?P<rest>[^()]+?) ?\)(?P<unit>.*)")


def number_of(text: str, *, minus: Collection[MinusSign] = ()) -> tuple[float, str] | None:
    """Return a cleaned text's number and its unit ("" without), or None.

    "△4.6", "▲4.6" and "(4.6)" are minus only where ``minus`` declares the sign; otherwise they are no number.
    """
    marked, bracketed = _MARKED.fullmatch(text), _BRACKETED.fullmatch(text)
    if marked or bracketed:
        mark = marked["mark"] if marked else "()"
        rest = marked["rest"] if marked else f"{bracketed['rest']}{bracketed['unit']}" if bracketed else ""
        inner = _unmarked(rest) if mark in minus and rest[:1] not in "+-" else None
        return (-inner[0], inner[1]) if inner else None
    return _unmarked(text)


def _unmarked(text: str) -> tuple[float, str] | None:
    match = _NUMBER.fullmatch(text.translate(_DASHES))
    if match is None:
        return None
    number = float(match["digits"].replace(",", "") + (match["exponent"] or "")) * _SCALES[match["scale"]]
    if number == float("inf"):
        return None
    return -number if match["sign"] == "-" else number, (match["unit"] or "").casefold()


def share_of(text: str, *, percent: bool) -> float | None:
    """Return a share 0-1 of a cleaned text: "99.2%" is 0.992; a bare number is a share unless ``percent``."""
    found = number_of(text)
    if found is None or found[1] not in ("", "%", "퍼센트"):
        return None
    share = found[0] / 100.0 if found[1] or percent else found[0]
    return share if 0.0 <= share <= 1.0 else None
