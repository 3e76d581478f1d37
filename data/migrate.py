"""Bring a database to the newest structure, wholly or not at all."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import ResolutionError
from alembic.util.exc import CommandError

from data.engine import Database
from data.refusals import newer_store, not_a_store


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", (Path(__file__).parent / "migrations").as_posix())
    config.set_main_option("path_separator", "os")
    return config


def found_revision(connection: sa.Connection) -> str | None:
    """Return the revision the database stands at; None before the first."""
    return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str:
    """Return the revision of the structure that this program works with."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def older_revisions() -> list[str]:
    """Return the revisions of every former structure, oldest first."""
    newest_first = [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()]
    return newest_first[:0:-1]


def migrate(database: Database) -> None:
    """Bring the database to the newest structure in one transaction.

    Raises
    ------
    UserError
        When the database is newer than this program, or holds tables of something else.
    """
    config = _config()
    with database.reading() as connection:
        if found_revision(connection) == newest_revision():
            return
    with database.writing() as connection:
        _refuse_foreign(connection, database.shown_url)
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except (CommandError, ResolutionError) as error:
            raise newer_store(database.shown_url, str(found_revision(connection))) from error


def _refuse_foreign(connection: sa.Connection, url: str) -> None:
    if found_revision(connection) is None and {"upload", "cell", "meta"} & set(
        sa.inspect(connection).get_table_names()
    ):
        raise not_a_store(url)
