"""Migrates a database with Alembic. Its migrations travel inside the package and need no file of settings."""

from importlib import resources
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from prep.store.versions import newest_version, read_version

_LOCK: Final = 7_377_461
"""Of this product on PostgreSQL: who finds it taken waits until the other has migrated."""


def migrate(connection: Connection) -> None:
    """Bring the database to the newest version, inside the transaction that was begun."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    if read_version(connection) == newest_version():
        return  # somebody else was faster
    config = Config()
    folder = resources.files("prep.store") / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
