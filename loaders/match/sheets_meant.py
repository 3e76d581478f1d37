"""What the names of sheets probably stand for: judged by the names, and by what the table itself does not say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kpi.core.organisation import Register
from kpi.core.text import Text
from loaders.choice import Choice, SheetsMean
from loaders.match.axes import says
from loaders.match.candidates import Candidate
from loaders.match.labels import plain
from loaders.match.titles import is_local_office, office_in, period_in

MOST = 0.5
"""Share of the names that must say a thing for it to be what all of them probably stand for."""
_VERSION = re.compile(
    r"(?:sheet|시트|worksheet|table|표|page|쪽)\d*|\d{1,3}|.*(?:원본|수정|최종|복사|사본|백업|초안|확정|참고|양식|서식|작성|예시)본?.*"
    r"|.*(?:copy|final|draft|backup|old|new|v\d+)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"(?=.*[가-힣a-z])[^\d]{2,}", re.IGNORECASE)
_BY_NAME = Text("시트 이름이 그렇게 보입니다", "the names look so")
_NO_COLUMN = Text(
    "표에 부서 열이 없고 이름에 숫자가 없습니다", "the table has no such column, and no name holds a number"
)


@dataclass(frozen=True)
class Meaning:
    """What names of sheets could stand for, the likeliest first; ``sure``: the first is so likely that only a word is
    missing; ``why``: what speaks for it. ``needed``: without a meaning the rows of the sheets cannot be told apart.
    """

    choices: tuple[SheetsMean, ...]
    sure: bool = False
    why: Text | None = None
    needed: bool = False


def meaning(best: Candidate, names: Sequence[str], choice: Choice, known: Register | None) -> Meaning:
    """Return what the names of the sheets of a table probably stand for."""
    open_year = choice.year is None and not says(best.matching, best.source, "period")
    open_department = choice.department is None and not says(best.matching, best.source, "department")
    versions = sum(bool(_VERSION.fullmatch(plain(name))) for name in names) > MOST * len(names)
    needed = (open_year or open_department) and not versions
    if open_year and _share(bool(period_in(name)) for name in names) >= MOST:
        return Meaning(("year", "department", "nothing"), sure=True, why=_BY_NAME, needed=True)
    if open_department and _share(_office(name, known) for name in names) >= MOST:
        return Meaning(("department", "year", "nothing"), sure=True, why=_BY_NAME, needed=True)
    if open_department and not versions and all(map(_is_word, names)):
        return Meaning(("department", "year", "nothing"), sure=True, why=_NO_COLUMN, needed=needed)
    if versions:
        return Meaning(("nothing", "department", "year"))
    first: tuple[SheetsMean, ...] = ("department", "year") if open_department else ("year", "department")
    return Meaning((*first, "nothing"), needed=needed)


def _share(said: Iterable[bool]) -> float:
    told = list(said)
    return sum(told) / max(len(told), 1)


def _office(name: str, known: Register | None) -> bool:
    return bool(office_in(name, known)) or is_local_office(name)


def _is_word(name: str) -> bool:
    return bool(_WORDS.fullmatch(unicodedata.normalize("NFKC", name).strip()))
