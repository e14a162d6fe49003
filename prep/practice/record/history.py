"""What a person has done so far, as far as it decides what they do next; read in a few queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import TYPE_CHECKING, Self

from prep.model.verdict import Verdict
from prep.practice.desk.desk import Desk
from prep.practice.drafts.challenges import begun_drafts
from prep.practice.record.journal import Journal
from prep.store import practice as rows
from prep.store.records import AttemptKind, AttemptRecord, CardRecord

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, kw_only=True)
class Solved:
    """A challenge of which every check was passed, without having seen the reference."""

    times: int
    last: datetime


@dataclass(frozen=True, kw_only=True)
class Today:
    """What was done since midnight."""

    new: int = 0
    """Questions that were answered for the first time."""

    again: int = 0
    minutes: float = 0.0


@dataclass(frozen=True, kw_only=True)
class History:
    cards: Mapping[str, CardRecord] = field(default_factory=dict)
    """Of every question that was answered; a card that was only raised by an earlier release is none."""

    journal: Journal = field(default_factory=Journal)
    answers: Mapping[str, float] = field(default_factory=dict)
    """By question, the share of the marks that its last answer got."""

    best: Mapping[str, float] = field(default_factory=dict)
    """By question, the share that its best answer ever got."""

    shares: Mapping[str, float] = field(default_factory=dict)
    """By challenge, the share of the points that its last attempt got."""

    solved: Mapping[str, Solved] = field(default_factory=dict)
    begun: tuple[str, ...] = ()
    """Challenges with a draft, the one worked on last first."""

    today: Today = field(default_factory=Today)

    @classmethod
    def load(cls, desk: Desk) -> Self:
        """From the notebook.

        Raises:
            StorageError: the database fails.
        """
        now = desk.now()
        with desk.notebook.reading() as connection:
            cards = rows.all_cards(connection)
            latest = rows.latest_attempts(connection)
            return cls(
                cards={name: card for name, card in cards.items() if card.last_review is not None},
                journal=Journal.read(rows.all_entries(connection)),
                answers=_shares(latest, AttemptKind.ANSWER),
                best=rows.best_shares(connection, AttemptKind.ANSWER),
                shares=_shares(latest, AttemptKind.CODE),
                solved=solved_of(rows.points_of_all(connection, AttemptKind.CODE)),
                begun=tuple(begun_drafts(desk.data)),
                today=_today(connection, now),
            )


def midnight(now: datetime) -> datetime:
    """When the person's day began."""
    local = now.astimezone()
    return datetime.combine(local.date(), time(), local.tzinfo)


def solved_of(points: Iterable[rows.Points]) -> dict[str, Solved]:
    """By challenge, how often and when every check was passed; attempts are oldest first."""
    found: dict[str, Solved] = {}
    for one in points:
        if one.verdict == Verdict.ACCEPTED:
            times = found[one.item].times if one.item in found else 0
            found[one.item] = Solved(times=times + 1, last=one.submitted_at)
    return found


def _shares(latest: Iterable[AttemptRecord], kind: AttemptKind) -> dict[str, float]:
    return {attempt.item: attempt.share for attempt in latest if attempt.kind is kind}


def _today(connection: "Connection", now: datetime) -> Today:
    since = midnight(now)
    first = rows.first_reviews(connection)
    reviews = rows.reviews_since(connection, since)
    new = {review.question for review in reviews if first[review.question] >= since}
    return Today(new=len(new), again=len(reviews) - len(new), minutes=rows.minutes_since(connection, since))
