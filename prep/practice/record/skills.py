"""What is known of each topic: how much of it was touched, and how well that went, which are two things."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prep.model.sitting import Item, shares_by_topic
from prep.practice.desk.desk import Desk
from prep.store import practice as rows
from prep.store.records import AttemptKind

if TYPE_CHECKING:
    from prep.practice.desk.library import Library
    from prep.store.records import AttemptRecord


@dataclass(frozen=True, kw_only=True)
class Skill:
    """What is known of one topic."""

    topic: str
    answered: int
    questions: int
    tried: int
    """Challenges whose first topic it is."""

    challenges: int
    strength: float | None
    """The mean of what was reached last in its questions and checks, from 0 to 1; None before anything was touched."""

    @property
    def coverage(self) -> float:
        """How much of it was touched, from 0 to 1."""
        whole = self.questions + self.challenges
        return (self.answered + self.tried) / whole if whole else 0.0


def skill_shares(desk: Desk) -> dict[str, float]:
    """The strength of every topic that anything is known of.

    Raises:
        StorageError: the database fails.
    """
    with desk.notebook.reading() as connection:
        latest = rows.latest_attempts(connection)
    return {skill.topic: skill.strength for skill in find_skills(desk.library, latest) if skill.strength is not None}


def skills_of(items: Iterable[Item]) -> dict[str, float]:
    """The score of a sitting by topic, rounded as it is written."""
    return {topic: round(share, 4) for topic, share in shares_by_topic(items).items()}


def find_skills(library: "Library", latest: "Sequence[AttemptRecord]") -> tuple[Skill, ...]:
    """By topic, from the last attempt at each question and challenge."""
    answers: dict[str, list[float]] = {}
    tried: dict[str, int] = {}
    for attempt in latest:
        if attempt.kind is AttemptKind.ANSWER and attempt.item in library.questions:
            answers.setdefault(library.questions[attempt.item].topic, []).append(attempt.share)
        elif attempt.kind is AttemptKind.CODE and attempt.item in library.challenges:
            topic = library.challenges[attempt.item].spec.topics[0]
            tried[topic] = tried.get(topic, 0) + 1
    checks = _check_shares(library, latest)
    return tuple(
        Skill(
            topic=topic,
            answered=len(answers.get(topic, [])),
            questions=sum(question.topic == topic for question in library.questions.values()),
            tried=tried.get(topic, 0),
            challenges=sum(one.spec.topics[0] == topic for one in library.challenges.values()),
            strength=_mean([*answers.get(topic, []), *checks.get(topic, [])]) if topic in {*answers, *tried} else None,
        )
        for topic in library.topics
    )


def _check_shares(library: "Library", latest: "Iterable[AttemptRecord]") -> Mapping[str, list[float]]:
    """By topic, what the last attempt at each challenge reached in its checks."""
    shares: dict[str, list[float]] = {}
    for attempt in latest:
        challenge = library.challenges.get(attempt.item)
        if attempt.kind is not AttemptKind.CODE or challenge is None:
            continue
        topics = {check.id: check.topic for check in challenge.spec.checks if check.topic}
        for check in attempt.result.get("checks", ()):
            topic = topics.get(check.get("id", ""))
            if topic and check.get("max_points"):
                shares.setdefault(topic, []).append(check["points"] / check["max_points"])
    return shares


def _mean(shares: Sequence[float]) -> float | None:
    return sum(shares) / len(shares) if shares else None
