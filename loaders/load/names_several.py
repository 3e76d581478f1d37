"""Cells of a department column that say several departments, or all of them: no name of one."""

from __future__ import annotations

import re
from typing import Literal

from kpi.core.organisation import Register, normal
from kpi.core.text import Text
from loaders.match.titles import is_local_office, is_office

StandsFor = Literal["", "all", "several"]

_KINDS = r"(?:부서|실과소?|국?실과?|국실과?|과|팀|소|기관|읍면동)"
_ALL = re.compile(
    r"(?:전체?|모든|각급?)\d*개?(?:부서|실과소?|실국|국실과?|과|기관|읍면동)(?:공통|전체|모두)?|(?:부서|본청)?(?:전체|공통)|공통(?:부서|사항)"
    r"|(?:all|every)(?:the)?(?:departments?|divisions?|offices?|depts?)"
)
_SOME = re.compile(
    rf"(?:여러|다수|복수|관련|관계|유관|해당)(?:의)?(?:부서|과|실과소?|기관)|\d+개{_KINDS}|.+(?:등|외)(?:\d+(?:개{_KINDS}?|{_KINDS})?|다수(?:부서)?)"
    r"|.+[과국실팀소터관](?:등|외)|(?:several|multiple|various)(?:departments?|divisions?|offices?|depts?)|.+(?:etal\.?|and\d+others)"
)
_REST = re.compile(r"\s*(?<=[과국실팀소터관\s])(?:등|외)(?:\s*\d+.*|\s*다수.*)?$")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LISTED = re.compile(r"\s*(?:[,、;·ㆍ・&+]|\s및\s|(?<=[과국실팀소터관])및|(?<=[과국실팀소터관])(?:와|과)\s)\s*")
_COUNTED = re.compile(r"\d+ ?개")
_LEVELS = (("국", re.compile(r"국$")), ("과", re.compile(r"(?:과|담당관)$")), ("팀", re.compile(r"팀$")))

_BESIDE_DIVISIONS = re.compile(r"(?:민원|비서|공보|홍보|감사)실$")
"""Rooms that are divisions themselves: a division after one stands beside it ("민원실 세무과"), one before it may hold it."""

NOT_ONE = {
    "all": Text(
        "'{name}' 값은 부서 하나가 아니라 부서 전체를 뜻하는 것으로 보입니다({count}행: {rows_text}행). 부서별로 행을 나누세요. 기관 전체의 값이면 "
        "칸을 비우고, 집계표이면 '합계'라고 적으세요. 정말 한 부서의 이름이면 그 이름 그대로 지정하세요.",
        "'{name}' seems to say all departments and not one ({count} rows: {rows_text}). Give each department its own row. "
        "For the whole organisation leave the cell blank, or write 'total' in a table of sums. If it is the name of one "
        "department, say that it stands for itself.",
    ),
    "several": Text(
        "'{name}' 값은 여러 부서를 뜻하는 것으로 보입니다({count}행: {rows_text}행). 부서별로 행을 나누거나, 어느 부서로 셀지 지정하세요. 정말 한 "
        "부서의 이름이면 그 이름 그대로 지정하세요.",
        "'{name}' seems to say several departments ({count} rows: {rows_text}). Give each its own row, or say as which one it "
        "counts. If it is the name of one department, say that it stands for itself.",
    ),
}
"""What is said of a name that stands for more than one department."""


def stands_for(name: str, known: Register) -> StandsFor:
    """Return whether a name says all departments or several; "" for the name of one, and for every registered name."""
    if known.find(name) is not None:
        return ""
    bare = normal(_BRACKETS.sub("", name))
    if _ALL.fullmatch(bare):
        return "all"
    return "several" if _SOME.fullmatch(bare) or len(named_in(name, known)) > 1 else ""


def named_in(name: str, known: Register) -> tuple[str, ...]:
    """Return the departments that one cell names, each once; () where it is no list of departments.

    A blank or "/" is read as between two only where both are of one level, or both are registered and neither stands under
    the other: "보건소 건강증진과" and "복지국/노인복지과" say one office and where it belongs.
    """
    text = _REST.sub("", _BRACKETS.sub("", name)).strip()
    found: list[str] = []
    for part in _LISTED.split(text):
        pieces = [piece for piece in re.split(r"[\s/|]+", part) if piece]
        if (
            len(pieces) > 1
            and all(_is_one(piece, known) for piece in pieces)
            and (_of_one_level(pieces) or _apart(pieces, known))
        ):
            found += pieces
        elif _is_one(part, known) or _is_one("".join(pieces), known):
            found.append(part)
        else:
            return ()
    return tuple(dict.fromkeys(found))


def _is_one(text: str, known: Register) -> bool:
    return not _COUNTED.match(text) and (is_office(text, known) or is_local_office(text))


def _apart(names: list[str], known: Register) -> bool:
    """Return whether all of these are registered and none stands, or ever stood, under another of them."""
    units = [known.find(name) for name in names]
    ids = {unit.id for unit in units if unit is not None}
    kin = any(one.unit in ids and one.parent in ids for one in known.parents)
    return None not in units and len(ids) > 1 and not kin


def _of_one_level(names: list[str]) -> bool:
    first = ["과"] if _BESIDE_DIVISIONS.search(names[0]) else []
    levels = [*first, *(level for name in names for level, ending in _LEVELS if ending.search(name))]
    return len(set(levels)) < len(levels)
