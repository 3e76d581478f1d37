"""What the first visitor would wait for is made ready as the server starts: the parts of the overview, and its figures."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module

from kpi.core.errors import UserError
from kpi.core.text import Lang

LANG: Lang = "ko"
AFTER = 0.5
"""Seconds; by then the server listens, which the work would delay."""
_PARTS = ("board", "cards", "changed", "chrome", "composite", "detail", "empty", "filters", "header", "states")
"""What the overview draws with; the other pages need little more."""


@asynccontextmanager
async def from_the_start(_app: object) -> AsyncIterator[None]:
    """Make things ready in the background while the server is already listening (an ASGI lifespan)."""
    soon = threading.Timer(AFTER, make)
    soon.daemon = True
    soon.start()
    yield


def make() -> None:
    """Import what the overview needs, and work out what it shows to somebody who has chosen nothing.

    Whoever asks meanwhile waits for the same answer, not for one more. A store that cannot be opened is told to whoever
    opens a page.
    """
    for name in _PARTS:
        import_module(f"pages.parts.{name}")
    from pages.parts import figure, office, session

    with suppress(UserError), session.newcomer(), session.steady():
        if office.current_scope().empty:
            return
        for indicator in office.card_indicators():
            office.records(office.question(indicator.id))
        office.what_changed(LANG)
        shown = office.looked_at(office.indicators_of(), otherwise="processing_time")
        office.rows_of(figure.picture("heatmap", shown, LANG, department=None))
