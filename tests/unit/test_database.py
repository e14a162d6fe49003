"""The database: made, migrated after a backup, guarded against changes of what only grows, told if it is broken."""

import pkgutil
import sqlite3
from importlib import import_module
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

import prep.store.tables
from prep.model.errors import StorageError
from prep.store import backup, database
from prep.store.append_only import make_append_only
from prep.store.database import open_database, reading, writing
from prep.store.tables.base import metadata
from prep.store.versions import newest_version, read_version


def url_of(folder: Path) -> str:
    return f"sqlite:///{folder / 'prep.db'}"


def test_a_new_database_has_the_tables_that_the_code_declares(tmp_path: Path) -> None:
    for module in pkgutil.iter_modules(prep.store.tables.__path__):
        import_module(f"prep.store.tables.{module.name}")
    engine = open_database(url_of(tmp_path / "new" / "folder"))
    with reading(engine) as connection:
        assert read_version(connection) == newest_version()
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_the_newest_file_of_the_migrations_is_where_alembic_ends() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(prep.store.tables.__path__[0]).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == newest_version()


@pytest.mark.parametrize("table", ["sittings", "attempts", "reviews"])
def test_what_only_grows_can_be_neither_changed_nor_removed(tmp_path: Path, table: str) -> None:
    engine = open_database(url_of(tmp_path))
    with reading(engine) as connection:
        found = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
    assert {f"{table}_update", f"{table}_delete"} <= set(found)
    engine.dispose()


def test_the_triggers_refuse(tmp_path: Path) -> None:
    engine = open_database(url_of(tmp_path))
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE log (word TEXT)"))
        make_append_only(connection, "log")
        connection.execute(text("INSERT INTO log VALUES ('kept')"))
    for statement in ("UPDATE log SET word = 'changed'", "DELETE FROM log"):
        with pytest.raises(StorageError, match="log only grows"), writing(engine) as connection:
            connection.execute(text(statement))
    with reading(engine) as connection:
        assert connection.execute(text("SELECT word FROM log")).scalars().all() == ["kept"]
    engine.dispose()


def test_an_older_database_is_copied_before_it_is_migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_database(url_of(tmp_path))
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
        connection.execute(text("CREATE TABLE mine (word TEXT)"))
    engine.dispose()
    monkeypatch.setattr("prep.store.migrate.migrate", lambda _: None)
    for _ in range(2):
        open_database(url_of(tmp_path)).dispose()
    copies = sorted(file.name for file in (tmp_path / backup.BACKUPS_FOLDER).iterdir())
    assert copies == ["prep-schema-0000-2.db", "prep-schema-0000.db"]
    with sqlite3.connect(tmp_path / backup.BACKUPS_FOLDER / copies[0]) as copy:
        assert copy.execute("SELECT name FROM sqlite_master WHERE name = 'mine'").fetchall()
    copy.close()


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(connection: object) -> None:
        connection.execute(text("CREATE TABLE half (word TEXT)"))  # type: ignore[attr-defined]
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("prep.store.migrate.migrate", half)
        with pytest.raises(KeyboardInterrupt):
            open_database(url_of(tmp_path))
    engine = open_database(url_of(tmp_path))
    with reading(engine) as connection:
        assert not connection.execute(text("SELECT name FROM sqlite_master WHERE name = 'half'")).fetchall()
    engine.dispose()


def test_a_database_of_a_newer_prep_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_database(url_of(tmp_path)).dispose()
    monkeypatch.setattr(database, "newest_version", lambda: "0000")
    with pytest.raises(StorageError, match=r"newer version of prep.*upgrade prep"):
        open_database(url_of(tmp_path))


def test_a_damaged_file_is_told_with_where_its_copies_are(tmp_path: Path) -> None:
    (tmp_path / "prep.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(StorageError, match="it is damaged; restore a copy from `backups`"):
        open_database(url_of(tmp_path))


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match=r"cannot be made.*PREP_DATA"):
        open_database(url_of(tmp_path / "file" / "below"))


def test_a_full_disk_is_told_and_nothing_is_half_kept(tmp_path: Path) -> None:
    engine = open_database(url_of(tmp_path))
    with reading(engine) as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    def write_much() -> None:
        with writing(engine) as connection:
            connection.execute(text("CREATE TABLE large (word TEXT)"))
            connection.execute(text("INSERT INTO large VALUES (:word)"), {"word": "x" * 100_000})

    with pytest.raises(StorageError, match="the disk is full; make room"):
        write_much()
    with reading(engine) as connection:
        assert not connection.execute(text("SELECT name FROM sqlite_master WHERE name = 'large'")).fetchall()
    engine.dispose()


@pytest.mark.parametrize("url", ["nonsense", "sqlite:/x y", "mariadb+nosuch://host/name"])
def test_a_url_that_is_none_is_told(url: str) -> None:
    with pytest.raises(StorageError):
        open_database(url)
