"""Taking uploads back and bringing them back."""

from __future__ import annotations

import datetime as dt
from contextlib import AbstractContextManager

import sqlalchemy as sa

from data import loading


class Undoing:
    """Withdrawing and restoring uploads. Subclasses say where the connection comes from."""

    def _writing(self) -> AbstractContextManager[sa.Connection]:
        raise NotImplementedError

    def withdraw(self, upload_id: int, *, who: str, at: dt.datetime) -> None:
        """Take an upload back; what it superseded holds again. UserError: ``no_upload``, ``already_withdrawn``."""
        with self._writing() as connection:
            loading.withdraw(connection, upload_id, who=who, at=at)

    def restore(self, upload_id: int, *, who: str, at: dt.datetime) -> None:
        """Bring a withdrawn upload back. UserError: ``no_upload``, ``not_withdrawn``, ``overlapping_claims``."""
        with self._writing() as connection:
            loading.restore(connection, upload_id, who=who, at=at)
