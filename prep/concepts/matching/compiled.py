"""A question made ready for grading: every way of saying each point and each misconception, read once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from prep.concepts.matching.contrasts import sharpened
from prep.concepts.matching.weights import starts_of, stems_at, token_weights
from prep.concepts.reader.network import Array, Network, Prepared
from prep.concepts.reader.tokens import tokens_of
from prep.concepts.text.clauses import sentences
from prep.concepts.text.plain import plain
from prep.concepts.text.words import stems_of, words_of
from prep.model.question import KeyPoint, Misconception, Question

Sentence = tuple[str, ...]
"""A sentence by its words."""

_LONGEST_STATEMENT = 60
"""Tokens; a way of saying something is a sentence."""


class Role(StrEnum):
    """What a sentence does with a statement."""

    SAYS = "says"
    OPPOSES = "opposes"
    MENTIONS = "mentions"
    """It speaks of the same thing and leaves open whether the statement holds."""


@dataclass(frozen=True, eq=False)
class Compiled:
    """A compiled question."""

    question: Question
    owners: tuple[KeyPoint | Misconception, ...]
    """Points first, then misconceptions."""

    owner_of: NDArray[np.intp]
    """For each sentence the statement that it belongs to; a statement's plainest way of being said comes first."""

    roles: NDArray[np.str_]
    """What each sentence does with its statement, see `Role`."""

    prepared: Prepared
    """The sentences, as the network has read them."""

    weights: Array
    """How much each of their tokens says."""

    terms: tuple[str, ...]
    """The stems of the content words that their tokens are of; of other tokens nothing."""

    sharp: Array
    """How much each token says where a statement is held against what contradicts it."""

    stems: tuple[frozenset[str], ...]
    """The stems of each sentence."""

    asked: frozenset[str]
    """The stems of the question."""

    verbatim: tuple[tuple[frozenset[Sentence], ...], ...]
    """For each statement the ways of saying it as sentences: whoever writes all sentences of one way has said it."""

    fullest: float = 1.0
    """How many content words the model answer has for what is asked; 1 until it has been read."""

    @property
    def points(self) -> int:
        """How many of the statements are points."""
        return len(self.question.points)

    def with_ways(self, ways: Sequence[tuple[str, int]], network: Network) -> "Compiled":
        """The same with further ways of saying some statements: pairs of text and statement."""
        said = [_Sentence(text, owner, Role.SAYS) for text, owner in ways]
        owners, roles, prepared, weights, terms, sharp, stems = _columns(said, self.asked, network)
        return replace(
            self,
            owner_of=np.concatenate([self.owner_of, owners]),
            roles=np.concatenate([self.roles, roles]),
            prepared=self.prepared.followed_by(prepared),
            weights=np.concatenate([self.weights, weights]),
            terms=(*self.terms, *terms),
            sharp=np.concatenate([self.sharp, sharp]),
            stems=(*self.stems, *stems),
        )

    def ways(self, owner: int) -> NDArray[np.intp]:
        """Which sentences say a statement."""
        return np.flatnonzero((self.owner_of == owner) & (self.roles == Role.SAYS))

    def of_points(self) -> NDArray[np.bool_]:
        """Which tokens of all sentences belong to ways of saying a point."""
        said = (self.roles == Role.SAYS) & (self.owner_of < self.points)
        return np.repeat(said, np.diff(self.prepared.starts))

    def opposites(self, owner: int) -> NDArray[np.intp]:
        """Which sentences say its opposite."""
        return np.flatnonzero((self.owner_of == owner) & (self.roles == Role.OPPOSES))

    def rivals(self, owner: int) -> list[int]:
        """Of a point the misconceptions that cancel it, of a misconception these points."""
        points = {point.id: number for number, point in enumerate(self.question.points)}
        if owner >= self.points:
            return [points[name] for name in self.question.misconceptions[owner - self.points].cancels]
        wrong = enumerate(self.question.misconceptions, start=self.points)
        return [number for number, one in wrong if self.question.points[owner].id in one.cancels]

    def look_alikes(self, owner: int) -> NDArray[np.intp]:
        """Which sentences are about it and don't say it."""
        return np.flatnonzero((self.owner_of == owner) & (self.roles != Role.SAYS))


def compile_question(question: Question, network: Network) -> Compiled:
    """Read every way of saying each statement of a question."""
    owners: tuple[KeyPoint | Misconception, ...] = (*question.points, *question.misconceptions)
    said = [
        _Sentence(plain(text).text, number, role)
        for number, owner in enumerate(owners)
        for role, texts in (
            (Role.SAYS, ways_of_saying(owner)),
            (Role.OPPOSES, ways_of_denying(owner)),
            (Role.MENTIONS, ways_of_mentioning(owner)),
        )
        for text in texts
    ]
    asked = stems_of(question.question)
    verbatim = tuple(tuple(frozenset(sentences_of(text)) for text in ways_of_saying(owner)) for owner in owners)
    return Compiled(question, owners, *_columns(said, asked, network), asked=asked, verbatim=verbatim)


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text as their words, without capitals and marks."""
    simple = plain(text).text
    words = [word for word in words_of(simple) if word.is_alphanumeric]
    return tuple(
        tuple(word.text for word in words if span.start <= word.start < span.end) for span in sentences(simple)
    )


class _Sentence(NamedTuple):
    text: str
    owner: int
    role: Role


def _columns(
    said: Sequence[_Sentence], asked: frozenset[str], network: Network
) -> tuple[NDArray[np.intp], NDArray[np.str_], Prepared, Array, tuple[str, ...], Array, tuple[frozenset[str], ...]]:
    """What is kept of sentences, in the order of the fields of `Compiled`."""
    tokens = [tokens_of(one.text, _LONGEST_STATEMENT) for one in said]
    weights = [token_weights(one.text, own, asked) for one, own in zip(said, tokens, strict=True)]
    alike = [token_weights(one.text, own, frozenset()) for one, own in zip(said, tokens, strict=True)]
    terms = [stems_at(starts_of(own), words_of(one.text)) for one, own in zip(said, tokens, strict=True)]
    joined = tuple(chain.from_iterable(terms))
    return (
        np.array([one.owner for one in said], np.intp),
        np.array([one.role for one in said], np.str_),
        network.prepare([one.ids for one in tokens]),
        np.concatenate(weights),
        joined,
        sharpened(np.concatenate(alike), joined),
        tuple(stems_of(one.text) for one in said),
    )


def ways_of_saying(owner: KeyPoint | Misconception) -> Sequence[str]:
    """What a statement says, the plainest way first."""
    return (owner.description, *owner.phrasings) if isinstance(owner, KeyPoint) else owner.phrasings


def ways_of_denying(owner: KeyPoint | Misconception) -> Sequence[str]:
    """What stands against a statement; where its author wrote nothing, nothing."""
    return owner.denials if isinstance(owner, KeyPoint) else owner.corrections


def ways_of_mentioning(owner: KeyPoint | Misconception) -> Sequence[str]:
    """What is about a point and does not make it."""
    return owner.mentions if isinstance(owner, KeyPoint) else ()
