"""Marks a submission while it is graded, so that one which the program did not survive is told afterwards."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from prep.model.errors import StorageError
from prep.store.files import read_file, write_file

_FILE: Final = "being-graded"


class Unfinished:
    """A mark beside the draft; it is only a courtesy, so that no fault of the disk is told here."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE

    @property
    def submitted_at(self) -> datetime | None:
        """When the submission was made whose grading never ended."""
        try:
            time = datetime.fromisoformat((read_file(self._path) or "").strip())
        except (StorageError, ValueError):
            return None
        return time if time.tzinfo else None

    def begin(self, submitted_at: datetime) -> None:
        with suppress(StorageError):
            write_file(self._path, submitted_at.isoformat() + "\n")

    def end(self) -> None:
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
