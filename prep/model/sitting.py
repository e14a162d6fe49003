"""What a person did in one go, challenge by challenge and question by question: what a report is made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from prep.model.challenge import Challenge
from prep.model.interval import Interval, interval_of_answer, interval_of_grade, mean_interval
from prep.model.question import AnswerResult, Question
from prep.model.result import GradeResult
from prep.model.submission import Submission


class SittingKind(StrEnum):
    CHALLENGE = "challenge"
    DRILL = "drill"
    INTERVIEW = "interview"
    ASSESSMENT = "assessment"


@dataclass(frozen=True, kw_only=True)
class EarlierAttempt:
    """An attempt of the same person at the same version of the same thing."""

    at: datetime
    share: float
    """From 0 to 1."""

    passed: frozenset[str]
    """Ids of the checks that passed, or of the key points that were made."""

    judged: frozenset[str]
    """Ids of all that were judged."""


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

    earlier: tuple[EarlierAttempt, ...] = ()
    """Oldest first."""

    reference: str = ""
    """Our own solution, once the person may read it."""

    check_command: str = ""
    """What runs its public tests where the work lies; without it, `prep check` on its file."""

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

    @property
    def interval(self) -> Interval:
        return interval_of_grade(self.result, self.hint_cost)


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
    earlier: tuple[EarlierAttempt, ...] = ()
    """Oldest first."""

    @property
    def is_graded(self) -> bool:
        """Not if it could not be read: then it waits for a person, and has no share yet."""
        return self.result.is_scored

    @property
    def share(self) -> float:
        """From 0 to 1, as the first answer was graded."""
        return self.result.score

    @property
    def interval(self) -> Interval:
        return interval_of_answer(self.result, self.question)


Item = CodeItem | AnswerItem


def shares_by_topic(items: Iterable[Item]) -> dict[str, float]:
    """The mean share by topic and weight, in the order in which topics came; a challenge counts for its first topic.

    What the grader failed on, or could not read, counts neither way.
    """
    graded: dict[str, list[Item]] = {}
    for item in items:
        topic = item.challenge.spec.topics[0] if isinstance(item, CodeItem) else item.question.topic
        if item.is_graded:
            graded.setdefault(topic, []).append(item)
    weights = {topic: sum(item.weight for item in mine) for topic, mine in graded.items()}
    return {
        topic: sum(item.share * item.weight for item in mine) / weights[topic] if weights[topic] else 0.0
        for topic, mine in graded.items()
    }


@dataclass(frozen=True, kw_only=True)
class Overall:
    """What a sitting came to where more than its items decides: reviews, parts that are still to come."""

    interval: Interval
    """Of what is known so far, with all that it may still become."""

    is_final: bool = True
    """Nothing is still to come."""

    waiting_for: tuple[str, ...] = ()
    """What is still to come, in words."""

    review: float | None = None
    """The share of the marks that reviewers gave."""


@dataclass(frozen=True, kw_only=True)
class PastScore:
    """How an earlier sitting of the same kind came out."""

    at: datetime
    title: str
    share: float
    """From 0 to 1."""


@dataclass(frozen=True, kw_only=True)
class SkillBefore:
    """How a person did in a topic before this sitting."""

    topic: str
    answers: int
    """How many answers and submissions it is the mean of."""

    mean: float
    last: float
    """The mean of the last sitting in which the topic came."""


@dataclass(frozen=True, kw_only=True)
class RankRange:
    """Where a person stands among all, as sure as the scores make it."""

    best: int
    worst: int
    of: int


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

    overall: Overall | None = None
    """What it came to, where that is not the mean of its items."""

    skills: tuple[SkillBefore, ...] = ()
    """Of the topics of its items, as far as they came before."""

    place: RankRange | None = None
    """Only where it may be told."""

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.interval.share

    @property
    def interval(self) -> Interval:
        """What it came to overall; else the mean of its graded items by weight, nothing without any.

        What the grader failed on, or could not read, counts neither way.
        """
        if self.overall is not None:
            return self.overall.interval
        return mean_interval((item.weight, item.interval) for item in self.items if item.is_graded)
