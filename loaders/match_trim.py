"""What of a table is no data: totals, footers, repeated headers; and labels given once for many rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.match_header import Header
from loaders.source import Form, Source

if TYPE_CHECKING:
    from loaders.gate import Sheet

TOTALS = (
    r"(?:소계|합계|총계|총합계?|누계|계|평균|전체|전체평균|부서평균|total|subtotal|grandtotal|sum|average|mean|all)"
)
EXAMPLE = "예시 행(지어낸 값)"
EXAMPLE_EN = "example row (made up)"
MARKS = ("예시 표시", "Example mark")
"""Header of the template's column that marks its example rows, in both languages."""
SHOWN, LONGEST_TOTAL = 5, 14
_TOTAL_WORD = re.compile(rf"(?i)^[\[(<]?{TOTALS}[\])>]?$")
_FOOTER = (
    r"(?i)^(?:[※*]|주\s*[:)0-9]|주석|출처|자료\s*[:：]|자료출처|비고\s*[:：]|작성자?\s*[:：]|source\s*:|notes?\s*:)"
)
_MARGIN = r"\(?단위\s*[:：]"
_LEFT_OUT = {
    "total_rows": Text(
        "합계·평균 행 {count}개를 뺐습니다: {rows_text}", "{count} total rows were left out: {rows_text}"
    ),
    "footers": Text("표 아래 설명 {count}행을 뺐습니다: {rows_text}", "{count} remark rows were left out: {rows_text}"),
    "repeated_header": Text(
        "되풀이된 머리글 {count}행을 뺐습니다: {rows_text}", "{count} repeated header rows were left out: {rows_text}"
    ),
    "example_rows": Text(
        "서식의 예시 {count}행을 뺐습니다: {rows_text}",
        "{count} example rows of the template were left out: {rows_text}",
    ),
}
_FILLED = Text(
    "'{label}' 열에서 비어 있는 {count}칸을 바로 위의 값으로 읽었습니다.",
    "{count} blank cells of column '{label}' were read as the value above them.",
)


def trim(
    table: pd.DataFrame, sheet: Sheet, header: Header, source: Source, form: Form, mapping: Mapping[str, str]
) -> tuple[pd.DataFrame, list[Finding]]:
    """Return the rows that are data, with labels filled down, and a note for everything left out."""
    keys = [mapping[column.name] for column in source.columns if column.key and column.name in mapping]
    text = table.apply(lambda column: column.str.strip())
    findings: list[Finding] = []
    for code, marked in _marks(text, keys, header, mapping.get("item", "")).items():
        left = marked.loc[text.index]
        if left.any() and not (left.all() and code in ("total_rows", "example_rows")):
            findings.append(_left_out(code, left))
            text = text.loc[~left]
    kept = table.loc[text.index]
    for label in keys:
        kept, filled = _filled_down(kept, label, sheet, header, everywhere=form.id == "summed")
        if filled:
            findings.append(Finding("note", "filled_down", _FILLED, {"label": label, "count": filled}, column=label))
    return kept, findings


def _marks(text: pd.DataFrame, keys: list[str], header: Header, item: str) -> dict[str, pd.Series[Any]]:
    sparse = text.loc[text.ne("").sum(axis=1).le(2)]
    cells = [next((cell for cell in row if cell), "") for row in sparse.itertuples(index=False, name=None)]
    first = pd.Series(cells, index=sparse.index, dtype="str")
    nowhere = pd.Series(False, index=text.index)
    totals = nowhere
    for label in {*keys, *text.columns[:1]} - {item}:
        totals = totals | is_total(text[label])
    same = sum((text[label].eq(label).astype("int64") for label in header.labels[:6]), nowhere.astype("int64"))
    examples = text.iloc[:, -1].isin([EXAMPLE, EXAMPLE_EN]) if header.labels else nowhere
    footers = (first.str.match(_FOOTER) | first.str.match(_MARGIN)).reindex(text.index, fill_value=False)
    return {
        "footers": footers,
        "repeated_header": same >= min(2, len(header.labels)),
        "example_rows": examples,
        "total_rows": totals,
    }


def is_total(names: pd.Series[Any]) -> pd.Series[Any]:
    """Return which names are words for a total or a mean rather than names."""
    short = names[names.str.len().le(LONGEST_TOTAL) & ~names.str.contains("[0-9]")]
    return names.isin([name for name in short.unique() if _TOTAL_WORD.match("".join(name.split()))])


def _left_out(code: str, left: pd.Series[Any]) -> Finding:
    rows = tuple(int(row) for row in left.index[left])
    shown = ", ".join(map(str, rows[:SHOWN])) + (" ..." if len(rows) > SHOWN else "")
    values = {"count": len(rows), "rows_text": shown}
    return Finding("note", code, _LEFT_OUT[code], values, row=rows[0], count=len(rows), rows=rows[:SHOWN])


def _filled_down(
    table: pd.DataFrame, label: str, sheet: Sheet, header: Header, *, everywhere: bool
) -> tuple[pd.DataFrame, int]:
    """Return the table with blanks of one label column filled from above: in merged ranges, or everywhere."""
    column = table[label]
    blank = column.str.strip().eq("")
    if not blank.any():
        return table, 0
    place = header.places[header.labels.index(label)]
    if not everywhere:
        merged = pd.Series(False, index=table.index)
        for first, left, last, right in sheet.merged:
            if left <= place <= right and last > first:
                merged |= (table.index >= first) & (table.index <= last)
        blank &= merged
    above = column.mask(column.str.strip().eq("")).ffill()
    filled = blank & above.notna()
    return table.assign(**{label: column.where(~filled, above)}), int(filled.sum())
