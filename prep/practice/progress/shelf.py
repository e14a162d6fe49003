"""Everything that a person can choose from, with how far they got in each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import floor
from typing import Final

from prep.model.challenge import Challenge, ChallengeKind, Level
from prep.model.errors import PrepError
from prep.model.question import Question
from prep.model.text import one_line
from prep.practice.desk.clock import Clock
from prep.practice.desk.desk import Desk
from prep.practice.desk.runtimes import problem_of
from prep.practice.drafts.challenges import load_clock
from prep.practice.progress.path import STRONG
from prep.practice.record.attempts import Best, best_attempts
from prep.practice.record.history import History
from prep.practice.record.schedule import tell_due
from prep.practice.work.rounds import Round

_DUST: Final = 1e-6
"""Of adding up fractions."""


def tenths(points: float) -> float:
    """Points as they are told in a list: never more than were reached."""
    return floor(points * 10 + _DUST) / 10


class ShelfKind(StrEnum):
    QUESTION = "question"
    WARM_UP = "warm-up"
    CHALLENGE = "challenge"
    BROKEN_TRAINING = "broken-training"
    PROJECT = "project"


class Status(StrEnum):
    """How far a person is with one thing."""

    NEW = "new"
    BEGUN = "begun"
    TRIED = "tried"
    DUE = "due"
    DONE = "done"
    SUSPENDED = "suspended"


_KINDS: Final = {
    ChallengeKind.FUNCTION: ShelfKind.CHALLENGE,
    ChallengeKind.WARM_UP: ShelfKind.WARM_UP,
    ChallengeKind.BROKEN_TRAINING: ShelfKind.BROKEN_TRAINING,
    ChallengeKind.PROJECT: ShelfKind.PROJECT,
}


_SUSPENDED: Final = "suspended; "


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A challenge or a question, and what its person has made of it so far."""

    content: Challenge | Question
    status: Status
    standing: str
    """How far they got, in a few words."""

    reached: str = ""
    """The same, as short as a column."""

    is_bookmarked: bool = False
    note: str = ""
    problem: str = ""
    """Why it cannot be graded on this machine."""

    @property
    def id(self) -> str:
        return self.content.id

    @property
    def title(self) -> str:
        return self.content.spec.title if isinstance(self.content, Challenge) else self.content.name

    @property
    def level(self) -> Level:
        return self.content.spec.level if isinstance(self.content, Challenge) else self.content.level

    @property
    def topics(self) -> tuple[str, ...]:
        return self.content.spec.topics if isinstance(self.content, Challenge) else (self.content.topic,)

    @property
    def minutes(self) -> int:
        content = self.content.spec if isinstance(self.content, Challenge) else self.content
        return content.time_limit_minutes

    @property
    def kind(self) -> ShelfKind:
        return ShelfKind.QUESTION if isinstance(self.content, Question) else _KINDS[self.content.kind]

    @property
    def summary(self) -> str:
        if isinstance(self.content, Challenge):
            return self.content.spec.summary
        return " ".join(self.content.question.split())

    @property
    def rounds(self) -> tuple[Round, ...]:
        """The kinds of interview that it would be asked in."""
        return tuple(one for one in Round if one.asks(self.level, self.topics, self.minutes))

    def matches(self, words: str) -> bool:
        """Whether every word occurs in what is said of it, whatever the case; a word after a minus must not."""
        said = [self.id, self.title, self.summary, self.level, self.kind, self.status, self.note]
        said += [*self.topics, *self.rounds, "bookmarked" if self.is_bookmarked else ""]
        text = " ".join(said).casefold()
        wanted = words.casefold().split()
        unwanted = [word[1:] for word in wanted if word.startswith("-") and word != "-"]
        return all(word in text for word in wanted if not word.startswith("-")) and not any(
            word in text for word in unwanted
        )


@dataclass(frozen=True, kw_only=True)
class Shelf:
    choices: tuple[Choice, ...]
    """By stage; in each, challenges before questions, short ones first."""

    problems: tuple[str, ...]
    """One line for each thing that could not be loaded; it does not hide the others."""


def load_shelf(desk: Desk) -> Shelf:
    """All challenges and questions of the desk's content."""
    problems = [*desk.library.challenge_problems, *desk.library.question_problems]
    try:
        best, history = best_attempts(desk.notebook), History.load(desk)
    except PrepError as error:
        best, history = {}, History()
        problems.append(one_line(str(error)))
    found = [*_challenges(desk, best, history, problems), *_questions(desk, history)]
    order = list(Level)
    found.sort(key=lambda one: (order.index(one.level), isinstance(one.content, Question), one.minutes, one.id))
    return Shelf(choices=tuple(found), problems=tuple(problems))


def _challenges(desk: Desk, best: dict[str, Best], history: History, problems: list[str]) -> Iterator[Choice]:
    now, journal = desk.now(), history.journal
    for name, challenge in desk.library.challenges.items():
        try:
            clock = load_clock(desk.data, name)
        except PrepError as error:
            clock = None
            problems.append(one_line(str(error)))
        is_suspended = name in journal.suspended
        yield Choice(
            content=challenge,
            status=Status.SUSPENDED if is_suspended else _status(best.get(name), clock),
            standing=_SUSPENDED * is_suspended + _standing(best.get(name), clock, now),
            reached=_reached(best.get(name), clock),
            is_bookmarked=name in journal.bookmarked,
            note=journal.notes.get(name, ""),
            problem=problem_of(challenge.spec.runtime),
        )


def _questions(desk: Desk, history: History) -> Iterator[Choice]:
    now, journal = desk.now(), history.journal
    demands = journal.asked_for(history.cards)
    for name, question in desk.library.questions.items():
        share, card = history.answers.get(name), history.cards.get(name)
        is_due = name in demands or (card is not None and card.due <= now)
        status = Status.NEW if share is None else Status.DONE if share >= STRONG else Status.TRIED
        standing = "not answered yet" if share is None else f"{share:.0%} last time"
        is_suspended = name in journal.suspended
        if is_suspended:
            standing = _SUSPENDED + standing
        elif name in demands:
            standing += f"; due: {demands[name].why}"
        elif card is not None:
            standing += "; due now" if is_due else f"; comes again {tell_due(card.due, now)}"
        yield Choice(
            content=question,
            status=Status.SUSPENDED if is_suspended else Status.DUE if is_due else status,
            standing=standing,
            reached="" if share is None else f"{share:.0%}",
            is_bookmarked=name in journal.bookmarked,
            note=journal.notes.get(name, ""),
        )


def _status(best: Best | None, clock: Clock | None) -> Status:
    if best is None:
        return Status.BEGUN if clock else Status.NEW
    return Status.DONE if best.is_solved else Status.TRIED


def _standing(best: Best | None, clock: Clock | None, now: datetime) -> str:
    if best is None:
        return f"begun, {clock.tell(now)}" if clock else "not tried yet"
    attempts = "1 attempt" if best.attempts == 1 else f"{best.attempts} attempts"
    return f"best {tenths(best.points):g} of {best.max_points:g} points in {attempts}"


def _reached(best: Best | None, clock: Clock | None) -> str:
    if best is None:
        return "begun" if clock else ""
    return f"{'✓ ' if best.is_solved else ''}{tenths(best.points):g}/{best.max_points:g}"
