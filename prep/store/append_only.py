"""Tables whose rows are never changed and never removed; the database itself refuses to."""

from sqlalchemy import Connection, text

_SQLITE = """
CREATE TRIGGER {table}_{when} BEFORE {when} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} only grows: rows are neither changed nor removed'); END
"""
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '% only grows: rows are neither changed nor removed', TG_TABLE_NAME; END
$$ LANGUAGE plpgsql
"""
_POSTGRES = """
CREATE TRIGGER {table}_{when} BEFORE {when} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""


def make_append_only(connection: Connection, table: str) -> None:
    """Give a table triggers that refuse UPDATE and DELETE; for migrations."""
    is_sqlite = connection.dialect.name == "sqlite"
    if not is_sqlite:
        connection.execute(text(_POSTGRES_FUNCTION))
    for when in ("update", "delete"):
        connection.execute(text((_SQLITE if is_sqlite else _POSTGRES).format(table=table, when=when)))
