"""The tables that a reading process left on the disk, as frames."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pyarrow as pa

_CAN_REMOVE_WHAT_IS_MAPPED = os.name == "posix"
"""Windows keeps a file for as long as somebody looks into it."""


def frame_at(path: Path) -> pd.DataFrame:
    """Return an Arrow file as a frame of texts; the file may be removed at once.

    Where the system lets a file go while it is looked into, its pages become the frame and nothing is copied.
    """
    if not _CAN_REMOVE_WHAT_IS_MAPPED:
        return pd.read_feather(path)
    with pa.memory_map(str(path)) as source:
        frame: pd.DataFrame = pa.ipc.open_file(source).read_all().to_pandas()
    return frame
