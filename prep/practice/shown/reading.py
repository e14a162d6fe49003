"""What to read up on: a challenge's own readings, else those of the questions that its checks ask for."""

from typing import Final

from prep.model.challenge import Challenge
from prep.model.reading import FurtherReading
from prep.practice.desk.library import Library

_MOST: Final = 3


def reading_of(challenge: Challenge, library: Library) -> tuple[FurtherReading, ...]:
    """At most three; those of the questions that most checks ask for come first, one of each in turn."""
    if challenge.spec.reading:
        return challenge.spec.reading
    named = [name for check in challenge.spec.checks for name in check.questions if name in library.questions]
    asked = sorted(dict.fromkeys(named), key=lambda name: -named.count(name))
    lists = [library.questions[name].reading for name in asked]
    deepest = max(map(len, lists), default=0)
    in_turn = [one[depth] for depth in range(deepest) for one in lists if depth < len(one)]
    return tuple(dict.fromkeys(in_turn))[:_MOST]
