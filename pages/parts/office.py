"""The pages' door to the services: the stores, what they hold, and answers to the selection."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kpi.core.indicator import Indicator
from pages.parts import session
from services import demo, results, scope, stores
from services.results import Ask, Results
from services.scope import Scope
from services.stores import Store  # type: ignore[attr-defined]  # the store type that the services hand out

WHO = "web"


def store() -> Store:
    """Return the store that is shown: the office's own, or the demo as long as that is empty."""
    own = own_store()
    return session.keep(("store", str(own.url), own.revision()), lambda: demo.active_store(now=session.now()))


def own_store() -> Store:
    """Return the office's own store, where every upload goes."""
    return stores.open_store()


def current_scope() -> Scope:
    """Return years, departments, tasks, sources and freshness of the store that is shown."""
    shown = store()
    return session.keep(("scope", str(shown.url), shown.revision()), lambda: scope.scope(shown))


def answer(*names: str, **changes: Any) -> Results:
    """Return the results of these indicators under the selection; ``changes`` replace parts of the question."""
    return results.results(store(), question(*names, **changes))


def question(*names: str, **changes: Any) -> Ask:
    """Return the question that the selection asks about these indicators."""
    chosen = session.selection()
    asked: dict[str, Any] = {
        "indicators": names,
        "grain": chosen.grain,
        "department": chosen.department or None,
        "task": chosen.task or None,
        "start": dt.date(chosen.start, 1, 1) if chosen.start else None,
        "end": dt.date(chosen.end, 12, 31) if chosen.end else None,
        "compare": chosen.comparison,
        "base_year": chosen.base_year,
    }
    return Ask(**(asked | changes))


def targets(indicator_id: str) -> dict[int, float]:
    """Return the target of each year for an indicator, the chosen department's own where it has one."""
    return scope.targets_for(store(), indicator_id, department=session.selection().department or None)


def card_indicators() -> list[Indicator]:
    """Return the indicator that stands for each pillar."""
    shown = store()
    return session.keep(("cards", str(shown.url), shown.revision()), lambda: scope.cards(shown, Ask()))


def use_own_data() -> None:
    """Leave the demo for the office's own store."""
    demo.start_with_own_data(who=WHO, now=session.now())
    session.choose(department="", task="", start=None, end=None, opened=None)


def use_demo() -> None:
    """Go back to the demo while the office's own store is empty."""
    demo.show_demo(who=WHO, now=session.now())
