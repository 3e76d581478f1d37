"""Recompute what is stored from the kept rows with today's loaders, calendar and settings: all of it or nothing.

One transaction for the whole store: no page ever mixes the holidays of two calendars, and what the preview showed is what is
saved. Everything is computed before the transaction, which then only exchanges rows. Claims and kept rows stay as they are,
so a rebuild never changes which upload speaks for what. What cannot be recomputed is said and left as it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from data.rebuilding import Replacement, totals
from data.store import Store
from kpi.core.errors import Finding
from kpi.core.frames import CELL_KEYS, PAIR_KEYS
from kpi.core.text import Text
from kpi.core.worktime import Calendar
from loaders.choice import Context
from loaders.load.again import BY_CALENDAR, Facts, facts_again
from loaders.load.again import Upload as Told
from loaders.source import sources
from services.changes import Headline, headline_values, headlines
from services.check import context_of
from services.settings import counted_by_another_calendar
from services.stale import Reason, staleness
from services.uploads import Upload, list_uploads

State = Literal["same", "stamped", "changed", "left"]
Which = Literal["all", "stale"]
Progress = Callable[[int, int], None]
_OUTSIDE = Text(
    "다시 계산한 값이 이 파일이 말하는 기간과 부서 밖에 있습니다. 값은 그대로 둡니다. 파일을 다시 올리세요.",
    "The recomputed figures lie outside the periods and departments of this file. They stay as they are; load the file again.",
)
_DIFFERS = Text(
    "남긴 행에서 저장된 값이 그대로 나오지 않는데, 읽는 방법도 휴일도 바뀌지 않았습니다. 값은 그대로 둡니다. 파일을 다시 올리세요.",
    "The kept rows do not give the stored figures again, although neither loaders nor holidays changed. The figures stay as "
    "they are; load the file again.",
)


@dataclass(frozen=True)
class Rebuilt:
    """What became, or would become, of one upload.

    ``state``: "same" (nothing to do), "stamped" (the same figures, now known to be of today), "changed", or "left"
    (cannot be recomputed; ``findings`` say why). ``cells``: how many cells are other ones.
    """

    upload: Upload
    state: State
    reasons: tuple[Reason, ...] = ()
    cells: int = 0
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Rebuild:
    """What a rebuild did or would do: each upload it looked at, oldest first, and the headline numbers that change.

    ``kept``: the copy of the store that was made before figures were changed; None where none were, and for PostgreSQL.
    """

    uploads: tuple[Rebuilt, ...]
    headlines: tuple[Headline, ...]
    kept: Path | None = None

    @property
    def left(self) -> tuple[Finding, ...]:
        """Why some uploads cannot be recomputed."""
        return tuple(finding for one in self.uploads for finding in one.findings)

    def of(self, state: State) -> tuple[Rebuilt, ...]:
        """Return the uploads in one state."""
        return tuple(one for one in self.uploads if one.state == state)


def _unseen(done: int, of: int) -> None:
    """Tell nobody."""


def preview_rebuild(
    store: Store,
    *,
    who: str,
    now: dt.datetime,
    which: Which = "all",
    calendar: Calendar | None = None,
    progress: Progress = _unseen,
) -> Rebuild:
    """Return what a rebuild would change, also by another calendar than the store's; nothing is kept.

    ``progress`` is told how many of how many uploads were recomputed.
    """
    revision, found = _recomputed(store, now, which, progress, calendar)
    return _tried(store, revision, found, who, now)


def rebuild(store: Store, *, who: str, now: dt.datetime, which: Which = "all", progress: Progress = _unseen) -> Rebuild:
    """Recompute all uploads, or those that are stale, and return what changed; where nothing does, nothing is written.

    ``progress`` is told how many of how many uploads were recomputed, all of it before anything is written. Where figures
    change, a SQLite store is copied first: restoring that copy is the way back.

    Raises
    ------
    UserError
        ``moved_on`` when somebody else wrote meanwhile, and what a copy raises: nothing is changed.
    """
    revision, found = _recomputed(store, now, which, progress)
    done = _tried(store, revision, found, who, now)
    replacements = [one for _, one in found if one is not None]
    if replacements:
        kept = store.backup_before_rebuild(now) if done.of("changed") else None
        store.rebuild(replacements, expected=revision, detail=_detail(done), who=who, at=now)
        return replace(done, kept=kept)
    return done


def _recomputed(
    store: Store, now: dt.datetime, which: Which, progress: Progress = _unseen, calendar: Calendar | None = None
) -> tuple[int, list[tuple[Rebuilt, Replacement | None]]]:
    revision, context = store.revision(), context_of(store, now=now)
    context = context if calendar is None else replace(context, calendar=calendar)
    chosen = list(_chosen(store, context.calendar, which))
    found = []
    for number, (upload, why) in enumerate(chosen):
        progress(number, len(chosen))
        found.append(_one(store, upload, why, context))
    progress(len(chosen), len(chosen))
    return revision, found


def _chosen(store: Store, calendar: Calendar, which: Which) -> Iterator[tuple[Upload, tuple[Reason, ...]]]:
    reasons = staleness(store, calendar)
    for upload in reversed(list_uploads(store)):
        why = reasons(upload)
        if why or which == "all":
            yield upload, why


def _one(store: Store, upload: Upload, why: tuple[Reason, ...], context: Context) -> tuple[Rebuilt, Replacement | None]:
    told = Told(
        upload.source, upload.mapping, upload.as_of, upload.at.date(), upload.counts, reread=upload.reread or {}
    )
    facts = facts_again(told, lambda: store.upload_row_parts(upload.id), context=context)
    if facts.findings:
        return Rebuilt(
            upload, "left", why, findings=tuple(one.at(file=upload.file_name) for one in facts.findings)
        ), None
    if _digests(totals(facts.cells, facts.pairs)) == _digests(upload.totals):
        return Rebuilt(upload, "stamped" if why else "same", why), _stamp(upload, context) if why else None
    return _other(store, upload, why, facts, context)


def _other(
    store: Store, upload: Upload, why: tuple[Reason, ...], facts: Facts, context: Context
) -> tuple[Rebuilt, Replacement | None]:
    """Return what becomes of an upload whose kept rows give other facts than are stored."""
    cells, pairs = store.facts_of(upload.id)
    other = differing(cells, facts.cells, CELL_KEYS)
    measures = {*other["measure"], *differing(pairs, facts.pairs, PAIR_KEYS)["measure"]}
    counted = counted_by_another_calendar(upload, context.calendar)
    explained = "loaders" in why or (counted and measures <= BY_CALENDAR)
    if not explained:
        return _left(upload, why, Finding("error", "differs", _DIFFERS, file=upload.file_name)), None
    if not store.claims_hold(upload.id, facts.cells, facts.pairs):
        return _left(upload, why, Finding("error", "outside_claims", _OUTSIDE, file=upload.file_name)), None
    stamp = _stamp(upload, context, cells=facts.cells, pairs=facts.pairs)
    return Rebuilt(upload, "changed", why, cells=len(other)), stamp


def _left(upload: Upload, why: tuple[Reason, ...], finding: Finding) -> Rebuilt:
    return Rebuilt(upload, "left", why, findings=(finding,))


def differing(stored: pd.DataFrame, found: pd.DataFrame, keys: tuple[str, ...]) -> pd.DataFrame:
    """Return the cells (or pairs) that are in one of the two frames only, or with other sums, each once."""
    both = pd.concat([stored[found.columns], found], ignore_index=True)
    if "histogram" in both:
        both["histogram"] = [value.hex() if isinstance(value, bytes) else "" for value in both["histogram"]]
    return both[~both.duplicated(keep=False)].drop_duplicates(list(keys))


def _stamp(upload: Upload, context: Context, **facts: Any) -> Replacement:
    mapping, reread = dict(upload.mapping), dict(upload.reread or {})
    if mapping.get("calendar"):
        mapping["calendar"] = context.calendar.version
    source = sources()[upload.source]
    return Replacement(upload.id, source.revision, mapping, reread, **facts)


def _digests(noted: Any) -> tuple[str, ...]:
    return tuple(str(noted[name]["digest"]) for name in ("cell", "pair"))


def _tried(
    store: Store, revision: int, found: list[tuple[Rebuilt, Replacement | None]], who: str, now: dt.datetime
) -> Rebuild:
    """Return what changes in the numbers, seen in a transaction of which nothing is kept."""
    uploads = tuple(one for one, _ in found)
    changed = {one.upload.source for one in uploads if one.state == "changed"}
    if not changed:
        return Rebuild(uploads, ())
    before = headline_values(store, changed)
    with store.trial() as trial:
        replacements = [one for _, one in found if one is not None]
        trial.rebuild(replacements, expected=revision, detail={}, who=who, at=now)
        after = headline_values(trial, changed)
    return Rebuild(uploads, headlines(before, after))


def _detail(done: Rebuild) -> dict[str, Any]:
    return {
        "changed": {str(one.upload.id): one.cells for one in done.of("changed")},
        "stamped": [one.upload.id for one in done.of("stamped")],
        "headlines": [one.as_dict() for one in done.headlines],
    }
