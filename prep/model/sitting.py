"""What a person did in one go, challenge by challenge and question by question: what a report is made of."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from prep.model.challenge import Challenge
from prep.model.question import AnswerResult, Question
from prep.model.result import GradeResult
from prep.model.submission import Submission


class SittingKind(StrEnum):
    CHALLENGE = "challenge"
    DRILL = "drill"
    INTERVIEW = "interview"
    ASSESSMENT = "assessment"


@dataclass(frozen=True, kw_only=True)
class CodeItem:
    """One graded submission to a coding challenge."""

    challenge: Challenge
    result: GradeResult
    submission: Submission
    taken_s: float | None = None
    """Wall seconds the person took; None where nobody measured it."""

    hints_used: int = 0
    hint_cost: float = 0.0
    """Points taken off for hints, told beforehand."""

    weight: float = 1.0
    """Of this item within the sitting, by share of its own points."""

    @property
    def is_graded(self) -> bool:
        """Not if the grader itself failed: then there is no score, good or bad."""
        return self.result.counts_as_attempt

    @property
    def share(self) -> float:
        """Of its points, from 0 to 1, hints paid for."""
        if not self.result.max_points:
            return 0.0
        return max(0.0, self.result.points - self.hint_cost) / self.result.max_points


@dataclass(frozen=True, kw_only=True)
class FollowUpAnswer:
    """A follow-up question that was asked, and what was answered."""

    point: str
    question: str
    answer: str
    found: bool
    """Whether the answer made the point."""


@dataclass(frozen=True, kw_only=True)
class AnswerItem:
    """One graded answer to a concept question."""

    question: Question
    answer: str
    result: AnswerResult
    follow_ups: tuple[FollowUpAnswer, ...] = ()
    taken_s: float | None = None
    weight: float = 1.0

    @property
    def is_graded(self) -> bool:
        return True

    @property
    def share(self) -> float:
        """From 0 to 1, as the first answer was graded."""
        return self.result.score


Item = CodeItem | AnswerItem


@dataclass(frozen=True, kw_only=True)
class PastScore:
    """How an earlier sitting of the same kind came out."""

    at: datetime
    title: str
    share: float
    """From 0 to 1."""


@dataclass(frozen=True, kw_only=True)
class Decided:
    """A score that more than the items makes, such as people's marks, and between what it may lie."""

    share: float
    """From 0 to 1, of what is known so far; so are the others."""

    low: float
    high: float
    is_final: bool
    """Nothing is still to come."""


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """Items are in the order in which they were met."""

    kind: SittingKind
    title: str
    person: str
    """A name, or the number that stands for it in a blind review; may be empty."""

    started_at: datetime
    finished_at: datetime
    items: tuple[Item, ...]
    history: tuple[PastScore, ...] = ()
    """Oldest first."""

    decided: Decided | None = None
    """The score of a take-home, which is then the only one; None where the items alone make it."""

    @property
    def share(self) -> float:
        """What was decided, else the mean share of its graded items by weight; 0 without any.

        What the grader failed on counts neither way.
        """
        if self.decided is not None:
            return self.decided.share
        graded = [item for item in self.items if item.is_graded]
        weight = sum(item.weight for item in graded)
        return sum(item.share * item.weight for item in graded) / weight if weight else 0.0
