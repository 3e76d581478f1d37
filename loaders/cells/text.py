"""How a cell's text is made comparable, and which spellings mean that nothing is there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Letters that show nothing: controls, joiners, marks of the direction of writing."""
_SPACES = re.compile(r"\s+")
_DASHES = ("-", "--", "---", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "\u2212", "\u30fc", "\u2500")
_DOTS = (".", "..", "...", "\u00b7", "\u119e", "\u318d", "\u2022", "\u30fb", "\uff65", "\u22c5", "*")
_CROSSES = ("x", "\u00d7", "\u2715", "\u2716", "\u2717", "\u2718", "?", "??")

BLANK: frozenset[str] = frozenset(
    {
        "",
        *_DASHES,
        *_DOTS,
        "해당없음",
        "해당사항없음",
        "해당무",
        "해당안됨",
        "미해당",
        "비해당",
        "미실시",
        "무응답",
        "미응답",
    }
) | {"응답없음", "응답거부", "n/a", "#n/a", "n.a"}
"""Spellings of "nothing here" in any column, compared by ``says_nothing``. Codes such as 9 and 99 must be declared."""
MISSING: frozenset[str] = (
    BLANK
    | frozenset(_CROSSES)
    | frozenset({"결측", "결측치", "결측값", "공란", "미조사", "미측정", "미제출", "미입력", "자료없음"})
    | frozenset({"na", "nan", "null", "none", "blank", "undefined", "nat", "missing"})
    | frozenset({"#div/0!", "#value!", "#ref!", "#name?", "#num!", "#null!", "#n/a!", "#calc!", "#spill!"})
)
"""The same for typed columns, where a word cannot be a name. "없음" is not among them: of a number it may mean 0."""
NO_SUCH: frozenset[str] = frozenset({"없음", "없슴", "無"})
"""Nothing, where it cannot be a zero: no date, no period, no answer."""
NOT_YET: frozenset[str] = frozenset({"처리중", "진행중", "검토중", "미완료", "미처리", "미결", "계류중"})
"""Nothing yet, in a column of dates."""
_AROUND = "()[]<>" + "".join({*"".join((*_DASHES, *_DOTS))})


def clean(text: str) -> str:
    """Return the text as NFKC (full-width digits become plain ones), invisible letters out, single spaces."""
    if text.isascii() and text.isprintable():
        return _SPACES.sub(" ", text).strip()
    return _SPACES.sub(" ", INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).strip()


def plain(text: str) -> str:
    """Return a cleaned text without spaces and without regard to case, as spellings are compared."""
    return clean(text).replace(" ", "").casefold()


def says_nothing(text: str, missing: Collection[str]) -> bool:
    """Return whether a text is one of these spellings, also in brackets or between dashes: "(해당 없음)", "- -"."""
    said = plain(text)
    return said in missing or said.strip(_AROUND) in missing
