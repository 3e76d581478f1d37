"""Who rates whom, in the last period that was asked for."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd

from kpi.calc.rater_agreement import RoleAgreement, rater_agreement
from kpi.calc.rating_network import Network, network, rating_matrix
from kpi.core.indicator import Evidence, Indicator, Question, indicators
from services.evidence import View
from services.results import Ask, evidence_basis, question_of


def has_matrix(indicator: Indicator) -> bool:
    """Return whether departments rate each other for an indicator."""
    return "rating" in indicator.measures


def matrix_of(view: View, ask: Ask) -> pd.DataFrame:
    """Return the pairs of the last period (up to ``ask.end``), as ``kpi.calc.rating_network.rating_matrix`` gives them."""
    indicator = indicators()[ask.indicators[0]]
    evidence, question = _asked(view, ask, indicator)
    pairs = rating_matrix(evidence, question, indicator=indicator)
    if ask.start is not None:
        pairs = pairs[pairs["period_start"] >= pd.Timestamp(ask.start)]
    if ask.end is not None:
        pairs = pairs[pairs["period_start"] <= pd.Timestamp(ask.end)]
    return pairs[pairs["period_start"] == pairs["period_start"].max()].reset_index(drop=True)


def network_of(view: View, ask: Ask, indicator: Indicator) -> Network | None:
    """Return the ties of that period; None without ratings between departments."""
    pairs = matrix_of(view, replace(ask, indicators=(indicator.id,)))
    return None if pairs.empty else network(pairs.to_dict("records"))


def agreement_of(view: View, ask: Ask, indicator: Indicator) -> tuple[RoleAgreement, ...]:
    """Return how far the raters of each role agree in the last period (from ``ask.start`` up to ``ask.end``)."""
    evidence, question = _asked(view, ask, indicator)
    first, last = pd.Timestamp(ask.start or dt.date.min), pd.Timestamp(ask.end or dt.date.max)
    known = [
        one for one in rater_agreement(evidence, question, indicator=indicator) if first <= one.period_start <= last
    ]
    latest = max((one.period_start for one in known), default=None)
    return tuple(one for one in known if one.period_start == latest)


def _asked(view: View, ask: Ask, indicator: Indicator) -> tuple[Evidence, Question]:
    evidence = evidence_basis(view, indicator, ask.organisation, ask.level).evidence
    return evidence, question_of(view, ask, ("department",), indicator)
