"""What to read up on: a challenge's own readings, else those of the questions of its checks; and its project."""

from typing import Final

from prep.model.challenge import Challenge
from prep.model.reading import FurtherReading
from prep.practice.desk.library import Library

_MOST: Final = 3


def reading_of(challenge: Challenge, library: Library) -> tuple[FurtherReading, ...]:
    """At most three, and the reference project where the challenge belongs to one.

    Those of the questions that most checks ask for come first, one of each in turn.
    """
    return (*_named(challenge, library), *_project(challenge, library))


def _named(challenge: Challenge, library: Library) -> tuple[FurtherReading, ...]:
    if challenge.spec.reading:
        return challenge.spec.reading
    named = [name for check in challenge.spec.checks for name in check.questions if name in library.questions]
    asked = sorted(dict.fromkeys(named), key=lambda name: -named.count(name))
    lists = [library.questions[name].reading for name in asked]
    deepest = max(map(len, lists), default=0)
    in_turn = [one[depth] for depth in range(deepest) for one in lists if depth < len(one)]
    return tuple(dict.fromkeys(in_turn))[:_MOST]


def _project(challenge: Challenge, library: Library) -> tuple[FurtherReading, ...]:
    name = challenge.id.split("/", maxsplit=1)[0]
    if not any((root / "projects" / name / "__main__.py").is_file() for root in library.roots):
        return ()
    return (FurtherReading(title=f"The reference project, {name}", where=f"`prep project run {name}`"),)
