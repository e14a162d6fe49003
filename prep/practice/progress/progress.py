"""How far a person has come: the path, skills by topic, days in a row, and what to do next and why."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from prep.model.text import one_line
from prep.practice.desk.desk import Desk
from prep.practice.desk.runtimes import missing_runtimes
from prep.practice.progress.day import Day, plan_day
from prep.practice.progress.drill import Portion, Queue, make_queue
from prep.practice.progress.suggestions import Suggestion, suggest
from prep.practice.record.history import History
from prep.practice.record.skills import Skill, find_skills
from prep.store import practice as rows
from prep.store.practice import QUARTER_S
from prep.store.records import SittingRecord

_RECENT: Final = 6
_LONGEST: Final = timedelta(days=400)
"""Streaks are counted up to here."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What Home and `prep progress` show."""

    day: Day
    """The path, and what the plan asks today."""

    skills: tuple[Skill, ...]
    """In the order of topics."""

    streak: int
    """Days in a row, up to today or yesterday."""

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
    history = History.load(desk)
    with desk.notebook.reading() as connection:
        latest = rows.latest_attempts(connection)
        quarters = rows.active_quarters(connection, now - _LONGEST)
        recent = rows.recent_sittings(connection, _RECENT)
        week = rows.count_reviews(connection, now - timedelta(days=7))
    library = desk.library
    day = plan_day(library, history, now, missing=missing_runtimes(library))
    queue = make_queue(library.questions, history, now, Portion.of(history.journal.goal), first=day.focus)
    return Progress(
        day=day,
        skills=find_skills(library, latest),
        streak=count_streak(days_of(quarters, now), now.astimezone().date()),
        queue=queue,
        reviews_this_week=week,
        recent=tuple(recent),
        suggestions=suggest(desk, queue, day, history),
        problems=tuple(one_line(line) for line in (*library.challenge_problems, *library.question_problems)),
    )


def days_of(quarters: set[int], now: datetime) -> frozenset[date]:
    """The days, by the person's own calendar, that these quarters of an hour lie in."""
    zone = now.astimezone().tzinfo
    return frozenset(datetime.fromtimestamp(quarter * QUARTER_S, zone).date() for quarter in quarters)


def count_streak(days: frozenset[date], today: date) -> int:
    """Days in a row; a day that is not over yet breaks nothing."""
    day = today if today in days else today - timedelta(days=1)
    length = 0
    while day in days:
        length += 1
        day -= timedelta(days=1)
    return length
