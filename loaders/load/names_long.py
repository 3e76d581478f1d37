"""Texts too long to be the name of a department or task: a column of remarks was taken for one of names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from kpi.core.text import Text

if TYPE_CHECKING:
    from loaders.load.reading import Reading

LONGEST = 200
"""Letters of a name: no office or task has more, and a column of remarks soon does."""
_LONG = Text(
    "{longest}자보다 긴 이름이 {count}행 있습니다: {rows_text}행. 다른 열이 지정되지 않았는지 확인하세요.",
    "{count} rows hold a name of more than {longest} letters: rows {rows_text}. Check whether the right column is read.",
)


def not_too_long(reading: Reading, values: pd.Series[Any], field: str) -> pd.Series[Any]:
    """Return the names without those too long to be one, which are an error."""
    long = values.str.len() > LONGEST
    if long.any():
        marked = pd.Series(reading.index.isin(values.index[long]), index=reading.index)
        reading.say("error", "long_name", _LONG, marked=marked, field_name=field, longest=LONGEST)
    return values[~long]
