"""Why a mutant that no test notices changes no result: by module, and by the line it puts into the code.

Only what can be shown to be the same belongs here: not what is merely unlikely, nor what nobody has tested yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.mutants_same import EXPLAINED, WARNING
from tests.mutants_same_ratings import OF_RATINGS
from tests.mutants_same_surveys import OF_SURVEYS
from tests.mutants_same_tasks import OF_TASKS

_SEVERAL = "a sort by several columns has one kind only"
_STRICT = "two lists that are always equally long"
SPELLINGS = (
    ("strict=True)", "strict=False)", _STRICT),
    ("strict=True)", "strict=None)", _STRICT),
    ("strict=True)", ")", _STRICT),
    ('float("nan")', 'float("NAN")', "another spelling of the same number"),
    ('kind="stable"', 'kind="STABLE"', "another spelling of the same kind"),
    ('astype("float64")', "astype(None)", "None stands for float64 here"),
    ('list(ROW), kind="stable"', "list(ROW), kind=None", _SEVERAL),
    ('list(ROW), kind="stable"', "list(ROW), ", _SEVERAL),
    ('list(ROW), kind="stable"', 'list(ROW), kind="XXstableXX"', _SEVERAL),
)
"""What a mutant puts for something and means the same, in any line."""
ANYWHERE: Mapping[str, str] = {
    "with np.errstate(": WARNING,
    "with warnings.catch_warnings(), np.errstate(": WARNING,
}
"""Beginnings of lines in any module."""


def reason(module: str, changed: Sequence[str]) -> str:
    """Return why a mutant changes no result, from its lines ("- " taken away, "+ " put in); empty where that is not known."""
    taken, put = ([line[2:] for line in changed if line.startswith(sign)] for sign in ("- ", "+ "))
    for before, after, why in SPELLINGS:
        if taken and [line.replace(before, after) for line in taken] == put:
            return why
    reasons = [_of_line(module, line) for line in put]
    return reasons[0] if reasons and all(reasons) else ""


def _of_line(module: str, line: str) -> str:
    known = {**EXPLAINED, **OF_TASKS, **OF_RATINGS, **OF_SURVEYS}.get(module, {}).get(line, "")
    return known or next((why for start, why in ANYWHERE.items() if line.startswith(start)), "")
