"""Who does what to whom: whether a stretch of text joins two terms the right way round.

Embeddings see the same words in "bias causes underfitting" and in "underfitting causes bias". Here the order of the two
terms is looked at, and what stands between them: "comes from" or "is caused by" turns the direction round, and words
such as "when" or "means" join in both directions.
"""

import re
from collections.abc import Sequence
from enum import IntEnum

from prep.concepts.words import stem

_BACKWARD = re.compile(
    r"\b(?:by|from|due to|because|since|after|of|under|through|thanks to|depends? on|result of|sign of|symptom of|"
    r"follows?|stems?)\b",
    re.IGNORECASE,
)
_EITHER_WAY = re.compile(
    r"\b(?:when|if|with|and|is|are|means?|equals?|goes with|has|have|for|in|=|where)\b|[=:,-]", re.IGNORECASE
)


class Joined(IntEnum):
    """How a stretch of text joins two terms."""

    REVERSED = -1
    NOT_FOUND = 0
    AS_STATED = 1


def joined(text: str, relation: Sequence[str]) -> Joined:
    """Whether the text says the relation, its reverse, or neither."""
    first, second = (_places(text, term) for term in relation)
    pairs = [(a, b) for a in first for b in second]
    if not pairs:
        return Joined.NOT_FOUND
    (start, start_end), (end, end_end) = min(pairs, key=lambda pair: abs(pair[0][0] - pair[1][0]))
    forward = start < end
    between = text[start_end:end] if forward else text[end_end:start]
    turned = bool(_BACKWARD.search(between))
    if _EITHER_WAY.search(between) or forward != turned:
        return Joined.AS_STATED
    return Joined.REVERSED


def _places(text: str, term: str) -> list[tuple[int, int]]:
    """Where a term occurs in any inflection; a term may be of several words."""
    pattern = r"\W+".join(rf"(?<!\w){re.escape(stem(word))}\w*" for word in re.findall(r"\w+", term))
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)] if pattern else []
