"""Fill a store of its own with made-up data, by the same check and load as any other file."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from data.store import Store
from kpi.core.errors import UserError
from services.check import Choice, check
from services.load import load
from services.stores import ROOT, demo_url, open_store

FOLDER = ROOT / "data" / "demo"
SETTING = "demo"
WHO = "demo"


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
        When a demo file does not load: then the project is broken, and the message says where.
    """
    manifest: list[dict[str, Any]] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    there = {upload.file_name for upload in store.uploads()}
    missing = [entry for entry in manifest if Path(entry["file"]).name not in there]
    for entry in missing:
        path = folder / entry["file"]
        checked = check(store, path.read_bytes(), path.name, choice=_choice(entry), now=now)
        if not checked.ok:
            raise UserError(*checked.findings)
        load(store, checked, who=WHO, now=now)
    if missing:
        _targets(store, folder, now)
        store.set_setting(SETTING, True, who=WHO, at=now)
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
