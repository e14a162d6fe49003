"""A text as the matcher sees it: clauses and sentences, and the vectors of their tokens."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from prep.concepts.antonyms import OPPOSITES
from prep.concepts.clauses import Span, clauses, sentences
from prep.concepts.encoder import Array, Encoder
from prep.concepts.polarity import negated_words
from prep.concepts.words import Word, words_of

_STOP_WEIGHT = 0.1
_QUESTION_WEIGHT = 0.35
"""How much a word counts when the question already says it: it can be copied without being understood."""


@dataclass(frozen=True, eq=False)
class View:
    """The tokens of a text in the eyes of one encoder."""

    vectors: Array | NDArray[np.float16]
    """Shape (tokens, dimensions); rows of length one."""

    owners: NDArray[np.intp]
    """The index of the word that each token belongs to."""

    weights: Array
    """How much each token says."""

    members: NDArray[np.bool_]
    """Which token belongs to which unit, shape (units, tokens)."""


@dataclass(frozen=True, eq=False)
class Passage:
    """A text cut into units, which are what evidence is looked for in.

    A unit is a clause, a sentence of several clauses, or a pair of neighbouring sentences.
    """

    text: str
    words: tuple[Word, ...]
    negated: tuple[bool, ...]
    """Which words stand within reach of a negation."""

    units: tuple[Span, ...]
    unit_words: tuple[tuple[int, ...], ...]
    """The indices of the words of each unit."""

    views: tuple[View, ...]

    @cached_property
    def places(self) -> tuple[dict[str, int], ...]:
        """For each unit the first place of each content stem, and of each word with an opposite, in order."""
        telling = [
            (i, word.stem)
            for i, word in enumerate(self.words)
            if (word.is_content or word.stem in OPPOSITES) and not word.is_negation
        ]
        found: list[dict[str, int]] = []
        for indices in self.unit_words:
            first, last = (indices[0], indices[-1]) if indices else (0, -1)
            here: dict[str, int] = {}
            for i, stem in telling:
                if first <= i <= last:
                    here.setdefault(stem, i)
            found.append(here)
        return tuple(found)

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(word.stem for word in self.words if word.is_alphanumeric)


def passage(
    text: str, encoders: Sequence[Encoder], known: frozenset[str], *, whole: bool = False, at_once: bool = False
) -> Passage:
    """Cut and encode a text; words whose stem is in `known` weigh less.

    Args:
        text: The text.
        encoders: One view is made with each.
        known: The stems of the question.
        whole: Take the text as a single unit, as is right for a phrasing.
        at_once: Encode the whole text at once, not each sentence by itself.
    """
    spans = sentences(text)
    words = words_of(text)
    everything = (Span(0, len(text)),) if spans else ()
    units = everything if whole else _units(text, spans)
    read = everything if at_once else spans
    return Passage(
        text=text,
        words=words,
        negated=negated_words(text, words, spans),
        units=units,
        unit_words=tuple(tuple(i for i, w in enumerate(words) if u.start <= w.start < u.end) for u in units),
        views=tuple(_view(text, words, read, units, encoder, known) for encoder in encoders),
    )


def _view(
    text: str,
    words: tuple[Word, ...],
    spans: tuple[Span, ...],
    units: tuple[Span, ...],
    encoder: Encoder,
    known: frozenset[str],
) -> View:
    encoded = [encoder.encode(span.of(text)) for span in spans]
    offsets = [np.zeros(0, np.int32), *(e.starts + s.start for e, s in zip(encoded, spans, strict=True))]
    starts = np.concatenate(offsets)
    vectors = np.concatenate([e.vectors for e in encoded]) if encoded else np.zeros((0, 1), np.float32)
    owners = np.maximum(np.searchsorted([word.start for word in words], starts, side="right") - 1, 0)
    weight = np.array([_weight(word, known) for word in words], np.float32)
    members = np.array([(starts >= unit.start) & (starts < unit.end) for unit in units], np.bool_)
    return View(
        vectors=vectors,
        owners=owners,
        weights=weight[owners] if len(starts) else np.zeros(0, np.float32),
        members=members.reshape(len(units), len(starts)),
    )


def _weight(word: Word, known: frozenset[str]) -> float:
    if not word.is_alphanumeric:
        return _STOP_WEIGHT / 2
    if not word.is_content:
        return _STOP_WEIGHT
    return _QUESTION_WEIGHT if word.stem in known else 1.0


def _units(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    parts = [clauses(text, span) for span in spans]
    whole = [span for span, inner in zip(spans, parts, strict=True) if len(inner) != 1]
    pairs = [Span(a.start, b.end) for a, b in pairwise(spans)]
    return (*(clause for inner in parts for clause in inner), *whole, *pairs)
