"""Which submissions count: one for each candidate, unless the assessment says otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from prep.assessment.home import TakeHome
from prep.assessment.spec import Multiple
from prep.store.database import reading
from prep.store.tables.take_homes import candidates, submissions, works


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One submission as the database has it."""

    id: int
    code: str
    source: str
    received_at: datetime
    started_at: datetime | None
    submitted_at: datetime | None
    late_s: float
    remarks: tuple[str, ...]
    log: str
    counts: bool


def all_submissions(home: TakeHome) -> list[Standing]:
    """All submissions in the order in which they came; those that count are marked."""
    query = (
        select(submissions, candidates.c.code)
        .join(candidates, candidates.c.id == submissions.c.candidate)
        .where(candidates.c.take_home == home.id)
        .order_by(submissions.c.id)
    )
    with reading(home.engine) as connection:
        rows = connection.execute(query).all()
    counting = set(_counting(home.assessment.policy.multiple, [(row.id, row.code) for row in rows]))
    return [
        Standing(
            id=row.id,
            code=row.code,
            source=row.source,
            received_at=row.received_at,
            started_at=row.started_at,
            submitted_at=row.submitted_at,
            late_s=row.late_s,
            remarks=tuple(row.remarks.splitlines()),
            log=row.log,
            counts=row.id in counting,
        )
        for row in rows
    ]


def counting_submissions(home: TakeHome) -> list[Standing]:
    return [one for one in all_submissions(home) if one.counts]


def counting_works(home: TakeHome, part: str) -> Mapping[int, str]:
    """The works that count for a part: their number, and whose they are."""
    codes = {one.id: one.code for one in counting_submissions(home)}
    return {work: codes[submission] for work, submission in _works(home, part) if submission in codes}


def submissions_with(home: TakeHome, part: str) -> list[int]:
    """The submissions that hold something for a part, whether or not they count."""
    return [submission for _, submission in _works(home, part)]


def unreadable_works(home: TakeHome, part: str) -> Mapping[int, str]:
    """By submission, why what it holds for a part cannot be read; it then has no score."""
    query = (
        select(works.c.submission, works.c.problem)
        .join(submissions, submissions.c.id == works.c.submission)
        .join(candidates, candidates.c.id == submissions.c.candidate)
        .where(candidates.c.take_home == home.id, works.c.part == part, works.c.problem != "")
    )
    with reading(home.engine) as connection:
        return {row.submission: row.problem for row in connection.execute(query)}


def _works(home: TakeHome, part: str) -> list[tuple[int, int]]:
    query = (
        select(works.c.id, works.c.submission)
        .join(submissions, submissions.c.id == works.c.submission)
        .join(candidates, candidates.c.id == submissions.c.candidate)
        .where(candidates.c.take_home == home.id, works.c.part == part)
        .order_by(works.c.id)
    )
    with reading(home.engine) as connection:
        return [(row.id, row.submission) for row in connection.execute(query)]


def _counting(multiple: Multiple, numbered: list[tuple[int, str]]) -> Iterator[int]:
    if multiple is Multiple.ALL:
        yield from (number for number, _ in numbered)
        return
    chosen: dict[str, int] = {}
    for number, code in numbered:
        if multiple is Multiple.LAST or code not in chosen:
            chosen[code] = number
    yield from chosen.values()
