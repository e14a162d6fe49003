"""Copies of a SQLite database, made before a migration changes it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from prep.model.errors import StorageError
from prep.store.folders import make_private

BACKUPS_FOLDER: Final = "backups"


def back_up(engine: Engine, version: str) -> Path:
    """Copy a database of this schema version into `backups` beside it; a copy that is there already stays.

    Raises:
        StorageError: it cannot be copied; nothing was changed then.
    """
    database = Path(engine.url.database or "")
    copy = _free_name(database.parent / BACKUPS_FOLDER, f"{database.stem}-schema-{version}")
    try:
        make_private(copy.parent)
        copy.touch(mode=0o600)
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    except (OSError, sqlite3.Error) as error:
        copy.unlink(missing_ok=True)
        raise StorageError(f"{copy} cannot be written: {error}; make room, then start prep again") from None
    return copy


def _free_name(folder: Path, stem: str) -> Path:
    number, path = 1, folder / f"{stem}.db"
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.db"
    return path
