"""The history of uploads: what each is now, what became of it, and which numbers each deed changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from data.audit import Deed
from data.store import Store
from kpi.core.indicator import indicators
from services.changes import Headline, differences, yearly_values
from services.held import Held
from services.kept import Kept
from services.listing import UploadState, state
from services.stale import Reason, staleness
from services.uploads import Upload, list_uploads

__all__ = ["Deed", "Entry", "UploadState", "changes_of", "deeds_of", "entries", "narrowed", "tried", "years"]


@dataclass(frozen=True)
class Entry:
    """One upload as it stands: ``by`` are the uploads that hold in its place (or in a part of it)."""

    upload: Upload
    state: UploadState
    by: tuple[int, ...] = ()
    stale: tuple[Reason, ...] = ()


def entries(store: Store) -> tuple[Entry, ...]:
    """Return every upload, newest first; kept per revision, because there may be hundreds."""
    return _ENTRIES.get((str(store.url), store.revision()), lambda: _entries(store))


_ENTRIES: Kept[tuple[Entry, ...]] = Kept(4)
_CHANGES: Kept[tuple[Headline, ...]] = Kept(64)


def _entries(store: Store) -> tuple[Entry, ...]:
    by, reasons = store.superseders(), staleness(store)
    return tuple(
        Entry(upload, state(upload), by.get(upload.id, ()), () if upload.withdrawn_at else reasons(upload))
        for upload in list_uploads(store)
    )


def narrowed(
    found: Iterable[Entry],
    *,
    source: str = "",
    year: int | None = None,
    state: str = "",
    ids: Collection[int] = (),
) -> tuple[Entry, ...]:
    """Return the entries of a kind of source, whose period touches a year, in a state ("stale" too), with these numbers."""
    return tuple(
        entry
        for entry in found
        if (not source or entry.upload.source == source)
        and (year is None or year in years(entry.upload))
        and (not state or state == entry.state or (state == "stale" and bool(entry.stale)))
        and (not ids or entry.upload.id in ids)
    )


def years(upload: Upload) -> range:
    """Return the years that an upload speaks for."""
    start, end = upload.claims.start, upload.claims.end
    return range(0) if start is None or end is None else range(start.year, end.year + 1)


def deeds_of(store: Store, upload_id: int) -> tuple[Deed, ...]:
    """Return what was done to an upload, oldest first: loaded, recomputed with other figures, withdrawn, restored."""
    return tuple(
        deed
        for deed in store.deeds()
        if deed.upload_id == upload_id or str(upload_id) in deed.detail.get("changed", {})
    )


def changes_of(store: Store, deed: Deed) -> tuple[Headline, ...]:
    """Return which yearly numbers, of the whole and of departments, a load, withdrawal or restoring changed.

    Nothing of it is stored: the uploads that counted just before and just after the deed are known for ever, and the
    numbers of both are worked out again, in today's organisation and with today's settings. So it stays right whatever
    is loaded or withdrawn later, and units that were renamed meanwhile are found. Kept per revision.
    """
    if deed.upload_id is None:
        return ()
    key = (str(store.url), store.revision(), deed.id)
    return _CHANGES.get(key, lambda: _changes(store, deed, int(deed.upload_id or 0)))


def _changes(store: Store, deed: Deed, upload_id: int) -> tuple[Headline, ...]:
    before = counted_before(store.deeds(), deed)
    names = _touched(store, upload_id)
    found, within = [], _whole_years(store.touched_by(upload_id))
    for among in (before, before ^ {upload_id}):
        with store.counting(among, within=within) as view:
            found.append(yearly_values(Held(view), names))
    return differences(*found)


def _whole_years(days: tuple[dt.date, dt.date] | None) -> tuple[dt.date, dt.date] | None:
    """Return the days of all years that hold these, with a year before and after: years may begin in any month."""
    return days and (dt.date(days[0].year - 1, 1, 1), dt.date(days[1].year + 1, 12, 31))


def counted_before(deeds: Iterable[Deed], until: Deed) -> frozenset[int]:
    """Return the uploads that were not withdrawn just before a deed."""
    counted: set[int] = set()
    for deed in deeds:
        if deed.id >= until.id or deed.upload_id is None:
            continue
        if deed.action == "withdraw":
            counted.discard(deed.upload_id)
        else:
            counted.add(deed.upload_id)
    return frozenset(counted)


def tried(store: Store, upload_id: int, *, who: str, now: dt.datetime) -> tuple[Headline, ...]:
    """Return which yearly numbers withdrawing an upload (restoring a withdrawn one) would change; nothing is kept.

    Raises
    ------
    UserError
        What the withdrawal or the restoring itself would say.
    """
    names = _touched(store, upload_id)
    before = yearly_values(store, names)
    withdrawn = any(one.id == upload_id and one.withdrawn_at is not None for one in list_uploads(store))
    with store.trial() as trial:
        (trial.restore if withdrawn else trial.withdraw)(upload_id, who=who, at=now)
        after = yearly_values(Held(trial), names)
    return differences(before, after)


def _touched(store: Store, upload_id: int) -> tuple[str, ...]:
    """Return the published indicators that use a measure of an upload."""
    brought = store.measures_of(upload_id)
    return tuple(
        item.id for item in indicators().values() if item.status == "published" and brought & set(item.measures)
    )
