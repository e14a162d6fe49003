"""Spaced repetition: when a question is asked again."""

import zlib
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from functools import lru_cache
from typing import Any, Final

from fsrs import Card, Scheduler
from fsrs import Rating as FsrsRating

from prep.model.text import count_words
from prep.practice.record.goal import LONGEST_GAP_DAYS
from prep.store.records import CardRecord

_AGAIN_SOON: Final = (timedelta(minutes=10),)


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


def next_card(
    before: CardRecord | None, question: str, rating: Rating, now: datetime, gap_days: int = LONGEST_GAP_DAYS
) -> CardRecord:
    """The card after a review; the question comes again after at most so many days."""
    when = now.astimezone(UTC)
    scheduler = _scheduler(gap_days)
    try:
        after, _ = scheduler.review_card(_card(before, question), FsrsRating(rating), when)
    except (AssertionError, TypeError, ValueError, ArithmeticError):  # an imported card that contradicts itself
        after, _ = scheduler.review_card(_card(None, question), FsrsRating(rating), when)
    return CardRecord(question=question, due=after.due, last_review=now, card=dict(after.to_dict()))


def recall_chance(card: CardRecord, now: datetime) -> float:
    """How likely the question is still known, from 0 to 1, by the scheduler's own model of forgetting."""
    return float(_scheduler(LONGEST_GAP_DAYS).get_card_retrievability(_card(card, card.question), now.astimezone(UTC)))


def tell_due(due: datetime, now: datetime) -> str:
    """When a question comes again, in words: "in 10 minutes", "in 3 days"."""
    minutes = max(0, round((due - now).total_seconds() / 60))
    if minutes < 60:
        return f"in {count_words(minutes, 'minute')}" if minutes else "now"
    if minutes < 36 * 60:
        return f"in {count_words(round(minutes / 60), 'hour')}"
    return f"in {count_words(round(minutes / 1440), 'day')}"


@lru_cache
def _scheduler(gap_days: int) -> Scheduler:
    return Scheduler(
        learning_steps=_AGAIN_SOON,
        relearning_steps=_AGAIN_SOON,
        maximum_interval=gap_days,
        enable_fuzzing=False,
    )


def _card(before: CardRecord | None, question: str) -> Card:
    if before is not None:
        kept: Any = dict(before.card)
        try:
            return Card.from_dict(kept)
        except (KeyError, TypeError, ValueError):
            pass  # of another version of the scheduler: it begins anew
    return Card(card_id=zlib.crc32(question.encode()))
