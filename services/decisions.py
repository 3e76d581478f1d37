"""A person's answers to the questions about a file, as decisions; and decisions in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, replace
from typing import Any

from kpi.core.errors import Finding, refuse
from kpi.core.text import Text
from loaders.asking import QUESTIONS, SUGGESTED, WHY, Question
from loaders.choice import ALL_SHEETS, NO_CODES, Choice, Fix
from loaders.match.blanks import ASK_BLANKS
from services.check import Checked, FieldChoice
from services.options import answer_of, changed_sheets, codes_of, scale_of, year_of

__all__ = ["Choice", "Fix", "Question"]

SEVERAL = frozenset({"sheets", "missing"})
"""Questions with more than one answer."""
TYPED = frozenset({"year", "scale", "missing"})
"""Questions whose answer may be another than those suggested."""
ASKED_CODES: frozenset[str] = frozenset().union(*(question.codes for question in QUESTIONS))
NAME_CODES: Mapping[str, str] = {
    "unknown_department": "department",
    "similar_department": "department",
    "several_departments": "department",
    "similar_task": "task",
}
MORE_CODES = frozenset({"more_unknown_departments"})
"""Further names that are asked once those shown are answered."""
PASSWORD_CODES = frozenset({"encrypted", "wrong_password"})
PERSONAL, BLANKS = "personal_data", ASK_BLANKS
OF_A_COLUMN = frozenset({PERSONAL, BLANKS})
"""Questions that are asked of each column by itself."""
OF_ONE_FILE = frozenset(
    ("source", "sheet", "sheets", "header_row", "year", "department", "as_of", "fixes", "fresh", "accept_new")
)
"""Decisions about one file; all others hold for every file of the same form."""
SURE, LIKELY = 0.9, 0.6
SURE_WORD = Text("확실", "sure")
_LIKELY = Text("아마", "likely")
_GUESSED = Text("값을 보고 추정", "guessed from the cells")
_DOUBTFUL = Text("불확실", "doubtful")
_NOT_A_YEAR = Text("'{value}' 값은 연도가 아닙니다. 예: 2025", "'{value}' is not a year. Example: 2025")
_ALL_SHEETS = Text("모두", "all of them")
_NOTHING_CHOSEN = Text("하나 이상 고르세요.", "Choose at least one.")


def questions() -> tuple[Question, ...]:
    """Return every question there is, in the order in which they are asked."""
    return QUESTIONS


def effective(checked: Checked) -> Choice:
    """Return the choice that a file was read with: what was decided, and what was remembered of its form."""
    return checked.used or checked.choice


def question_of(name: str) -> Question:
    """Return the question whose answer is the field ``name`` of a choice."""
    return next(question for question in QUESTIONS if question.name == name)


def asking(checked: Checked, question: Question) -> tuple[Finding, ...]:
    """Return the findings that ask a question."""
    return tuple(one for one in checked.findings if one.severity == "error" and one.code in question.codes)


def awaited(finding: Finding) -> bool:
    """Return whether an error waits for an answer: to a question, an unknown name, about a column, a password."""
    if finding.severity != "error":
        return False
    of_column = finding.code in OF_A_COLUMN and bool(finding.column)
    return of_column or finding.code in ASKED_CODES | NAME_CODES.keys() | PASSWORD_CODES | MORE_CODES


def waiting(checked: Checked) -> int:
    """Return how many answers a file waits for."""
    others = {
        (one.code, one.column, one.value) for one in checked.findings if awaited(one) and one.code not in ASKED_CODES
    }
    return len(checked.questions) + len(others)


def suggested(question: Question, asking: Sequence[Finding]) -> tuple[str, ...]:
    """Return the answers to choose from, the best first: what the findings suggest, else what the question knows."""
    choices = tuple(dict.fromkeys(choice for finding in asking for choice in finding.choices))
    if not question.answers:
        return choices
    return tuple(choice for choice in choices if choice in question.answers) or tuple(question.answers)


def preselected(asking: Sequence[Finding]) -> tuple[str, ...]:
    """Return the answer that is so likely that only a word is missing; nothing where there is real doubt."""
    likely = (str(finding.values[SUGGESTED]) for finding in asking if SUGGESTED in finding.values)
    return tuple(dict.fromkeys(likely))[:1]


def changes(name: str, given: Sequence[str]) -> dict[str, Any]:
    """Return the fields of a choice that an answer sets.

    Raises
    ------
    UserError
        When the answer cannot be understood.
    """
    if not given:
        raise refuse("bad_option", _NOTHING_CHOSEN)
    if name == "sheets":
        return changed_sheets(tuple(given))
    if name == "missing":
        return {"missing": codes_of(given)}
    if name == "scale":
        return {"scale": scale_of(given[0])}
    if name == "year":
        return {"year": _year(given[0])}
    return {name: answer_of(name, given[0])}


def cleared(name: str) -> dict[str, Any]:
    """Return the fields of a choice when the answer to a question is taken back: only of missing codes there may be none."""
    return {"missing": NO_CODES} if name == "missing" else {}


def given(choice: Choice, name: str) -> tuple[str, ...]:
    """Return the answer that a choice holds to a question, as texts; nothing for none."""
    if name == "sheets":
        return choice.sheets or ((choice.sheet,) if choice.sheet else ())
    held = getattr(choice, name)
    if name == "scale":
        return (f"{held[0]:g}..{held[1]:g}",) if held else ()
    if name == "missing":
        return tuple(code for code in held if code)
    return () if held is None else (str(held),)


def in_words(question: Question, answer: str) -> Text:
    """Return the words of an answer; a typed one speaks for itself."""
    if question.name == "sheets" and answer == ALL_SHEETS:
        return _ALL_SHEETS
    return question.answers.get(answer) or Text(answer or "-", answer or "-")


def how_sure(field: FieldChoice) -> Text:
    """Return in one word how sure it is that a field is read from the right column."""
    if field.why == "content":
        return _GUESSED
    if field.why in ("named", "remembered", "alias") or field.confidence >= SURE:
        return SURE_WORD
    return _LIKELY if field.confidence >= LIKELY else _DOUBTFUL


def reason(field: FieldChoice) -> Text | None:
    """Return how a column was found, None where that is not known."""
    return WHY.get(field.why)


def handed_on(other: Choice, decided: Mapping[str, Any], before: Choice) -> Choice:
    """Return the choice about another file of the same form, with what was decided here handed on.

    What was decided there stays, unless it was as it was here ``before``; what belongs to one file is not handed on.
    """
    shared: dict[str, Any] = {}
    for name, value in decided.items():
        held, former = getattr(other, name), getattr(before, name)
        if name in OF_ONE_FILE:
            continue
        if isinstance(value, Mapping):
            shared[name] = {
                **held,
                **{key: new for key, new in value.items() if held.get(key) in (None, former.get(key))},
            }
        elif held in (_blank(name), former):
            shared[name] = value
    return replace(other, **shared)


def form_of(checked: Checked) -> tuple[str, ...]:
    """Return what files of one form have in common: their columns, or their sheets where no table was found yet.

    Digits do not count: "2024년" and "2025년" are the same column of two years.
    """
    names = checked.labels or checked.sheets
    return (checked.source, *sorted(re.sub(r"\d+", "#", name) for name in names)) if names else ()


def _blank(name: str) -> Any:
    """Return what a field of a choice is as long as nobody decided."""
    found = next(one for one in fields(Choice) if one.name == name)
    return found.default if found.default is not MISSING else {}


def _year(text: str) -> int | None:
    found = re.fullmatch(r"\s*(\d{4})\s*년?\s*", text)
    if found is None:
        raise refuse("bad_option", _NOT_A_YEAR, value=text)
    return year_of(int(found[1]))
