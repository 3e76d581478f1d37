"""What entries would change in the numbers: values, intervals, changes, verdicts, and how values stand to targets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from data.store import Store, Trial
from kpi.core import formats
from kpi.core.errors import Finding
from kpi.core.indicator import VERDICTS, Indicator, Key, indicators
from kpi.core.periods import Period
from kpi.core.targets import STANDINGS, TARGET_KINDS
from kpi.core.text import LANGS, Lang, Text
from kpi.sentences.rows import period_of
from services.entered.edits import Proposal
from services.entered.sort import Sort
from services.rebuild import preview_rebuild
from services.results import Ask, results
from services.settings import calendar_of

Row = Mapping[str, Any]
_INTERVAL = Text("95% 구간", "95% interval")
_VALUE = Text("값", "Value")
_CHANGE, _VERDICT = Text("변화", "Change"), Text("판정", "Verdict")
_STANDING = Text("목표 대비", "Against the target")
_NONE = Text("-", "-")
_RECOMPUTED = Text(
    "업로드 {n}건의 처리기간을 남긴 행에서 다시 세어야 이 변화가 보입니다. 저장한 뒤 이 화면에서 다시 계산할 수 있습니다.",
    "Uploads whose working times must be counted again from the kept rows before this shows: {n}. Do so here after saving.",
)


@dataclass(frozen=True)
class Effect:
    """One thing that is different in the numbers of an indicator (or another figure), a period and a department ("": all).

    ``id``: the indicator, or the sort of entry that the figure goes with.
    """

    id: str
    name: Text
    period: Period
    department: str
    what: Text
    before: Text
    after: Text


@dataclass(frozen=True)
class Effects:
    """All that is different, by indicator, department and period, and what must be said of it."""

    effects: tuple[Effect, ...]
    findings: tuple[Finding, ...] = ()


def effects(store: Store, proposal: Proposal, *, who: str, now: dt.datetime) -> Effects:
    """Return what a proposal would change in the yearly numbers; nothing is kept. Raises what ``save`` raises."""
    if proposal.sort.by_calendar:
        return _by_calendar(store, proposal, who, now)
    sort = proposal.sort
    before, told = _rows(store, proposal.touched), _figures(store, sort)
    with store.trial() as trial:
        trial.enter_all(proposal.changes, who=who, at=now)
        after, then = _rows(trial, proposal.touched), _figures(trial, sort)
    order = {name: place for place, name in enumerate(indicators())}
    keys = sorted(before.keys() | after.keys(), key=lambda key: (order[key[0]], key[1], key[2], key[3]))
    found = [one for key in keys for one in _different(before.get(key), after.get(key))]
    return Effects((*found, *_other_figures(sort, told, then)))


def _figures(view: Store | Trial, sort: Sort) -> dict[tuple[str, Period, Text], Text]:
    return {(one.department, one.period, one.what): one.said for one in sort.figures(view)}


def _other_figures(
    sort: Sort, before: Mapping[tuple[str, Period, Text], Text], after: Mapping[tuple[str, Period, Text], Text]
) -> Iterator[Effect]:
    """Yield the figures that are different, by department and period."""
    for key in dict.fromkeys((*before, *after)):
        department, period, what = key
        one, other = before.get(key, _NONE), after.get(key, _NONE)
        if one != other:
            yield Effect(sort.id, sort.name, period, department, what, one, other)


def _by_calendar(store: Store, proposal: Proposal, who: str, now: dt.datetime) -> Effects:
    with store.trial() as trial:
        trial.enter_all(proposal.changes, who=who, at=now)
        calendar = calendar_of(trial)
    rebuilt = preview_rebuild(store, who=who, now=now, which="stale", calendar=calendar)
    found = tuple(
        Effect(
            one.indicator.id,
            one.indicator.name,
            one.period,
            "",
            _VALUE,
            _text(partial(_quantity, one.before, one.indicator)),
            _text(partial(_quantity, one.after, one.indicator)),
        )
        for one in rebuilt.headlines
    )
    stale = len(rebuilt.uploads)
    said = (Finding("note", "recompute", _RECOMPUTED, {"n": stale}),) if stale else ()
    return Effects(found, (*said, *rebuilt.left))


def _rows(view: Store | Trial, names: tuple[str, ...]) -> dict[tuple[str, str, Any, int], Row]:
    found: dict[tuple[str, str, Any, int], Row] = {}
    if not names:
        return found
    shapes: tuple[tuple[Key, ...], ...] = ((), ("department",))
    for keys in shapes:
        for row in results(view, Ask(indicators=names, keys=keys)).frame.to_dict("records"):
            found[(row["indicator"], row["department"], row["period_start"], row["period_months"])] = row
    return found


def _different(before: Row | None, after: Row | None) -> Iterator[Effect]:
    row = after or before or {}
    indicator = indicators()[str(row["indicator"])]
    for what, say in _aspects(indicator):
        texts = [_text(partial(say, one)) if one else _NONE for one in (before, after)]
        if texts[0] != texts[1]:
            yield Effect(indicator.id, indicator.name, period_of(row), str(row["department"]), what, texts[0], texts[1])


def _aspects(indicator: Indicator) -> Iterator[tuple[Text, Callable[[Row, Lang], str]]]:
    yield _VALUE, lambda row, lang: formats.quantity(row["value"], indicator, lang)
    yield _INTERVAL, lambda row, lang: formats.interval(row["low"], row["high"], indicator.decimals, lang)
    yield _CHANGE, lambda row, lang: formats.change_of(row["change"], indicator, lang)
    yield _VERDICT, lambda row, lang: VERDICTS[row["verdict"]].say(lang) if row["verdict"] in VERDICTS else ""
    for kind, name in TARGET_KINDS.items():
        yield name, partial(_figure, indicator, kind)
    yield _STANDING, lambda row, lang: STANDINGS[row["standing"]].say(lang) if row["standing"] in STANDINGS else ""


def _quantity(value: float | None, indicator: Indicator, lang: Lang) -> str:
    return formats.quantity(value, indicator, lang)


def _figure(indicator: Indicator, name: str, row: Row, lang: Lang) -> str:
    return formats.quantity(row[name], indicator, lang)


def _text(say: Callable[[Lang], str]) -> Text:
    ko, en = (say(lang) or _NONE.say(lang) for lang in LANGS)
    return Text(ko, en)
