"""The task table as rows of a terminal and of files, in one language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from kpi.core.formats import number, signed, signed_interval
from kpi.core.indicator import VERDICTS, Indicator
from kpi.core.periods import Period
from kpi.core.text import Lang, Text
from kpi.sentences.result import p_text
from kpi.sentences.tasks import PRESENCE, task_name
from services.listing import note_text

TASK_HEADINGS: dict[str, Text] = {
    "period": Text("기간", "Period"),
    "department": Text("부서", "Department"),
    "task": Text("업무", "Task"),
    "n": Text("n", "n"),
    "before": Text("전 평균", "Mean before"),
    "value": Text("평균", "Mean"),
    "median": Text("중앙값", "Median"),
    "p90": Text("90% 안에", "P90"),
    "change": Text("변화", "Change"),
    "change_interval": Text("변화 구간", "Its interval"),
    "p_adjusted": Text("보정 p", "Adj. p"),
    "verdict": Text("판정", "Verdict"),
    "weight": Text("비중%", "Weight %"),
    "contribution": Text("몫", "Part"),
    "presence": Text("있는 기간", "Occurs"),
    "note": Text("비고", "Note"),
}
TASK_FIELDS = (
    *("period_start", "period_months", "department", "task", "presence", "n", "mean", "n_0", "mean_0"),
    *("change", "change_low", "change_high", "p", "p_adjusted", "verdict", "note"),
    *("weight", "contribution", "mix", "median", "p90"),
)
"""The columns of a task table in files: numbers unrounded, in the unit of the indicator."""


def task_rows(records: Iterable[Mapping[str, Any]], indicator: Indicator, lang: Lang) -> list[dict[str, str]]:
    """Return the records of a task table with rounded numbers and words."""
    return [_task_row(record, indicator, lang) for record in records]


def _task_row(record: Mapping[str, Any], indicator: Indicator, lang: Lang) -> dict[str, str]:
    period = Period(dt.date.fromisoformat(record["period_start"]), int(record["period_months"]))
    places = indicator.decimals

    def level(name: str) -> str:
        return "" if record.get(name) is None else number(record[name], places, lang)

    weight = record["weight"]
    both = record["presence"] == "both"
    return {
        "period": period.label(lang),
        "department": record["department"],
        "task": task_name(record, lang),
        "n": number(record["n"], 0, lang),
        "before": level("mean_0"),
        "value": level("mean"),
        "median": level("median"),
        "p90": level("p90"),
        "change": "" if record["change"] is None else signed(record["change"], places, lang),
        "change_interval": signed_interval(record["change_low"], record["change_high"], places, lang),
        "p_adjusted": p_text(record["p_adjusted"]),
        "verdict": VERDICTS[record["verdict"]].say(lang) if record["verdict"] else "",
        "weight": "" if weight is None else number(weight * 100, 1, lang),
        "contribution": "" if record["contribution"] is None else signed(record["contribution"], places + 1, lang),
        "presence": "" if both else PRESENCE[record["presence"]].say(lang),
        "note": note_text(record["note"], lang),
    }
