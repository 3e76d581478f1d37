"""How the store writes moments."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from data.refusals import damaged


class Moment(sa.types.TypeDecorator[dt.datetime]):
    """A moment as ISO text, with the offset it was given: the same on every database."""

    impl = sa.String(40)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 (interface)
        """Return the text that is stored."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002 (interface)
        """Return the moment that the text says. UserError: ``store_damaged``."""
        try:
            return None if value is None else dt.datetime.fromisoformat(value)
        except (ValueError, TypeError) as error:  # SQLite keeps whatever the bytes of a damaged file say
            raise damaged(str(error)) from error
