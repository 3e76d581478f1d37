"""Who rates whom: the matrix of departments, freed from each rater's level, and the ties it makes.

References: Wasserman and Faust (1994), Social Network Analysis, chapters 4 (density) and 13 (reciprocity); Hundepool et al.
(2012), Statistical Disclosure Control, chapter 4 (what follows from totals).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from kpi.calc.collaboration import EXTERNAL
from kpi.calc.scope import of_measures, scoped
from kpi.core.frames import RESULT_COLUMNS, empty
from kpi.core.indicator import Evidence, Indicator, Question

MATRIX_COLUMNS = (*RESULT_COLUMNS, "rater_department", "adjusted")
"""RESULT rows of pairs: ``department`` is rated by ``rater_department``; ``value`` is the plain mean (0-100), n the number
of raters, ``adjusted`` the mean distance to each rater's own mean, in points: above 0 is a tie."""
_PERIOD = ["period_start", "period_months"]
_PAIR = [*_PERIOD, "rater_department", "department"]
Pair = tuple[str, str]
_SUMS = ["ratings", "wx", "away", "n"]


@dataclass(frozen=True)
class Network:
    """The ties of one period.

    ``density``: pairs with a value of all pairs of departments (0-1). ``reciprocity``: share of ties that are returned,
    NaN without ties. ``mutual``: the pairs that both tie. ``apart``: departments without any mutual tie.
    """

    departments: tuple[str, ...]
    density: float
    reciprocity: float
    mutual: tuple[tuple[str, str], ...]
    apart: tuple[str, ...]


def rating_matrix(evidence: Evidence, question: Question, *, indicator: Indicator) -> pd.DataFrame:
    """Return one row per period and pair of departments with ``MATRIX_COLUMNS``.

    Ratings count whose item belongs to the indicator's pillar and whose rater belongs to a department (nobody from outside).
    A role counts in a pair with ``minimum_raters`` raters of that role, and where no role with fewer follows from it; a pair
    without such a role has no value (note ``too_few``, or ``protected`` where every role had enough raters).
    """
    ratings = of_measures(evidence.cells, "rating")
    inside = (ratings["rater_department"] != "") & (ratings["role"] != EXTERNAL)
    chosen = ratings[(ratings["stratum"] == indicator.pillar) & inside]
    cells = scoped(chosen, replace(question, keys=("department",)))
    if cells.empty:
        return empty(RESULT_COLUMNS).reindex(columns=list(MATRIX_COLUMNS))
    pairs = _pairs(_roles(cells, minimum=question.settings.minimum_raters))
    shown = pairs["n"] > 0
    rows = pairs.assign(
        indicator=indicator.id,
        pillar=indicator.pillar,
        unit=indicator.unit,
        task="",
        n=pairs["n"].where(shown).astype("float64"),
        value=(pairs["wx"] / pairs["ratings"]).where(shown),
        adjusted=(pairs["away"] / pairs["ratings"]).where(shown),
        note=np.select([shown, pairs["few"]], ["", "too_few"], default="protected"),
        verdict="",
    )
    return rows.reindex(columns=list(MATRIX_COLUMNS))


def _roles(cells: pd.DataFrame, *, minimum: int) -> pd.DataFrame:
    """Return the sums of each pair and role, with ``few`` (too few raters) and ``hidden``."""
    people = [*_PERIOD, "role", "rater"]
    level = cells.groupby(people)["wx"].transform("sum") / cells.groupby(people)["n"].transform("sum")
    roles = (
        cells.assign(away=cells["wx"] - cells["n"] * level)
        .groupby([*_PAIR, "role"], as_index=False)
        .agg(ratings=("n", "sum"), wx=("wx", "sum"), away=("away", "sum"), n=("rater", "nunique"))
    )
    roles["few"] = roles["n"] < minimum
    hidden = [hidden_pairs(table, minimum=minimum) for _, table in roles.groupby([*_PERIOD, "role"])]
    return roles.assign(hidden=pd.concat(hidden))


def _pairs(roles: pd.DataFrame) -> pd.DataFrame:
    """Return the sums of each pair over the roles that are not hidden, zero without one."""
    shown = roles.assign(**{name: roles[name].mask(roles["hidden"], 0) for name in _SUMS})
    return shown.groupby(_PAIR, as_index=False).agg(dict.fromkeys(_SUMS, "sum") | {"few": "max"})


def hidden_pairs(table: pd.DataFrame, *, minimum: int) -> pd.Series:
    """Return which pairs of one period and role may not be shown: columns rater_department, department, n.

    The distances of a rater add up to zero over the departments, and the ratings of a department add up to its score. A
    hidden pair follows from these sums exactly when it is a bridge of the network of hidden pairs between raters and
    rated; then the pairs of fewest raters that close a circle with it are hidden too.
    """
    names = zip(table["rater_department"], table["department"], strict=True)
    counts = {(f"by {rater}", f"of {rated}"): n for (rater, rated), n in zip(names, table["n"], strict=True)}
    hidden = {pair for pair, n in counts.items() if n < minimum}
    while more := _also(counts, hidden):
        hidden |= more
    return pd.Series([pair in hidden for pair in counts], index=table.index)


def _also(counts: Mapping[Pair, int], hidden: set[Pair]) -> set[Pair]:
    """Return the pairs of fewest raters that close a circle with one that follows from sums; none where nothing can."""
    import networkx as nx  # a fifth of a second that only these few questions need

    everybody = nx.Graph()
    everybody.add_weighted_edges_from((*pair, 0 if pair in hidden else counts[pair]) for pair in sorted(counts))
    for bridge in sorted(_pair(*ends) for ends in nx.bridges(nx.Graph(hidden))):
        others = nx.restricted_view(everybody, [], [bridge])
        if nx.has_path(others, *bridge):
            way = nx.shortest_path(others, *bridge, weight="weight")
            return {_pair(*ends) for ends in pairwise(way)} - hidden
    return set()


def _pair(one: str, other: str) -> Pair:
    return min(one, other), max(one, other)


def network(pairs: Iterable[Mapping[str, Any]]) -> Network:
    """Return the ties of the pairs of one period of ``rating_matrix``: A to B where A rates B above its own mean."""
    import networkx as nx

    pairs = list(pairs)
    names = sorted({str(pair[side]) for pair in pairs for side in ("department", "rater_department")})
    known = [pair for pair in pairs if not pd.isna(pair["value"])]
    rated, ties = (_graph(names, chosen) for chosen in (known, [pair for pair in known if pair["adjusted"] > 0]))
    both = ties.to_undirected(reciprocal=True)
    return Network(
        departments=tuple(names),
        density=float(nx.density(rated)),
        reciprocity=float(nx.overall_reciprocity(ties)) if ties.number_of_edges() else float("nan"),
        mutual=tuple(sorted((min(pair), max(pair)) for pair in both.edges)),
        apart=tuple(sorted(nx.isolates(both))),
    )


def _graph(names: list[str], pairs: Iterable[Mapping[str, Any]]) -> Any:
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_nodes_from(names)
    graph.add_edges_from((str(pair["rater_department"]), str(pair["department"])) for pair in pairs)
    return graph
