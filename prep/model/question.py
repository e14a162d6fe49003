"""A concept question with what its answers should and should not say, and how one answer came out."""

from dataclasses import dataclass

from prep.model.challenge import Level

ANSWER_FORMAT_VERSION = 1


@dataclass(frozen=True, kw_only=True)
class KeyPoint:
    """Something a good answer says."""

    id: str
    weight: float
    description: str
    """What the feedback says."""

    phrasings: tuple[str, ...]
    """Ways people say it."""

    follow_up: str
    """Asked when the point is missed."""

    relations: tuple[tuple[str, ...], ...] = ()
    """Pairs of terms, who does what: a sentence that swaps a pair is no evidence."""

    required_any: tuple[tuple[str, ...], ...] = ()
    """Groups of beginnings of words: the evidence must hold one of each group."""


@dataclass(frozen=True, kw_only=True)
class Misconception:
    """Something a good answer does not say."""

    id: str
    phrasings: tuple[str, ...]
    penalty: float
    """Taken off the weights of the points found, in the same unit."""

    feedback: str
    cancels: tuple[str, ...] = ()
    """Points it contradicts: they do not count while it stands."""

    wrong_relations: tuple[tuple[str, ...], ...] = ()
    """Pairs of terms that it joins wrongly."""


@dataclass(frozen=True, kw_only=True)
class Exemplar:
    """An answer with what it says; the grader must find exactly that."""

    answer: str
    points: tuple[str, ...] = ()
    misconceptions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Question:
    """What the file of a question says."""

    format_version: int
    id: str
    topic: str
    level: Level
    time_limit_minutes: int
    question: str
    model_answer: str
    points: tuple[KeyPoint, ...]
    exemplars: tuple[Exemplar, ...]
    misconceptions: tuple[Misconception, ...] = ()

    @property
    def max_weight(self) -> float:
        return sum(point.weight for point in self.points)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """The candidate's own words, and where they stand in the answer."""

    quote: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class PointResult:
    """Whether an answer makes a key point."""

    id: str
    found: bool
    probability: float
    evidence: Evidence | None = None


@dataclass(frozen=True, kw_only=True)
class MisconceptionResult:
    """A misconception that an answer holds."""

    id: str
    probability: float
    evidence: Evidence
    feedback: str


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """What to ask about a point that was missed."""

    point: str
    question: str


@dataclass(frozen=True, kw_only=True)
class NearestMarked:
    """The marked answer that is most like this one."""

    id: str
    similarity: float
    score: float
    marked_by: str
    marked_at: str
    """ISO 8601 with time zone."""


@dataclass(frozen=True, kw_only=True)
class SecondOpinion:
    """What a language model thinks of an answer; it stands beside the score and never changes it."""

    model: str
    score: float | None
    comment: str | None
    problem: str | None = None
    """Why there is no opinion, in one line."""


@dataclass(frozen=True, kw_only=True)
class AnswerResult:
    """How one answer came out."""

    question: str
    score: float
    """From 0 to 1."""

    points: tuple[PointResult, ...]
    misconceptions: tuple[MisconceptionResult, ...]
    follow_ups: tuple[FollowUp, ...]
    confidence: float
    """From 0 to 1: how sure the grader is of its decisions."""

    needs_review: bool
    flags: tuple[str, ...]
    """What a guard noticed, as short words."""

    matcher: str
    """The encoder that was used; "lexical" when no model is installed."""

    nearest: NearestMarked | None = None
    format_version: int = ANSWER_FORMAT_VERSION
