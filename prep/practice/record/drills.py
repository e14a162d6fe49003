"""A drill: the questions answered in one go. It ends when the person leaves, or was away for long, with one report.

Each program that drills has a drill of its own, marked by a file that it holds locked: two at once stay two, and what a
killed program left behind is taken over by the next one.
"""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from prep.model.errors import StorageError
from prep.model.sitting import Sitting, SittingKind
from prep.model.text import count_words
from prep.practice.desk.desk import Desk
from prep.practice.desk.held import Held
from prep.practice.desk.running import RunningDrill
from prep.practice.record.earlier import skills_before
from prep.practice.record.recall import recall_items
from prep.practice.record.sittings import KeptSitting, keep_sitting, past_scores
from prep.store.files import read_file, write_file
from prep.store.practice import attempts_in, find_sittings
from prep.store.records import new_uid

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILES: Final = "drill*.json"
_AWAY: Final = timedelta(hours=2)
"""Whoever comes back later begins another drill."""


def current_drill(desk: Desk, now: datetime) -> RunningDrill:
    """The drill that is going on here, or was when the program was killed; or one that begins now.

    Raises:
        StorageError: that it began cannot be written.
    """
    if desk.drill is None:
        young = (one for one in _left_behind(desk) if now - one.started_at <= _AWAY)
        desk.drill = next(young, None) or _begin(desk, now)
    return desk.drill


def end_drill(desk: Desk) -> KeptSitting | None:
    """End the drill that is going on here, with a report; None if nothing was answered.

    Raises:
        StorageError: it cannot be written; the drill goes on then.
    """
    if desk.drill is None:
        return None
    kept = _end(desk, desk.drill)
    desk.drill = None
    return kept


def end_old_drills(desk: Desk) -> None:
    """End drills that were left long ago, as when the program was killed.

    Raises:
        StorageError: it cannot be written.
    """
    for one in _left_behind(desk):
        if desk.now() - one.started_at > _AWAY:
            _end(desk, one)
        else:
            one.held.release()


def _begin(desk: Desk, now: datetime) -> RunningDrill:
    uid = new_uid()
    path = desk.data / f"drill-{uid}.json"
    write_file(path, json.dumps({"format_version": 1, "uid": uid, "started_at": now.isoformat()}) + "\n")
    held = Held.take(path)
    if held is None:
        raise StorageError(f"{path} cannot be locked; close other programs that read it")
    return RunningDrill(uid=uid, started_at=now, path=path, held=held)


def _end(desk: Desk, running: RunningDrill) -> KeptSitting | None:
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
    running.held.release()
    with suppress(OSError):
        running.path.unlink(missing_ok=True)
    return kept


def _title(answers: int) -> str:
    return f"Drill of {count_words(answers, 'question')}"


def _left_behind(desk: Desk) -> "Iterator[RunningDrill]":
    """Drills that no program holds; whoever is given one holds it."""
    for path in sorted(desk.data.glob(_FILES)):
        if desk.drill is not None and path == desk.drill.path:
            continue
        held = Held.take(path)
        if held is None:
            continue
        found = _read(path, held)
        if found is None:
            held.release()
        else:
            yield found


def _read(path: Path, held: Held) -> RunningDrill | None:
    try:
        kept = json.loads(read_file(path) or "")
        started = datetime.fromisoformat(kept["started_at"])
        uid = str(kept["uid"])
    except (StorageError, ValueError, KeyError, TypeError):
        return None
    if not started.tzinfo or len(uid) != 32:
        return None
    return RunningDrill(uid=uid, started_at=started, path=path, held=held)
