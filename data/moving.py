"""A whole store to another database."""

from __future__ import annotations

from data.copying import copy_store
from data.engine import Database
from data.refusals import no_store
from data.store import Store


def move(origin: str, target: str) -> dict[str, int]:
    """Copy the store at one SQLAlchemy URL into the empty one at another; return the rows of each table.

    Both are brought to the newest structure first. Raises what ``Store.open`` and ``copy_store`` raise.
    """
    if not Store.exists(origin):
        raise no_store(origin)
    for url in (origin, target):
        Store.open(url).close()
    databases = Database(origin), Database(target)
    try:
        return copy_store(*databases)
    finally:
        for database in databases:
            database.close()
