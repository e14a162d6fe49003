"""What a rated answer leads to: a review, and the card that says when the question comes again."""

from dataclasses import dataclass
from datetime import datetime

from prep.model.sitting import AnswerItem
from prep.practice.desk.library import question_version
from prep.practice.record.goal import local_day
from prep.practice.record.journal import Journal
from prep.practice.record.schedule import Rating, next_card
from prep.store.records import CardRecord, ReviewRecord


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """Kept together, or not at all."""

    review: ReviewRecord
    card: CardRecord


def review_answer(
    item: AnswerItem, rating: Rating, before: CardRecord | None, journal: Journal, now: datetime
) -> Reviewed:
    """The question comes again as its rating says, at the latest when the person's plan needs it.

    Args:
        item: The answer with its result.
        rating: How well the person knew it.
        before: The question's card so far.
        journal: What the person works towards.
        now: When it was rated.
    """
    review = ReviewRecord(
        question=item.question.id,
        version=question_version(item.question),
        reviewed_at=now,
        rating=rating,
        share=item.share,
        taken_s=item.taken_s,
    )
    card = next_card(before, item.question.id, rating, now, journal.gap_days(local_day(now)))
    return Reviewed(review=review, card=card)
