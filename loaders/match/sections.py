"""Rows inside a table that hold nothing but a heading: what the rows below them belong to is not told by any column."""

from __future__ import annotations

from collections.abc import Mapping

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.cells.outer import Bare
from loaders.match.table import Rows, Table
from loaders.match.titles import is_office, is_period
from loaders.source import Source

LEAST_COLUMNS = 3
_SECTIONS = Text(
    "'{label}' 열의 {count}행({rows_text})에는 '{example}'처럼 부서나 기간 이름만 있어, 그 아래 행이 어디에 속하는지 정할 수 없습니다. "
    "부서나 기간을 열로 만들어 행마다 적으세요.",
    "{count} rows ({rows_text}) hold nothing but a department or period in column '{label}', such as '{example}', so it is not "
    "clear what the rows below belong to. Make it a column and fill it in on every row.",
)


def sections(rows: Rows, table: Table, source: Source, mapping: Mapping[str, str], bare: Bare) -> list[Finding]:
    """Return an error where rows hold a heading only, in a column that is neither of departments nor of periods."""
    frame = rows.frame
    own = [label for label in table.header.labels if label in frame.columns]
    named = {mapping[column.name] for column in source.columns if column.kind == "period" and column.name in mapping}
    named |= {mapping[name] for name in ("department", "departments") if name in mapping}
    if len(own) < LEAST_COLUMNS or not own or own[0] in named:
        return []
    alone = bare[own[0]].ne("")
    for label in own[1:]:
        alone &= bare[label].eq("")
    texts = bare[own[0]][alone]
    told = texts[[is_office(text) or is_period(text) for text in texts]]
    if told.empty:
        return []
    numbers = tuple(int(number) for number in told.index)
    values = {
        "label": own[0],
        "count": len(numbers),
        "rows_text": rows.origin.rows_text(numbers),
        "example": told.iloc[0],
    }
    return [Finding("error", "section_rows", _SECTIONS, values, column=own[0], count=len(numbers), rows=numbers)]
