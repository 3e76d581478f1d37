"""Many serial numbers of a date column to ISO text at once."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_DAY_MS = 86_400_000
_FIRST, _AFTER = 61, 2_958_466
"""1900-03-01, from which on Excel's calendar is right, and the day after 9999-12-31."""
_TO_1970, _TO_1904 = 25_569, 1_462


def moment_texts(texts: list[str], *, with_time: bool, epoch_1904: bool) -> pa.Array | None:
    """Return what ``text_of_serial`` gives for each number; None when one of them needs a closer look."""
    try:
        days = np.array(list(map(float, texts)))
    except ValueError:
        return None
    days = days + _TO_1904 if epoch_1904 else days
    if not ((days >= _FIRST) & (days < _AFTER - 1)).all():
        return None
    milliseconds = np.rint(days * _DAY_MS).astype("int64")
    rest = milliseconds % _DAY_MS
    if (milliseconds % 1000).any() or (not with_time and rest.any()):
        return None
    seconds = milliseconds // 1000 - _TO_1970 * 86_400
    moments = pa.Array.from_buffers(pa.timestamp("s"), len(seconds), [None, pa.py_buffer(seconds)])
    iso = pc.utf8_replace_slice(pc.cast(moments, pa.string()), 10, 11, "T")
    return iso if with_time else pc.utf8_slice_codeunits(iso, 0, 10)
