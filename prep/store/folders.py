"""Where a person's own data lies: the database, drafts, reports, preferences."""

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


def database_url(data: Path) -> str:
    """The URL of the database: `PREP_DATABASE` if it is set, else a SQLite file in the data folder."""
    return os.environ.get(DATABASE_VARIABLE) or f"sqlite:///{data / DATABASE_FILE}"
