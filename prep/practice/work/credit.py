"""What a question is worth in the end: the first answer, what a hint brought out, and what follow-up questions did."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from prep.model.question import AnswerResult, Question
from prep.model.sitting import FollowUpAnswer
from prep.practice.shown.first_step import first_point

FOLLOW_UP_CREDIT: Final = 0.5
"""Of a point's weight, if it was only made when it was asked for."""


def with_first_step(question: Question, result: AnswerResult) -> AnswerResult:
    """The result of somebody who asked for the first step: its point counts as if it had been asked for."""
    point = first_point(question)
    made = next((one for one in result.points if one.id == point.id and one.found), None)
    earned = made.probability * point.weight if made else 0.0
    score = round(max(0.0, result.score - (1 - FOLLOW_UP_CREDIT) * earned / question.max_weight), 4)
    remarks = (*result.remarks, "The first step was asked for; its point counts half.")
    return replace(result, score=score, low=min(result.low, score), remarks=remarks)


def with_credit(question: Question, result: AnswerResult, follow_ups: Sequence[FollowUpAnswer]) -> AnswerResult:
    """The result with the credit of the follow-up questions in its score."""
    made = {answer.point for answer in follow_ups if answer.found}
    weight = sum(point.weight for point in question.points if point.id in made)
    score = result.score + FOLLOW_UP_CREDIT * weight / question.max_weight
    return replace(result, score=round(min(1.0, score), 4))
