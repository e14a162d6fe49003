"""How an answer and what follows it are graded: in a drill as in an interview."""

from dataclasses import dataclass
from typing import Final

from prep.model.question import AnswerResult, FollowUp, Question
from prep.model.sitting import FollowUpAnswer
from prep.practice.desk.desk import Desk

MOST_CHARACTERS: Final = 20_000
"""Of an answer; more than that is no answer to such a question, and is cut before it is graded."""


@dataclass(frozen=True)
class Examining:
    """One question, put to one person. Calls may come from any thread."""

    desk: Desk
    question: Question

    def warm(self) -> None:
        """Load the model while the question is read."""
        self.desk.assessor.warm(self.question)

    def grade(self, answer: str) -> AnswerResult:
        """How an answer comes out."""
        return self.desk.assessor.grade(self.question, answer[:MOST_CHARACTERS])

    def grade_follow_up(self, follow_up: FollowUp, text: str) -> FollowUpAnswer:
        """Whether what is said to a follow-up question makes its point; an empty answer passes it over."""
        text = text[:MOST_CHARACTERS]
        found = bool(text.strip()) and self.desk.assessor.makes_point(self.question, follow_up.point, text)
        return FollowUpAnswer(point=follow_up.point, question=follow_up.question, answer=text, found=found)
