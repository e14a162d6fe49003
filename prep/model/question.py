"""A concept question with what its answers should and should not say, and how one answer came out."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from prep.model.challenge import Level
from prep.model.reading import FurtherReading

ANSWER_FORMAT_VERSION = 2


@dataclass(frozen=True, kw_only=True)
class ExpectedNumber:
    """A number that a point asks for, in words or figures; shares as they are, so 2 % is 0.02."""

    value: float
    within: float
    """How far off a number may be and still count."""


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

    denials: tuple[str, ...] = ()
    """False sentences about the same thing: what denies the point, and what people say instead."""

    mentions: tuple[str, ...] = ()
    """Sentences in the same words that are not false and yet do not make the point."""

    number: ExpectedNumber | None = None
    """What comes out: who states it makes the point, who states none like it does not."""


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

    corrections: tuple[str, ...] = ()
    """What somebody who knows better says about the same thing."""


@dataclass(frozen=True, kw_only=True)
class Exemplar:
    """An answer with what it says; the grader must find exactly that."""

    answer: str
    points: tuple[str, ...] = ()
    misconceptions: tuple[str, ...] = ()


class Split(StrEnum):
    """What a labelled answer is used for, so that nobody is measured on what they learnt from."""

    TRAIN = "train"
    """The network was taught with it."""

    CALIBRATE = "calibrate"
    """The probabilities were fitted on it."""

    TEST = "test"
    """Looked at for figures only."""


@dataclass(frozen=True, kw_only=True)
class LabelledAnswer:
    """An answer that somebody wrote, with what readers found in it."""

    kind: str
    """What sort of answer the writer was asked for, such as "terse" or "wrong"."""

    writer: str
    split: Split
    answer: str
    points: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    """Points that it makes only in part, or so vaguely that readers would argue."""

    misconceptions: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    """Points that it says the opposite of."""


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
    title: str = field(default="", repr=False)
    """As it stands in lists; no part of what answers are graded by."""

    reading: tuple[FurtherReading, ...] = ()
    """Where to read up on it; no part of what answers are graded by, and not of the fingerprint."""

    @property
    def name(self) -> str:
        """Its title; without one, its id in words."""
        return self.title or self.id.replace("-", " ").capitalize()

    @property
    def max_weight(self) -> float:
        return sum(point.weight for point in self.points)

    @property
    def fingerprint(self) -> str:
        """Hash of all that it says, as a challenge has one; a result names the one that made it."""
        said = {name: value for name, value in asdict(self).items() if name != "reading"}
        plain = json.dumps(said, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(plain.encode()).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """The candidate's own words, and where they stand in the answer."""

    quote: str
    start: int
    end: int


class PointStanding(StrEnum):
    """What is shown of a key point, with how sure it is."""

    FOUND = "found"
    PERHAPS = "perhaps"
    NOT_FOUND = "not found"


_SURELY_FOUND = 0.7
_SURELY_NOT_FOUND = 0.3


@dataclass(frozen=True, kw_only=True)
class PointResult:
    """Whether an answer makes a key point."""

    id: str
    found: bool
    probability: float
    evidence: Evidence | None = None

    @property
    def standing(self) -> "PointStanding":
        """What is shown of it."""
        if self.probability >= _SURELY_FOUND:
            return PointStanding.FOUND
        return PointStanding.NOT_FOUND if self.probability < _SURELY_NOT_FOUND else PointStanding.PERHAPS


@dataclass(frozen=True, kw_only=True)
class MisconceptionResult:
    """A misconception that an answer holds."""

    id: str
    probability: float
    evidence: Evidence
    feedback: str
    is_sure: bool = True
    """Whether it costs marks; of a doubtful one the person is asked whether that was meant."""


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
    """What was noticed, as short words for machines."""

    matcher: str
    """What compared the texts."""

    remarks: tuple[str, ...] = ()
    """What was noticed, in sentences, with the words that caused it."""

    doubts: tuple[MisconceptionResult, ...] = ()
    """Misconceptions that the answer perhaps holds; they cost nothing."""

    low: float = 0.0
    high: float = 1.0
    """Where a person's mark lies in nine of ten answers like this one."""

    is_scored: bool = True
    """Whether the score says anything; an answer that could not be read waits for a person."""

    nearest: NearestMarked | None = None
    format_version: int = ANSWER_FORMAT_VERSION
