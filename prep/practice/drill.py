"""Which questions to answer now: what is due first, then what was never asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from prep.model.challenge import Level
from prep.model.question import Question
from prep.practice.desk import Desk
from prep.store.practice import all_cards
from prep.store.records import CardRecord


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question to answer, and why now."""

    question: Question
    why: str
    is_due: bool


@dataclass(frozen=True, kw_only=True)
class Queue:
    """What there is to drill."""

    asked: tuple[Asked, ...]
    """Due ones first, those that a failed check made due before the others, then new ones."""

    next_due: datetime | None
    """When the next question comes that is not due yet."""

    @property
    def due(self) -> int:
        return sum(one.is_due for one in self.asked)

    @property
    def new(self) -> int:
        return len(self.asked) - self.due


def drill_queue(desk: Desk, *, topic: str | None = None, level: Level | None = None) -> Queue:
    """The questions to answer now, of one topic or level if these are given.

    Raises:
        StorageError: the database fails.
    """
    with desk.notebook.reading() as connection:
        cards = all_cards(connection)
    chosen = {
        name: question
        for name, question in desk.library.questions.items()
        if topic in (None, question.topic) and level in (None, question.level)
    }
    return make_queue(chosen, cards, desk.now())


def make_queue(questions: Mapping[str, Question], cards: Mapping[str, CardRecord], now: datetime) -> Queue:
    """The queue of these questions."""
    known = [card for name, card in cards.items() if name in questions]
    due = sorted((card for card in known if card.due <= now), key=lambda card: (not card.reason, card.due))
    later = [card.due for card in known if card.due > now]
    asked = [
        Asked(question=questions[card.question], why=card.reason or "due again by your schedule", is_due=True)
        for card in due
    ]
    new = _in_turn([question for name, question in questions.items() if name not in cards])
    asked += [Asked(question=question, why="new to you", is_due=False) for question in new]
    return Queue(asked=tuple(asked), next_due=min(later, default=None))


def _in_turn(questions: list[Question]) -> list[Question]:
    """Easier ones first, and the topics taking turns."""
    order = list(Level)
    found: list[Question] = []
    for level in order:
        topics: dict[str, list[Question]] = {}
        for question in questions:
            if question.level is level:
                topics.setdefault(question.topic, []).append(question)
        for row in zip_longest(*topics.values()):
            found += [question for question in row if question is not None]
    return found
