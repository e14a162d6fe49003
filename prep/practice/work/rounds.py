"""The rounds that interviews consist of, as companies name them: what each asks, at which level."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from prep.model.challenge import Level


class Round(StrEnum):
    """Each is a set of topics and levels."""

    PHONE_SCREEN = "phone-screen"
    ONSITE = "onsite"
    RESEARCH = "research"
    MLOPS = "mlops"

    @property
    def about(self) -> str:
        """Whom it is for, in a few words."""
        return _ABOUT[self]

    @property
    def heading(self) -> str:
        """What people call it."""
        return self.about.partition(":")[0]

    def asks(self, level: Level, topics: Iterable[str], minutes: int) -> bool:
        """Whether something of this level is asked there; of its topics, the first says what it is about."""
        first = next(iter(topics), "")
        is_short = self is not Round.PHONE_SCREEN or minutes <= _SCREEN_MINUTES
        return level in _LEVELS[self] and first in _TOPICS[self] and is_short


_SCREEN_MINUTES: Final = 30
_ABOUT: Final = {
    Round.PHONE_SCREEN: "Phone screen: foundations, short",
    Round.ONSITE: "Onsite: models, data, framing",
    Round.RESEARCH: "Research: mathematics, networks",
    Round.MLOPS: "MLOps: serving, monitoring, tools",
}
_TOPICS: Final = {
    Round.PHONE_SCREEN: {"mathematics", "classical-models", "evaluation", "data-and-features", "experiments"},
    Round.ONSITE: {"business-framing", "evaluation", "data-and-features", "classical-models", "deep-learning"},
    Round.RESEARCH: {"mathematics", "deep-learning", "nlp", "computer-vision"},
    Round.MLOPS: {"production", "monitoring", "tools", "experiments"},
}
_LEVELS: Final = {
    Round.PHONE_SCREEN: {Level.BEGINNER, Level.INTERMEDIATE},
    Round.ONSITE: {Level.INTERMEDIATE, Level.ADVANCED},
    Round.RESEARCH: {Level.INTERMEDIATE, Level.ADVANCED},
    Round.MLOPS: set(Level),
}
