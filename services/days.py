"""Days as people write them in forms and lists."""

from __future__ import annotations

import datetime as dt
import re

from kpi.core.errors import refuse
from kpi.core.text import Text

_DAY = re.compile(r"^(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?(?:[T ]00:00(?::00)?)?$")
_SHORT_DAY = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_NOT_A_DAY = Text("'{value}' 값은 있는 날짜가 아닙니다. 예: 2026-05-01", "'{value}' is no day such as 2026-05-01.")


def day_of(said: str) -> dt.date:
    """Return a day; "2026-05-01", "2026. 5. 1.", "2026년 5월 1일" and "20260501" are understood. UserError: ``bad_day``."""
    found = _DAY.match(said.strip()) or _SHORT_DAY.match(said.strip())
    try:
        return dt.date(*(int(part) for part in found.groups())) if found else dt.date.fromisoformat(said)
    except ValueError:
        raise refuse("bad_day", _NOT_A_DAY, value=said) from None
