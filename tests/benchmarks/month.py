"""A month of practice, day by day, for three people who do what the plan asks: `python -m tests.benchmarks.month`.

Nothing is graded here: how well somebody answers is drawn from how far they are and from how likely a question is
still known. What is tried out is the plan: how long its days are, what they ask, and what is reached by them.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from prep.catalog.locate import shipped_root
from prep.model.challenge import Challenge, Level, Visibility
from prep.practice.desk.library import Library
from prep.practice.progress.day import Day, DayTask, TaskKind, plan_day
from prep.practice.progress.path import find_path
from prep.practice.record.goal import Goal, local_day
from prep.practice.record.history import History, Solved
from prep.practice.record.journal import Demand, Journal
from prep.practice.record.schedule import next_card, recall_chance, suggest_rating

START: Final = datetime(2026, 3, 2, 18, tzinfo=UTC)
"""A Monday evening."""

_FIRST_SHARES: Final = {Level.BEGINNER: 0.6, Level.INTERMEDIATE: 0.5, Level.ADVANCED: 0.4}
"""Of the marks, that a new question brings on average."""

_FAILS_FIRST: Final = 0.4
"""How often the first submission to a challenge fails a check that names questions."""


@dataclass(frozen=True, kw_only=True)
class Person:
    name: str
    days: int
    """Of the simulation, up to the interview."""

    days_a_week: int
    minutes: int
    passed: tuple[Level, ...] = ()
    """Stages that lie behind them."""


PEOPLE: Final = (
    Person(name="beginner", days=30, days_a_week=6, minutes=60),
    Person(name="half-way", days=30, days_a_week=5, minutes=45, passed=(Level.BEGINNER,)),
    Person(name="a week before", days=7, days_a_week=7, minutes=90, passed=(Level.BEGINNER, Level.INTERMEDIATE)),
)


@dataclass
class Walk:
    """What a person has done so far."""

    library: Library
    goal: Goal
    rng: random.Random
    history: History = field(default_factory=History)
    worked: dict[str, int] = field(default_factory=dict)
    """Minutes spent on challenges that are not solved."""

    failed: set[str] = field(default_factory=set)
    """Questions that a failed check of theirs asked for, ever."""

    @property
    def known(self) -> frozenset[str]:
        return frozenset(self.history.cards)


@dataclass(frozen=True, kw_only=True)
class Logged:
    """One day as it was."""

    day: Day
    asked_for_nothing: tuple[str, ...]
    """Questions that were asked as due though they were never answered, and no check of theirs failed."""

    coverage: float
    """Of all questions and challenges."""

    kept: float
    """How much of what was answered is probably still known that evening."""

    due_waiting: int


def walk(person: Person, library: Library) -> Iterator[Logged]:
    """Day after day."""
    now = START
    goal = Goal(
        made_on=local_day(now),
        interview=local_day(now + timedelta(days=person.days)),
        days=person.days_a_week,
        minutes=person.minutes,
    )
    me = Walk(library=library, goal=goal, rng=random.Random(person.name))
    _bring_with(me, person, now)
    for _ in range(person.days + 1):
        day = plan_day(library, _with_journal(me), now)
        strangers = tuple(
            name
            for task in day.tasks
            if task.kind is TaskKind.REVIEW
            for name in task.questions
            if name not in me.known and name not in me.failed
        )
        for task in day.tasks:
            _do(me, task, now)
        yield _log(me, day, strangers, now)
        now += timedelta(days=1)


def _with_journal(me: Walk) -> History:
    return replace(me.history, journal=replace(me.history.journal, goal=me.goal))


def _bring_with(me: Walk, person: Person, now: datetime) -> None:
    """What somebody did before, over the two months that lie behind."""
    for level in person.passed:
        for number, question in enumerate(q for q in me.library.questions.values() if q.level is level):
            _answer(me, question.id, 0.75, now - timedelta(days=60 - number))
        solved = [c for c in me.library.challenges.values() if c.spec.level is level]
        for challenge in solved[: len(solved) * 2 // 3]:
            _solve(me, challenge, now - timedelta(days=20))


def _do(me: Walk, task: DayTask, now: datetime) -> None:
    if task.kind is TaskKind.CHALLENGE:
        challenge = me.library.challenges[task.challenge]
        spent = me.worked.get(challenge.id, 0) + task.minutes
        me.worked[challenge.id] = spent
        me.history = replace(me.history, begun=(challenge.id, *(n for n in me.history.begun if n != challenge.id)))
        if spent >= challenge.spec.time_limit_minutes:
            if me.rng.random() < _FAILS_FIRST:
                _fail(me, challenge, now)
            _solve(me, challenge, now)
    elif task.kind is TaskKind.REWORK:
        _solve(me, me.library.challenges[task.challenge], now)
    for name in task.questions:
        card = me.history.cards.get(name)
        average = _FIRST_SHARES[me.library.questions[name].level] if card is None else 0.9 * recall_chance(card, now)
        _answer(me, name, min(1.0, max(0.0, me.rng.gauss(average, 0.15))), now)


def _answer(me: Walk, name: str, share: float, now: datetime) -> None:
    gap_days = me.goal.gap_days(local_day(now))
    card = next_card(me.history.cards.get(name), name, suggest_rating(share), now, gap_days)
    me.history = replace(
        me.history,
        cards=dict(me.history.cards) | {name: card},
        answers=dict(me.history.answers) | {name: share},
        best=dict(me.history.best) | {name: max(share, me.history.best.get(name, 0.0))},
    )


def _fail(me: Walk, challenge: Challenge, now: datetime) -> None:
    """One hidden check fails, and asks for its questions; the person mends it, but the question stays worth a look."""
    naming = [check for check in challenge.checks(Visibility.HIDDEN) if check.questions]
    if naming:
        check = me.rng.choice(naming)
        demands = [
            Demand(question=name, challenge=challenge.id, check=check.id, why="failed", since=now)
            for name in check.questions
        ]
        me.failed |= set(check.questions)
        me.history = replace(me.history, journal=Journal(demands=(*me.history.journal.demands, *demands)))


def _solve(me: Walk, challenge: Challenge, now: datetime) -> None:
    times = me.history.solved[challenge.id].times + 1 if challenge.id in me.history.solved else 1
    me.history = replace(
        me.history,
        solved=dict(me.history.solved) | {challenge.id: Solved(times=times, last=now)},
        shares=dict(me.history.shares) | {challenge.id: 1.0},
    )


def _log(me: Walk, day: Day, strangers: tuple[str, ...], now: datetime) -> Logged:
    path = find_path(me.library, me.history)
    whole = sum(one.questions + one.challenges for one in path.stages)
    touched = sum(one.answered + one.tried for one in path.stages)
    chances = [recall_chance(card, now) for card in me.history.cards.values()]
    return Logged(
        day=day,
        asked_for_nothing=strangers,
        coverage=touched / whole,
        kept=sum(chances) / len(chances) if chances else 1.0,
        due_waiting=sum(card.due <= now for card in me.history.cards.values()),
    )


def main() -> None:
    library = Library([shipped_root()])
    for person in PEOPLE:
        print(f"\n{person.name}: {person.days_a_week} days a week, {person.minutes} minutes")
        print("day  stage         minutes  review new challenge rework  covered  known  still due")
        for number, one in enumerate(walk(person, library)):
            counts = dict.fromkeys(TaskKind, 0)
            for task in one.day.tasks:
                counts[task.kind] += len(task.questions) or 1
            tasks = f"{counts[TaskKind.REVIEW]:>6} {counts[TaskKind.NEW]:>3} {counts[TaskKind.CHALLENGE]:>9}"
            tasks += f" {counts[TaskKind.REWORK]:>6}"
            figures = f"{one.coverage:>7.0%} {one.kept:>6.0%} {one.due_waiting:>10}"
            rest = "rest" if one.day.is_rest else f"{one.day.minutes:>4}"
            print(f"{number:>3}  {one.day.focus:<12} {rest:>8}  {tasks}  {figures}")


if __name__ == "__main__":
    main()
