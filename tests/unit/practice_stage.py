"""Content in memory and histories that never happened, for tests of practice that need no file and no grader."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from prep.model.challenge import Challenge, ChallengeSpec, Check, Criterion, Level, Runtime
from prep.model.isolation import Isolation
from prep.model.question import KeyPoint, Question
from prep.model.result import CheckResult, GradeResult
from prep.model.verdict import Verdict
from prep.practice.library import Library

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
"""A Wednesday."""


def question(name: str, level: Level = Level.BEGINNER, topic: str = "nlp", minutes: int = 5) -> Question:
    point = KeyPoint(id="p", weight=1, description="", phrasings=("x",), follow_up="?")
    return Question(
        format_version=1,
        id=name,
        topic=topic,
        level=level,
        time_limit_minutes=minutes,
        question="?",
        model_answer="!",
        points=(point,),
        exemplars=(),
    )


def check(name: str, points: float = 10, questions: tuple[str, ...] = (), topic: str = "nlp") -> Check:
    return Check(id=name, title=f"Does {name}", criterion="c", points=points, questions=questions, topic=topic)


def challenge(
    name: str,
    *checks: Check,
    level: Level = Level.BEGINNER,
    minutes: int = 20,
    runtime: Runtime = Runtime.NUMPY,
    topic: str = "nlp",
) -> Challenge:
    spec = ChallengeSpec(
        format_version=1,
        id=name,
        title=name.rsplit("/", 1)[-1].capitalize(),
        summary="",
        level=level,
        runtime=runtime,
        topics=(topic,),
        time_limit_minutes=minutes,
        criteria=(Criterion(id="c", title=""),),
        checks=checks or (check("works"),),
    )
    return Challenge(spec=spec, folder=Path(), fingerprint="f", prompt="", starter="pass\n", hints=())


def graded(of: Challenge, verdicts: Mapping[str, Verdict]) -> GradeResult:
    """A result in which the checks named came out so, and the others passed."""
    checks = []
    for one in of.spec.checks:
        verdict = verdicts.get(one.id, Verdict.ACCEPTED)
        points = one.points if verdict is Verdict.ACCEPTED else 0.0
        checks.append(CheckResult(id=one.id, verdict=verdict, points=points, max_points=one.points, time_s=0.0))
    return GradeResult(
        challenge=of.id,
        fingerprint="f",
        submission="solution.py",
        checks=tuple(checks),
        isolation=Isolation.FULL,
        started_at=NOW,
        time_s=0.0,
        cpu_s=0.0,
    )


class Shelves:
    """What a library holds."""

    def __init__(self, *content: Question | Challenge) -> None:
        self.questions = {one.id: one for one in content if isinstance(one, Question)}
        self.challenges = {one.id: one for one in content if isinstance(one, Challenge)}

    @property
    def topics(self) -> tuple[str, ...]:
        return tuple(sorted({one.topic for one in self.questions.values()}))


def library(*content: Question | Challenge) -> Library:
    return cast("Library", Shelves(*content))
