"""An answer as it was read: its plain text, its units, and the network's reading of it in one or several parts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from prep.concepts.matching.weights import stems_at
from prep.concepts.reader.network import Array, Network, Reading
from prep.concepts.reader.tokens import tokens_of
from prep.concepts.text.clauses import TextSpan, clauses, sentences
from prep.concepts.text.plain import Plain, plain
from prep.concepts.text.words import Word, words_of

LONGEST_PART = 320
"""Tokens that are read together; the network was taught with no more. A longer answer is read in parts."""


@dataclass(frozen=True, eq=False)
class ReadPart:
    """Sentences that are read together."""

    reading: Reading
    starts: NDArray[np.int32]
    """Where each token begins in the plain text; of the marks around the part, -1."""


@dataclass(frozen=True, eq=False)
class Said:
    """An answer that has been read."""

    original: str
    plain: Plain
    words: tuple[Word, ...]
    sentences: tuple[TextSpan, ...]
    units: tuple[TextSpan, ...]
    """Clauses, sentences of several clauses, and pairs of neighbouring sentences, by their place in the plain text."""

    within_sentences: int
    """How many of the units, the first ones, lie within one sentence."""

    parts: tuple[ReadPart, ...]
    vectors: Array
    """What each token of all parts is by itself, of length one, shape (tokens, width)."""

    starts: NDArray[np.int32]
    """Where these tokens begin in the plain text; of the marks around a part, -1. Shape (tokens,)."""

    stems: tuple[str, ...]
    """The stems of the content words that these tokens are of; of others nothing."""

    members: NDArray[np.bool_]
    """Which of these tokens belong to which unit, shape (units, tokens)."""

    def quote(self, number: int) -> TextSpan:
        """A unit by its place in the original."""
        span = self.units[number]
        return TextSpan(*self.plain.span_in_original(span.start, span.end))


def read_answer(text: str, network: Network) -> Said:
    """Read an answer once; it must hold a letter or digit."""
    simple = plain(text)
    spans = sentences(simple.text)
    units, within_sentences = _units(simple.text, spans)
    parts = tuple(_read(simple.text, span, network) for span in _together(simple.text, spans))
    starts = np.concatenate([part.starts for part in parts])
    words = words_of(simple.text)
    return Said(
        original=text,
        plain=simple,
        words=words,
        sentences=spans,
        units=units,
        within_sentences=within_sentences,
        parts=parts,
        vectors=unit(np.concatenate([part.reading.alone for part in parts])),
        starts=starts,
        stems=stems_at(starts, words),
        members=np.array([(starts >= one.start) & (starts < one.end) for one in units], np.bool_),
    )


def _read(text: str, span: TextSpan, network: Network) -> ReadPart:
    tokens = tokens_of(span.of(text), LONGEST_PART)
    starts = np.where(tokens.ends > tokens.starts, tokens.starts + span.start, -1)
    return ReadPart(network.read(tokens.ids), starts)


def _together(text: str, spans: Sequence[TextSpan]) -> Iterator[TextSpan]:
    """As many neighbouring sentences at a time as are read together."""
    start, length = 0, 0
    for number, span in enumerate(spans):
        own = len(tokens_of(span.of(text), LONGEST_PART).ids)
        if length and length + own > LONGEST_PART:
            yield TextSpan(spans[start].start, spans[number - 1].end)
            start, length = number, 0
        length += own
    yield TextSpan(spans[start].start, spans[-1].end)


def _units(text: str, spans: Sequence[TextSpan]) -> tuple[tuple[TextSpan, ...], int]:
    parts = [clauses(text, span) for span in spans]
    within = [clause for inner in parts for clause in inner]
    within += [span for span, inner in zip(spans, parts, strict=True) if len(inner) != 1]
    return (*within, *(TextSpan(a.start, b.end) for a, b in pairwise(spans))), len(within)


def unit(vectors: Array) -> Array:
    """Of length one along the last axis; what has no length stays what it is."""
    lengths = np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), np.float32(1e-9))
    return np.asarray(vectors / lengths, np.float32)
