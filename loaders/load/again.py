"""Facts out of kept rows: what today's loaders and calendar make of an upload whose file is not at hand any more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from kpi.core.errors import Finding, errors_of
from kpi.core.text import Text
from loaders.cells.outer import Bare
from loaders.choice import Choice, Context
from loaders.gate.files import Book
from loaders.load.cases import latest_of
from loaders.load.fact_sums import FactSums
from loaders.load.kept_reading import KeptReading, moments_of
from loaders.load.observed import DAY_END, Moments
from loaders.load.records import case_sums
from loaders.load.whole import NAMED, Whole
from loaders.match.recognise import Layout
from loaders.origin import Origin
from loaders.source import ITEM, Source, sources

Parts = Callable[[], Iterable[pd.DataFrame]]
"""Gives the kept rows part by part, as often as it is called."""
BY_CALENDAR = frozenset(
    ("processing_hours", "statutory_days", "statutory_hours", "actual_days", "actual_hours", "on_time", "open_age")
)
"""Measures that depend on the calendar."""
READINGS = ("marks", "brackets", "date_order", "clock", "repeats", "levels")
"""Fields of ``Choice`` that say how cells and rows were read."""
_AS_PERIOD = frozenset(("year", "date", "period", "scale", "department", "rater"))
"""Fields that live on in the claim, the mapping or under another name."""
_NO_SOURCE = Text(
    "'{source}' 자료 종류를 지금은 읽을 수 없습니다. 값은 그대로 둡니다.",
    "There is no kind of source '{source}' any more. The figures stay as they are.",
)
_NOT_KEPT = Text(
    "예전에 저장한 자료라 다시 계산할 때 필요한 '{what}' 정보가 남아 있지 않습니다. 값은 그대로 둡니다. 다시 계산하려면 파일을 다시 올리세요.",
    "'{what}' was not kept when this was loaded, and without it nothing can be recomputed. The figures stay as they are. "
    "Load the file again to recompute them.",
)


@dataclass(frozen=True)
class Upload:
    """How an upload was read: ``day`` is the day on which it was loaded, ``reread`` what else was noted for this."""

    source: str
    mapping: Mapping[str, Any]
    as_of: dt.date | None
    day: dt.date
    counts: Mapping[str, int]
    reread: Mapping[str, Any]


@dataclass(frozen=True)
class Facts:
    """The cells and pairs of an upload; errors among the ``findings`` say why there are none."""

    cells: pd.DataFrame
    pairs: pd.DataFrame
    findings: tuple[Finding, ...] = ()


def facts_again(upload: Upload, parts: Parts, *, context: Context) -> Facts:
    """Return what today's loaders make of kept rows; what is not kept is never guessed."""
    source = sources().get(upload.source)
    if source is None:
        return _refused(Finding("error", "no_source", _NO_SOURCE, {"source": upload.source}))
    by_case = upload.source == "processing_records" and upload.mapping.get("form") == "row"
    return _cases_again(upload, source, parts, context) if by_case else _rows_again(upload, source, parts, context)


def _rows_again(upload: Upload, source: Source, parts: Parts, context: Context) -> Facts:
    rows = pd.concat(parts(), ignore_index=True)
    lacking = _lacking(upload, rows)
    if lacking:
        return _refused(_not_kept(lacking))
    reading = _reading(rows, upload, source, context, whole=None)
    observed = source.to_observations(reading)
    errors = errors_of(reading.findings)
    return _refused(*errors) if errors else Facts(observed.cells, observed.pairs)


def _cases_again(upload: Upload, source: Source, parts: Parts, context: Context) -> Facts:
    as_of, certain = _as_of(upload, parts)
    sums = FactSums()
    errors: list[Finding] = []
    for rows in parts():
        whole = Whole(as_of, np.empty(0, dtype="int64"), dict.fromkeys(NAMED, _Same()))
        reading = _reading(rows, upload, source, context, whole=whole)
        sums.take(case_sums(reading))
        errors += errors_of(reading.findings)
    cells = sums.cells
    if not errors and not certain and cells["measure"].eq("open_age").any():
        errors = [_not_kept("as_of")]
    return _refused(*errors) if errors else Facts(cells, sums.pairs)


