"""Which submissions count: one for each candidate, unless the assessment says otherwise."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from prep.assessment.packs.layout import TamperedError
from prep.assessment.register.home import TakeHome
from prep.assessment.register.seals import seal_submission
from prep.assessment.spec.assessment import Multiple
from prep.store.database import reading
from prep.store.tables.take_homes import candidates, submissions, works
from prep.store.take_homes import among_submissions, among_works


@dataclass(frozen=True, kw_only=True)
class StoredSubmission:
    """One submission as the database has it."""

    id: int
    code: str
    source: str
    received_at: datetime
    started_at: datetime | None
    submitted_at: datetime | None
    handed_in_at: datetime
    """By which versions are ordered: what the sealed log says as far as it can be, else when it came."""

    late_s: float
    remarks: tuple[str, ...]
    digest: str
    counts: bool


def all_submissions(home: TakeHome) -> list[StoredSubmission]:
    """All submissions in the order in which they were handed in; those that count are marked.

    Raises:
        TamperedError: one was changed in the database.
    """
    with reading(home.engine) as connection:
        return read_submissions(connection, home)


def read_submissions(connection: Connection, home: TakeHome) -> list[StoredSubmission]:
    """As `all_submissions`, for who reads more at the same time."""
    columns = [column for column in submissions.c if column.name != "log"]  # which may be long
    rows = connection.execute(among_submissions(home.id, *columns, candidates.c.code)).mappings().all()
    for row in rows:
        if seal_submission(home.key, row) != row["seal"]:
            raise TamperedError(
                f"a submission of {row['code']} was changed in the database since it was collected: whose it is, what "
                "it holds or when it came; `prep assess verify` shows what else was, and a backup has it as it was"
            )
    ordered = sorted(rows, key=lambda row: (row["handed_in_at"], row["received_at"], row["id"]))
    counting = set(_counting(home.assessment.policy.multiple, [(row["id"], row["code"]) for row in ordered]))
    return [_standing(row, counts=row["id"] in counting) for row in ordered]


def _standing(row: Mapping[Any, Any], *, counts: bool) -> StoredSubmission:
    return StoredSubmission(
        id=row["id"],
        code=row["code"],
        source=row["source"],
        received_at=row["received_at"],
        started_at=row["started_at"],
        submitted_at=row["submitted_at"],
        handed_in_at=row["handed_in_at"],
        late_s=row["late_s"],
        remarks=tuple(row["remarks"].splitlines()),
        digest=row["digest"],
        counts=counts,
    )


def counting_submissions(home: TakeHome) -> list[StoredSubmission]:
    return [one for one in all_submissions(home) if one.counts]


def counting_works(home: TakeHome, part: str) -> Mapping[int, str]:
    """The works that count for a part: their number, and whose they are."""
    with reading(home.engine) as connection:
        codes = {one.id: one.code for one in read_submissions(connection, home) if one.counts}
        found = read_works(connection, home)
    return {one.work: codes[one.submission] for one in found if one.part == part and one.submission in codes}


@dataclass(frozen=True, kw_only=True)
class HandedIn:
    """What a submission holds for one part."""

    work: int
    submission: int
    part: str
    digest: str
    problem: str


def read_works(connection: Connection, home: TakeHome) -> list[HandedIn]:
    """What lies in all submissions, without its content.

    Raises:
        TamperedError: a submission does not hold what was collected.
    """
    columns = (works.c.id, works.c.submission, works.c.part, works.c.digest, works.c.problem)
    query = among_works(home.id, *columns).order_by(works.c.id)
    return [
        HandedIn(work=row.id, submission=row.submission, part=row.part, digest=row.digest, problem=row.problem)
        for row in connection.execute(query)
    ]


def unreadable_works(home: TakeHome, part: str) -> Mapping[int, str]:
    """By submission, why what it holds for a part cannot be read; it then has no score."""
    query = among_works(home.id, works.c.submission, works.c.problem)
    query = query.where(works.c.part == part, works.c.problem != "")
    with reading(home.engine) as connection:
        return {row.submission: row.problem for row in connection.execute(query)}


def digest_of(digests: Mapping[str, str]) -> str:
    """What a submission holds, by the digests of its parts: the same work twice has the same."""
    together = hashlib.sha256()
    for part, digest in sorted(digests.items()):
        together.update(f"{part}\0".encode() + bytes.fromhex(digest))
    return together.hexdigest()


def require_whole(standings: Sequence[StoredSubmission], handed_in: Sequence[HandedIn]) -> None:
    """See that every submission holds the works that were collected with it.

    Raises:
        TamperedError: one lacks a work, or has another.
    """
    held: dict[int, dict[str, str]] = defaultdict(dict)
    for one in handed_in:
        held[one.submission][one.part] = one.digest
    for standing in standings:
        if digest_of(held[standing.id]) != standing.digest:
            raise TamperedError(
                f"the work of {standing.code} is not what was collected: some of it was changed or taken out in the "
                "database; collect the file again, or restore a backup"
            )


def _counting(multiple: Multiple, numbered: list[tuple[int, str]]) -> Iterator[int]:
    if multiple is Multiple.ALL:
        yield from (number for number, _ in numbered)
        return
    chosen: dict[str, int] = {}
    for number, code in numbered:
        if multiple is Multiple.LAST or code not in chosen:
            chosen[code] = number
    yield from chosen.values()
