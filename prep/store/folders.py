"""Where a person's own data lies: the database, drafts, reports, preferences."""

import errno
import os
from pathlib import Path

import platformdirs

DATA_VARIABLE = "PREP_DATA"
DATABASE_VARIABLE = "PREP_DATABASE"
DATABASE_FILE = "prep.db"


def data_folder() -> Path:
    """The data folder: `PREP_DATA` if it is set, else the platform's place for it. The first write creates it."""
    named = os.environ.get(DATA_VARIABLE)
    return Path(named).absolute() if named else platformdirs.user_data_path("prep")


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for its owner only; one that is there stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))


def database_url(data: Path) -> str:
    """The URL of the database: `PREP_DATABASE` if it is set, else a SQLite file in the data folder."""
    return os.environ.get(DATABASE_VARIABLE) or f"sqlite:///{data / DATABASE_FILE}"
