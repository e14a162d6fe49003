"""Where a person's own data lies: drafts, attempts, preferences."""

import os
from pathlib import Path

import platformdirs

DATA_VARIABLE = "PREP_DATA"


def data_folder() -> Path:
    """The data folder: `PREP_DATA` if it is set, else the platform's place for it. The first write creates it."""
    named = os.environ.get(DATA_VARIABLE)
    return Path(named).absolute() if named else platformdirs.user_data_path("prep")
