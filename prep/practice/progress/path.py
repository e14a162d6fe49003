"""The path: three stages, each with its questions, its challenges and a project; gates that advise and never lock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Final

from prep.model.challenge import Challenge, Level
from prep.model.question import Question
from prep.model.text import count_words
from prep.practice.desk.library import Library
from prep.practice.record.history import History

STRONG: Final = 0.6
"""Of the marks: an answer that a person can build on."""

GATE_QUESTIONS: Final = 0.7
"""Of a stage's questions are answered well before the next stage is advised."""

GATE_CHALLENGES: Final = 0.5
"""Of a stage's challenges are solved by then."""

_DUST: Final = 1e-9
"""Of multiplying fractions."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One of three, told by its level."""

    level: Level
    title: str
    about: str
    projects: tuple[str, ...]
    """The reference projects that show what good work looks like there."""

    @property
    def number(self) -> int:
        return list(Level).index(self.level) + 1


STAGES: Final = (
    Stage(
        level=Level.BEGINNER,
        title="Foundations and from scratch",
        about="Linear algebra, derivatives, probability; first models and metrics written by hand.",
        projects=("housing",),
    ),
    Stage(
        level=Level.INTERMEDIATE,
        title="Real data, end to end",
        about="Cleaning, features, splits, cross-validation, choosing among models; framing a problem.",
        projects=("sentiment",),
    ),
    Stage(
        level=Level.ADVANCED,
        title="Deep learning and production",
        about="Networks and attention; serving, latency, monitoring; talking to those who pay for it.",
        projects=("transformer", "detection"),
    ),
)


@dataclass(frozen=True, kw_only=True)
class StageStanding:
    """How far a person is in a stage."""

    stage: Stage
    questions: int
    answered: int
    strong: int
    """Questions whose last answer was good."""

    once_strong: int
    """Questions that were ever answered well: what is forgotten since comes again, and closes no gate."""

    challenges: int
    tried: int
    solved: int

    @property
    def coverage(self) -> float:
        """How much of it was touched at all, from 0 to 1."""
        return _share(self.answered + self.tried, self.questions + self.challenges)

    @property
    def done(self) -> float:
        """How much of it is known or solved, from 0 to 1."""
        return _share(self.strong + self.solved, self.questions + self.challenges)

    @property
    def questions_short(self) -> int:
        """Good answers that are still missing to the gate."""
        return max(0, _least(GATE_QUESTIONS, self.questions) - self.once_strong)

    @property
    def challenges_short(self) -> int:
        return max(0, _least(GATE_CHALLENGES, self.challenges) - self.solved)

    @property
    def is_passed(self) -> bool:
        return not self.questions_short and not self.challenges_short

    @property
    def advice(self) -> str:
        """What is missing before the next stage is advised; nothing is locked."""
        if self.is_passed:
            return "ready for what comes next"
        missing = []
        if self.questions_short:
            missing.append(f"{count_words(self.questions_short, 'good answer')} to go")
        if self.challenges_short:
            missing.append(f"{count_words(self.challenges_short, 'challenge')} to solve")
        return ", ".join(missing)


@dataclass(frozen=True, kw_only=True)
class Path:
    stages: tuple[StageStanding, ...]

    @property
    def here(self) -> StageStanding:
        """The first stage that is not passed; the last one once all are."""
        return next((one for one in self.stages if not one.is_passed), self.stages[-1])

    def at(self, level: Level) -> StageStanding:
        return next(one for one in self.stages if one.stage.level is level)


def find_path(library: Library, history: History) -> Path:
    """Where a person is on the path."""
    return Path(stages=tuple(_standing(stage, library, history) for stage in STAGES))


def questions_at(questions: Iterable[Question], level: Level) -> list[Question]:
    return [one for one in questions if one.level is level]


def challenges_at(challenges: Mapping[str, Challenge], level: Level) -> list[Challenge]:
    """Short ones first: whoever begins wants to finish something."""
    found = [one for one in challenges.values() if one.spec.level is level]
    return sorted(found, key=lambda one: (one.spec.time_limit_minutes, one.id))


def _standing(stage: Stage, library: Library, history: History) -> StageStanding:
    questions = [one.id for one in questions_at(library.questions.values(), stage.level)]
    challenges = [one.id for one in challenges_at(library.challenges, stage.level)]
    answers = [history.answers[name] for name in questions if name in history.answers]
    return StageStanding(
        stage=stage,
        questions=len(questions),
        answered=len(answers),
        strong=sum(share >= STRONG for share in answers),
        once_strong=sum(history.best.get(name, 0.0) >= STRONG for name in questions),
        challenges=len(challenges),
        tried=sum(name in history.shares for name in challenges),
        solved=sum(name in history.solved for name in challenges),
    )


def _least(share: float, whole: int) -> int:
    """So many of a whole that it is at least this share."""
    return ceil(share * whole - _DUST)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
