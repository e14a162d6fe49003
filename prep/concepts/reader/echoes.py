"""Which words of a text are those of a statement, in the same order or not.

To a small network "underfits" and "overfits" are nearly the same. So it is handed what is plain to see: for each token
of a statement and each of the text whether they are the same one, and whether their neighbours are.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

ECHOES = ("same", "same after same", "same before same", "other after same", "other before same", "other amid same")
"""How a token of a statement stands to one of the text; more than one may hold.

The last three show a word that was replaced: what is around it is the same, and the word itself is not.
"""

_NO_TOKEN = -1
_NO_OTHER_TOKEN = -2


class Neighbours(NamedTuple):
    """Tokens and what stands before and behind each, all of shape (tokens,)."""

    tokens: NDArray[np.int64]
    before: NDArray[np.int64]
    after: NDArray[np.int64]


def neighbours_in_text(tokens: NDArray[np.int64]) -> Neighbours:
    """Of a text."""
    return _neighbours(tokens, [0], _NO_OTHER_TOKEN)


def neighbours_in_statements(tokens: NDArray[np.int64], firsts: Sequence[int] | NDArray[np.intp]) -> Neighbours:
    """Of statements that stand one behind the other and begin at `firsts`."""
    return _neighbours(tokens, firsts, _NO_TOKEN)


def echoes(statements: Neighbours, text: Neighbours) -> NDArray[np.float32]:
    """What of `ECHOES` holds between tokens of statements and those of a text, shape (echoes, tokens, tokens of it)."""
    same, before, after = (own[:, None] == theirs for own, theirs in zip(statements, text, strict=True))
    other = ~same
    held = (same, same & before, same & after, other & before, other & after, other & before & after)
    return np.stack(held).astype(np.float32)


def _neighbours(tokens: NDArray[np.int64], firsts: Sequence[int] | NDArray[np.intp], none: int) -> Neighbours:
    before = np.concatenate([[none], tokens[:-1]])
    before[firsts] = none
    after = np.concatenate([tokens[1:], [none]])
    after[np.asarray(firsts[1:], np.intp) - 1] = none
    return Neighbours(tokens, before, after)
