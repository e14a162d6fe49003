"""What a person prefers, kept from one run to the next."""

import json
from pathlib import Path

from prep.model.errors import StorageError
from prep.store.files import read_file, write_file

_FILE = "preferences.json"


def load_theme(data: Path) -> str | None:
    """The name of the theme chosen last; None if there is none or it cannot be read."""
    try:
        kept = json.loads(read_file(data / _FILE) or "{}")
    except (StorageError, ValueError):
        return None
    theme = kept.get("theme") if isinstance(kept, dict) else None
    return theme if isinstance(theme, str) else None


def save_theme(data: Path, theme: str) -> None:
    """Remember a theme.

    Raises:
        StorageError: it cannot be written.
    """
    write_file(data / _FILE, json.dumps({"format_version": 1, "theme": theme}) + "\n")
