"""Where a person stopped: the challenge and the place in its text, or the question, so that one key leads back."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from prep.model.errors import StorageError
from prep.practice.drafts.challenges import draft_folder
from prep.store.files import read_file, write_file

_FILE: Final = "place.json"


@dataclass(frozen=True, kw_only=True)
class LastPlace:
    """Lines and columns count from 0."""

    challenge: str
    line: int
    column: int
    at: datetime


def note_place(data: Path, place: LastPlace) -> None:
    """Keep a place as the last one, and as that of its challenge.

    Raises:
        StorageError: it cannot be written.
    """
    plain = asdict(place) | {"at": place.at.isoformat(), "format_version": 1}
    for folder in (draft_folder(data, place.challenge), data):
        write_file(folder / _FILE, json.dumps(plain) + "\n")


def last_place(data: Path) -> LastPlace | None:
    """Where the person stopped last; None if nowhere, or if it cannot be read."""
    return _read(data / _FILE)


def place_in(data: Path, challenge_id: str) -> LastPlace | None:
    """Where the person stopped in a challenge."""
    return _read(draft_folder(data, challenge_id) / _FILE)


def _read(path: Path) -> LastPlace | None:
    try:
        kept = json.loads(read_file(path) or "")
        at = datetime.fromisoformat(kept["at"])
        place = LastPlace(challenge=str(kept["challenge"]), line=int(kept["line"]), column=int(kept["column"]), at=at)
    except (StorageError, ValueError, KeyError, TypeError):
        return None
    return place if place.line >= 0 and place.column >= 0 and at.tzinfo else None
