"""What a seal binds together: whoever changes a row in the database, or gives it to somebody else, breaks it.

A seal proves that the team's key was there when a row was written. Rows that were taken out leave no broken seal; the
audit log tells of those.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, update

from prep.assessment.packs.keys import TeamKey, canonical
from prep.store.tables.take_homes import candidates, comments, grades, marks, people, submissions, take_homes, works
from prep.store.take_homes import WHOSE, among_candidates, among_grades, among_reviews, among_submissions

_PERSON: Final = ("id", "take_home", "code", "extra_minutes", "added_at", "invited", "name", "contact")
_SUBMISSION: Final = (
    *("code", "digest", "source", "received_at", "started_at", "submitted_at", "handed_in_at", "late_s", "remarks"),
    "log_digest",
)
_GRADE: Final = (
    *("code", "work", "submission_digest", "part", "digest", "version"),
    *("share", "points", "max_points", "verdict", "result"),
)
_MARK: Final = ("code", "submission_digest", "reviewer", "criterion", "level", "marked_at")
_COMMENT: Final = ("code", "submission_digest", "reviewer", "to_candidate", "internal", "written_at")
_REVIEWER: Final = ("take_home", "name", "key_digest", "added_at")


Row = Mapping[Any, Any]
"""A row by the names of its columns, or of those that are sealed at least."""


def seal_person(key: TeamKey, row: Row) -> str:
    """A candidate's code, name and accommodation."""
    return _seal(key, "person", _PERSON, row)


def seal_submission(key: TeamKey, row: Row) -> str:
    """Whose submission it is, the works in it by their digest, when it came, and how late that is."""
    return _seal(key, "submission", _SUBMISSION, row)


def seal_grade(key: TeamKey, row: Row) -> str:
    """Whose work it is and in which submission, its content, the version that graded it, and the result."""
    return _seal(key, "grade", _GRADE, row)


def seal_mark(key: TeamKey, row: Row) -> str:
    """Which level which reviewer gave whose submission, and when."""
    return _seal(key, "mark", _MARK, row)


def seal_comment(key: TeamKey, row: Row) -> str:
    """What which reviewer wrote on whose submission, and when."""
    return _seal(key, "comment", _COMMENT, row)


def seal_reviewer(key: TeamKey, row: Row) -> str:
    """Who may review with which key."""
    return _seal(key, "reviewer", _REVIEWER, row)


def adopt(connection: Connection, key: TeamKey, take_home: str) -> int:
    """Seal what was kept before rows had seals, and grades whose former seal is right; returns how many rows.

    A grade whose former seal is wrong keeps it, and is refused when it is read.
    """
    count = 0
    known = among_candidates(take_home, candidates, people.c.name, people.c.contact)
    for row in connection.execute(known).mappings().all():
        whole = {**row, "name": row["name"] or "", "contact": row["contact"] or ""}
        change = update(candidates).where(candidates.c.id == row["id"]).values(seal=seal_person(key, whole))
        count += connection.execute(change).rowcount
    query = among_submissions(take_home, submissions, candidates.c.code)
    for row in connection.execute(query).mappings().all():
        change = update(submissions).where(submissions.c.id == row["id"]).values(seal=seal_submission(key, row))
        count += connection.execute(change).rowcount
    query = among_grades(take_home, grades, works.c.part, works.c.digest, *WHOSE)
    for row in connection.execute(query).mappings().all():
        former = {"work": row["digest"], "part": row["part"], "version": row["version"], "result": row["result"]}
        if key.sealed(canonical(former), row["seal"]):
            change = update(grades).where(grades.c.id == row["id"]).values(seal=seal_grade(key, row))
            count += connection.execute(change).rowcount
    for table, seal in ((marks, seal_mark), (comments, seal_comment)):
        for row in connection.execute(among_reviews(take_home, table, table, *WHOSE)).mappings().all():
            here = [column == row[column.name] for column in table.primary_key]
            count += connection.execute(update(table).where(*here).values(seal=seal(key, row))).rowcount
    connection.execute(update(take_homes).where(take_homes.c.id == take_home).values(is_sealed=True))
    return count


def _seal(key: TeamKey, kind: str, names: tuple[str, ...], row: Row) -> str:
    return key.seal(canonical({"kind": kind, **{name: _plain(row[name]) for name in names}}))


def _plain(value: object) -> object:
    """A value as every database gives it back."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
