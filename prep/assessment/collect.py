"""Takes in what came back: each file by itself, so that a bad one costs only itself; the same twice counts once."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, insert, select

from prep.assessment.home import TakeHome
from prep.assessment.kept_work import pack_work
from prep.assessment.received import Received, receive
from prep.assessment.roster import Candidate, candidate_for
from prep.model.errors import PrepError
from prep.store.database import writing
from prep.store.tables.take_homes import submissions, works

_ARCHIVES: Final = (".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".zst")


def hand_ins(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that were named; a folder in which archives lie is an inbox, and each of its files by itself."""
    for path in paths:
        inside = sorted(one for one in path.iterdir() if not one.name.startswith(".")) if path.is_dir() else []
        archives = [one for one in inside if one.name.casefold().endswith(_ARCHIVES)]
        if archives and len(inside) > 1:
            yield from inside
        else:
            yield path


@dataclass(frozen=True, kw_only=True)
class Collected:
    """What became of one file."""

    path: str
    code: str = ""
    is_new: bool = False
    late_s: float = 0.0
    parts: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    refused: str = ""
    """Why nothing of it was taken in; empty otherwise."""


def collect(home: TakeHome, paths: Iterable[Path], received_at: datetime, who: str = "") -> Iterator[Collected]:
    """Take in files one after another.

    Args:
        received_at: when they came; decides on lateness where no log tells more.
        who: the candidate's name or code, where the file does not tell it.
    """
    for path in paths:
        try:
            received = receive(path, home.content, home.key)
            yield _enter(home, path, received, who, received_at)
        except PrepError as error:
            yield Collected(path=str(path), refused=str(error))


def _enter(home: TakeHome, path: Path, received: Received, who: str, received_at: datetime) -> Collected:
    packed = {part: pack_work(work) for part, work in received.works.items()}
    digest = hashlib.sha256()
    for part, content in sorted(packed.items()):
        digest.update(f"{part}\0".encode() + hashlib.sha256(content).digest())
    with writing(home.engine) as connection:
        named = who or received.who
        is_code = received.is_code and not who
        candidate = candidate_for(connection, home, named, is_code=is_code, now=received_at)
        late_s, told = lateness(home, received, candidate, received_at)
        remarks = (*received.remarks, *told)
        is_new = not _is_known(connection, candidate, digest.hexdigest())
        if is_new:
            row = {
                "candidate": candidate.id,
                "digest": digest.hexdigest(),
                "source": received.source,
                "received_at": received_at,
                "started_at": received.started_at,
                "submitted_at": received.submitted_at,
                "late_s": late_s,
                "remarks": "\n".join(remarks),
                "log": received.log,
            }
            number = connection.execute(insert(submissions).values(row).returning(submissions.c.id)).scalar_one()
            for part, content in packed.items():
                kind = "question" if part in home.content.questions else "challenge"
                work = {"submission": number, "part": part, "kind": kind, "content": content}
                connection.execute(insert(works).values(work | {"problem": received.problems.get(part, "")}))
    return Collected(
        path=str(path), code=candidate.code, is_new=is_new, late_s=late_s, parts=tuple(packed), remarks=remarks
    )


def lateness(
    home: TakeHome, received: Received, candidate: Candidate, received_at: datetime
) -> tuple[float, list[str]]:
    """Seconds over time, 0 for work that was on time, and what there is to say about it.

    The log's own times are believed as far as they can be: nothing is handed in after it was received.
    """
    assessment = home.assessment
    remarks = []
    submitted = received.submitted_at or received_at
    if submitted > received_at + timedelta(minutes=5):
        remarks.append("its log tells of a later time than it came in: the clock there was wrong")
        submitted = received_at
    over = timedelta(0)
    if received.started_at is not None:
        allowed = timedelta(minutes=assessment.time_limit_minutes + candidate.extra_minutes)
        over = submitted - received.started_at - allowed
    else:
        remarks.append("it came without a log: how long it took is not known")
    if assessment.closes is not None:
        over = max(over, submitted - assessment.closes - timedelta(minutes=candidate.extra_minutes))
    late = over > timedelta(minutes=assessment.policy.grace_minutes)
    return (over.total_seconds() if late else 0.0), remarks


def _is_known(connection: Connection, candidate: Candidate, digest: str) -> bool:
    same = select(submissions.c.id).where(submissions.c.candidate == candidate.id, submissions.c.digest == digest)
    return connection.execute(same).first() is not None
