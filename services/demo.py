"""Fill a store of its own with made-up data, by the same check and load as any other file."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from data.store import Store
from kpi.core.errors import UserError, refuse
from kpi.core.text import Text
from services.check import Choice, check
from services.load import load
from services.stores import ROOT, demo_url, open_store

FOLDER = ROOT / "data" / "demo"
SETTING = "demo"
OWN_DATA = "own_data"
WHO = "demo"
_NOT_EMPTY = Text(
    "이 저장소에는 실제 자료가 있어 시연용 자료를 넣지 않습니다. 빈 저장소를 지정하세요(--store).",
    "This store holds real data, so the demo data were not put in. Name an empty store (--store).",
)


def active_store(*, now: dt.datetime) -> Store:
    """Return the store the pages show: the office's own once it has data or was chosen, until then the demo.

    Where every upload was taken back, the office's own stays until somebody asks for the demo.
    """
    own = open_store()
    in_use = any(upload.withdrawn_at is None for upload in own.uploads())
    if in_use or own.setting(OWN_DATA, not own.is_empty()):
        return own
    return open_demo(now=now)


def start_with_own_data(*, who: str, now: dt.datetime) -> Store:
    """Leave the demo for the office's own, still empty store; remembered there."""
    own = open_store()
    own.set_setting(OWN_DATA, True, who=who, at=now)
    return own


def show_demo(*, who: str, now: dt.datetime) -> Store:
    """Go back to the demo while nothing is in use in the office's own store."""
    open_store().set_setting(OWN_DATA, False, who=who, at=now)
    return active_store(now=now)


def open_demo(*, now: dt.datetime) -> Store:
    """Open the demo store, filling it first where it is not complete."""
    store = open_store(demo_url())
    fill_demo(store, now=now)
    return store


def is_demo(store: Store) -> bool:
    """Return whether a store holds the made-up data."""
    return bool(store.setting(SETTING, False))


def fill_demo(store: Store, *, now: dt.datetime, folder: Path = FOLDER) -> int:
    """Load what of the demo manifest is not loaded yet; return how many files were loaded.

    Raises
    ------
    UserError
        When the store holds other data, or a demo file does not load (then the project itself is broken).
    """
    if not store.is_empty() and not is_demo(store):
        raise refuse("not_empty", _NOT_EMPTY)
    manifest: list[dict[str, Any]] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    there = {upload.file_name for upload in store.uploads()}
    missing = [entry for entry in manifest if Path(entry["file"]).name not in there]
    if missing:
        store.set_setting(SETTING, True, who=WHO, at=now)
    for entry in missing:
        path = folder / entry["file"]
        checked = check(store, path.read_bytes(), path.name, choice=_choice(entry), now=now)
        if not checked.ok:
            raise UserError(*checked.findings)
        load(store, checked, who=WHO, now=now)
    if missing:
        _targets(store, folder, now)
    return len(missing)


def _choice(entry: dict[str, Any]) -> Choice:
    scale = entry.get("scale")
    as_of = entry.get("as_of")
    return Choice(
        source=entry.get("source"),
        sheet=entry.get("sheet"),
        columns=entry.get("columns") or {},
        scale=(float(scale[0]), float(scale[1])) if scale else None,
        missing=tuple(entry.get("missing") or ()),
        year=entry.get("year"),
        as_of=dt.date.fromisoformat(as_of) if as_of else None,
        accept_new=True,
    )


def _targets(store: Store, folder: Path, now: dt.datetime) -> None:
    if not store.targets().empty:
        return
    for target in json.loads((folder / "targets.json").read_text(encoding="utf-8")):
        store.set_target(
            indicator=target["indicator"],
            department=target.get("department", ""),
            year=int(target["year"]),
            value=float(target["value"]),
            kind=target.get("kind", "target"),
            who=WHO,
            at=now,
        )
