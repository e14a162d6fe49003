"""Where a unit of an answer uses a phrasing's words to say something else.

Three ways to do so: deny it, put an opposite in its place, or turn its words round. Each is a number from 0 to 1 for a
unit and a phrasing that share enough words for the question to make sense.
"""

from collections.abc import Set as AbstractSet
from typing import NamedTuple

from prep.concepts.answer import Passage
from prep.concepts.antonyms import OPPOSITES
from prep.concepts.order import reordered

_FEWEST_SHARED = 2


class Clash(NamedTuple):
    """How a unit contradicts a phrasing."""

    denied: float
    """The share of common content words that one of the two denies and the other does not."""

    opposed: float
    """1 if an opposite stands in the place of one of the phrasing's words and nothing denies it, else 0."""

    reordered: float
    """The share of pairs of common words that come in the other order, see `order`."""

    @property
    def total(self) -> float:
        flipped = abs(self.denied - self.opposed)  # to deny the opposite is to agree
        return max(flipped, self.reordered - 0.3, 0.0)


def clash(answer: Passage, unit: int, phrasing: Passage) -> Clash:
    """Compare one unit of an answer with one phrasing."""
    places, theirs = answer.places[unit], phrasing.places[0]
    shared = [stem for stem in theirs if stem in places]
    opposed = _is_opposed(places.keys(), theirs.keys())
    if len(shared) < _FEWEST_SHARED:
        return Clash(_denied_overall(answer, unit, phrasing), opposed, 0.0)
    denied = sum(answer.negated[places[s]] != phrasing.negated[theirs[s]] for s in shared) / len(shared)
    return Clash(denied, opposed, reordered(answer, unit, phrasing, shared))


def _denied_overall(answer: Passage, unit: int, phrasing: Passage) -> float:
    """With few words in common: how much more of the unit is denied than of the phrasing.

    Not the reverse: what "not" turns round in the phrasing may be said without one in other words.
    """
    inside = answer.unit_words[unit]
    here = sum(answer.negated[i] for i in inside) / max(1, len(inside))
    there = sum(phrasing.negated) / max(1, len(phrasing.negated))
    return max(0.0, here - there)


def _is_opposed(here: AbstractSet[str], there: AbstractSet[str]) -> float:
    return float(
        any(not (here - there).isdisjoint(OPPOSITES[word]) for word in there if word in OPPOSITES and word not in here)
    )
