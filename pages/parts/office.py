"""The pages' door to the services: the stores, what they hold, and answers to the selection."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kpi.calc.rater_agreement import RoleAgreement
from kpi.calc.rating_network import Network
from kpi.core.errors import Finding
from kpi.core.indicator import PILLARS, Compare, Indicator, indicators
from kpi.core.organisation import Register, RegisterKind
from kpi.core.succession import today
from kpi.core.text import Lang
from kpi.sentences.origin import Origin
from pages.parts import session
from services import backups, demo, history, pictures, pooling, provenance, results, scope, stores
from services.board import board as board_of
from services.pictures import ChartFormat, Picture, Table
from services.provenance import Provenance
from services.ratings_detail import agreement_of, network_of
from services.results import Ask, Results
from services.satisfaction_detail import SatisfactionDetail, satisfaction_detail
from services.scope import Scope
from services.stores import Store
from services.what_changed import Changed
from services.what_changed import what_changed as what_changed_in

WHO = "web"
_KINDS: tuple[RegisterKind, ...] = ("department", "task")


def store() -> Store:
    """Return the store that is shown: the office's own, or the demo as long as that is empty."""
    return session.once("store", _shown)


def _shown() -> Store:
    own = own_store()
    return session.keep(("store", str(own.url), own.revision()), lambda: demo.active_store(now=session.now()))


def own_store() -> Store:
    """Return the office's own store, where every upload goes."""
    return stores.open_store()


def copy_of_the_day() -> None:
    """Begin today's copy of the office's own store in the background, where it is due."""
    own = own_store()
    if own.revision():
        backups.copy_of_the_day(own, now=session.now())


def state() -> tuple[str, int]:
    """Return what a cache key must hold of the store that is shown: its address and its revision."""
    shown = store()
    return session.once("state", lambda: (str(shown.url), shown.revision()))


def current_scope() -> Scope:
    """Return years, departments, tasks, sources and freshness of the store that is shown."""
    shown = store()
    return session.keep(("scope", *state()), lambda: scope.scope(shown))


def tidy_selection() -> tuple[str, ...]:
    """Put names of the selection into today's words and drop those that no register knows; return the dropped."""
    shown, chosen = store(), session.selection()
    dropped: list[str] = []
    changes: dict[str, Any] = {}
    for kind in _KINDS:
        name = getattr(chosen, kind)
        now = _name_shown(shown.register(kind), name, chosen.organisation) if name else ""
        if now is None:
            dropped.append(name)
        if name != (now or ""):
            changes[kind] = now or ""
    department, task = chosen.opened[0] if chosen.opened else "", chosen.opened_task
    if (department and shown.register("department").find(department) is None) or (
        task and shown.register("task").find(task) is None
    ):
        changes |= {"opened": None, "opened_task": ""}
    if changes:
        session.choose(**changes)
    return tuple(dropped)


def question(*names: str, **changes: Any) -> Ask:
    """Return the question that the selection asks about these indicators; it ends with the last year a page offers."""
    chosen = session.selection()
    asked: dict[str, Any] = {
        "indicators": names,
        "grain": chosen.grain,
        "department": chosen.department or None,
        "task": chosen.task or None,
        "start": dt.date(chosen.start, 1, 1) if chosen.start else None,
        "end": current_scope().end_of(chosen.end),
        "compare": chosen.comparison,
        "base_year": chosen.base_year,
        "organisation": chosen.organisation,
    } | changes
    return Ask(**({"level": None if asked["department"] else chosen.level or None} | asked))


def left_alone(ask: Ask) -> tuple[Finding, ...]:
    """Return the note about units that could not be pooled into the level asked for."""
    shown = store()
    return session.keep(("alone", *state(), repr(ask)), lambda: pooling.left_alone(shown, answer(ask)))


def answer(ask: Ask) -> Results:
    """Return the results for a question, kept for each state of the store."""
    shown = store()
    return session.keep(("answer", *state(), repr(ask)), lambda: results.results(shown, ask))


def records(ask: Ask) -> list[dict[str, Any]]:
    """Return the rows of an answer as plain values, in the order of time."""
    return session.keep(("records", *state(), repr(ask)), lambda: _in_time(answer(ask)))


def satisfaction(ask: Ask) -> SatisfactionDetail:
    """Return the survey in detail: its items, how far they measure one thing, what the next one can confirm."""
    return satisfaction_detail(store(), ask)


def network(ask: Ask, indicator: Indicator) -> Network | None:
    """Return who rates whom above average in the last period; None without ratings between departments."""
    return network_of(store(), ask, indicator)


