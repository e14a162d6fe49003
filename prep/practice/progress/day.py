"""The plan of a day: what is due, then what is new in the stage one is in, as much as fits the minutes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from prep.model.challenge import Challenge, ChallengeKind, Level, Runtime
from prep.model.text import count_words
from prep.practice.desk.library import Library
from prep.practice.drafts.challenges import REWORK_MINUTES
from prep.practice.progress.drill import Asked, Portion, Queue, make_queue
from prep.practice.progress.pace import LAST_SHARE, focus_of, minutes_of
from prep.practice.progress.path import Path, StageStanding, challenges_at, find_path
from prep.practice.record.goal import Goal, local_day
from prep.practice.record.history import History

REVIEW_SHARE: Final = 0.5
"""Of a day goes to what is due, while there is something new to learn."""

_LEAST_MINUTES: Final = 10
"""Less is not worth opening a challenge for."""

_FIRST_REWORK: Final = timedelta(days=7)
"""After that a solved challenge comes back, then after twice as long each time."""

_REWORK_PAUSE: Final = timedelta(days=2.5)
"""From one rework to the next, so that new things are not crowded out."""


class TaskKind(StrEnum):
    REVIEW = "review"
    NEW = "new"
    CHALLENGE = "challenge"
    REWORK = "rework"


@dataclass(frozen=True, kw_only=True)
class DayTask:
    """One thing to do on a day."""

    kind: TaskKind
    minutes: int
    why: str
    questions: tuple[str, ...] = ()
    challenge: str = ""


@dataclass(frozen=True, kw_only=True)
class Day:
    """What the plan asks on a day, and why."""

    date: date
    goal: Goal
    focus: Level
    """The stage that new things come from."""

    tasks: tuple[DayTask, ...]
    is_rest: bool
    path: Path
    advice: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        return sum(task.minutes for task in self.tasks)


def plan_day(library: Library, history: History, now: datetime, *, missing: frozenset[Runtime] = frozenset()) -> Day:
    """What to do today; what was done since midnight counts.

    Args:
        library: What there is to learn.
        history: What was done so far.
        now: The time, which decides the day.
        missing: Runtimes whose libraries are not installed; their challenges are left out.
    """
    today = local_day(now)
    goal = history.journal.goal or Goal(made_on=today)
    path = find_path(library, history)
    focus = focus_of(path, library, goal, today)
    challenges = [one for one in library.challenges.values() if one.spec.runtime not in missing]
    is_rest = goal.is_rest(today) and goal.days_left(today) != 0
    tasks: list[DayTask] = []
    if not is_rest:
        queue = make_queue(library.questions, history, now, Portion.of(goal), first=focus)
        tasks = list(_tasks(path.at(focus), goal, queue, challenges, history, now))
    return Day(
        date=today,
        goal=goal,
        focus=focus,
        tasks=tuple(tasks),
        is_rest=is_rest,
        path=path,
        advice=tuple(_advice(path, library, goal, focus, today)),
    )


def rework_of(challenges: Iterable[Challenge], history: History, now: datetime) -> Challenge | None:
    """The solved challenge that is most overdue to be solved once more from memory; not every day."""
    if any(one.times > 1 and now - one.last < _REWORK_PAUSE for one in history.solved.values()):
        return None

    def due(challenge: Challenge) -> datetime:
        solved = history.solved[challenge.id]
        return solved.last + _FIRST_REWORK * float(2 ** min(solved.times - 1, 6))

    solved = [one for one in challenges if one.id in history.solved and one.id not in history.journal.suspended]
    return min((one for one in solved if due(one) <= now), key=due, default=None)


def _tasks(
    standing: StageStanding,
    goal: Goal,
    queue: Queue,
    challenges: Sequence[Challenge],
    history: History,
    now: datetime,
) -> Iterator[DayTask]:
    left = goal.minutes - round(history.today.minutes)
    going_over = _is_going_over(goal, local_day(now))
    due = [one for one in queue.asked if one.is_due]
    reviews = _fit(due, left if going_over else round(left * REVIEW_SHARE)) or _fit(due[:1], left)
    if reviews:
        yield _drill(TaskKind.REVIEW, reviews, reviews[0].why)
        left -= _minutes(reviews)
    new = [one for one in queue.asked if not one.is_due and one.question.level is standing.stage.level]
    ahead = _open_challenges(challenges, history, standing.stage.level)
    behind = standing.strong * standing.challenges <= standing.solved * standing.questions
    for kind in (TaskKind.NEW, TaskKind.CHALLENGE) if behind or going_over else (TaskKind.CHALLENGE, TaskKind.NEW):
        if kind is TaskKind.NEW:
            chosen = _fit(new, left)
            if chosen:
                yield _drill(kind, chosen, f"new in stage {standing.stage.number}, {standing.stage.title.lower()}")
                left -= _minutes(chosen)
            continue
        if left >= REWORK_MINUTES and (again := rework_of(challenges, history, now)) is not None:
            why = f"solved {(now - history.solved[again.id].last).days} days ago; once more from memory"
            yield DayTask(kind=TaskKind.REWORK, minutes=REWORK_MINUTES, why=why, challenge=again.id)
            left -= REWORK_MINUTES
        for challenge in ahead:
            # one new question has its place beside a challenge that would fill the day
            room = left - (new[0].question.time_limit_minutes if new and not behind else 0)
            if room < _LEAST_MINUTES:
                break
            minutes = min(room, challenge.spec.time_limit_minutes)
            begun = challenge.id in history.begun
            why = "you began it and have not passed every check" if begun else _why(challenge, standing)
            yield DayTask(kind=kind, minutes=minutes, why=why, challenge=challenge.id)
            left -= minutes
            if challenge.kind is not ChallengeKind.WARM_UP:  # after a warm-up there is room for another
                break


def _open_challenges(challenges: Sequence[Challenge], history: History, level: Level) -> list[Challenge]:
    """What was begun is finished first; what was solved is not asked."""
    known = {one.id: one for one in challenges if one.id not in history.journal.suspended}
    open_ = {name: one for name, one in known.items() if name not in history.solved}
    begun = [open_[name] for name in history.begun if name in open_ and open_[name].spec.level is level]
    return begun + [one for one in challenges_at(open_, level) if one not in begun]


def _why(challenge: Challenge, standing: StageStanding) -> str:
    spec = challenge.spec
    return (
        f"stage {standing.stage.number}, {spec.time_limit_minutes} minutes, trains {spec.topics[0].replace('-', ' ')}"
    )


def _drill(kind: TaskKind, asked: Sequence[Asked], why: str) -> DayTask:
    return DayTask(kind=kind, minutes=_minutes(asked), why=why, questions=tuple(one.question.id for one in asked))


def _fit(asked: Sequence[Asked], minutes: int) -> list[Asked]:
    """As many from the front as fit."""
    found: list[Asked] = []
    for one in asked:
        minutes -= one.question.time_limit_minutes
        if minutes < 0:
            break
        found.append(one)
    return found


def _minutes(asked: Iterable[Asked]) -> int:
    return sum(one.question.time_limit_minutes for one in asked)


def _is_going_over(goal: Goal, today: date) -> bool:
    """Whether the interview is so near that what is known comes first."""
    left = goal.days_left(today)
    return left is not None and goal.interview is not None and left <= LAST_SHARE * (goal.interview - goal.made_on).days


def _advice(path: Path, library: Library, goal: Goal, focus: Level, today: date) -> Iterator[str]:
    for one in path.stages:
        if one.stage.level is focus:
            break
        if not one.is_passed:
            yield f"Stage {one.stage.number} is not behind you: {one.advice}. The date leads on; nothing is locked."
    left = goal.days_left(today)
    if left is None:
        return
    days = sum(not goal.is_rest(today + timedelta(days=n)) for n in range(left)) or 1
    if _is_going_over(goal, today):
        yield "The interview is near: what you know comes first, new things after."
    needed = sum(minutes_of(library, one.stage.level) for one in path.stages if not one.is_passed)
    if needed > days * goal.minutes:
        yield (
            f"{count_words(left, 'day')} to the interview. The stages that are open hold about {needed // 60} hours,"
            f" your plan has {days * goal.minutes // 60}: each stage gets its share, the essentials first."
        )
    else:
        yield f"{count_words(left, 'day')} to the interview; your plan has room for all that is open."
