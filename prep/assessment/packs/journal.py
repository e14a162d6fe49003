"""The log of a take-home: what happened when, each entry chained to the one before by its hash.

It is honest, not secret: whoever holds the pack could write another one from the start. What it shows is that an entry
was changed, taken out or put in afterwards.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from prep.assessment.packs.keys import canonical, is_sealed, seal_with
from prep.assessment.packs.layout import TamperedError
from prep.model.errors import StorageError


class Event(StrEnum):
    START = "start"
    SAVE = "save"
    CHECK = "check"
    SUBMIT = "submit"


@dataclass(frozen=True, kw_only=True)
class LogEntry:
    """One line of the log."""

    number: int
    at: datetime
    event: Event
    facts: Mapping[str, Any] = field(default_factory=dict)
    hash: str = ""

    def as_plain(self) -> dict[str, Any]:
        return {"n": self.number, "at": self.at.isoformat(), "event": self.event, "facts": dict(self.facts)}


class PackLog:
    """A log on disk; every entry is on the disk before `note` returns."""

    def __init__(self, path: Path, token: bytes, digest: str) -> None:
        """Open the log of a pack, or begin it.

        Raises:
            TamperedError: it was changed.
            StorageError: it cannot be read.
        """
        self._path = path
        self._token = token
        self._digest = digest
        try:
            text = path.read_text("utf-8") if path.exists() else ""
        except (OSError, UnicodeDecodeError):
            raise StorageError(f"{path} cannot be read; open the pack into another folder") from None
        self.entries = list(read_journal(_without_half_a_line(text), token, digest, str(path)))

    def note(self, event: Event, now: datetime, **facts: Any) -> None:  # noqa: ANN401 - any JSON
        """Append an entry.

        Raises:
            StorageError: it cannot be written.
        """
        previous = self.entries[-1].hash if self.entries else self._digest
        entry = LogEntry(number=len(self.entries) + 1, at=now, event=event, facts=facts)
        line = entry.as_plain() | {"hash": seal_with(self._token, canonical(entry.as_plain() | {"after": previous}))}
        try:
            with self._path.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(line) + "\n")
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise StorageError(f"{self._path} cannot be written: {error.strerror}; make room on the disk") from None
        self.entries.append(LogEntry(number=entry.number, at=now, event=event, facts=facts, hash=line["hash"]))

    @property
    def started_at(self) -> datetime | None:
        return first_time(self.entries, Event.START)


def read_journal(text: str, token: bytes, digest: str, name: str) -> list[LogEntry]:
    """The entries of a log.

    Raises:
        TamperedError: an entry is not what was written; the text says which.
    """
    entries: list[LogEntry] = []
    previous = digest
    for number, line in enumerate(text.splitlines(), 1):
        try:
            told = json.loads(line)
            entry = LogEntry(
                number=told["n"],
                at=datetime.fromisoformat(told["at"]),
                event=Event(told["event"]),
                facts=dict(told["facts"]),
                hash=str(told["hash"]),
            )
            right = entry.number == number and entry.at.tzinfo is not None and 2000 <= entry.at.year < 2200
            right = right and is_sealed(token, canonical(entry.as_plain() | {"after": previous}), entry.hash)
        except (ValueError, KeyError, TypeError, RecursionError):
            right = False
        if not right:
            raise TamperedError(f"{name}: entry {number} of the log was changed, or one before it is missing")
        entries.append(entry)
        previous = entry.hash
    return entries


def first_time(entries: Sequence[LogEntry], event: Event) -> datetime | None:
    return next((entry.at for entry in entries if entry.event is event), None)


def last_time(entries: Sequence[LogEntry], event: Event) -> datetime | None:
    return next((entry.at for entry in reversed(entries) if entry.event is event), None)


def _without_half_a_line(text: str) -> str:
    """A power cut may leave the beginning of an entry."""
    return text if text.endswith("\n") else text[: text.rfind("\n") + 1]