def agreement(ask: Ask, indicator: Indicator) -> tuple[RoleAgreement, ...]:
    """Return how far the raters of each role agree in the last period."""
    return agreement_of(store(), ask, indicator)


def sources(ask: Ask, found: Sequence[Mapping[str, Any]]) -> list[Provenance]:
    """Return for each record of an answer the uploads it rests on."""
    return provenance.provenance(store(), ask, found)


def source_of(ask: Ask, record: Mapping[str, Any]) -> Provenance:
    """Return the uploads that one row of an answer rests on, kept for as long as the store stays as it is."""
    return session.keep(("source", *state(), repr(ask), repr(record)), lambda: sources(ask, [record])[0])


def what_changed(lang: Lang) -> tuple[Changed, ...]:
    """Return the surest findings of the selection."""
    shown, ask = store(), question()
    return session.keep(("changed", *state(), repr(ask), lang), lambda: what_changed_in(shown, ask, lang))


def board() -> list[dict[str, Any]]:
    """Return the board's rows under the selection."""
    shown, ask, known = store(), question(), current_scope()
    return session.keep(("board", *state(), repr(ask)), lambda: board_of(shown, ask, known))


def stale() -> frozenset[int]:
    """Return the uploads whose figures are to be recomputed."""
    return frozenset(entry.upload.id for entry in history.entries(store()) if entry.stale)


def rows_of(picture: Picture) -> list[dict[str, Any]]:
    """Return the rows behind a chart as plain values, in the order of time."""
    shown = store()
    return session.keep(("rows", *state(), repr(picture)), lambda: _in_time(pictures.rows_for(shown, picture)))


def drawn(picture: Picture) -> tuple[Any, str]:
    """Return the figure of a chart for this session's screen, and the chart in words."""
    figure, words, _ = pictures.draw(store(), picture, scope=current_scope(), mode=session.mode())
    return figure, words


def table_of(picture: Picture) -> Table:
    """Return the table behind a chart."""
    shown, known = store(), current_scope()
    return session.keep(("table", *state(), repr(picture)), lambda: pictures.table_of(shown, picture, scope=known))


def compared(picture: Picture) -> Compare:
    """Return what a chart compares with: the cumulative one always the base year."""
    asked = picture.ask
    if picture.kind != "cumulative":
        return asked.compare
    return asked.base_year if asked.base_year is not None else "base"


def origin_of(picture: Picture) -> Origin:
    """Return source, as-of date and filters of a chart."""
    return pictures.origin_of(picture, current_scope())


def file_maker(picture: Picture, form: ChartFormat) -> Callable[[], bytes]:
    """Return a function that makes a chart's file; it needs no session, because a download has none."""
    shown, known = store(), current_scope()
    return lambda: pictures.chart_file(shown, picture, scope=known, form=form)[1]


def card_indicators() -> list[Indicator]:
    """Return the indicator that stands for each pillar."""
    shown = store()
    return session.keep(("cards", *state()), lambda: scope.cards(shown, Ask()))


def indicators_of(*pillars: str) -> list[Indicator]:
    """Return the published indicators of these pillars (none named: of all), in the order of the pillars."""
    wanted = pillars or tuple(PILLARS)
    return [item for item in indicators().values() if item.pillar in wanted and item.status == "published"]


def looked_at(among: Sequence[Indicator], *, otherwise: str) -> Indicator:
    """Return the indicator of the selection where it is one of these, else the one named, else the first.

    The latter two rest on files that are there, where any of these does.
    """
    known = {item.id: item for item in among}
    filled = {state.id for state in current_scope().sources if state.uploads}
    there = {item.id: item for item in among if item.source in filled} or known
    return known.get(session.selection().indicator) or there.get(otherwise) or next(iter(there.values()))


def registered(kind: RegisterKind) -> tuple[str, ...]:
    """Return the names in a register of the office's own store, in the order of the alphabet."""
    return tuple(sorted(unit.name for unit in own_store().register(kind).units))


def use_own_data() -> None:
    """Leave the demo for the office's own store."""
    demo.start_with_own_data(who=WHO, now=session.now())
    session.choose(department="", task="", start=None, end=None, opened=None, opened_task="")


def use_demo() -> None:
    """Go back to the demo while the office's own store is empty."""
    demo.show_demo(who=WHO, now=session.now())


def _name_shown(register: Register, name: str, organisation: str) -> str | None:
    """Return the name that a unit has in the organisation shown; None where no register knows it."""
    now = today(register, name)
    return name if organisation == "reported" and now is not None else now


def _in_time(found: Results) -> list[dict[str, Any]]:
    return sorted(found.told(), key=lambda row: (row["indicator"], row["period_start"]))
