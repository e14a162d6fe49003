"""What the file of an assessment says."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from prep.catalog.reader import read_spec
from prep.model.errors import ContentError
from prep.model.report_part import ReportPart

DEFAULT_SIMILARITY: Final = 0.6
"""99 % of independent pairs of solutions of the shipped challenges stay below it; disguised copies begin at 0.9."""


class Multiple(StrEnum):
    """Which of several submissions by one candidate counts."""

    LAST = "last"
    FIRST = "first"
    ALL = "all"
    """Each is graded and reviewed by itself."""


@dataclass(frozen=True, kw_only=True)
class ChallengePart:
    """A coding challenge of the assessment."""

    id: str
    weight: float = 1.0
    variants: tuple[str, ...] = ()
    """Other versions of it, with the same checks: each candidate gets one of them all."""


@dataclass(frozen=True, kw_only=True)
class QuestionPart:
    """A concept question of the assessment."""

    id: str
    weight: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Window:
    """Between when and when work may be handed in; ISO 8601 with an offset."""

    opens: str = ""
    closes: str = ""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What happens to work that is late or comes twice. Late work is marked, never refused."""

    multiple: Multiple = Multiple.LAST
    grace_minutes: int = 5
    """How much over time is still on time: uploads take a while."""

    trusted_hours: int = 72
    """For how long after the time in its sealed log a file may come and still be on time by that log; not if the team
    noted when it came."""

    retention_days: int = 180
    """How long candidates' work is kept after the window closed, or after it came in where no window is set."""


@dataclass(frozen=True, kw_only=True)
class Reports:
    """What reports say, and to whom."""

    place: bool = False
    """Whether candidates learn their place, among twenty people or more."""

    reference: bool = False
    """Whether candidates see our own solution beside theirs, once the window has closed."""

    candidates_without: tuple[ReportPart, ...] = ()
    """What is left out for candidates."""

    reviewers_without: tuple[ReportPart, ...] = ()
    """What is left out for reviewers."""

    credential_from: float = 0.0
    """The share of the points from which on somebody has passed and gets a credential; 0 gives none."""


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """A timed set of challenges and questions, and how what comes back is judged."""

    format_version: int
    id: str
    title: str
    time_limit_minutes: int
    challenges: tuple[ChallengePart, ...] = ()
    questions: tuple[QuestionPart, ...] = ()
    instructions: str = ""
    """What the team tells its candidates, in Markdown."""

    rubric: str = ""
    """The rubric for human review by its name; without one nobody reviews."""

    review_weight: float = 0.0
    """Of the review beside the weights of challenges and questions."""

    reviewers: int = 2
    """How many people review each submission."""

    similarity_threshold: float = DEFAULT_SIMILARITY
    window: Window = field(default_factory=Window)
    policy: Policy = field(default_factory=Policy)
    reports: Reports = field(default_factory=Reports)

    @property
    def opens(self) -> datetime | None:
        return _moment(self.window.opens)

    @property
    def closes(self) -> datetime | None:
        return _moment(self.window.closes)

    @property
    def parts(self) -> tuple[ChallengePart | QuestionPart, ...]:
        return (*self.challenges, *self.questions)


def load_assessment(path: Path) -> Assessment:
    """Read the file of an assessment.

    Raises:
        ContentError: it is missing or does not fit; the text names the key and how to mend it.
    """
    assessment = read_spec(path, Assessment)
    for problem in _contradictions(assessment):
        raise ContentError(f"{path}: {problem}")
    return assessment


def _contradictions(assessment: Assessment) -> list[str]:
    problems = []
    if not assessment.id or not all(c.isascii() and (c.isalnum() or c in "-_") for c in assessment.id):
        problems.append(f"`id` is {assessment.id!r}; use letters, digits and hyphens")
    if not assessment.parts:
        problems.append("it has neither challenges nor questions; add `[[challenges]]` with an `id`")
    ids = [part.id for part in assessment.parts] + [name for one in assessment.challenges for name in one.variants]
    problems += [f"`{name}` is listed twice; list it once" for name in dict.fromkeys(ids) if ids.count(name) > 1]
    problems += [
        f"`{part.id}` has weight {part.weight}; give it one above 0 and up to 100"
        for part in assessment.parts
        if not 0 < part.weight <= 100
    ]
    problems += _bad_numbers(assessment)
    for key, text in (("opens", assessment.window.opens), ("closes", assessment.window.closes)):
        if text and not _is_moment(text):
            problems.append(f"`window.{key}` is {text!r}; write it like 2026-03-01T09:00:00+01:00, offset included")
    if not problems and assessment.opens and assessment.closes and assessment.opens >= assessment.closes:
        problems.append("the window closes before it opens; change `window.opens` or `window.closes`")
    return problems


def _bad_numbers(assessment: Assessment) -> list[str]:
    ranges = (
        ("time_limit_minutes", assessment.time_limit_minutes, 1, 60 * 24 * 30),
        ("similarity_threshold", assessment.similarity_threshold, 0.05, 1),
        ("review_weight", assessment.review_weight, 0, 100),
        ("reviewers", assessment.reviewers, 1, 20),
        ("policy.grace_minutes", assessment.policy.grace_minutes, 0, 60 * 24),
        ("policy.trusted_hours", assessment.policy.trusted_hours, 0, 24 * 365),
        ("reports.credential_from", assessment.reports.credential_from, 0, 1),
        ("policy.retention_days", assessment.policy.retention_days, 1, 3650),
    )
    problems = [
        f"`{name}` is {value:g}; give it a number from {low:g} to {high:g}"
        for name, value, low, high in ranges
        if not low <= value <= high
    ]
    if bool(assessment.rubric) is not (assessment.review_weight > 0):
        problems.append("`rubric` and `review_weight` go together; set both, or neither")
    return problems


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
