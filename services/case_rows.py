"""The kept rows behind one figure of times: the very cases it was computed from, by month, and which took longest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.store import Store
from kpi.core.calendars import Calendar
from kpi.core.indicator import Indicator, indicators
from kpi.core.organisation import ALL_DEPARTMENTS, normal
from kpi.core.periods import Period, add_months
from kpi.core.restating import as_reported, restate
from kpi.core.text import Lang, Text
from kpi.core.worktime import working_hours
from kpi.sentences.rows import Row, period_of, value_of
from loaders.load.cases import ends_of, is_before, month_of
from loaders.load.kept_reading import moments_of
from reports.names import safe_file_name
from reports.rows import rows_csv, rows_xlsx
from services.asked_units import level_asked, unit_asked
from services.kept_rows import RowsFormat
from services.provenance import provenance
from services.results import Ask
from services.settings import calendar_of
from services.uploads import Upload, list_uploads

COLUMNS = ("upload", "row_number", "department", "task", "received", "completed", "value")
MOST_LONGEST = 8
_KEPT = ("task", "received_at", "completed_at")
_LABELS = {
    "upload": Text("업로드", "Upload"),
    "row_number": Text("파일의 행", "Row in the file"),
    "department": Text("부서", "Department"),
    "task": Text("업무", "Task"),
    "received": Text("접수", "Received"),
    "completed": Text("완료", "Completed"),
    "value": Text("값({unit})", "Value ({unit})"),
}
_ABOUT = Text(
    "{name}, {place}, {period}: 이 수치를 계산한 {n}건. 개인정보와 접수번호는 저장하지 않습니다.",
    "{name}, {place}, {period}: the {n} cases that this figure was computed from. Personal data and case numbers are not kept.",
)
_FILE = Text("업로드 {id}번: {file}", "Upload {id}: {file}")
_WHOLE = Text("전체", "Whole organisation")
_SHEET, _ABOUT_SHEET = Text("사례", "Cases"), Text("설명", "About")


@dataclass(frozen=True)
class CaseRows:
    """Cases with COLUMNS behind the figure of ``row``; times in the indicator's unit, moments as ISO text, "" if unknown.

    ``files``: name of the file by upload. ``shared``: a department or task was split, so the figure counts these cases by
    their shares.
    """

    frame: pd.DataFrame
    row: Row
    indicator: Indicator
    files: Mapping[int, str]
    shared: bool

    @property
    def n(self) -> int:
        """The number of cases."""
        return len(self.frame)

    def ends(self) -> tuple[str, str]:
        """Return the first and the last moment of completion."""
        return str(self.frame["completed"].min()), str(self.frame["completed"].max())

    def by_file(self) -> list[tuple[int, str, int]]:
        """Return number and file name of each upload and how many of the cases are from it."""
        counts = self.frame["upload"].value_counts().sort_index()
        return [(int(upload), self.files[int(upload)], int(count)) for upload, count in counts.items()]

    def by_month(self) -> list[tuple[Period, int, float]]:
        """Return every month of the period with the number and the mean of its cases (NaN without any)."""
        whole = period_of(self.row)
        values = self.frame.groupby(self.frame["completed"].str[:7])["value"]
        counts, means = values.size(), values.mean()
        starts = [add_months(whole.start, month) for month in range(whole.months)]
        keys = [f"{start:%Y-%m}" for start in starts]
        return [
            (Period(start, 1), int(counts.get(key, 0)), float(means.get(key, float("nan"))))
            for start, key in zip(starts, keys, strict=True)
        ]

    def longest(self) -> list[dict[str, Any]]:
        """Return the cases that took longest, the longest first."""
        ordered = self.frame.sort_values(["value", "upload", "row_number"], ascending=[False, True, True])
        return [
            {str(name): value for name, value in row.items()} for row in ordered.head(MOST_LONGEST).to_dict("records")
        ]

    def file(self, form: RowsFormat, lang: Lang) -> bytes:
        """Return all cases as a file; the workbook says on a first sheet what they are and from which files."""
        unit = self.indicator.unit_text.say(lang)
        labels = [_LABELS[name].say(lang, **({"unit": unit} if name == "value" else {})) for name in COLUMNS]
        if form == "csv":
            return rows_csv(labels, self._plain())
        about = (self._said(lang), *(_FILE.say(lang, id=one, file=name) for one, name, _ in self.by_file()))
        return rows_xlsx(labels, self._plain(), sheet=_SHEET.say(lang), about=about, about_sheet=_ABOUT_SHEET.say(lang))

    def file_name(self, form: RowsFormat, lang: Lang) -> str:
        """Return the name of that file."""
        parts = (self.indicator.name.say(lang), *self._place(), period_of(self.row).label(lang))
        return safe_file_name(*parts, extension=form)

    def _place(self) -> list[str]:
        return [str(self.row[key]) for key in ("department", "task") if self.row.get(key)]

    def _said(self, lang: Lang) -> str:
        place = ", ".join(self._place()) or _WHOLE.say(lang)
        period, name = period_of(self.row).label(lang), self.indicator.name.say(lang)
        return _ABOUT.say(lang, name=name, place=place, period=period, n=self.n)

    def _plain(self) -> Iterator[tuple[str | float | None, ...]]:
        for row in self.frame[list(COLUMNS)].itertuples(index=False):
            yield tuple(cell if isinstance(cell, str) else float(cell) for cell in row)


def has_case_rows(indicator: Indicator) -> bool:
    """Return whether the figures of an indicator come from single cases that are kept."""
    return indicator.same_task


def case_rows(store: Store, ask: Ask, row: Row) -> CaseRows:
    """Return the cases behind the value of one row of an answer (see ``Results.records``).

    Only rows that count are taken: of uploads and claims that hold, completed in the row's period, with a value of the
    measure. They stand under the names of the row's organisation. What was summed up before it came has no cases.

    Raises
    ------
    UserError
        When the department or task does not exist; ``store_damaged`` when kept rows are not what was stored.
    """
    indicator = indicators()[str(row["indicator"])]
    claims, calendar = store.claims(), calendar_of(store)
    uploads = _uploads(store, ask, row)
    parts = []
    for upload in uploads:
        held = claims[claims["upload"] == upload.id]
        timed = "completed_at" if "completed_at" in upload.mapping.get("columns", {}) else "received_at"
        for part in store.upload_row_parts(upload.id):
            cases = _counted(part, held).assign(upload=upload.id)
            inside = _of_period(cases, indicator, calendar, period_of(row), timed=timed)
            parts.append(_of_place(store, inside, ask, row))
    found = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(COLUMNS))
    return CaseRows(
        frame=found,
        row=row,
        indicator=indicator,
        files={upload.id: upload.file_name for upload in uploads},
        shared=abs((value_of(row, "n") or 0.0) - len(found)) > 1e-6,
    )


def rows_to_read(store: Store, ask: Ask, row: Row) -> int:
    """Return how many kept rows must be read for that: it takes about a second for 200,000."""
    return sum(upload.row_count for upload in _uploads(store, ask, row))


def _uploads(store: Store, ask: Ask, row: Row) -> list[Upload]:
    """Return the uploads with cases in the value of a row, the oldest first."""
    ids = {use.upload for use in provenance(store, ask, [row])[0].value if use.rows}
    return [upload for upload in reversed(list_uploads(store)) if upload.id in ids]


def _counted(rows: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of an upload whose month of receipt and department it still speaks for."""
    months = pd.to_datetime(rows["claim_start"]).astype("datetime64[s]")
    names = rows["department"].map({name: normal(name) for name in rows["department"].unique()})
    held = pd.MultiIndex.from_arrays([claims["claim_start"], claims["department"].map(normal)])
    whole = claims.loc[claims["department"] == ALL_DEPARTMENTS, "claim_start"]
    counts = pd.MultiIndex.from_arrays([months, names]).isin(held) | months.isin(whole).to_numpy()
    texts = {name: rows[name].fillna("").astype("str") if name in rows else "" for name in _KEPT}
    return rows.assign(**texts, claim_start=months)[counts]


