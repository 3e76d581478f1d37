"""Cases and achievements one by one: what was done in which year, by whom, and who took it over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from kpi.core.indicator import Indicator, indicators
from kpi.core.organisation import Register, normal
from kpi.core.restating import as_reported, restate
from kpi.sentences.timeline import SEPARATOR
from loaders.load.achievements import achievement_kind
from loaders.load.practice_cases import ADOPTED, case_kind
from loaders.load.sharing import split_departments
from services.asked_units import level_asked, unit_asked
from services.evidence import View, store_state
from services.kept import Kept
from services.results import Ask

TIMELINE_COLUMNS = (
    "indicator",
    "period_start",
    "period_months",
    "department",
    "title",
    "kind",
    "adopters",
    "adopted",
    "level",
    "points",
    "note",
)
_ACHIEVEMENTS, _CASES = "achievements", "cases"
_LISTED = {"award": ("award",), "joint_project": ("joint_project",), ADOPTED: ("good", "proactive", "failure", "case")}
"""Which kinds of entries stand behind a measure."""
_SOURCES_OF = {"award": (_ACHIEVEMENTS,), "joint_project": (_ACHIEVEMENTS,), ADOPTED: (_CASES, _ACHIEVEMENTS)}
"""Lists of achievements may hold cases, too."""


def has_timeline(indicator: Indicator) -> bool:
    """Return whether single entries with a title stand behind an indicator."""
    return _measure(indicator) is not None


def timeline_of(view: View, ask: Ask) -> pd.DataFrame:
    """Return the entries behind an indicator, one a row, with TIMELINE_COLUMNS, in the order of years, kinds and titles.

    Of a case that both the list of cases and a list of achievements have, the former is shown.
    ``department`` and ``adopters`` are names joined by SEPARATOR, in the organisation and level asked for; ``adopted`` is
    the number of departments that took a case over (NaN where that is not asked of a kind), ``points`` NaN where the file
    has none. A department that was asked for keeps what it took part in or took over. Entries have no task: with a task
    asked for there are none.

    Raises
    ------
    UserError
        When the indicator or department does not exist.
    """
    indicator = indicators()[ask.indicators[0]]
    ask = replace(ask, level=level_asked(view, ask.department, ask.level))
    measure = _measure(indicator)
    if measure is None or ask.task:
        return pd.DataFrame(columns=list(TIMELINE_COLUMNS))
    entries = pd.concat([_entries(view, source) for source in _SOURCES_OF[measure]], ignore_index=True)
    entries = _once(entries[entries["kind"].isin(_LISTED[measure])])
    named = _with_units(_within(entries, ask), view.register("department"), ask)
    if ask.department:
        named = _of_department(named, unit_asked(view, "department", ask.department, ask.organisation, ask.level))
    order = named["kind"].map({kind: place for place, kind in enumerate(_LISTED[measure])})
    sorted_rows = named.assign(order=order).sort_values(["period_start", "order", "title"], kind="stable")
    made = sorted_rows.assign(indicator=indicator.id, period_months=12, note="")
    return made.reindex(columns=list(TIMELINE_COLUMNS)).reset_index(drop=True)


def _measure(indicator: Indicator) -> str | None:
    return next((name for name in indicator.measures if name in _LISTED), None)


def _once(entries: pd.DataFrame) -> pd.DataFrame:
    """Return the entries without those of a list of achievements that the list of cases of that year has."""
    named = entries.assign(title=entries["title"].map(normal))[["period_start", "title"]]
    listed = entries["kind"].eq("case")
    known = pd.MultiIndex.from_frame(named[~listed])
    return entries[~(listed & pd.MultiIndex.from_frame(named).isin(known))]


def _within(entries: pd.DataFrame, ask: Ask) -> pd.DataFrame:
    first = pd.Timestamp(ask.start or dt.date(1900, 1, 1))
    last = pd.Timestamp(ask.end or dt.date(2200, 1, 1))
    return entries[entries["period_start"].between(first, last)]


def _with_units(entries: pd.DataFrame, register: Register, ask: Ask) -> pd.DataFrame:
    owners, takers = (_units(entries, column, register, ask) for column in ("departments", "adopters"))
    others = [[one for one in took if one not in own] for own, took in zip(owners, takers, strict=True)]
    joined = {
        "department": [SEPARATOR.join(one) for one in owners],
        "adopters": [SEPARATOR.join(one) for one in others],
    }
    return entries.assign(**joined)


def _units(entries: pd.DataFrame, column: str, register: Register, ask: Ask) -> list[list[str]]:
    """Return for each entry the departments that a column of its file names, in the organisation and level asked for."""
    cells = [list(split_departments(cell, register)) for cell in entries[column]]
    names = entries[["period_start"]].assign(name=cells).explode("name").dropna().rename_axis("entry").reset_index()
    said = restate if ask.organisation == "today" else as_reported
    placed = said(names.astype({"name": "str"}), "name", register, level=ask.level)
    found = placed.groupby("entry")["name"].agg(lambda one: list(dict.fromkeys(one)))
    return [found.get(entry, []) for entry in entries.index]


def _of_department(entries: pd.DataFrame, name: str) -> pd.DataFrame:
    wanted = normal(name)
    sides = zip(entries["department"], entries["adopters"], strict=True)
    mine = [wanted in {normal(one) for side in both for one in side.split(SEPARATOR)} for both in sides]
    return entries[pd.Series(mine, index=entries.index, dtype="bool")]


_ENTRIES: Kept[pd.DataFrame] = Kept(8)


def _entries(view: View, source: str) -> pd.DataFrame:
    """Return the kept rows of a source that count, whatever file they are from; kept per revision of the store."""
    state = store_state(view)
    return _ENTRIES.get(state and (*state, source), lambda: _read(view, source))


def _read(view: View, source: str) -> pd.DataFrame:
    claims = view.claims()
    claims = claims[claims["source"] == source]
    frames = [
        _told(view.upload_rows(int(upload)), held, source) for upload, held in claims.groupby("upload", sort=False)
    ]
    columns = ("period_start", "departments", "title", "kind", "adopters", "adopted", "level", "points")
    if not frames:
        nothing = pd.DataFrame(columns=list(columns))
        return nothing.astype({"period_start": "datetime64[s]"})
    return pd.concat(frames, ignore_index=True).reindex(columns=list(columns))


def _told(rows: pd.DataFrame, claims: pd.DataFrame, source: str) -> pd.DataFrame:
    """Return the rows of one upload in the periods in which it counts, with the codes of their kinds."""
    start = pd.to_datetime(rows["claim_start"]).astype("datetime64[s]")
    rows = rows.assign(period_start=start)[start.isin(claims["claim_start"])]
    texts = {name: _text(rows, name) for name in ("departments", "title", "adopters", "level", "kind")}
    told = rows[["period_start"]].assign(**texts)
    return told.assign(**_KIND_COLUMNS[source](rows, told))


def _text(rows: pd.DataFrame, name: str) -> pd.Series[Any]:
    said = rows[name] if name in rows else pd.Series("", index=rows.index)
    return said.astype("object").where(said.notna(), "").astype("str").str.strip()


def _achievements(rows: pd.DataFrame, told: pd.DataFrame) -> dict[str, pd.Series[Any]]:
    points = rows["points"] if "points" in rows else pd.Series(float("nan"), index=rows.index)
    return {"kind": told["kind"].map(achievement_kind), "points": points.astype("float64")}


def _cases(rows: pd.DataFrame, told: pd.DataFrame) -> dict[str, pd.Series[Any]]:
    kind = told["kind"].map(case_kind) if "kind" in rows else pd.Series("good", index=rows.index)
    adopted = rows["adopted"].astype("float64")
    return {"kind": kind, "adopted": adopted.mask(kind.eq("failure"))}


_KIND_COLUMNS: Mapping[str, Callable[[pd.DataFrame, pd.DataFrame], dict[str, pd.Series[Any]]]] = {
    _ACHIEVEMENTS: _achievements,
    _CASES: _cases,
}
