"""Forgets: one candidate on request, and everybody whose time is up."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, or_, select

from prep.assessment.home import TakeHome
from prep.assessment.roster import Candidate, all_candidates
from prep.store.database import reading, writing
from prep.store.tables.take_homes import (
    candidates,
    comments,
    grades,
    marks,
    people,
    resemblances,
    submissions,
    tries,
    works,
)


def forget(home: TakeHome, candidate: Candidate) -> int:
    """Remove a candidate with all that is theirs; returns how many submissions that were.

    What was written out before, reports and exports, is in files of yours: remove these too.
    """
    is_sqlite = home.engine.dialect.name == "sqlite"
    with writing(home.engine) as connection:
        if is_sqlite:
            connection.exec_driver_sql("PRAGMA secure_delete=ON")  # what is removed is overwritten, too
        count = _forget(connection, candidate.id)
    if is_sqlite:
        with reading(home.engine) as connection:
            connection.exec_driver_sql("COMMIT")  # a checkpoint cannot run inside a transaction
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
    return count


def expired(home: TakeHome, now: datetime) -> list[Candidate]:
    """Candidates whose work was kept as long as the assessment says."""
    keep = timedelta(days=home.assessment.policy.retention_days)
    ended = home.assessment.closes
    found = []
    for candidate in all_candidates(home):
        last = ended or _last_received(home, candidate)
        if last is not None and last + keep < now:
            found.append(candidate)
    return found


def _last_received(home: TakeHome, candidate: Candidate) -> datetime | None:
    query = select(submissions.c.received_at).where(submissions.c.candidate == candidate.id)
    with reading(home.engine) as connection:
        return max(connection.execute(query).scalars(), default=None)


def _forget(connection: Connection, candidate: int) -> int:
    mine = select(submissions.c.id).where(submissions.c.candidate == candidate)
    numbers = list(connection.execute(mine).scalars())
    own_works = list(connection.execute(select(works.c.id).where(works.c.submission.in_(numbers))).scalars())
    others = [str(number) for number in own_works]
    connection.execute(
        delete(resemblances).where(or_(resemblances.c.work.in_(own_works), resemblances.c.other.in_(others)))
    )
    for table in (grades, tries):
        connection.execute(delete(table).where(table.c.work.in_(own_works)))
    for table in (marks, comments, works):
        connection.execute(delete(table).where(table.c.submission.in_(numbers)))
    connection.execute(delete(submissions).where(submissions.c.candidate == candidate))
    connection.execute(delete(people).where(people.c.candidate == candidate))
    connection.execute(delete(candidates).where(candidates.c.id == candidate))
    return len(numbers)
