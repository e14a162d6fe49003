"""Words that never stand for each other, however near to each other the network puts them.

To it "variance" is nearly what "bias" is, and "raises" nearly what "lowers" is. Where a question asks for the
difference, answers are right or wrong by just that.
"""

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import numpy as np

from prep.concepts.reader.network import Array
from prep.concepts.text.antonyms import OPPOSITES

_NO_STAND_IN = np.float32(0.1)
"""How like each other two such words are at most."""

_SIDES = np.float32(2.0)
"""How much more than others a word that has an opposite says of which side a sentence is on."""


def kept_apart(likeness: Array, terms: Sequence[str], stems: Sequence[str], asked: AbstractSet[str]) -> Array:
    """The likeness of tokens without that of opposites, and of different words of the question.

    Args:
        likeness: Shape (tokens of statements, tokens of an answer).
        terms: The stem of each token of the statements.
        stems: The same of the answer's tokens.
        asked: The stems of the question.
    """
    found = likeness.copy()
    places = defaultdict(list)
    for place, stem in enumerate(stems):
        places[stem].append(place)
    said = places.keys() - {""}
    rows = defaultdict(list)
    for row, term in enumerate(terms):
        if term in OPPOSITES or term in asked:
            rows[term].append(row)
    for term, own in rows.items():
        others = OPPOSITES.get(term, frozenset()) | (asked if term in asked else frozenset())
        columns = [place for stem in sorted(others & said - {term}) for place in places[stem]]
        if columns:
            block = np.ix_(own, columns)
            found[block] = np.minimum(found[block], _NO_STAND_IN)
    return found


def sharpened(weights: Array, terms: Sequence[str]) -> Array:
    """The weights of tokens with more for words that have an opposite."""
    return weights * np.array([_SIDES if term in OPPOSITES else 1 for term in terms], np.float32)
