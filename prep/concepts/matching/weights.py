"""How much each word piece of a text says."""

from collections.abc import Set as AbstractSet

import numpy as np

from prep.concepts.reader.network import Array
from prep.concepts.reader.tokens import Tokens
from prep.concepts.text.words import words_of

_FUNCTION_WORD = 0.1
_MARK = 0.05
_ASKED = 0.35
"""A word of the question: it can be copied without being understood."""


def token_weights(text: str, tokens: Tokens, asked: AbstractSet[str]) -> Array:
    """From 0 for the marks around a text to 1 for a content word that the question does not say, shape (tokens,)."""
    words = words_of(text)
    each = np.array([_weight(word.is_alphanumeric, word.is_content, word.stem in asked) for word in words], np.float32)
    owners = np.searchsorted([word.start for word in words], tokens.starts, side="right") - 1
    inside = (tokens.ends > tokens.starts) & (owners >= 0)
    return np.where(inside, each[np.maximum(owners, 0)], np.float32(0)) if words else np.zeros(len(owners), np.float32)


def _weight(is_alphanumeric: bool, is_content: bool, is_asked: bool) -> float:
    if not is_alphanumeric:
        return _MARK
    if not is_content:
        return _FUNCTION_WORD
    return _ASKED if is_asked else 1.0
