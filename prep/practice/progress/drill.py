"""Which questions to answer now: what is due first, then what was never asked, and no more than fits a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Final

from prep.model.challenge import Level
from prep.model.question import Question
from prep.practice.desk.desk import Desk
from prep.practice.progress.pace import focus_of
from prep.practice.progress.path import find_path
from prep.practice.record.goal import Goal, local_day
from prep.practice.record.history import History


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question to answer, and why now."""

    question: Question
    why: str
    is_due: bool


@dataclass(frozen=True, kw_only=True)
class Portion:
    """How many questions a day brings at most."""

    due: int = 20
    new: int = 10

    @classmethod
    def of(cls, goal: Goal | None) -> "Portion":
        """What fits the minutes of a plan; without a plan, what most people stand."""
        if goal is None:
            return cls()
        return cls(due=max(2, goal.minutes // 6), new=max(1, goal.minutes // 12))


NO_LIMIT: Final = Portion(due=10**6, new=10**6)


@dataclass(frozen=True, kw_only=True)
class Queue:
    """What there is to drill."""

    asked: tuple[Asked, ...]
    """Due ones first, those that a failed check asks for before the others, then new ones."""

    next_due: datetime | None
    """When the next question comes that is not due yet."""

    due_later: int = 0
    """Due now, but more than fits this day."""

    new_later: int = 0

    @property
    def due(self) -> int:
        return sum(one.is_due for one in self.asked)

    @property
    def new(self) -> int:
        return len(self.asked) - self.due


def drill_queue(
    desk: Desk, *, topic: str | None = None, level: Level | None = None, portion: Portion | None = None
) -> Queue:
    """The questions to answer now, of one topic or level if these are given; of those there may be more than a day's.

    Raises:
        StorageError: the database fails.
    """
    history = History.load(desk)
    chosen = {
        name: question
        for name, question in desk.library.questions.items()
        if topic in (None, question.topic) and level in (None, question.level)
    }
    now, goal = desk.now(), history.journal.goal
    if topic is not None or level is not None:
        return make_queue(chosen, history, now, portion or NO_LIMIT)
    today = local_day(now)
    focus = focus_of(find_path(desk.library, history), desk.library, goal or Goal(made_on=today), today)
    return make_queue(chosen, history, now, portion or Portion.of(goal), first=focus)


def make_queue(
    questions: Mapping[str, Question],
    history: History,
    now: datetime,
    portion: Portion,
    *,
    first: Level | None = None,
) -> Queue:
    """The queue of these questions; new ones of the level `first` come before others."""
    active = {name: one for name, one in questions.items() if name not in history.journal.suspended}
    demands = {name: one for name, one in history.journal.asked_for(history.cards).items() if name in active}
    known = sorted((card for name, card in history.cards.items() if name in active), key=lambda card: card.due)
    asked = [Asked(question=active[name], why=one.why, is_due=True) for name, one in demands.items()]
    asked += [
        Asked(question=active[card.question], why="due again by your schedule", is_due=True)
        for card in known
        if card.due <= now and card.question not in demands
    ]
    untried = [one for name, one in active.items() if name not in history.cards and name not in demands]
    new = [Asked(question=one, why="new to you", is_due=False) for one in in_turn(untried, first)]
    due_room = max(0, portion.due - history.today.again)
    new_room = max(0, portion.new - history.today.new)
    return Queue(
        asked=(*asked[:due_room], *new[:new_room]),
        next_due=min((card.due for card in known if card.due > now), default=None),
        due_later=len(asked[due_room:]),
        new_later=len(new[new_room:]),
    )


def named(questions: Iterable[Question], why: str) -> tuple[Asked, ...]:
    """Questions that the person chose."""
    return tuple(Asked(question=question, why=why, is_due=False) for question in questions)


def in_turn(questions: Iterable[Question], first: Level | None = None) -> list[Question]:
    """Easier ones first, unless a level is to come before, and the topics taking turns."""
    rest = list(questions)
    found: list[Question] = []
    for level in sorted(Level, key=lambda level: (level is not first, list(Level).index(level))):
        topics: dict[str, list[Question]] = {}
        for question in rest:
            if question.level is level:
                topics.setdefault(question.topic, []).append(question)
        for row in zip_longest(*topics.values()):
            found += [question for question in row if question is not None]
    return found
