"""Lying bars as office programs draw them: the whole organisation first, whiskers, numbers beyond their ends."""

from __future__ import annotations

from dataclasses import replace

from kpi.core.text import Lang, Text
from reports.compose_charts import WHOLE
from reports.model import Chart, Series, Values

_PLACE = Text("글자 자리", "Place of the label")
_ABOVE, _BELOW = Text("구간 위쪽", "Interval, above"), Text("구간 아래쪽", "Interval, below")


def with_whole(chart: Chart, lang: Lang) -> Chart:
    """Return bars with one of the whole organisation before the departments, where the chart knows its value."""
    if chart.kind != "bars" or chart.base is None:
        return chart
    main = chart.series[0]
    first = replace(
        main,
        values=(chart.base, *main.values),
        low=(None, *main.low) if main.low else (),
        high=(None, *main.high) if main.high else (),
        verdicts=("", *main.verdicts) if main.verdicts else (),
    )
    return replace(chart, categories=(WHOLE.say(lang), *chart.categories), series=(first, *chart.series[1:]))


def has_whiskers(chart: Chart) -> bool:
    """Return whether bars have an interval."""
    return chart.kind == "bars" and any(end is not None for end in chart.series[0].high)


def whiskers(main: Series, lang: Lang) -> tuple[Series, Series, Series]:
    """Return where the numbers of bars stand (the end of the interval, else of the bar), and how far it goes up and down."""
    sides = list(zip(main.values, main.low, main.high, strict=True))
    place: Values = tuple(value if high is None else high for value, _, high in sides)
    above: Values = tuple(None if value is None or high is None else high - value for value, _, high in sides)
    below: Values = tuple(None if value is None or low is None else value - low for value, low, _ in sides)
    return (
        Series(_PLACE.say(lang), place, "part"),
        Series(_ABOVE.say(lang), above, "part"),
        Series(_BELOW.say(lang), below, "part"),
    )
