"""Files give the verdicts of the screen: what they hide besides is still part of the family of tests that p is adjusted in."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kpi.calc.change import NEAR_ZERO
from kpi.calc.scope import ROW
from kpi.core.indicator import NOTES

MANY = "many_compared"
_SHOWN = ("change", "change_low", "change_high", "p")
_TOLD = ("p_adjusted", "verdict", "note")


def as_on_screen(of_file: pd.DataFrame, on_screen: pd.DataFrame) -> pd.DataFrame:
    """Return the RESULT rows of a file with the adjusted p, the verdict and the note about many comparisons of the screen.

    A file hides smaller numbers of answers than the screen. Adjusted among what is left, the same change would be called
    confirmed here and not there. Rows whose change or p the file hides, or has otherwise, stay as they are.
    """
    if of_file.empty:
        return of_file
    seen = (
        of_file[list(ROW)].merge(on_screen[[*ROW, *_SHOWN, *_TOLD]], on=list(ROW), how="left").set_axis(of_file.index)
    )
    apart = (of_file[list(_SHOWN)] - seen[list(_SHOWN)]).abs()
    same = (apart <= NEAR_ZERO).all(axis=1)
    note = [_noted(mine, theirs) for mine, theirs in zip(of_file["note"], seen["note"], strict=True)]
    told = seen[["p_adjusted", "verdict"]].assign(note=pd.Series(note, index=of_file.index, dtype="str"))
    return of_file.assign(**{name: np.where(same, told[name], of_file[name]) for name in told}).astype(
        {"verdict": "str", "note": "str"}
    )


def _noted(mine: object, theirs: object) -> str:
    """Return the codes of a note, the one about many comparisons as the other note has it."""
    codes = {code for code in str(mine).split(",") if code and code != MANY}
    if isinstance(theirs, str) and MANY in theirs.split(","):
        codes.add(MANY)
    return ",".join(code for code in NOTES if code in codes)
