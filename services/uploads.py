"""The list of uploads, and taking one back."""

from __future__ import annotations

import datetime as dt

from data.store import Store
from data.uploads import Upload

__all__ = ["Upload", "list_uploads", "restore", "stored_content", "withdraw"]


def list_uploads(store: Store) -> tuple[Upload, ...]:
    """Return every upload, newest first, the withdrawn ones too."""
    return tuple(sorted(store.uploads(), key=lambda upload: upload.id, reverse=True))


def stored_content(store: Store) -> dict[str, int]:
    """Return the number of the newest active upload of each file content, by its sha256."""
    return {upload.sha256: upload.id for upload in reversed(list_uploads(store)) if upload.active}


def withdraw(store: Store, upload_id: int, *, who: str, now: dt.datetime) -> None:
    """Take an upload back; what it had replaced counts again. Nothing is deleted.

    Raises
    ------
    UserError
        When there is no such upload or it is withdrawn already.
    """
    store.withdraw(upload_id, who=who, at=now)


def restore(store: Store, upload_id: int, *, who: str, now: dt.datetime) -> None:
    """Let a withdrawn upload count again.

    Raises
    ------
    UserError
        When there is no such withdrawn upload or its claims now conflict with another's.
    """
    store.restore(upload_id, who=who, at=now)
