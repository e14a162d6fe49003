"""Versions of the schema, told without Alembic: they are the four digits that a migration's file name begins with."""

from functools import cache
from importlib import resources

from sqlalchemy import Connection, inspect, text

VERSION_TABLE = "alembic_version"


@cache
def newest_version() -> str:
    """The version that this product's own migrations lead to."""
    folder = resources.files("prep.store") / "migrations" / "versions"
    return max(file.name[:4] for file in folder.iterdir() if file.name[:4].isdigit())


def read_version(connection: Connection) -> str | None:
    """The version of a database; None of an empty one."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    version = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one_or_none()  # noqa: S608
    return None if version is None else str(version)
