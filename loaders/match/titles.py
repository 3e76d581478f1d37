"""Periods, departments and units that a title, a sheet's name or a file's name says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from kpi.core.organisation import Register
from loaders.cells.periods import MONTHS_BEHIND, period_of
from loaders.match.labels import clean

LONGEST_DEPARTMENT = 14
"""Letters of a text that may be the name of an office as a whole."""
_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_PART = r"(?:[상하]반기|[1-4] ?(?:/ ?4)? ?분기|(?:1[0-2]|0?[1-9]) ?월(?!\d))"
_PERIOD = re.compile(rf"({_YEAR})[ _.-]*(?:년도?|학년도)?[ _.-]*({_PART})?")
_SHORT_YEAR = re.compile(r"['\u2018\u2019`](\d\d)(?=[ .]?(?:년|$|\D))")
_PART_ALONE = re.compile(rf"(?<!\d){_PART}")
_RANGE = re.compile(r"[~∼〜]")
_OPEN = re.compile(rf"{_YEAR} ?(?:년도?|학년도)? ?(?:이전|이후|까지|부터|미만|이상|말 ?현재)")
_LABEL = re.compile(
    rf"[0-6]\d년 ?{_PART}|(?:{_YEAR}|['\u2018\u2019`]\d\d)(?:\.0)? ?(?:년도?|학년도)?(?:[ .-]{{0,2}}{_PART})?|{_PART}(?:분|중)?"
    rf"|(?:{_YEAR}|['\u2018\u2019`]?[0-6]\d)(?: ?년도?)?[ .-]{{1,2}}[상하]|['\u2018\u2019`][0-6]\d[ .]{{0,2}}[1-4] ?/ ?4"
    rf"|{_YEAR} ?[./-] ?(?:1[0-2]|0?[1-9])\.?|[1-4]q|q[1-4]|{_YEAR}[ .]{{0,2}}[1-4] ?/ ?4",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"[가-힣A-Za-z0-9·ㆍ・()]*[가-힣](?:과|국|실|팀|담당관|소|센터)(?:\(\d+\))?")
_NO_OFFICE = re.compile(
    r"(?:결과|성과|효과|경과|통과|초과|부과|과목|주소|장소|요소|해소|취소|감소|산소|업소|최소|전국|외국|귀국|사실|현실|손실|내실|충실|확실|학과|개소)$"
)
_LOCAL = re.compile(r"[가-힣]{1,6}\d{0,2}(?:동|읍|면)")
_NOT_LOCAL = re.compile(
    r"[자수이변운활행노아공작가충협연감]동|[서대비전측화도지이양정]면|비대면|반자동|전자동|(?:.*(?:활동|운동|이동|변동|행동|대면|화면|서면))$"
)
"""Words that end so and are no places; the places called so are left to the analyst."""
_NAMED = re.compile(r"(?:부\s*서\s*명?|담당\s*부서|소\s*속|기\s*관\s*명?)\s*[:：]\s*(\S[^,()]*)")
_BULLETS = re.compile(r"^[\s□■○●◇◆▶▷◎※*·ㆍ\-–<\[(【『「\d.)]+|[\s>\])】』」]+$")
_FOOTER = re.compile(
    r"(?i)^(?:[※*]|주\s*[:)0-9]|주석|출처|자료\s*[:：]|자료출처|비고\s*[:：]|작성(?:자|일|부서)?\s*[:：]|담당(?:자)?\s*[:：]"
    r"|확인자?\s*[:：]|source\s*:|notes?\s*:|결\s*재$|끝\s*[.]?$|이상\s*[.]?$|[-<(\[~*\s]*이하\s*(?:여백|빈칸)[->)\]~*\s]*$|- ?\d+ ?-$|\d+ ?/ ?\d+$|page \d+|\d+ ?쪽$"
    r"|.*[(（]\s*(?:인|서명)\s*[)）]$|\(?단위\s*[:：])"
)
_UNIT = re.compile(r"[(\[<]?\s*단\s*위\s*[:：]?\s*([^)\]>]+?)\s*[)\]>]?\s*$")


def is_period(label: str) -> bool:
    """Return whether a label is a period and nothing else: "2014년", "2014", "1분기", "상반기", "2024.1"."""
    return bool(_LABEL.fullmatch(MONTHS_BEHIND.sub("", clean(label))))


def is_open_period(label: str) -> bool:
    """Return whether a label is a stretch of years without a beginning or an end: "2013년도 이전"."""
    return bool(_OPEN.fullmatch(clean(label)))


def period_in(text: str) -> str:
    """Return the one period a text says, as a cell would ("2024년 상반기"); "" where it says none, or several years."""
    if _RANGE.search(text):
        return ""
    found = {(year, part.replace(" ", "")) for year, part in _PERIOD.findall(unicodedata.normalize("NFKC", text))}
    short = {f"{'19' if int(year) > 68 else '20'}{year}" for year in _SHORT_YEAR.findall(text)}
    found |= {(year, "") for year in short - {year for year, _ in found}}
    if len({year for year, _ in found}) == 1:
        parts = {part for _, part in found if part}
        year = next(iter(found))[0]
        return "" if len(parts) > 1 else f"{year}년 {next(iter(parts))}" if parts else f"{year}년"
    alone = {part.replace(" ", "") for part in _PART_ALONE.findall(text)}
    return alone.pop() if not found and len(alone) == 1 else ""


def years_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the years that texts say, in their order, each once."""
    found: dict[str, None] = {}
    for text in texts:
        plain = unicodedata.normalize("NFKC", text)
        found.update(dict.fromkeys(re.findall(_YEAR, plain)))
        found.update({f"20{year}": None for year in _SHORT_YEAR.findall(text) if int(year) <= 68})
    return tuple(year for year in found if period_of(year))


def is_office(label: str, known: Register | None = None) -> bool:
    """Return whether a text is the name of a department: a known one, or one that ends as they do."""
    text = clean(label)
    if known is not None and known.find(text) is not None:
        return True
    return len(text) <= LONGEST_DEPARTMENT and bool(_OFFICE.fullmatch(text)) and not _NO_OFFICE.search(text)


def is_local_office(label: str) -> bool:
    """Return whether a text is the name of a town, township or quarter, which have offices of their own: "중앙동"."""
    text = clean(label)
    return bool(_LOCAL.fullmatch(text)) and not _NOT_LOCAL.fullmatch(text)


def office_in(text: str, known: Register | None = None) -> str:
    """Return the department a title says: the whole of it, after "부서:", or the one word of it that is one; else ""."""
    bare = _BULLETS.sub("", _PERIOD.sub("", clean(text))).strip()
    named = _NAMED.search(clean(text))
    for part in ([named[1].strip()] if named else []) + [bare]:
        if part and is_office(part, known):
            return part
    words = [_BULLETS.sub("", word) for word in re.split(r"[\s_,]+", bare)]
    found = list(dict.fromkeys(word for word in words if word and is_office(word, known)))
    return found[0] if len(found) == 1 else ""


def is_footer(text: str) -> bool:
    """Return whether the only text of a row is a remark, a source, a signature, a page number or a unit."""
    return bool(_FOOTER.match(text.strip()))


def unit_in(texts: Iterable[str]) -> str:
    """Return what a unit row says: "분" of "(단위 : 분)"; "" where there is none."""
    for text in texts:
        found = _UNIT.search(clean(text))
        if found:
            return found[1].strip()
    return ""
