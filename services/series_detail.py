"""One indicator month by month or quarter by quarter, with its process limits."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from kpi.calc.series import control_chart
from kpi.core.indicator import indicators
from services.evidence import View
from services.results import Ask, results
from services.scope import breaks_for


def series(view: View, ask: Ask) -> pd.DataFrame:
    """Return the rows of the asked indicator, department and task with ``POINT_COLUMNS`` (see ``control_chart``).

    Limits begin anew at the breaks that concern the indicator and the department. Years get none.

    Raises
    ------
    UserError
        When the indicator, department or task does not exist.
    """
    rows = results(view, replace(ask, keys=())).frame
    indicator = indicators()[ask.indicators[0]]
    days = [day for day, _ in breaks_for(view, indicator, department=ask.department)]
    return control_chart(rows, indicator=indicator, breaks=days)
