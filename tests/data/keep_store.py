"""Keeps a small made-up store of the present structure as SQL: the next structures must still be able to read it.

python -m tests.data.keep_store     writes tests/data/stores/NNNN.sql, once for each new migration
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import sqlite3
import tempfile
from pathlib import Path

from data.store import Store

HERE = Path(__file__).parent
STORES = HERE / "stores"
AT = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)


def fill(store: Store, builder: Path) -> None:
    """Three uploads (one corrected, one taken back), a register with another spelling, and what people enter."""
    spec = importlib.util.spec_from_file_location("batches", builder)
    batches = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(batches)
    rows = [("2025-01-01", "가", 1.0), ("2025-01-01", "나", 0.1), ("2025-02-01", "가", 3.0)]
    about = {"months": 1, "pairs": 2, "new_departments": ("가", "나")}
    store.load(batches.build_batch(rows, **about), who="kim", at=AT)
    store.load(batches.build_batch([("2025-02-01", "가", 4.5)], months=1), who="lee", at=AT)
    taken_back = store.load(batches.build_batch([("2025-03-01", "가", 9.0)], months=1), who="lee", at=AT)
    store.withdraw(taken_back, who="lee", at=AT)
    store.add_alias("department", 1, "옛 가", None, AT.date(), "kim", AT)
    store.set_target("satisfaction", 2025, 4.2, who="kim", at=AT)
    store.set_setting("base_year", 2024, who="kim", at=AT)


def main(target: Path = STORES, builder: Path = HERE / "conftest.py") -> Path:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kpi.sqlite"
        store = Store.open(f"sqlite:///{path}")
        fill(store, builder)
        store.close()
        connection = sqlite3.connect(path)
        (revision,) = connection.execute("select version_num from alembic_version").fetchone()
        kept = target / f"{revision}.sql"
        kept.write_text("\n".join(connection.iterdump()) + "\n", encoding="utf-8")
        connection.close()
    return kept


if __name__ == "__main__":
    print(f"Kept: {main()}")  # noqa: T201
