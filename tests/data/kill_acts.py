"""What is done to a store while it is killed: acts on small made-up uploads, and what they leave when they are whole."""

from __future__ import annotations

import datetime as dt
import importlib.util
import random
from collections.abc import Callable
from pathlib import Path

from data.rebuilding import Replacement
from data.store import Store

_SPEC = importlib.util.spec_from_file_location("batches", Path(__file__).parent / "conftest.py")
_BATCHES = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_BATCHES)
AT = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
CELLS = 600
REBUILT = 3
"""So many of the newest uploads are recomputed together."""
Told = tuple[str, int]
Model = dict[int, tuple[float, bool]]
"""Every upload: the one value of its cells, and whether it is withdrawn."""


def batch(value: float):
    rows = [(f"2025-{month:02d}-01", f"부서{one % 20}", value) for month in range(1, 13) for one in range(CELLS // 12)]
    return _BATCHES.build_batch(rows, months=1, pairs=50)


def load(store: Store, value: int) -> int:
    return store.load(batch(float(value)), who="kim", at=AT)


def withdraw(store: Store, upload_id: int) -> int:
    store.withdraw(upload_id, who="kim", at=AT)
    return upload_id


def restore(store: Store, upload_id: int) -> int:
    store.restore(upload_id, who="kim", at=AT)
    return upload_id


def rebuild(store: Store, value: int) -> int:
    """Other facts for the newest uploads, all of them or none."""
    made, revision = batch(float(value)), store.revision()
    other = [Replacement(one.id, 1, one.mapping, None, made.cells, made.pairs) for one in store.uploads()[:REBUILT]]
    store.rebuild(other, expected=revision, detail={}, who="kim", at=AT)
    return value


ACTS: dict[str, Callable[[Store, int], int]] = {
    "load": load,
    "withdraw": withdraw,
    "restore": restore,
    "rebuild": rebuild,
}


def newest(model: Model) -> list[int]:
    return sorted(model)[-REBUILT:]


def after(model: Model, act: str, about: int, upload_id: int) -> Model:
    """Return the uploads as they are after an act."""
    if act == "load":
        return {**model, upload_id: (float(about), False)}
    if act == "rebuild":
        return {**model, **{one: (float(about), model[one][1]) for one in newest(model)}}
    return {**model, about: (model[about][0], act == "withdraw")}


def choose(chance: random.Random, model: Model, value: int) -> Told:
    """Return an act that is possible, and what it is about: the value of a load or rebuild, else the upload."""
    held = [one for one, (_, gone) in model.items() if not gone]
    gone = [one for one, (_, gone) in model.items() if gone]
    options: list[Told] = [("load", value)] * 2
    options += [("withdraw", chance.choice(held))] if held else []
    options += [("restore", chance.choice(gone))] if gone else []
    options += [("rebuild", value)] if model else []
    return chance.choice(options)


def found_in(store: Store) -> tuple[Model, list[str]]:
    """Return the uploads as a store shows them (of those beyond the newest no value), and what is wrong with it."""
    wrong = [finding.line("en") for finding in store.verify()]
    uploads = {one.id: one.withdrawn_at is not None for one in store.uploads()}
    values: dict[int, float] = {}
    for one in newest({number: (0.0, gone) for number, gone in uploads.items()}):
        facts, pairs = store.facts_of(one)
        if (len(facts), facts["wx"].nunique(), len(pairs)) != (CELLS, 1, 50):
            wrong.append(f"upload {one} holds {len(facts)} cells of {facts['wx'].nunique()} values, {len(pairs)} pairs")
        values[one] = float(facts["wx"].iloc[0])
    cells, shown = store.cells(), max((one for one, gone in uploads.items() if not gone), default=0)
    if len(cells) != (CELLS if shown else 0) or set(cells["upload"]) != ({shown} - {0}):
        wrong.append(f"{len(cells)} cells of uploads {sorted(set(cells['upload']))}, newest {shown}")
    return {one: (values.get(one, 0.0), gone) for one, gone in uploads.items()}, wrong


def fits(model: Model, found: Model) -> bool:
    """Return whether a store shows these uploads."""
    same = {one: gone for one, (_, gone) in model.items()} == {one: gone for one, (_, gone) in found.items()}
    return same and all(model[one][0] == found[one][0] for one in newest(found))
