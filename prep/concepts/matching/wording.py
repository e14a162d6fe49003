"""Whether a short answer makes or denies a point in its author's words.

The network was taught with longer answers and hardly tells a line from its opposite; there, words themselves say more.
"""

from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from prep.concepts.matching.compiled import Compiled, ways_of_saying
from prep.concepts.matching.said import Said
from prep.concepts.text.polarity import denies_something
from prep.concepts.text.words import content_stems

_LIGHT = frozenset(content_stems("lead mean cause make come give get use do have need be thing way one"))
"""Words that say nothing by themselves: whether bias leads to underfitting or means it is all the same."""

_FEWEST = 2
"""Words that a way of saying something has at least if it is to count."""


class Worded(NamedTuple):
    """Of which statements a sentence holds all words of some way of saying them; each of shape (statements,)."""

    made: NDArray[np.bool_]
    """Points: no sentence denies anything or has all words of some misconception or of what stands against the point.
    Of texts of a line, half of them written to be wrong in a word or two, seven in eight of these make the point.
    """

    denied: NDArray[np.bool_]
    """Points that only sentences with a negation speak of: of 85 in the same texts 73 were contradicted."""


def by_words(said: Said, question: Compiled) -> Worded:
    """Which points a short answer makes, and which it denies, in the words of the question's author."""
    affirmed: list[AbstractSet[str]] = []
    negated: list[AbstractSet[str]] = []
    for sentence in (one.of(said.plain.text) for one in said.sentences):
        (negated if denies_something(sentence) else affirmed).append(_words(sentence))
    found = none_by_words(question)
    misconceptions = range(question.points, len(question.owners))
    is_wrong = any(_stands(question, question.ways(number), affirmed) for number in misconceptions)
    for number, point in enumerate(question.question.points):
        ways = question.ways(number)
        if _stands(question, ways, affirmed):
            opposed = _stands(question, question.opposites(number), affirmed)
            found.made[number] = not negated and not is_wrong and not opposed
        elif negated:  # seldom: which ways of saying it are negative themselves is looked up only then
            positive = [
                way for way, text in zip(ways, ways_of_saying(point), strict=False) if not denies_something(text)
            ]
            found.denied[number] = _stands(question, positive, negated)
    return found


def none_by_words(question: Compiled) -> Worded:
    """Of a longer answer, in which the network is trusted."""
    return Worded(*(np.zeros(len(question.owners), np.bool_) for _ in Worded._fields))


def _stands(question: Compiled, ways: Iterable[int], sentences: Collection[AbstractSet[str]]) -> bool:
    """Whether some sentence has all words of some way of saying something."""
    starts = question.prepared.starts
    words = [{*question.terms[starts[way] : starts[way + 1]]} - _LIGHT - {""} for way in ways]
    return any(len(own) >= _FEWEST and own <= sentence for own in words for sentence in sentences)


def _words(text: str) -> AbstractSet[str]:
    return {*content_stems(text)} - _LIGHT
