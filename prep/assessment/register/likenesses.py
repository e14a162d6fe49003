"""What comparing found, as it is kept: pairs of works, or a work and a file of its challenge."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert

from prep.assessment.register.audit import lock
from prep.assessment.register.home import TakeHome
from prep.store.database import writing
from prep.store.tables.take_homes import resemblances, works
from prep.store.take_homes import among_notes_on_works, among_works


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """Two works that have much in common."""

    work: int
    other: str
    """The number of a work, or a file of the challenge."""

    share: float
    back: float


def read_likenesses(connection: Connection, home: TakeHome) -> list[Likeness]:
    rows = connection.execute(among_notes_on_works(home.id, resemblances, resemblances))
    return [Likeness(work=row.work, other=row.other, share=row.share, back=row.back) for row in rows]


def keep_likenesses(home: TakeHome, found: Sequence[Likeness]) -> None:
    """Keep what was found instead of what was found before; not of people who were forgotten meanwhile."""
    all_works = among_works(home.id, works.c.id)
    with writing(home.engine) as connection:
        lock(connection, home.id)
        connection.execute(delete(resemblances).where(resemblances.c.work.in_(all_works)))
        there = set(connection.execute(all_works).scalars())
        rows = [
            {"work": one.work, "other": one.other, "share": one.share, "back": one.back}
            for one in found
            if one.work in there and (not one.other.isdecimal() or int(one.other) in there)
        ]
        if rows:
            connection.execute(insert(resemblances), rows)
