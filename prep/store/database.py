"""Opens the database: SQLite in the data folder, or PostgreSQL by its URL."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from prep.model.errors import StorageError
from prep.model.extras import how_to_add
from prep.model.text import one_line, without_password
from prep.store.folders import make_private
from prep.store.versions import newest_version, read_version

_BUSY_MS: Final = 5000
_LOGIN: Final = re.compile(r"[^\s'\"]*@")
"""What may be left of a password that was written into a URL as it is."""

_IMMEDIATE: Final = "begin_immediate"
_MENDING: Final = {
    "readonly": "it cannot be written; make its folder writable or set PREP_DATA to another",
    "unable to open": "it cannot be opened; make its folder writable or set PREP_DATA to another",
    "full": "the disk is full; make room and try again",
    "not a database": "it is damaged; restore a copy from `backups` beside it, or move it away to start afresh",
    "malformed": "it is damaged; restore a copy from `backups` beside it, or move it away to start afresh",
    "locked": "another program is writing to it; close that and try again",
    "disk i/o": "the disk cannot be read or written; check it and try again",
}


def open_database(url: str) -> Engine:
    """An engine on a database of the newest schema; one that is missing is made, an older one migrated after a backup.

    Raises:
        StorageError: it cannot be opened or written, is damaged, or was made by a newer version of prep.
    """
    parsed = _parse(url)
    is_sqlite = parsed.get_backend_name() == "sqlite"
    if is_sqlite and parsed.database:
        _make_folder(Path(parsed.database).parent)
        _make_private(Path(parsed.database))
    try:
        engine = create_engine(parsed, pool_pre_ping=not is_sqlite)  # a server may have been restarted
    except (ImportError, NoSuchModuleError):
        raise StorageError(
            f"no driver for {parsed.drivername}; the extra `team` brings PostgreSQL's: {how_to_add('team')}"
        ) from None
    if is_sqlite:
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    try:
        _bring_up_to_date(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the database.

    Raises:
        StorageError: the database fails.
    """
    with _told(engine), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: all of it is kept, or nothing if an exception leaves the block.

    Raises:
        StorageError: the database fails.
    """
    with _told(engine), engine.connect() as connection:
        # Who reads first and then writes would be refused at once if somebody else wrote in between.
        connection.execution_options(**{_IMMEDIATE: True})
        with connection.begin():
            yield connection


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection whose queries all see the same state, whatever others write meanwhile.

    Raises:
        StorageError: the database fails.
    """
    with _told(engine), engine.connect() as connection:
        if engine.dialect.name != "sqlite":  # whose readers see one state anyway
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


def insert_new(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert a row unless its key is there already; whether it was inserted. Two who do so at once make one row."""
    dialect: Any = sqlite if connection.dialect.name == "sqlite" else postgresql
    insertion = dialect.insert(table).values(dict(row)).on_conflict_do_nothing().returning(*table.primary_key)
    return connection.execute(insertion).first() is not None  # the count of rows is not told by every driver


def put(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert a row, or change the one that has its primary key."""
    dialect: Any = sqlite if connection.dialect.name == "sqlite" else postgresql
    keys = [column.name for column in table.primary_key]
    changed = {name: value for name, value in row.items() if name not in keys}
    insertion = dialect.insert(table).values(dict(row))
    connection.execute(insertion.on_conflict_do_update(index_elements=keys, set_=changed))


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # such as a port that is not a number
        raise StorageError(
            f"{one_line(without_password(url), 80)} is not a database URL; write sqlite:///FILE or "
            "postgresql://USER@HOST/NAME"
        ) from None
    if parsed.drivername in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def _make_folder(folder: Path) -> None:
    try:
        make_private(folder)
    except OSError as error:
        raise StorageError(
            f"{folder} cannot be made: {error.strerror}; make room or set PREP_DATA to another folder"
        ) from None


def _make_private(file: Path) -> None:
    """Names of people stand in it: nobody else reads it, nor what SQLite keeps beside it, which has the same mode.

    What cannot be made or changed is told by who opens it.
    """
    with suppress(OSError):
        file.touch(mode=0o600)
        if file.stat().st_mode & 0o077:
            file.chmod(0o600)


def _bring_up_to_date(engine: Engine) -> None:
    with reading(engine) as connection:
        version = read_version(connection)
    newest = newest_version()
    if version == newest:
        return
    if version is not None and version > newest:
        raise StorageError(
            f"{_name(engine)} was made by a newer version of prep (schema {version}, this one knows {newest}); "
            "upgrade prep"
        )
    # Only now: Alembic is slow to import.
    from prep.store.migrate import migrate

    if version is not None and engine.dialect.name == "sqlite":
        from prep.store.backup import back_up

        back_up(engine, version)
    with writing(engine) as connection:
        migrate(connection)


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        reason = " ".join(str(error.orig).split())
        if engine.url.password:
            reason = reason.replace(str(engine.url.password), "…")
        reason = _LOGIN.sub("…@", reason)
        mending = next((text for sign, text in _MENDING.items() if sign in reason.casefold()), None)
        raise StorageError(f"{_name(engine)}: {mending or one_line(reason)}") from None


def _name(engine: Engine) -> str:
    """The file, or the URL without its password."""
    if engine.dialect.name == "sqlite":
        return engine.url.database or "the database in memory"
    return without_password(engine.url.render_as_string(hide_password=True))


def _configure_sqlite(connection: Any, record: object) -> None:  # noqa: ANN401, ARG001 - the driver's own type
    # Transactions are begun below, so that a migration is one as a whole.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={_BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(_IMMEDIATE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
