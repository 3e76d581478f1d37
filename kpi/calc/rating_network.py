"""Who rates whom: the matrix of departments, freed from each rater's level, and the ties it makes.

References: Wasserman and Faust (1994), Social Network Analysis, chapters 4 (density) and 13 (reciprocity).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import networkx as nx
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

    Ratings count whose item belongs to the indicator's pillar and whose rater belongs to a department (nobody from outside); roles are taken
    together. With fewer than ``minimum_raters`` raters the pair has no value (note ``too_few``): a cell must not show what
    one person said.
    """
    ratings = of_measures(evidence.cells, "rating")
    inside = (ratings["rater_department"] != "") & (ratings["role"] != EXTERNAL)
    chosen = ratings[(ratings["stratum"] == indicator.pillar) & inside]
    cells = scoped(chosen, replace(question, keys=("department",)))
    if cells.empty:
        return empty(RESULT_COLUMNS).reindex(columns=list(MATRIX_COLUMNS))
    people = [*_PERIOD, "role", "rater"]
    level = cells.groupby(people)["wx"].transform("sum") / cells.groupby(people)["n"].transform("sum")
    cells = cells.assign(away=cells["wx"] - cells["n"] * level, person=cells["role"] + ":" + cells["rater"])
    pairs = cells.groupby(_PAIR, as_index=False).agg(
        ratings=("n", "sum"), wx=("wx", "sum"), away=("away", "sum"), n=("person", "nunique")
    )
    enough = pairs["n"] >= question.settings.minimum_raters
    rows = pairs.assign(
        indicator=indicator.id,
        pillar=indicator.pillar,
        unit=indicator.unit,
        task="",
        n=pairs["n"].where(enough).astype("float64"),
        value=(pairs["wx"] / pairs["ratings"]).where(enough),
        adjusted=(pairs["away"] / pairs["ratings"]).where(enough),
        note=np.where(enough, "", "too_few"),
        verdict="",
    )
    return rows.reindex(columns=list(MATRIX_COLUMNS))


def network(pairs: Iterable[Mapping[str, Any]]) -> Network:
    """Return the ties of the pairs of one period of ``rating_matrix``: A to B where A rates B above its own mean."""
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
    graph = nx.DiGraph()
    graph.add_nodes_from(names)
    graph.add_edges_from((str(pair["rater_department"]), str(pair["department"])) for pair in pairs)
    return graph
