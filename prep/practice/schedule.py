"""Spaced repetition: when a question is asked again."""

import zlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import Any, Final

from fsrs import Card, Scheduler
from fsrs import Rating as FsrsRating

from prep.model.challenge import Challenge, Visibility
from prep.model.question import Question
from prep.model.result import GradeResult
from prep.store.records import CardRecord

_AGAIN_SOON: Final = (timedelta(minutes=10),)
_SCHEDULER: Final = Scheduler(learning_steps=_AGAIN_SOON, relearning_steps=_AGAIN_SOON, enable_fuzzing=False)


class Rating(IntEnum):
    """How well one knew it, by one's own judgement; the numbers are those of FSRS."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4

    @property
    def meaning(self) -> str:
        return _MEANINGS[self]


_MEANINGS: Final = {
    Rating.AGAIN: "did not know it",
    Rating.HARD: "knew some of it",
    Rating.GOOD: "knew it",
    Rating.EASY: "could teach it",
}


def suggest_rating(share: float) -> Rating:
    """The rating that fits what the grader gave."""
    if share < 0.35:
        return Rating.AGAIN
    if share < 0.6:
        return Rating.HARD
    return Rating.GOOD if share < 0.9 else Rating.EASY


def next_card(before: CardRecord | None, question: str, rating: Rating, now: datetime) -> CardRecord:
    """The card after a review."""
    when = now.astimezone(UTC)
    try:
        after, _ = _SCHEDULER.review_card(_card(before, question), FsrsRating(rating), when)
    except (AssertionError, TypeError, ValueError, ArithmeticError):  # an imported card that contradicts itself
        after, _ = _SCHEDULER.review_card(_card(None, question), FsrsRating(rating), when)
    return CardRecord(question=question, due=after.due, last_review=now, card=dict(after.to_dict()))


def cards_for_failures(
    challenge: Challenge,
    result: GradeResult,
    questions: Iterable[Question],
    cards: Mapping[str, CardRecord],
    now: datetime,
) -> list[CardRecord]:
    """Cards that make the questions of a topic due now, since a hidden check of that topic was failed."""
    hidden = challenge.checks(Visibility.HIDDEN)
    topics = {check.id: (check.topic, check.title) for check in hidden if check.topic}
    failed: dict[str, str] = {}
    for check in result.checks:
        if check.verdict.is_failure and check.id in topics:
            topic, title = topics[check.id]
            failed.setdefault(topic, f"{challenge.spec.title}: “{title}” failed")
    return [
        _due_now(cards.get(question.id), question.id, failed[question.topic], now)
        for question in questions
        if question.topic in failed and not _is_due(cards.get(question.id), now)
    ]


def tell_due(due: datetime, now: datetime) -> str:
    """When a question comes again, in words: "in 10 minutes", "in 3 days"."""
    minutes = max(0, round((due - now).total_seconds() / 60))
    if minutes < 60:
        return f"in {_count(minutes, 'minute')}" if minutes else "now"
    if minutes < 36 * 60:
        return f"in {_count(round(minutes / 60), 'hour')}"
    return f"in {_count(round(minutes / 1440), 'day')}"


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}s"


def _due_now(before: CardRecord | None, question: str, reason: str, now: datetime) -> CardRecord:
    card = dict(_card(before, question).to_dict()) | {"due": now.astimezone(UTC).isoformat()}
    return CardRecord(
        question=question, due=now, last_review=before.last_review if before else None, card=card, reason=reason
    )


def _is_due(card: CardRecord | None, now: datetime) -> bool:
    return card is not None and card.due <= now


def _card(before: CardRecord | None, question: str) -> Card:
    if before is not None:
        kept: Any = dict(before.card)
        try:
            return Card.from_dict(kept)
        except (KeyError, TypeError, ValueError):
            pass  # of another version of the scheduler: it begins anew
    return Card(card_id=zlib.crc32(question.encode()))
