"""The statements of a question: its points and misconceptions, with every sentence that its author wrote about them."""

import random
from dataclasses import dataclass

from prep.model.question import Question

_PLAINEST = 0.4
"""How often the network is asked for a statement in its plainest words, which are what the product leans on most."""


@dataclass(frozen=True)
class Statement:
    """A point or a misconception."""

    id: str
    is_misconception: bool
    wordings: tuple[str, ...]
    """What the network is asked about, the plainest first."""

    sayings: tuple[str, ...]
    """How people say it."""

    contrary: tuple[str, ...]
    """Sentences that cannot be true if it is."""

    mentions: tuple[str, ...] = ()
    """Sentences in its words that neither make nor deny it."""

    def worded(self, rng: random.Random) -> str:
        """One of its wordings."""
        return self.wordings[0] if rng.random() < _PLAINEST else rng.choice(self.wordings)


def statements_of(question: Question) -> tuple[Statement, ...]:
    """Points first, then misconceptions; their ids differ."""
    points = (
        Statement(
            id=point.id,
            is_misconception=False,
            wordings=(point.description, *point.phrasings),
            sayings=point.phrasings,
            contrary=point.denials,
            mentions=point.mentions,
        )
        for point in question.points
    )
    misconceptions = (
        Statement(
            id=wrong.id,
            is_misconception=True,
            wordings=wrong.phrasings,
            sayings=wrong.phrasings,
            contrary=wrong.corrections,
        )
        for wrong in question.misconceptions
    )
    return *points, *misconceptions
