"""Content in memory and histories that never happened, for tests of practice that need no file and no grader."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from prep.model.challenge import Challenge, ChallengeSpec, Check, Criterion, Level, Runtime
from prep.model.errors import ContentError
from prep.model.isolation import Isolation
from prep.model.question import AnswerResult, FollowUp, KeyPoint, PointResult, Question
from prep.model.result import CheckResult, GradeResult
from prep.model.verdict import Verdict
from prep.practice.desk.desk import Desk
from prep.practice.desk.library import Library
from tests.unit.fresh_database import lay_fresh_database

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
"""A Wednesday."""


def question(name: str, level: Level = Level.BEGINNER, topic: str = "nlp", minutes: int = 5) -> Question:
    """With two points; an answer makes those whose ids it holds."""
    points = tuple(
        KeyPoint(id=point, weight=weight, description=f"Says {point}", phrasings=("x",), follow_up=f"And {point}?")
        for point, weight in (("alpha", 1.0), ("beta", 3.0))
    )
    return Question(
        format_version=1,
        id=name,
        topic=topic,
        level=level,
        time_limit_minutes=minutes,
        question=f"What is {name}?",
        model_answer="alpha beta",
        points=points,
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
        criteria=(Criterion(id="c", title="Works"),),
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

    challenge_problems = question_problems = ()
    roots = (Path("content"),)

    def __init__(self, *content: Question | Challenge) -> None:
        self.questions = {one.id: one for one in content if isinstance(one, Question)}
        self.challenges = {one.id: one for one in content if isinstance(one, Challenge)}

    @property
    def topics(self) -> tuple[str, ...]:
        return tuple(sorted({one.topic for one in self.questions.values()}))

    def question(self, name: str) -> Question:
        if name not in self.questions:
            raise ContentError(f"no question `{name}`")
        return self.questions[name]

    def challenge(self, name: str) -> Challenge:
        if name not in self.challenges:
            raise ContentError(f"no challenge `{name}`")
        return self.challenges[name]


def library(*content: Question | Challenge) -> Library:
    return cast("Library", Shelves(*content))


class PlainAssessor:
    """Finds a point where its id is written."""

    def warm(self, _: Question) -> None:
        """There is nothing to load."""

    def grade(self, of: Question, answer: str) -> AnswerResult:
        points = tuple(
            PointResult(id=point.id, found=point.id in answer, probability=float(point.id in answer))
            for point in of.points
        )
        missed = [point for point in of.points if point.id not in answer]
        return AnswerResult(
            question=of.id,
            score=sum(point.weight for point in of.points if point.id in answer) / of.max_weight,
            points=points,
            misconceptions=(),
            follow_ups=tuple(FollowUp(point=point.id, question=point.follow_up) for point in missed),
            confidence=1.0,
            needs_review=False,
            flags=(),
            matcher="letters",
        )

    def makes_point(self, _: Question, point: str, answer: str) -> bool:
        return point in answer


class PlainBench:
    """Fails the checks whose ids are written in the source."""

    isolation = Isolation.FULL
    weakness = ""

    def warm(self, _: Challenge) -> None:
        """There is nothing to start."""

    def stop(self) -> None:
        """Nothing runs."""

    def close(self) -> None:
        """Nothing runs."""

    def grade(self, of: Challenge, source: str, **_: Any) -> GradeResult:
        failed = {one.id: Verdict.WRONG_ANSWER for one in of.spec.checks if f"fail {one.id}" in source}
        return graded(of, failed)


class PlainDesk(Desk):
    """A desk with content in memory, a clock that moves when it is told to, and graders that look at letters."""

    def __init__(self, data: Path, *content: Question | Challenge) -> None:
        self.time = NOW
        super().__init__([], data, lambda: self.time)
        self.library = library(*content)
        self._bench = cast("Any", PlainBench())
        self._assessor = cast("Any", PlainAssessor())
        data.mkdir(parents=True, exist_ok=True)
        lay_fresh_database(data / "prep.db")

    def wait(self, **span: float) -> None:
        self.time += timedelta(**span)
