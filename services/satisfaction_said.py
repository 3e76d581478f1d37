"""A satisfaction survey in detail as the command line shows it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from kpi.core.text import Lang
from kpi.sentences.survey import about_the_survey, importance_title, latest, profile_title
from services.satisfaction_detail import SatisfactionDetail
from services.tasks import plain_record

ITEM_FIELDS = (
    *("period_start", "period_months", "department", "item", "value", "low", "high", "n"),
    *("change", "change_low", "change_high", "p", "p_adjusted", "verdict", "note"),
    *("importance", "importance_low", "importance_high", "quadrant"),
)


def survey_record(detail: SatisfactionDetail) -> dict[str, Any]:
    """Return items, alpha by first day of the period, the plan of the next survey and groups as a JSON-ready object."""
    items = detail.items.reindex(columns=list(ITEM_FIELDS)).to_dict("records")
    groups = detail.groups
    return {
        "items": [plain_record(row) for row in items],
        "scales": [{"period_start": day.isoformat(), **_scale(asdict(scale))} for day, scale in detail.scales.items()],
        "plan": [plain_record(row) for row in detail.plan_rows()],
        "at_population_shares": dict(zip(("value", "low", "high"), groups.at_shares or (None,) * 3, strict=True)),
        "split": plain_record(asdict(groups.split)) if groups.split else None,
    }


def _scale(scale: dict[str, Any]) -> dict[str, Any]:
    without = scale.pop("without")
    return {**plain_record({**scale, "items": list(scale["items"])}), "without": plain_record(without)}


def survey_sentences(detail: SatisfactionDetail, lang: Lang) -> list[str]:
    """Return the finding about the items of the last period, and what is known of the survey as a whole."""
    rows = [{str(name): value for name, value in row.items()} for row in detail.items.to_dict("records")]
    items = latest(rows)
    said = [profile_title(items, lang), importance_title(items, lang)] if items else []
    scale = detail.scales[max(detail.scales)] if detail.scales else None
    return said + about_the_survey(scale, detail.plan_rows(), detail.groups.at_shares, detail.groups.split, lang)
