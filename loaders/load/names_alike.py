"""Which registered names a new one looks like: departments by their letters, tasks by what is left without usual endings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process

from kpi.core.organisation import Register, normal
from loaders.match.labels import plain, without_brackets

SHOWN = 3
LEAST_NEAR = 50.0
"""Departments less alike than this are not offered."""
LEAST_SAME = 92.0
"""Tasks from here on are taken for two spellings of one, letter by letter (a syllable is two or three of them)."""
COMPARED_AT_ONCE = 500
_OFFICE = re.compile(r"(?<=..)(?:과|국|실|팀|소|센터|담당관|관)$")
_ENDING = re.compile(r"(?<=..)(?:신청|처리|접수|업무|민원|사무|건)$")
_DIGITS = re.compile(r"\d+")


def nearest_units(name: str, register: Register) -> tuple[str, ...]:
    """Return today's names of the units most like this one, best first; only good ones."""
    known = _spellings(register)
    stems = {spelling: _OFFICE.sub("", normal(spelling)) for spelling in known}
    ranked = process.extract(
        _OFFICE.sub("", normal(name)), stems, scorer=_office_ratio, score_cutoff=LEAST_NEAR, limit=SHOWN * 2
    )
    return tuple(dict.fromkeys(known[spelling] for _, _, spelling in ranked))[:SHOWN]


def _office_ratio(one: str, other: str, *, score_cutoff: float | None = None) -> float:
    """Return how alike two stems are, 0-100; one that holds the other is alike in any case."""
    short, long = sorted((one, other), key=len)
    held = 60.0 if len(short) >= 2 and short in long else 0.0
    score = max(float(fuzz.ratio(one, other)), held)
    return score if score >= (score_cutoff or 0.0) else 0.0


def in_other_words(names: Sequence[str], register: Register) -> dict[str, tuple[str, ...]]:
    """Return name -> today's names of the units of which it is probably another spelling, best first; only such names."""
    known = _spellings(register)
    spellings = list(known)
    keys = [_task_key(spelling) for spelling in spellings]
    found = {}
    for start in range(0, len(names) if known else 0, COMPARED_AT_ONCE):
        some = names[start : start + COMPARED_AT_ONCE]
        mine = [_task_key(name) for name in some]
        alike = process.cdist(
            [_letters(key) for key in mine], [_letters(key) for key in keys], scorer=fuzz.ratio, score_cutoff=LEAST_SAME
        )
        for place, scores in enumerate(alike):
            near = sorted(np.flatnonzero(scores), key=lambda at: -scores[at])
            units = dict.fromkeys(known[spellings[at]] for at in near if _not_apart(some[place], spellings[at]))
            if units:
                found[some[place]] = tuple(units)[:SHOWN]
    return found


def _not_apart(one: str, other: str) -> bool:
    """Return whether nothing tells two names apart on purpose: numbers in them, or what both have in brackets."""
    if _DIGITS.findall(one) != _DIGITS.findall(other):
        return False
    brackets = [plain(name) != without_brackets(name) for name in (one, other)]
    return not all(brackets) or plain(one) == plain(other)


def _task_keys(register: Register) -> dict[str, tuple[str, str, str]]:
    """Return spelling -> what is compared of it: its stem, the letters of the stem, and the task's name of today."""
    known = _spellings(register)
    return {spelling: (_task_key(spelling), _letters(_task_key(spelling)), unit) for spelling, unit in known.items()}


def _task_key(name: str) -> str:
    return _ENDING.sub("", without_brackets(name))


def _letters(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _spellings(register: Register) -> dict[str, str]:
    """Return every spelling a register knows -> the unit's name of today."""
    known: dict[str, str] = {}
    for unit in register.units:
        for spelling in (unit.name, *(alias.name for alias in unit.aliases)):
            known.setdefault(spelling, unit.name)
    return known
