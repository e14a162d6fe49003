"""What the network learns from: texts, and statements of which we know how far a text asserts or denies them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """What a text does with a statement, as shares of one; what is left over leaves it open."""

    asserted: float
    denied: float | None = None
    """None where nobody knows whether a statement that is not asserted is denied or left open."""


ASSERTED = Target(1.0, 0.0)
OPEN = Target(0.0, 0.0)
DENIED = Target(0.0, 1.0)
NOT_ASSERTED = Target(0.0)


@dataclass(frozen=True)
class Claim:
    """A statement, and what is to be learnt about it."""

    statement: str
    target: Target
    weight: float = 1.0
    """How much it counts beside the others of its batch."""


@dataclass(frozen=True)
class Unit:
    """A text with what is known of it."""

    text: str
    claims: tuple[Claim, ...]
    about: frozenset[str] = frozenset()
    """Ids of the questions that it may say something about."""
