"""How far a person has come: skills by topic, days in a row, and what to do next and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from prep.model.text import one_line
from prep.model.verdict import Verdict
from prep.practice.desk import Desk
from prep.practice.drill import Queue, make_queue
from prep.practice.suggestions import Suggestion, suggest
from prep.store import practice as rows
from prep.store.practice import QUARTER_S, Points
from prep.store.records import AttemptKind, AttemptRecord, SittingRecord

_RECENT: Final = 6
_LONGEST: Final = timedelta(days=400)
"""Streaks are told up to here."""

DAYS: Final = 28
"""Of the picture of activity."""


@dataclass(frozen=True, kw_only=True)
class Skill:
    """What is known of one topic."""

    topic: str
    share: float | None
    """The mean of what was reached last in its questions and checks, from 0 to 1; None before the first."""

    answered: int
    questions: int
    checks: int
    """Of challenges, that belong to it and were tried."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What Home and `prep progress` show."""

    skills: tuple[Skill, ...]
    """In the order of topics."""

    streak: int
    """Days in a row, up to today or yesterday."""

    active_days: frozenset[date]
    queue: Queue
    reviews_this_week: int
    recent: tuple[SittingRecord, ...]
    suggestions: tuple[Suggestion, ...]
    problems: tuple[str, ...] = ()


def load_progress(desk: Desk) -> Progress:
    """Everything at once, in a few queries.

    Raises:
        StorageError: the database fails.
    """
    now = desk.now()
    local = now.astimezone()
    with desk.notebook.reading() as connection:
        cards = rows.all_cards(connection)
        latest = rows.latest_attempts(connection)
        best = rows.points_of_all(connection, AttemptKind.CODE)
        quarters = rows.active_quarters(connection, now - _LONGEST)
        recent = rows.recent_sittings(connection, _RECENT)
        week = rows.count_reviews(connection, now - timedelta(days=7))
    days = frozenset(datetime.fromtimestamp(quarter * QUARTER_S, local.tzinfo).date() for quarter in quarters)
    queue = make_queue(desk.library.questions, cards, now)
    skills = _skills(desk, latest)
    return Progress(
        skills=skills,
        streak=_streak(days, local.date()),
        active_days=days,
        queue=queue,
        reviews_this_week=week,
        recent=tuple(recent),
        suggestions=suggest(desk, queue, {s.topic: s.share for s in skills if s.share is not None}, _solved(best)),
        problems=tuple(one_line(line) for line in (*desk.library.challenge_problems, *desk.library.question_problems)),
    )


def skill_shares(desk: Desk) -> dict[str, float]:
    """The share of every topic that anything is known of.

    Raises:
        StorageError: the database fails.
    """
    with desk.notebook.reading() as connection:
        latest = rows.latest_attempts(connection)
    return {skill.topic: skill.share for skill in _skills(desk, latest) if skill.share is not None}


def _skills(desk: Desk, latest: Sequence[AttemptRecord]) -> tuple[Skill, ...]:
    questions = desk.library.questions
    answers: dict[str, list[float]] = {}
    for attempt in latest:
        if attempt.kind is AttemptKind.ANSWER and attempt.item in questions:
            answers.setdefault(questions[attempt.item].topic, []).append(attempt.share)
    checks = _check_shares(desk, latest)
    return tuple(
        Skill(
            topic=topic,
            share=_mean([*answers.get(topic, []), *checks.get(topic, [])]),
            answered=len(answers.get(topic, [])),
            questions=sum(question.topic == topic for question in questions.values()),
            checks=len(checks.get(topic, [])),
        )
        for topic in desk.library.topics
    )


def _check_shares(desk: Desk, latest: Iterable[AttemptRecord]) -> Mapping[str, list[float]]:
    """By topic, what the last attempt at each challenge reached in its checks."""
    shares: dict[str, list[float]] = {}
    for attempt in latest:
        challenge = desk.library.challenges.get(attempt.item)
        if attempt.kind is not AttemptKind.CODE or challenge is None:
            continue
        topics = {check.id: check.topic for check in challenge.spec.checks if check.topic}
        for check in attempt.result.get("checks", ()):
            topic = topics.get(check.get("id", ""))
            if topic and check.get("max_points"):
                shares.setdefault(topic, []).append(check["points"] / check["max_points"])
    return shares


def _solved(points: Iterable[Points]) -> frozenset[str]:
    return frozenset(one.item for one in points if one.verdict == Verdict.ACCEPTED)


def _mean(shares: Sequence[float]) -> float | None:
    return sum(shares) / len(shares) if shares else None


def _streak(days: frozenset[date], today: date) -> int:
    """Days in a row; a day that is not over yet breaks nothing."""
    day = today if today in days else today - timedelta(days=1)
    length = 0
    while day in days:
        length += 1
        day -= timedelta(days=1)
    return length
