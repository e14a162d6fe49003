"""The challenges a person can choose from, with how far they got in each."""

from dataclasses import dataclass
from datetime import datetime
from math import floor
from typing import Final

from prep.model.challenge import Challenge
from prep.model.errors import PrepError
from prep.model.text import one_line
from prep.practice.attempts import Best, best_attempts
from prep.practice.clock import Clock
from prep.practice.desk import Desk
from prep.practice.drafts import load_clock

_DUST: Final = 1e-6
"""Of adding up fractions."""


def tenths(points: float) -> float:
    """Points as they are told in a list: never more than were reached."""
    return floor(points * 10 + _DUST) / 10


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One challenge, and what its person has made of it so far."""

    challenge: Challenge
    best: Best | None
    clock: Clock | None
    """Of the draft, if it was ever opened."""

    @property
    def project(self) -> str:
        return self.challenge.id.split("/", 1)[0]

    def matches(self, words: str) -> bool:
        """Whether every word occurs in what is said of the challenge, whatever the case."""
        spec = self.challenge.spec
        said = " ".join([spec.id, spec.title, spec.summary, spec.level, *spec.topics]).casefold()
        return all(word in said for word in words.casefold().split())

    def standing(self, now: datetime) -> str:
        """How far they got, in a few words."""
        if self.best is None:
            return f"begun, {self.clock.tell(now)}" if self.clock else "not tried yet"
        attempts = "1 attempt" if self.best.attempts == 1 else f"{self.best.attempts} attempts"
        return f"best {tenths(self.best.points):g} of {self.best.max_points:g} points in {attempts}"


@dataclass(frozen=True, kw_only=True)
class Shelf:
    choices: tuple[Choice, ...]
    problems: tuple[str, ...]
    """One line for each challenge that could not be loaded; it does not hide the others."""


def load_shelf(desk: Desk) -> Shelf:
    """All challenges of the desk's content, in the order of their ids."""
    choices, problems = [], list(desk.library.challenge_problems)
    try:
        best = best_attempts(desk.notebook)
    except PrepError as error:
        best = {}
        problems.append(one_line(str(error)))
    for challenge_id, challenge in desk.library.challenges.items():
        try:
            clock = load_clock(desk.data, challenge_id)
        except PrepError as error:
            clock = None
            problems.append(one_line(str(error)))
        choices.append(Choice(challenge=challenge, best=best.get(challenge_id), clock=clock))
    return Shelf(choices=tuple(choices), problems=tuple(problems))
