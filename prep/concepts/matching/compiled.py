"""A question made ready for grading: every way of saying each point and each misconception, read once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prep.concepts.matching.weights import token_weights
from prep.concepts.reader.network import Array, Network, Prepared
from prep.concepts.reader.tokens import tokens_of
from prep.concepts.text.plain import plain
from prep.concepts.text.words import stems_of
from prep.model.question import KeyPoint, Misconception, Question

_LONGEST_STATEMENT = 60
"""Tokens; a way of saying something is a sentence."""


@dataclass(frozen=True, eq=False)
class Compiled:
    """A compiled question."""

    question: Question
    owners: tuple[KeyPoint | Misconception, ...]
    """Points first, then misconceptions."""

    owner_of: NDArray[np.intp]
    """For each sentence the statement that it belongs to; a statement's plainest way of being said comes first."""

    says: NDArray[np.bool_]
    """Whether a sentence says its statement; the others say the opposite."""

    prepared: Prepared
    """The sentences, as the network has read them."""

    weights: Array
    """How much each of their tokens says."""

    stems: tuple[frozenset[str], ...]
    """The stems of each sentence."""

    asked: frozenset[str]
    """The stems of the question."""

    @property
    def points(self) -> int:
        """How many of the statements are points."""
        return len(self.question.points)

    def ways(self, owner: int) -> NDArray[np.intp]:
        """Which sentences say a statement."""
        return np.flatnonzero((self.owner_of == owner) & self.says)

    def opposites(self, owner: int) -> NDArray[np.intp]:
        """Which sentences say its opposite."""
        return np.flatnonzero((self.owner_of == owner) & ~self.says)


def compile_question(question: Question, network: Network) -> Compiled:
    """Read every way of saying each statement of a question."""
    owners: tuple[KeyPoint | Misconception, ...] = (*question.points, *question.misconceptions)
    said = [
        (plain(text).text, number, says)
        for number, owner in enumerate(owners)
        for says, texts in ((True, ways_of_saying(owner)), (False, ways_of_denying(owner)))
        for text in texts
    ]
    tokens = [tokens_of(text, _LONGEST_STATEMENT) for text, _, _ in said]
    asked = stems_of(question.question)
    return Compiled(
        question=question,
        owners=owners,
        owner_of=np.array([number for _, number, _ in said], np.intp),
        says=np.array([says for _, _, says in said], np.bool_),
        prepared=network.prepare([one.ids for one in tokens]),
        weights=np.concatenate(
            [token_weights(text, one, asked) for (text, _, _), one in zip(said, tokens, strict=True)]
        ),
        stems=tuple(stems_of(text) for text, _, _ in said),
        asked=asked,
    )


def ways_of_saying(owner: KeyPoint | Misconception) -> Sequence[str]:
    """What a statement says, the plainest way first."""
    return (owner.description, *owner.phrasings) if isinstance(owner, KeyPoint) else owner.phrasings


def ways_of_denying(owner: KeyPoint | Misconception) -> Sequence[str]:
    """What stands against a statement; where its author wrote nothing, nothing."""
    return owner.denials if isinstance(owner, KeyPoint) else owner.corrections
