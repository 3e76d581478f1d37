"""What people enter beside the files: targets, breaks of a series, population, settings. Nothing is overwritten."""

from __future__ import annotations

from typing import Any

import pandas as pd
import sqlalchemy as sa

from data.facts import framed
from data.tables import population, series_break, setting, target


def _newest(table: sa.Table, *keys: str) -> sa.Select[Any]:
    newest = sa.select(sa.func.max(table.c.id)).group_by(*(table.c[key] for key in keys))
    return sa.select(table).where(table.c.id.in_(newest)).order_by(*(table.c[key] for key in keys))


def targets(connection: sa.Connection) -> pd.DataFrame:
    """Return the targets that hold: indicator, department ("" is the whole organisation), year, value, kind, low, high.

    Values and the ends of a band are in the indicator's unit, missing ends NaN.
    """
    query = _newest(target, "indicator", "department", "year", "kind").where(target.c.value.is_not(None))
    columns = ("indicator", "department", "year", "value", "kind", "low", "high")
    return framed(_picked(connection, query, columns), columns, ("value", "low", "high"))


def series_breaks(connection: sa.Connection) -> pd.DataFrame:
    """Return the breaks that hold: measure, item, department ("" is all), effective_on, reason."""
    query = _newest(series_break, "measure", "item", "department", "effective_on").where(series_break.c.holds)
    columns = ("measure", "item", "department", "effective_on", "reason")
    return framed(_picked(connection, query, columns), columns, ())


def populations(connection: sa.Connection) -> pd.DataFrame:
    """Return the population sizes: year, stratum ("" is all), population."""
    query = _newest(population, "year", "stratum").where(population.c.population.is_not(None))
    columns = ("year", "stratum", "population")
    return framed(_picked(connection, query, columns), columns, ("population",))


def setting_value(connection: sa.Connection, key: str, default: Any) -> Any:
    """Return the newest value of a setting, or the default when it was never set."""
    query = sa.select(setting.c.value).where(setting.c.key == key).order_by(setting.c.id.desc()).limit(1)
    found = connection.execute(query).first()
    return default if found is None else found[0]


def _picked(connection: sa.Connection, query: sa.Select[Any], columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in columns) for row in connection.execute(query).mappings()]
