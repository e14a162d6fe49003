"""Forgets: one candidate on request, and everybody whose time is up."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, or_, select

from prep.assessment.register.audit import What, lock
from prep.assessment.register.home import TakeHome, note_done
from prep.assessment.register.roster import Candidate, all_candidates
from prep.store.database import reading, writing
from prep.store.tables.take_homes import (
    assignments,
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


def forget(home: TakeHome, candidate: Candidate, now: datetime) -> int:
    """Remove a candidate with all that is theirs; returns how many submissions that were.

    What was written out before, reports and exports, is in files of yours: remove these too.
    """
    is_sqlite = home.engine.dialect.name == "sqlite"
    with writing(home.engine) as connection:
        if is_sqlite:
            connection.exec_driver_sql("PRAGMA secure_delete=ON")  # what is removed is overwritten, too
        lock(connection, home.id)
        numbers = _forget(connection, candidate.id)
        note_done(connection, home, What.FORGOTTEN, now, candidate=candidate.id, submissions=numbers)
    if is_sqlite:
        with reading(home.engine) as connection:
            connection.exec_driver_sql("COMMIT")  # a checkpoint cannot run inside a transaction
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
    return len(numbers)


def expired(home: TakeHome, now: datetime) -> list[Candidate]:
    """Candidates who were kept as long as the assessment says, whether or not they ever sent anything.

    Without a window it counts from the last file that came, or from when somebody was entered.
    """
    keep = timedelta(days=home.assessment.policy.retention_days)
    last = _last_heard(home)
    return [one for one in all_candidates(home) if (home.assessment.closes or last[one.id]) + keep < now]


def _last_heard(home: TakeHome) -> dict[int, datetime]:
    query = (
        select(candidates.c.id, candidates.c.added_at, submissions.c.received_at)
        .outerjoin(submissions, submissions.c.candidate == candidates.c.id)
        .where(candidates.c.take_home == home.id)
    )
    found: dict[int, datetime] = {}
    with reading(home.engine) as connection:
        for row in connection.execute(query):
            found[row.id] = max(found.get(row.id, row.added_at), row.received_at or row.added_at)
    return found


def _forget(connection: Connection, candidate: int) -> list[int]:
    mine = select(submissions.c.id).where(submissions.c.candidate == candidate)
    numbers = list(connection.execute(mine).scalars())
    own_works = list(connection.execute(select(works.c.id).where(works.c.submission.in_(numbers))).scalars())
    others = [str(number) for number in own_works]
    connection.execute(
        delete(resemblances).where(or_(resemblances.c.work.in_(own_works), resemblances.c.other.in_(others)))
    )
    for table in (grades, tries):
        connection.execute(delete(table).where(table.c.work.in_(own_works)))
    for table in (marks, comments, assignments, works):
        connection.execute(delete(table).where(table.c.submission.in_(numbers)))
    connection.execute(delete(submissions).where(submissions.c.candidate == candidate))
    connection.execute(delete(people).where(people.c.candidate == candidate))
    connection.execute(delete(candidates).where(candidates.c.id == candidate))
    return numbers
