"""What changed in the last period that was asked for, and why: the surest findings, one a pillar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from kpi.core.indicator import Indicator, indicators
from kpi.core.text import Lang
from kpi.sentences.rows import Row, period_of, value_of
from kpi.sentences.since import since_first
from reports.summary import briefly, surest
from services.evidence import View
from services.results import Ask, results


@dataclass(frozen=True)
class Changed:
    """One finding: the indicator's id, its verdict and what is said of it."""

    indicator: str
    verdict: str
    text: str


def what_changed(view: View, ask: Ask, lang: Lang, *, most: int = 3) -> tuple[Changed, ...]:
    """Return up to ``most`` findings over all published indicators; none where nothing has a value.

    Where no department is asked for, the departments whose change was confirmed are named.

    Raises
    ------
    UserError
        When the department or task does not exist.
    """
    known = indicators()
    chosen = [one for one in known.values() if one.status == "published"]
    rows: dict[str, list[Row]] = {}
    for row in results(view, replace(ask, indicators=())).told():
        rows.setdefault(row["indicator"], []).append(row)
    periods = [period_of(row) for found in rows.values() for row in found if value_of(row) is not None]
    if not periods:
        return ()
    return tuple(
        Changed(
            indicator.id,
            str(row.get("verdict") or ""),
            _said(view, ask, row, indicator, lang),
        )
        for row, indicator in surest(rows, chosen, last=max(periods), most=most)
    )


def _said(view: View, ask: Ask, row: Row, indicator: Indicator, lang: Lang) -> str:
    about: dict[str, Any] = {"indicator": indicator, "lang": lang, "compare": ask.compare}
    said = briefly(row, _departments(view, ask, indicator.id), **about)
    slowly = since_first(row, since_base(view, ask, indicator.id, row), form="short", **about)
    return f"{said} {slowly}".rstrip()


def since_base(view: View, ask: Ask, indicator: str, row: Row) -> list[dict[str, Any]]:
    """Return the rows of the same unit compared with the first year; none where the row's own change is confirmed."""
    if ask.compare != "previous" or row.get("verdict") != "no_confirmed_change":
        return []
    found = results(view, replace(ask, indicators=(indicator,), compare="base", start=None)).told()
    return sorted(found, key=lambda one: period_of(one))


def _departments(view: View, ask: Ask, indicator: str) -> list[dict[str, object]]:
    if ask.department is not None:
        return []
    return results(view, replace(ask, indicators=(indicator,), keys=("department",))).records()
