"""Who does what to whom: whether a stretch of text joins two terms the right way round.

Embeddings see the same words in "bias causes underfitting" and in "underfitting causes bias". Here the order of the two
terms is looked at, and what stands between them: "comes from" or "is caused by" turns the direction round, and words
such as "when" or "means" join in both directions.
"""

import re
from collections.abc import Collection, Sequence
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


_SENTENCE_END = re.compile(r"[.!?;](?=\s|$)")


class Joined(IntEnum):
    """How a stretch of text joins two terms."""

    REVERSED = -1
    NOT_FOUND = 0
    AS_STATED = 1


def joined(text: str, relation: Sequence[str], others: Collection[str] = ()) -> Joined:
    """Whether the text says the relation, its reverse, or neither.

    Args:
        text: A stretch of an answer.
        relation: Two terms.
        others: The terms of other relations. Where one stands between the two, they belong to it and not to each other,
            as in "bias means underfitting and variance means overfitting".
    """
    first, second = (_places(text, term) for term in relation)
    apart = [place for other in others if other not in relation for place in _places(text, other)]
    pairs = [(a, b) for a in first for b in second if _belong(text, a, b, apart)]
    if not pairs:
        return Joined.NOT_FOUND
    (start, start_end), (end, end_end) = min(pairs, key=lambda pair: abs(pair[0][0] - pair[1][0]))
    forward = start < end
    between = text[start_end:end] if forward else text[end_end:start]
    turned = bool(_BACKWARD.search(between))
    if _EITHER_WAY.search(between) or forward != turned:
        return Joined.AS_STATED
    return Joined.REVERSED


def holds_both(text: str, relation: Sequence[str]) -> bool:
    """Whether both terms occur."""
    return all(_places(text, term) for term in relation)


def _belong(text: str, one: tuple[int, int], other: tuple[int, int], apart: Sequence[tuple[int, int]]) -> bool:
    """Whether nothing between two places keeps them apart."""
    start, end = min(one[1], other[1]), max(one[0], other[0])
    return not _SENTENCE_END.search(text[start:end]) and not any(start <= a and b <= end for a, b in apart)


def _places(text: str, term: str) -> list[tuple[int, int]]:
    """Where a term occurs in any inflection; a term may be of several words."""
    pattern = r"\W+".join(rf"(?<!\w){re.escape(stem(word))}\w*" for word in re.findall(r"\w+", term))
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)] if pattern else []
