"""Every structure of the store is kept once, so that later ones are tried on it."""

from __future__ import annotations

from pathlib import Path

from data.migrate import newest_revision, older_revisions

STORES = Path(__file__).parent / "data" / "stores"


def test_every_migration_has_a_kept_store() -> None:
    # Missing one? `make keep-store` writes that of the present structure; commit it with the migration.
    assert sorted(path.stem for path in STORES.glob("*.sql")) == sorted([*older_revisions(), newest_revision()])
