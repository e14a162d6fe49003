"""Follow-up questions as an interviewer puts them: they take up what was said, a mistake before a gap."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from prep.model.question import AnswerResult, FollowUp, PointStanding, Question
from prep.model.text import one_line

_MOST_QUOTED: Final = 120
"""Characters of the person's own words."""


def next_follow_up(question: Question, result: AnswerResult, asked: Collection[str]) -> FollowUp | None:
    """What to ask next about an answer: what a mistake of it contradicts, then the weightiest point that was missed.

    Args:
        question: What was asked.
        result: How the answer came out.
        asked: Points that were followed up already.
    """
    contradicted = _contradicted(question, result)
    weights = {point.id: point.weight for point in question.points}
    left = [one for one in result.follow_ups if one.point not in asked]
    chosen = max(left, key=lambda one: (one.point in contradicted, weights.get(one.point, 0.0)), default=None)
    if chosen is None:
        return None
    quote = contradicted.get(chosen.point) or _half_said(result, chosen.point)
    return replace(chosen, question=f"You said “{quote}”. {chosen.question}") if quote else chosen


def _contradicted(question: Question, result: AnswerResult) -> dict[str, str]:
    """By point, the words of a mistake that contradicts it."""
    cancels = {one.id: one.cancels for one in question.misconceptions}
    return {
        point: one_line(wrong.evidence.quote, _MOST_QUOTED)
        for wrong in result.misconceptions
        if wrong.is_sure
        for point in cancels.get(wrong.id, ())
    }


def _half_said(result: AnswerResult, point_id: str) -> str:
    """The words that come near a point without surely making it."""
    for point in result.points:
        if point.id == point_id and point.standing is PointStanding.PERHAPS and point.evidence:
            return one_line(point.evidence.quote, _MOST_QUOTED)
    return ""
