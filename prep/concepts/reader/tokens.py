"""Word pieces of a text, and where each stands in it."""

from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class Tokens(NamedTuple):
    """A text cut into pieces that the network knows."""

    ids: NDArray[np.int64]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    """Where a piece stands in the text; the marks around a text have no letters of it, and end where they start."""


def tokens_of(text: str, most: int) -> Tokens:
    """The first `most` pieces of a text, the marks around it among them."""
    encoding = _tokenizer().encode(text)
    ids, spans = encoding.ids, encoding.offsets
    if len(ids) > most:
        ids, spans = [*ids[: most - 1], ids[-1]], [*spans[: most - 1], spans[-1]]
    places = np.array(spans, np.int32).reshape(len(ids), 2)
    return Tokens(np.array(ids, np.int64), places[:, 0], places[:, 1])


@cache
def _tokenizer() -> Any:  # noqa: ANN401 - the library has no types
    from tokenizers import Tokenizer  # not for commands that grade nothing

    tokenizer = Tokenizer.from_str((resources.files("prep.concepts.reader") / "tokenizer.json").read_text("utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