def _of_period(
    rows: pd.DataFrame, indicator: Indicator, calendar: Calendar, period: Period, *, timed: str
) -> pd.DataFrame:
    """Return the cases with a value that belong to the period by the moment in the column ``timed``."""
    received, completed = moments_of(rows["received_at"]), moments_of(rows["completed_at"])
    when = (completed if timed == "completed_at" else received).values
    if indicator.measures[0] == "processing_hours":
        end = ends_of(received, completed, calendar=calendar).mask(is_before(completed, received))
        value = working_hours(received.values, end, calendar=calendar)
    else:
        column = indicator.measures[0]
        value = rows[column].astype("float64") if column in rows else pd.Series(float("nan"), index=rows.index)
    first, after = pd.Timestamp(period.start), pd.Timestamp(add_months(period.start, period.months))
    inside = value.notna() & (when >= first) & (when < after)
    told = {"received": rows["received_at"], "completed": rows[timed], "period_start": month_of(when)}
    return rows.assign(**told, value=value)[inside]


def _of_place(store: Store, rows: pd.DataFrame, ask: Ask, row: Row) -> pd.DataFrame:
    level = level_asked(store, ask.department, ask.level)
    departments, tasks = store.register("department"), store.register("task")
    if row.get("department"):
        said = restate if ask.organisation == "today" else as_reported
        name = unit_asked(store, "department", str(row["department"]), ask.organisation, level)
        rows = _named(said(rows, "department", departments, level=level), "department", name)
    if row.get("task"):
        name = unit_asked(store, "task", str(row["task"]), "today")
        rows = _named(restate(rows, "task", tasks), "task", name)
    return rows[list(COLUMNS)]


def _named(rows: pd.DataFrame, column: str, name: str) -> pd.DataFrame:
    return rows[rows[column] == name]
