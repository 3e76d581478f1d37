"""What of a table is no data: totals, footers, repeated headers; and labels given once for many rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.cells.outer import Bare, ends_in_digit
from loaders.match.blanks import Blanks, Unclear, asked_of_blanks, evidence_of
from loaders.match.fill import MEASURED, filled_down
from loaders.match.filled import nothing_above, said_of_filled
from loaders.match.remarks import remarks_of
from loaders.match.sections import sections
from loaders.match.table import Rows, Table
from loaders.match.total_check import unfitting_totals
from loaders.source import Form, Source

TOTALS = r"(?:소계|합계|총계|총합계?|누계|계|평균|전체|전체평균|전체합계|부서평균|부서합계|total|subtotal|grandtotal|sum|average|mean|all)"
LONGEST_TOTAL = 14
_TOTAL_WORD = re.compile(rf"(?i)^[\[(<【]?{TOTALS}[\])>】]?$")
_TOTAL_OF = re.compile(
    r"(?i)^.*\S ?[\[(<]?(?:소\s?계|합\s?계|총\s?계|누계|평균)[\])>]?$|^.*\S [\[(<]?(?:계|total|average)[\])>]?$"
    r"|^(?:소\s?계|합\s?계|총\s?계|누계|계|평균|전체)\s?[\[(<].*[\])>]$"
)
_TOTAL_END = r"(?i)(?:계|평균|total|average)[\])>]?$|^(?:소\s?계|합\s?계|총\s?계|누계|계|평균|전체)\s?[\[(<]"
"""How all of these end or begin: few names do."""
_NO_OFFICE = re.compile(
    rf"(?i)(?:{TOTALS}|\S{{0,6}}(?:시|군|구|도|청|기관)전체|(?:응답자?|응답자수)전체|전체(?:응답자?|응답자수|합)|종합|총괄|총원|합|[∑Σ]"
    r"|合計|總計|小計|計|全體|overall|city-?wide|(?:the)?(?:whole|entire)(?:city|office|organi[sz]ation))"
)
_AROUND = re.compile(r"^[\W_]+|(?:\d\)|[\W_])+$")
"""What is written around a word for a total: "합계:", "- 합계 -", "계*", "합계1)"."""
LONGEST_TOTAL_OF = 24
_REMARKS = re.compile(r"비고|메모|의견|사유|설명|내용|remark|note|comment", re.IGNORECASE)
OVERALL = ("전체", "전 체", "all", "All", "ALL")
"""Words for a total that are the name of an item: the overall one."""
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


def trim(
    rows: Rows,
    table: Table,
    source: Source,
    form: Form,
    mapping: Mapping[str, str],
    views: Sequence[Mapping[str, str]] = (),
    blanks: Blanks | None = None,
) -> tuple[Rows, list[Finding], Bare]:
    """Return the rows that are data, with labels filled down, a note for everything left out, and their bare columns.

    ``mapping`` may name labels of the long table that is made of this one; they are passed over here. ``views``: field -> column as the
    rows stand in the file, once for each group of columns side by side; by them printed totals are compared. ``blanks``: what is known of blank labels.
    Findings name ids.
    """
    here = {name: label for name, label in mapping.items() if label in rows.frame.columns}
    bare = Bare(rows.frame)
    kept, findings = _without(rows, remarks_of(rows, table, bare), rows)
    sums = form.id == "summed"
    down = filled_down(kept, table, source, here, everywhere=sums, bare=bare.among(kept.frame), blanks=blanks)
    filled = down.rows
    bare = bare.among(kept.frame).among(filled.frame)
    totals = _totals(filled.frame, source, here, bare)
    if form.id != "row":
        rest = [label for label in filled.frame.columns if label not in mapping.values()]
        totals |= _totals_elsewhere(filled.frame, rest, bare)
    trimmed, left_out = _without(filled, {"total_rows": totals}, rows)
    left_out += unfitting_totals(kept, totals, _keys(source, here), [_figures(source, view) for view in views])
    kinds = {label: source.by_name[name].kind for name, label in here.items() if name in source.by_name}
    measured = frozenset(label for name, label in here.items() if kinds.get(label, "answer") in MEASURED)
    named = frozenset(here.values()) - measured
    findings += said_of_filled(trimmed, table, down.told, named=named, measured=measured if sums else None)
    findings += _asked(trimmed, down.unclear, blanks)
    bare = bare.among(trimmed.frame)
    findings += nothing_above(trimmed, named, bare)
    return trimmed, [*findings, *left_out, *sections(trimmed, table, source, here, bare)], bare


def _asked(rows: Rows, unclear: Mapping[str, Unclear], blanks: Blanks | None) -> list[Finding]:
    """Return what is asked of blank labels; of a part of a file what was seen is only noted."""
    seen = evidence_of(unclear, rows.frame)
    if blanks is None or blanks.carried is None:
        return asked_of_blanks(seen, rows.origin)
    blanks.carried.add(seen)
    return []


def _keys(source: Source, mapping: Mapping[str, str]) -> dict[str, str]:
    return {column.name: mapping[column.name] for column in source.columns if column.key and column.name in mapping}


def _figures(source: Source, view: Mapping[str, str]) -> dict[str, str]:
    """Return the columns of counts and means; no spread of a total follows from its rows."""
    kinds = {field: source.by_name[field].kind if field in source.by_name else "answer" for field in view}
    return {
        field: label
        for field, label in view.items()
        if kinds[field] in MEASURED and field != "weight" and not field.endswith("sd")
    }


def is_total(names: pd.Series[Any]) -> pd.Series[Any]:
    """Return which names are words for a total or a mean rather than names."""
    return _are(names, _total_words(_without_final_digit(names)))


def _total_words(likely: pd.Series[Any]) -> list[str]:
    short = likely[likely.str.len().le(LONGEST_TOTAL) & ~likely.str.contains("[0-9]")]
    return [name for name in short if is_total_word(name)]


def _without_final_digit(names: pd.Series[Any]) -> pd.Series[Any]:
    """Return the different names that may be totals: none ends in a digit, as most ids and many tasks do."""
    return pd.Series(names[~ends_in_digit(names)].unique(), dtype="str")


def _are(names: pd.Series[Any], words: list[str]) -> pd.Series[Any]:
    """Return which names are one of some words, often of none."""
    return names.isin(words) if words else pd.Series(False, index=names.index)


def is_total_word(name: str) -> bool:
    """Return whether a name is nothing but a word for a total or a mean."""
    return bool(_TOTAL_WORD.match("".join(name.split())))


def _is_no_office(name: str) -> bool:
    """Return whether a name in a column of departments says all of them; among items "종합" is the overall one."""
    word = "".join(name.split())
    return len(name) <= LONGEST_TOTAL and any(_NO_OFFICE.fullmatch(one) for one in (word, _AROUND.sub("", word)))


def _totals(frame: pd.DataFrame, source: Source, mapping: Mapping[str, str], bare: Bare) -> pd.Series[Any]:
    """Return the rows that are a total: by any key, or by the first column; "전체" among items is the overall item."""
    keys = {label: field for field, label in _keys(source, mapping).items()}
    labels = {*keys, *list(frame.columns[:1])}
    totals = pd.Series(False, index=frame.index)
    for label in labels:
        field = keys.get(label, "")
        text = bare[label]
        overall = _are(text, list(OVERALL) if field == "item" else [])
        likely = _without_final_digit(text)
        totals = totals | (_are(text, _total_words(likely)) & ~overall)
        if field == "department":
            totals = totals | _are(text, [name for name in text.unique() if _is_no_office(name)])
        if field not in ("item", "measure"):
            likely = likely[likely.str.len().le(LONGEST_TOTAL_OF) & likely.str.contains(_TOTAL_END)]
            totals = totals | _are(text, [name for name in likely if _TOTAL_OF.match(name)])
    return totals


def _totals_elsewhere(frame: pd.DataFrame, labels: Sequence[str], bare: Bare) -> pd.Series[Any]:
    """Return the rows of sums that are a total by a column that no field is read from, such as quarters or sexes.

    A column in which all that is written is a word for a total tells no rows apart.
    """
    totals = pd.Series(False, index=frame.index)
    for label in (label for label in labels if not _REMARKS.search(label)):
        told = _are(bare[label], _total_words(_without_final_digit(bare[label])))
        if told.any() and (~told & bare[label].ne("")).any():
            totals |= told
    return totals


def _without(rows: Rows, marks: Mapping[str, pd.Series[Any]], whole: Rows) -> tuple[Rows, list[Finding]]:
    """Return the rows that are not marked, and a note for each mark; where all are totals or examples they stay."""
    findings = []
    frame, block = rows.frame, rows.block
    for code, marked in marks.items():
        left = marked.loc[frame.index]
        if left.any() and not (left.all() and code in ("total_rows", "example_rows")):
            findings.append(_left_out(code, left, whole))
            frame, block = frame.loc[~left], block[~left.to_numpy()]
    return replace(rows, frame=frame, block=block), findings


def _left_out(code: str, left: pd.Series[Any], whole: Rows) -> Finding:
    numbers = tuple(int(number) for number in left.index[left])
    values = {"count": len(numbers), "rows_text": whole.origin.rows_text(numbers)}
    return Finding("note", code, _LEFT_OUT[code], values, row=numbers[0], count=len(numbers), rows=numbers)
