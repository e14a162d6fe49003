"""What a question is worth in the end: the first answer, and what follow-up questions brought out."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from prep.model.question import AnswerResult, Question
from prep.model.sitting import FollowUpAnswer

FOLLOW_UP_CREDIT: Final = 0.5
"""Of a point's weight, if it was only made when it was asked for."""


def with_credit(question: Question, result: AnswerResult, follow_ups: Sequence[FollowUpAnswer]) -> AnswerResult:
    """The result with the credit of the follow-up questions in its score."""
    made = {answer.point for answer in follow_ups if answer.found}
    weight = sum(point.weight for point in question.points if point.id in made)
    score = result.score + FOLLOW_UP_CREDIT * weight / question.max_weight
    return replace(result, score=round(min(1.0, score), 4))
