"""Work in progress: the text of a solution and its clock, one folder for each challenge."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from prep.catalog.given import given_files, given_names
from prep.model.challenge import Challenge
from prep.model.errors import StorageError
from prep.model.submission import ENTRY_FILE
from prep.practice.desk.clock import Clock
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


class Way(StrEnum):
    """How a challenge is worked on."""

    TIMED = "timed"
    UNTIMED = "untimed"
    FROM_MEMORY = "from memory"
    """Solved before: from the starter again, in ten minutes."""


REWORK_MINUTES: Final = 10


def open_draft(data: Path, challenge: Challenge, now: datetime, way: Way | None = None) -> Draft:
    """The draft of a challenge as it was left; a new one holds the starter, and its clock begins now.

    Nothing is written: save what you open.

    Args:
        data: The person's data folder.
        challenge: What is worked on.
        now: When the clock begins, if it does.
        way: How it is worked on from now on; as before, or timed if it is new, unless given.

    Raises:
        StorageError: there is a draft, but it cannot be read.
    """
    folder = draft_folder(data, challenge.id)
    text, clock = read_file(folder / ENTRY_FILE), read_clock(folder / _CLOCK_FILE)
    is_new = clock is None
    if way is Way.FROM_MEMORY and (clock is None or clock.stopped_at is not None):
        text, clock, is_new = challenge.starter, Clock.start(REWORK_MINUTES, now), True
    elif clock is None:
        clock = Clock.without_limit(now) if way is Way.UNTIMED else Clock.start(challenge.spec.time_limit_minutes, now)
    elif way is Way.UNTIMED and clock.stopped_at is None:
        clock = replace(clock, deadline=None)
    return Draft(text=challenge.starter if text is None else text, clock=clock, is_new=is_new)


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
        "deadline": clock.deadline.isoformat() if clock.deadline else None,
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
        deadline, stopped = kept["deadline"], kept["stopped_at"]
        return Clock(
            started_at=_aware(kept["started_at"]),
            deadline=_aware(deadline) if deadline else None,
            stopped_at=_aware(stopped) if stopped else None,
        )
    except (ValueError, KeyError, TypeError):
        raise StorageError(f"{path} is not a clock that prep wrote; remove it to start the clock afresh") from None


def _aware(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError("a time without an offset")
    return time
