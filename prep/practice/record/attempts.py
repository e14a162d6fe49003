"""Graded attempts at challenges: kept, counted, and read back to be compared."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from prep.model.challenge import Challenge
from prep.model.result import GradeResult
from prep.model.sitting import CodeItem, Sitting, SittingKind
from prep.model.submission import ENTRY_FILE, Submission
from prep.model.verdict import Verdict
from prep.practice.desk.clock import Clock
from prep.practice.desk.notebook import OwnData
from prep.practice.drafts.help import Help
from prep.practice.record.demands import asked_by, entries_of
from prep.practice.record.journal import Journal
from prep.practice.record.rows import code_record
from prep.practice.record.sittings import keep_sitting, past_scores, stamp
from prep.practice.shown.check_commands import draft_command
from prep.practice.shown.solution import reference_beside
from prep.practice.shown.withheld import Withheld
from prep.store import practice as rows
from prep.store.files import write_file
from prep.store.records import AttemptKind, AttemptRecord, EntryRecord, new_uid

_LISTED: Final = 200


@dataclass(frozen=True, kw_only=True)
class Best:
    """The best of a person's attempts at one challenge."""

    points: float
    max_points: float
    attempts: int
    is_solved: bool
    """Whether some attempt passed every check, with hints or without."""


@dataclass(frozen=True, kw_only=True)
class KeptAttempt:
    """An attempt that was kept, and what came of it."""

    report: Path
    scheduled: tuple[str, ...]
    """Questions that what failed asks for."""


def record_attempt(
    notebook: OwnData,
    challenge: Challenge,
    result: GradeResult,
    source: str,
    *,
    clock: Clock,
    taken: Help,
    now: datetime,
    is_sayable: bool = False,
) -> KeptAttempt:
    """Keep a graded attempt with its report; failed checks ask for the questions that they name, until they pass.

    The report says where to look once a hint was taken or the challenge finished, or `is_sayable`.

    Raises:
        StorageError: it cannot be written; it then does not count.
    """
    folder = f"attempts/{challenge.id}/{stamp(now)}"
    name = str(notebook.data / folder / ENTRY_FILE)
    is_sayable = is_sayable or taken.hints > 0 or taken.reference_shown or result.verdict is Verdict.ACCEPTED
    item = CodeItem(
        challenge=Withheld.of(challenge, is_sayable=is_sayable).without(challenge),
        result=replace(result, submission=name),
        submission=Submission(name=name, files={ENTRY_FILE: source.encode()}),
        taken_s=((clock.stopped_at or now) - clock.started_at).total_seconds(),
        hints_used=taken.hints,
        hint_cost=taken.cost(challenge),
        reference=reference_beside(challenge) if taken.reference_shown or result.verdict is Verdict.ACCEPTED else "",
        check_command=draft_command(challenge.id),
    )
    sitting = Sitting(
        kind=SittingKind.CHALLENGE,
        title=challenge.spec.title,
        person="",
        started_at=min(clock.started_at, now),
        finished_at=now,
        items=(item,),
        history=past_scores(notebook, SittingKind.CHALLENGE, challenge.spec.title),
    )
    uid = new_uid()
    write_file(notebook.data / folder / ENTRY_FILE, source)
    entries = _entries(notebook, challenge, result, now, aided=taken.reference_shown)
    attempt = code_record(item, now, aided=taken.reference_shown, sitting_uid=uid)
    kept = keep_sitting(notebook, sitting, folder=folder, uid=uid, attempts=[attempt], entries=entries)
    return KeptAttempt(report=kept.report, scheduled=asked_by(entries))


def best_attempts(notebook: OwnData) -> dict[str, Best]:
    """The best attempt at every challenge that was tried, hints paid for; after the reference none counts.

    Raises:
        StorageError: the database fails.
    """
    with notebook.reading() as connection:
        all_points = rows.points_of_all(connection, AttemptKind.CODE)
    found: dict[str, Best] = {}
    for one in all_points:
        found[one.item] = _better(found.get(one.item), one)
    return found


def count_attempts(notebook: OwnData, challenge_id: str) -> int:
    """How many graded attempts at a challenge are kept.

    Raises:
        StorageError: the database fails.
    """
    with notebook.reading() as connection:
        return rows.count_attempts(connection, AttemptKind.CODE, challenge_id)


def list_attempts(notebook: OwnData, challenge_id: str) -> list[AttemptRecord]:
    """The last attempts at a challenge, newest first.

    Raises:
        StorageError: the database fails.
    """
    with notebook.reading() as connection:
        return rows.attempts_at(connection, AttemptKind.CODE, challenge_id, _LISTED)


def _entries(
    notebook: OwnData, challenge: Challenge, result: GradeResult, now: datetime, *, aided: bool
) -> list[EntryRecord]:
    with notebook.reading() as connection:
        standing = Journal.read(rows.all_entries(connection)).asked_for(rows.all_cards(connection))
    return entries_of(challenge, result, standing.values(), now, aided=aided)


def _better(best: Best | None, one: rows.Points) -> Best:
    attempts = best.attempts + 1 if best else 1
    points, max_points = one.points, one.max_points
    if best is not None and best.points * max_points >= points * best.max_points:
        points, max_points = best.points, best.max_points
    solved = one.verdict == Verdict.ACCEPTED or (best is not None and best.is_solved)
    return Best(points=points, max_points=max_points, attempts=attempts, is_solved=solved)
