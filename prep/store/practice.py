"""Writes and reads practice: sittings, attempts, reviews, the journal, cards."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeVar

from sqlalchemy import Connection, Integer, Row, Select, Table, cast, delete, func, insert, select
from sqlalchemy.sql.elements import ColumnElement

from prep.store.records import (
    NOT_REACHED,
    AttemptKind,
    AttemptRecord,
    CardRecord,
    EntryKind,
    EntryRecord,
    ReviewRecord,
    SittingRecord,
)
from prep.store.tables.practice import attempts, cards, journal, reviews, sittings

R = TypeVar("R", SittingRecord, AttemptRecord, ReviewRecord, EntryRecord, CardRecord)

QUARTER_S: Final = 900
"""Offsets of time zones are whole quarters of an hour, so that a quarter lies in one day everywhere."""

_TABLES: Final[dict[type[Any], Table]] = {
    SittingRecord: sittings,
    AttemptRecord: attempts,
    ReviewRecord: reviews,
    EntryRecord: journal,
    CardRecord: cards,
}


_REACHED: Final = attempts.c.verdict != NOT_REACHED


class Points(NamedTuple):
    """What an attempt was worth."""

    item: str
    points: float
    max_points: float
    verdict: str
    submitted_at: datetime


class Share(NamedTuple):
    """What an attempt came to, and where it belongs."""

    kind: AttemptKind
    item: str
    share: float
    sitting_uid: str | None


class Taken(NamedTuple):
    """How long an attempt took, and what it reached."""

    at: datetime
    taken_s: float
    share: float


def add(connection: Connection, record: SittingRecord | AttemptRecord | ReviewRecord | EntryRecord) -> None:
    """Add a row to a table that only grows."""
    connection.execute(insert(_TABLES[type(record)]).values(**vars(record)))


def put_cards(connection: Connection, records: Iterable[CardRecord]) -> None:
    """Keep cards, each instead of the one that its question had."""
    rows = [vars(record) for record in records]
    if rows:
        connection.execute(delete(cards).where(cards.c.question.in_([row["question"] for row in rows])))
        connection.execute(insert(cards), rows)


def all_cards(connection: Connection) -> dict[str, CardRecord]:
    """The card of every question that has one."""
    return {card.question: card for card in _records(connection, select(cards), CardRecord)}


def find_cards(connection: Connection, questions: Sequence[str]) -> dict[str, CardRecord]:
    """The cards of these questions, as far as there are any."""
    query = select(cards).where(cards.c.question.in_(questions))
    return {card.question: card for card in _records(connection, query, CardRecord)}


def points_of_all(connection: Connection, kind: AttemptKind) -> list[Points]:
    """What every attempt of a kind was worth, oldest first; those made after the reference was shown left out."""
    columns = (
        attempts.c.item,
        attempts.c.points,
        attempts.c.max_points,
        attempts.c.verdict,
        attempts.c.submitted_at,
    )
    unaided = (attempts.c.kind == kind, attempts.c.aided.is_(False), _REACHED)
    query = select(*columns).where(*unaided).order_by(attempts.c.id)
    return [Points(*row) for row in connection.execute(query)]


def shares_before(connection: Connection, before: datetime) -> list[Share]:
    """What every attempt before a time came to, oldest first; those made after the reference was shown left out."""
    columns = (attempts.c.kind, attempts.c.item, attempts.c.share, attempts.c.sitting_uid)
    query = select(*columns).where(attempts.c.submitted_at < before, attempts.c.aided.is_(False), _REACHED)
    rows = connection.execute(query.order_by(attempts.c.submitted_at, attempts.c.id))
    return [Share(AttemptKind(kind), item, share, uid) for kind, item, share, uid in rows]


def count_attempts(connection: Connection, kind: AttemptKind, item: str) -> int:
    query = select(func.count()).where(attempts.c.kind == kind, attempts.c.item == item, _REACHED)
    return connection.execute(query).scalar_one()


def attempts_at(connection: Connection, kind: AttemptKind, item: str, limit: int) -> list[AttemptRecord]:
    """The last attempts at a challenge or question, newest first."""
    query = select(attempts).where(attempts.c.kind == kind, attempts.c.item == item, _REACHED)
    return _records(connection, query.order_by(attempts.c.submitted_at.desc()).limit(limit), AttemptRecord)


def latest_attempts(connection: Connection) -> list[AttemptRecord]:
    """The last attempt at each challenge and question."""
    last = select(func.max(attempts.c.id)).where(_REACHED).group_by(attempts.c.kind, attempts.c.item)
    return _records(connection, select(attempts).where(attempts.c.id.in_(last)), AttemptRecord)


def minutes_since(connection: Connection, since: datetime) -> float:
    """How many minutes were spent from a time on; of several attempts at one thing the longest counts."""
    taken = func.max(attempts.c.taken_s)
    query = select(taken).where(attempts.c.submitted_at >= since, _REACHED).group_by(attempts.c.kind, attempts.c.item)
    return sum(seconds or 0.0 for seconds in connection.execute(query).scalars()) / 60


def efforts_since(connection: Connection, since: datetime) -> list[Taken]:
    """Of every attempt from a time on, oldest first."""
    columns = (attempts.c.submitted_at, func.coalesce(attempts.c.taken_s, 0.0), attempts.c.share)
    query = select(*columns).where(attempts.c.submitted_at >= since, _REACHED).order_by(attempts.c.submitted_at)
    return [Taken(*row) for row in connection.execute(query)]


def best_shares(connection: Connection, kind: AttemptKind) -> dict[str, float]:
    """The best share that was ever reached, by challenge or question."""
    query = select(attempts.c.item, func.max(attempts.c.share)).where(attempts.c.kind == kind, _REACHED)
    return {str(row[0]): float(row[1]) for row in connection.execute(query.group_by(attempts.c.item))}


def attempts_in(connection: Connection, sitting_uid: str) -> list[AttemptRecord]:
    """The attempts of a sitting, in their order."""
    query = select(attempts).where(attempts.c.sitting_uid == sitting_uid).order_by(attempts.c.id)
    return _records(connection, query, AttemptRecord)


def recent_sittings(connection: Connection, limit: int, kind: str | None = None) -> list[SittingRecord]:
    """The sittings that ended last, newest first."""
    query = select(sittings).order_by(sittings.c.finished_at.desc(), sittings.c.id.desc()).limit(limit)
    return _records(connection, query if kind is None else query.where(sittings.c.kind == kind), SittingRecord)


def find_sittings(connection: Connection, beginning: str) -> list[SittingRecord]:
    """The sittings whose uid begins so; two are enough to tell that it is not one."""
    query = select(sittings).where(sittings.c.uid.startswith(beginning, autoescape=True)).limit(2)
    return _records(connection, query, SittingRecord)


def all_entries(connection: Connection) -> list[EntryRecord]:
    """The whole journal, oldest first."""
    return _records(connection, select(journal).order_by(journal.c.at, journal.c.id), EntryRecord)


def reviews_since(connection: Connection, since: datetime) -> list[ReviewRecord]:
    """Reviews from a time on, oldest first."""
    query = select(reviews).where(reviews.c.reviewed_at >= since).order_by(reviews.c.reviewed_at, reviews.c.id)
    return _records(connection, query, ReviewRecord)


def first_reviews(connection: Connection) -> dict[str, datetime]:
    """When each question was first reviewed."""
    query = select(reviews.c.question, func.min(reviews.c.reviewed_at)).group_by(reviews.c.question)
    return {str(row[0]): row[1] for row in connection.execute(query)}


def count_reviews(connection: Connection, since: datetime) -> int:
    query = select(func.count()).where(reviews.c.reviewed_at >= since)
    return connection.execute(query).scalar_one()


def active_quarters(connection: Connection, since: datetime) -> set[int]:
    """Quarters of an hour since the epoch in which anything was reviewed or attempted."""
    found: set[int] = set()
    for column in (reviews.c.reviewed_at, attempts.c.submitted_at):
        seconds = _epoch_s(connection, column)
        query = select(cast(func.floor(seconds / QUARTER_S), Integer)).where(column >= since).distinct()
        found.update(connection.execute(query).scalars())
    return found


def _epoch_s(connection: Connection, column: ColumnElement[datetime]) -> ColumnElement[int]:
    if connection.dialect.name == "sqlite":
        return cast(func.strftime("%s", column), Integer)
    return func.extract("epoch", column)


def _records(connection: Connection, query: Select[Any], kind: type[R]) -> list[R]:
    return [_record(row, kind) for row in connection.execute(query)]


def _record(row: Row[Any], kind: type[R]) -> R:
    fields = {name: value for name, value in row._mapping.items() if name != "id"}  # noqa: SLF001 - its public name
    if kind is AttemptRecord:
        fields["kind"] = AttemptKind(fields["kind"])
    if kind is EntryRecord:
        fields["kind"] = EntryKind(fields["kind"])
    return kind(**fields)
