"""Work in progress: the text of a solution and its clock, one folder for each challenge."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from prep.catalog.given import given_files, given_names
from prep.model.challenge import Challenge
from prep.model.errors import StorageError
from prep.model.submission import ENTRY_FILE
from prep.practice.clock import Clock
from prep.store.files import read_file, write_file

_FORMAT_VERSION = 1
_CLOCK_FILE = "clock.json"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a person left of a challenge, or begins with."""

    text: str
    clock: Clock
    is_new: bool
    """Whether the clock began to run just now."""


def open_draft(data: Path, challenge: Challenge, now: datetime) -> Draft:
    """The draft of a challenge as it was left; a new one holds the starter, and its clock begins now.

    Nothing is written: save what you open.

    Raises:
        StorageError: there is a draft, but it cannot be read.
    """
    folder = draft_folder(data, challenge.id)
    text, clock = read_file(folder / ENTRY_FILE), read_clock(folder / _CLOCK_FILE)
    return Draft(
        text=challenge.starter if text is None else text,
        clock=clock or Clock.start(challenge.spec.time_limit_minutes, now),
        is_new=clock is None,
    )


def save_text(data: Path, challenge_id: str, text: str) -> None:
    """Keep the text of a solution.

    Raises:
        StorageError: it cannot be written.
    """
    write_file(draft_folder(data, challenge_id) / ENTRY_FILE, text)


def lay_out_given(data: Path, challenge: Challenge) -> None:
    """Put what is handed out with a challenge beside the draft, unless it lies there.

    Raises:
        ContentError: something of it is missing or broken.
        StorageError: it cannot be written.
    """
    folder = draft_folder(data, challenge.id)
    if all((folder / name).exists() for name in given_names(challenge)):
        return
    for name, body in given_files(challenge).items():
        if not (folder / name).exists():
            write_file(folder / name, body)


def save_clock(data: Path, challenge_id: str, clock: Clock) -> None:
    """Keep a clock.

    Raises:
        StorageError: it cannot be written.
    """
    write_file(draft_folder(data, challenge_id) / _CLOCK_FILE, clock_to_json(clock))


def load_clock(data: Path, challenge_id: str) -> Clock | None:
    """The clock of a challenge that was begun.

    Raises:
        StorageError: it cannot be read.
    """
    return read_clock(draft_folder(data, challenge_id) / _CLOCK_FILE)


def begun_drafts(data: Path) -> list[str]:
    """The ids of challenges that were begun, the one that was worked on last first."""
    files = [(file.stat().st_mtime, file) for file in (data / "drafts").glob(f"*/*/{ENTRY_FILE}")]
    return [f"{file.parts[-3]}/{file.parts[-2]}" for _, file in sorted(files, reverse=True)]


def draft_folder(data: Path, challenge_id: str) -> Path:
    return data / "drafts" / challenge_id


def clock_to_json(clock: Clock) -> str:
    """A clock as it is kept: times in ISO 8601 with their offset."""
    times = {
        "started_at": clock.started_at.isoformat(),
        "deadline": clock.deadline.isoformat(),
        "stopped_at": clock.stopped_at.isoformat() if clock.stopped_at else None,
    }
    return json.dumps({"format_version": _FORMAT_VERSION, **times}, indent=1) + "\n"


def read_clock(path: Path) -> Clock | None:
    """The clock in a file, if there is one.

    Raises:
        StorageError: it is none of ours, or cannot be read.
    """
    text = read_file(path)
    if text is None:
        return None
    try:
        kept = json.loads(text)
        stopped = kept["stopped_at"]
        return Clock(
            started_at=_aware(kept["started_at"]),
            deadline=_aware(kept["deadline"]),
            stopped_at=_aware(stopped) if stopped else None,
        )
    except (ValueError, KeyError, TypeError):
        raise StorageError(f"{path} is no clock of ours; remove it to start the clock afresh") from None


def _aware(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError("a time without an offset")
    return time
