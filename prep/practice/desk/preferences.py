"""What a person prefers, kept from one run to the next."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from prep.model.errors import StorageError
from prep.store.files import read_file, write_file

_FILE = "preferences.json"


@dataclass(frozen=True, kw_only=True)
class Preferences:
    theme: str | None = None
    """The name of the theme chosen last."""

    tour_seen: bool = False
    """Whether the tour of the first run was seen or skipped."""

    vim_keys: bool = False
    """Whether code is edited with Vim's keys."""


def load_preferences(data: Path) -> Preferences:
    """What was kept; the defaults if nothing was, or if it cannot be read."""
    try:
        kept = json.loads(read_file(data / _FILE) or "{}")
        theme, tour_seen, vim_keys = kept.get("theme"), kept.get("tour_seen"), kept.get("vim_keys")
    except (StorageError, ValueError, AttributeError):
        return Preferences()
    return Preferences(
        theme=theme if isinstance(theme, str) else None, tour_seen=tour_seen is True, vim_keys=vim_keys is True
    )


def save_preferences(data: Path, preferences: Preferences) -> None:
    """Keep preferences.

    Raises:
        StorageError: they cannot be written.
    """
    write_file(data / _FILE, json.dumps({"format_version": 1, **asdict(preferences)}) + "\n")