def _as_of(upload: Upload, parts: Parts) -> tuple[pd.Timestamp | None, bool]:
    """Return the moment the file speaks for, and whether that is certain.

    Where it was not noted it is the latest moment of the file; rows that were not kept may have had a later one.
    """
    said = upload.reread.get("as_of")
    if said:
        return pd.Timestamp(said), True
    if upload.mapping.get("as_of") or upload.as_of is None:
        return (None if upload.as_of is None else pd.Timestamp(upload.as_of) + DAY_END), True
    found = [latest_of(_moments(rows, "received_at"), _moments(rows, "completed_at")) for rows in parts()]
    moments = [one for one in found if one is not None]
    latest = min(max(moments), pd.Timestamp(upload.day) + DAY_END) if moments else None
    if latest is None or latest.date() != upload.as_of:
        return pd.Timestamp(upload.as_of) + DAY_END, False
    whole = upload.counts.get("rows") == upload.counts.get("cases")
    return latest, whole or latest == pd.Timestamp(upload.as_of) + DAY_END


def _moments(rows: pd.DataFrame, name: str) -> Moments:
    return moments_of(rows[name] if name in rows else pd.Series("", index=rows.index, dtype="str"))


def _reading(
    rows: pd.DataFrame, upload: Upload, source: Source, context: Context, *, whole: Whole | None
) -> KeptReading:
    rows = rows.reset_index(drop=True)
    mapping, form = upload.mapping, source.by_form[_form(upload, rows)]
    table = pd.DataFrame({"row_key": pd.RangeIndex(len(rows)).astype("str")}, index=rows.index)
    layout = Layout(
        book=Book("", "", "", "", (), ()),
        source=source,
        form=form,
        sheet="",
        header_row=1,
        labels=tuple(mapping["columns"].values()),
        table=table,
        bare=Bare(table),
        origin=Origin("", {}),
        mapping=mapping["columns"],
        confidence={},
        unread=frozenset(mapping.get("unread", ())),
        time_unit=str(upload.reread.get("time_unit", "")),
    )
    return KeptReading(rows, layout, _choice(mapping), context, whole)


def _form(upload: Upload, rows: pd.DataFrame) -> str:
    """Return the form the rows were read in; answers that were kept as text are printed means."""
    answers = [name for name in rows.columns if str(name).startswith(ITEM) or name == "overall"]
    printed = any(not pd.api.types.is_numeric_dtype(rows[name]) for name in answers)
    return "summed" if printed else str(upload.mapping["form"])


def _choice(mapping: Mapping[str, Any]) -> Choice:
    """Return what the analyst decided; codes that were missing are so in the kept rows."""
    scale = mapping.get("scale")
    readings: dict[str, Any] = {name: mapping.get(name) for name in READINGS}
    return Choice(
        scale=(float(scale[0]), float(scale[1])) if scale else None,
        exclude=tuple(mapping.get("exclude", ())),
        day_hours=mapping.get("day_hours"),
        accept_new=True,
        **readings,
    )


def _lacking(upload: Upload, rows: pd.DataFrame) -> str:
    """Return the first field that was read and is not among the kept rows, "" where there is none."""
    columns = [name for name in upload.mapping["columns"] if name not in _AS_PERIOD]
    return next((name for name in columns if name not in rows), "")


def _not_kept(what: str) -> Finding:
    return Finding("error", "not_kept", _NOT_KEPT, {"what": what})


def _refused(*errors: Finding) -> Facts:
    return Facts(pd.DataFrame(), pd.DataFrame(), errors)


class _Same(dict[str, str]):
    """Every name in its own spelling: kept rows have one already."""

    def __missing__(self, name: str) -> str:
        return name
