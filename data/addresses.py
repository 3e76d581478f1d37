"""Where a store is: addresses as people write them, and that of a finished copy."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa

from data.refusals import unknown_address


def address(url: str) -> sa.URL:
    """Return the parsed address of a store.

    Raises
    ------
    UserError
        When it is neither a SQLite file nor a PostgreSQL database.
    """
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError:
        raise unknown_address(url) from None
    backend = parsed.get_backend_name()
    if backend in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    if backend != "sqlite" or parsed.database in {None, "", ":memory:"}:
        raise unknown_address(parsed.render_as_string(hide_password=True))
    return parsed


def url_of_copy(path: Path) -> str:
    """Return the address of a finished copy for reading only: neither the file nor its folder is touched."""
    query = {"mode": "ro", "immutable": "1", "uri": "true"}
    name = f"file:{quote(path.resolve().as_posix())}"
    return sa.URL.create("sqlite", database=name, query=query).render_as_string()
