"""How much each word piece of a text says."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray

from prep.concepts.reader.network import Array
from prep.concepts.reader.tokens import Tokens
from prep.concepts.text.words import Word, words_of

_FUNCTION_WORD = 0.1
_MARK = 0.05
_ASKED = 0.35
"""A word of the question: it can be copied without being understood."""


def token_weights(text: str, tokens: Tokens, asked: AbstractSet[str]) -> Array:
    """From 0 for the marks around a text to 1 for a content word that the question does not say, shape (tokens,)."""
    return weights_at(starts_of(tokens), words_of(text), asked)


def starts_of(tokens: Tokens) -> NDArray[np.integer]:
    """Where tokens begin in their text; of the marks around it, -1."""
    return np.where(tokens.ends > tokens.starts, tokens.starts, -1)


def weights_at(starts: NDArray[np.integer], words: Sequence[Word], asked: AbstractSet[str]) -> Array:
    """As `token_weights`, for tokens of which it is known where they begin in a text; -1 are the marks around it."""
    each = np.array([_weight(word.is_alphanumeric, word.is_content, word.stem in asked) for word in words], np.float32)
    owners = np.searchsorted([word.start for word in words], starts, side="right") - 1
    inside = (starts >= 0) & (owners >= 0)
    return np.where(inside, each[np.maximum(owners, 0)], np.float32(0)) if words else np.zeros(len(owners), np.float32)


def stems_at(starts: NDArray[np.integer], words: Sequence[Word]) -> tuple[str, ...]:
    """The stem of the content word that each token is of; of other tokens nothing. As `weights_at`."""
    owners = np.searchsorted([word.start for word in words], starts, side="right") - 1
    return tuple(
        words[owner].stem if start >= 0 and owner >= 0 and words[owner].is_content else ""
        for start, owner in zip(starts, owners, strict=True)
    )


def _weight(is_alphanumeric: bool, is_content: bool, is_asked: bool) -> float:
    if not is_alphanumeric:
        return _MARK
    if not is_content:
        return _FUNCTION_WORD
    return _ASKED if is_asked else 1.0
