"""A drill: the questions answered in one go. It ends when the person leaves, or was away for long, with one report."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from prep.model.errors import StorageError
from prep.model.sitting import Sitting, SittingKind
from prep.practice.desk import Desk
from prep.practice.earlier import skills_before
from prep.practice.recall import recall_items
from prep.practice.sittings import KeptSitting, keep_sitting, past_scores
from prep.store.files import read_file, remove_files, write_file
from prep.store.practice import attempts_in, find_sittings
from prep.store.records import new_uid

_FILE: Final = "drill.json"
_AWAY: Final = timedelta(hours=2)
"""Whoever comes back later begins another drill."""


@dataclass(frozen=True, kw_only=True)
class DrillSitting:
    """The drill that is going on."""

    uid: str
    started_at: datetime

    @classmethod
    def current(cls, desk: Desk, now: datetime) -> "DrillSitting":
        """The drill that is going on, or one that begins now.

        Raises:
            StorageError: that it began cannot be written.
        """
        running = _read(desk)
        if running is not None:
            return running
        sitting = cls(uid=new_uid(), started_at=now)
        kept = {"format_version": 1, "uid": sitting.uid, "started_at": sitting.started_at.isoformat()}
        write_file(desk.data / _FILE, json.dumps(kept) + "\n")
        return sitting


def end_drill(desk: Desk) -> KeptSitting | None:
    """End the drill that is going on, with a report; None if nothing was answered.

    Raises:
        StorageError: it cannot be written; the drill goes on then.
    """
    running = _read(desk)
    if running is None:
        return None
    with desk.notebook.reading() as connection:
        attempts = attempts_in(connection, running.uid)
        if find_sittings(connection, running.uid):  # killed when it had just been kept
            attempts = []
    items = recall_items(desk.library, attempts)
    kept = None
    if items:
        sitting = Sitting(
            kind=SittingKind.DRILL,
            title=_title(len(items)),
            person="",
            started_at=running.started_at,
            finished_at=max(attempt.submitted_at for attempt in attempts),
            items=items,
            history=past_scores(desk.notebook, SittingKind.DRILL),
        )
        skills = skills_before(desk.notebook, desk.library, sitting, running.uid)
        kept = keep_sitting(desk.notebook, replace(sitting, skills=skills), uid=running.uid)
    remove_files(desk.data, [_FILE])
    return kept


def end_old_drill(desk: Desk) -> None:
    """End a drill that the person left long ago, as when the program was killed.

    Raises:
        StorageError: it cannot be written.
    """
    running = _read(desk)
    if running is not None and desk.now() - running.started_at > _AWAY:
        end_drill(desk)


def _title(answers: int) -> str:
    return "Drill of 1 question" if answers == 1 else f"Drill of {answers} questions"


def _read(desk: Desk) -> DrillSitting | None:
    try:
        kept = json.loads(read_file(desk.data / _FILE) or "")
        started = datetime.fromisoformat(kept["started_at"])
        uid = str(kept["uid"])
    except (StorageError, ValueError, KeyError, TypeError):
        return None
    return DrillSitting(uid=uid, started_at=started) if started.tzinfo and len(uid) == 32 else None
