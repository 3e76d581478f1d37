"""Sums of departments: which may be shown beside the departments without giving a hidden one away."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from kpi.calc.suppress import Place, Total, counts_of, determined, hidden_places, linked, totals_of, uncertain

_GROUP = "\0"
"""Before the name of a group: no department is called so, though a group may be called as a department is."""


def hidden_groups(cells: pd.DataFrame, group_of: Mapping[str, str], *, least: int) -> frozenset[Place]:
    """Return the groups and periods that may not be shown; which departments are hidden does not depend on groups.

    ``cells`` as for ``hidden_places``; ``group_of``: department -> group, a department without one is its own. A group is
    shown where every department in it is, or where those hidden in it are ``uncertain`` and no hidden number follows from
    all that is shown, solved as linear equations. Otherwise groups are hidden, the smallest first.
    """
    hidden = hidden_places(cells, least=least)
    if not hidden:
        return frozenset()
    counts = counts_of(cells)
    parts: dict[Place, list[Place]] = {}
    for place in counts:
        if place[2]:
            parts.setdefault((*place[:2], _GROUP + group_of.get(place[2], place[2])), []).append(place)
    unseen = {group: [one for one in inside if one in hidden] for group, inside in parts.items()}
    people = {group: sum(counts[one] for one in inside) for group, inside in parts.items()}
    blocked = {group for group in parts if not _safe(unseen[group], counts, least)}
    totals = [*totals_of(counts), *(Total(group, tuple(inside), 0.0) for group, inside in parts.items())]
    while more := _in_danger(totals, hidden, blocked, unseen, people):
        blocked |= more
    return frozenset((*group[:2], group[2].removeprefix(_GROUP)) for group in blocked)


def _safe(unseen: list[Place], counts: Mapping[Place, float], least: int) -> bool:
    return not unseen or uncertain([counts[one] for one in unseen], least=least)


def _in_danger(
    totals: list[Total],
    hidden: frozenset[Place],
    blocked: set[Place],
    unseen: Mapping[Place, list[Place]],
    people: Mapping[Place, float],
) -> set[Place]:
    """Return of every set of equations that gives a hidden department away the smallest group shown that takes part."""
    more: set[Place] = set()
    for equations in linked(totals, {*hidden, *blocked}):
        if not any(place in hidden for place in determined(equations, {*hidden, *blocked})):
            continue
        shown = [one.whole for one in equations if unseen.get(one.whole) and one.whole not in blocked]
        more |= set(sorted(shown, key=lambda group: (people[group], group))[:1])
    return more
