"""The queries that take-homes are read by: what lies in one of them, by the tables through which it belongs there."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Table, select

from prep.store.tables.take_homes import candidates, grades, people, submissions, works

Columns = ColumnElement[Any] | Table

SUBMITTED: Final = submissions.join(candidates, candidates.c.id == submissions.c.candidate)
HANDED_IN: Final = works.join(SUBMITTED, submissions.c.id == works.c.submission)
GRADED: Final = HANDED_IN.join(grades, grades.c.work == works.c.id)
_NAMED: Final = candidates.outerjoin(people, people.c.candidate == candidates.c.id)

WHOSE: Final = (candidates.c.code, submissions.c.digest.label("submission_digest"))
"""Of a work, a grade or a mark: the candidate's code, and what the submission holds."""


def among_candidates(take_home: str, *columns: Columns) -> Select[Any]:
    """Of the candidates of a take-home, with their names where these are known."""
    return _among(take_home, _NAMED, columns)


def among_submissions(take_home: str, *columns: Columns) -> Select[Any]:
    """Of the submissions to a take-home, with their candidates."""
    return _among(take_home, SUBMITTED, columns)


def among_works(take_home: str, *columns: Columns) -> Select[Any]:
    """Of the works in all submissions to a take-home."""
    return _among(take_home, HANDED_IN, columns)


def among_grades(take_home: str, *columns: Columns) -> Select[Any]:
    """Of the grades of a take-home's works."""
    return _among(take_home, GRADED, columns)


def among_reviews(take_home: str, table: Table, *columns: Columns) -> Select[Any]:
    """Of a table of what reviewers do, such as marks: each of its rows belongs to a submission."""
    joined = table.join(SUBMITTED, submissions.c.id == table.c.submission)
    return _among(take_home, joined, columns)


def among_notes_on_works(take_home: str, table: Table, *columns: Columns) -> Select[Any]:
    """Of a table of what is told of works, such as likenesses."""
    return _among(take_home, table.join(HANDED_IN, works.c.id == table.c.work), columns)


def _among(take_home: str, joined: Any, columns: tuple[Columns, ...]) -> Select[Any]:  # noqa: ANN401 - any join
    return select(*columns).select_from(joined).where(candidates.c.take_home == take_home)
