"""How an answer compares with a reference answer alone, for questions that have no key points.

This is the measure that the published sets of graded short answers allow. Its best single feature is question-demoted
token recall: for each token of the reference its best cosine over the tokens of the answer, averaged with weights that
are small for stop-words and for words that the question already says. No feature measures the length of the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from prep.concepts.answer import Passage, View, passage
from prep.concepts.encoder import Array, Encoder
from prep.concepts.words import content_stems, stems_of

_STOP = 0.1
_ASKED = 0.15
_STEEPNESS = 15.0
_PER_VIEW = 12
_LEXICAL = 9


@dataclass(frozen=True, eq=False)
class Compared:
    """One answer beside the reference that it is most like."""

    features: NDArray[np.float64]
    recall: float
    """Question-demoted token recall, the mean over the encoders."""

    cosine: float
    """Of the whole texts, by the first encoder."""

    vector: Array
    """Of the answer without what the question says already, length one."""


class ReferenceScorer:
    """Compares answers with references; encodes each sentence once."""

    def __init__(self, encoders: Sequence[Encoder]) -> None:
        self._encoders = encoders
        self._known: dict[str, Passage] = {}

    def compare(self, question: str, references: Sequence[str], answer: str) -> Compared:
        """Features of an answer beside the nearest of its references."""
        asked = stems_of(question)
        said, about = self._passage(answer), self._passage(question)
        if not said.units:
            return self.nothing()
        compared = (self._compare(about, self._passage(reference), said, asked) for reference in references)
        return max(compared, key=lambda one: one.recall)

    def nothing(self) -> Compared:
        """What an empty answer gets."""
        dimensions = self._encoders[0].encode("a").vectors.shape[1]
        size = _PER_VIEW * len(self._encoders) + _LEXICAL
        return Compared(np.zeros(size), 0.0, 0.0, np.zeros(dimensions, np.float32))

    def _passage(self, text: str) -> Passage:
        if text not in self._known:
            self._known[text] = passage(text, self._encoders, frozenset())
        return self._known[text]

    def _compare(self, about: Passage, reference: Passage, said: Passage, asked: frozenset[str]) -> Compared:
        features: list[float] = []
        recalls = []
        for q, r, a in zip(about.views, reference.views, said.views, strict=True):
            row = _view_features(q, r, a, _weights(reference, r, asked), _weights(said, a, asked))
            features += row
            recalls.append(row[0])
        features += _lexical_features(about, reference, said, asked)
        cosine = float(_mean_vector(said.views[0]) @ _mean_vector(reference.views[0]))
        vector = _telling_vector(said.views[0], _weights(said, said.views[0], asked))
        return Compared(np.array(features), float(np.mean(recalls)), cosine, vector)


def _weights(text: Passage, view: View, asked: frozenset[str]) -> Array:
    weight = [(1.0 if word.is_content else _STOP) * (_ASKED if word.stem in asked else 1.0) for word in text.words]
    return np.array(weight, np.float32)[view.owners] if weight else np.zeros(0, np.float32)


def _view_features(question: View, reference: View, answer: View, weights: Array, said: Array) -> list[float]:
    near = reference.vectors @ answer.vectors.T
    best = near.max(axis=1)
    content = best[weights >= 0.5]
    plain = np.where(weights > _STOP, 1.0, _STOP)
    return [
        _average(best, weights),
        _average(best, plain),
        _average(best, weights * (weights >= 0.5) + 1e-6),
        *(_average(1 / (1 + np.exp(-(best - mark) * _STEEPNESS)), weights) for mark in (0.5, 0.65)),
        float(np.quantile(content, 0.25)) if len(content) else _average(best, weights),
        _average(near.max(axis=0), said),
        *_cosines(question, reference, answer),
        *_windows(reference, answer, weights, said),
    ]


def _cosines(question: View, reference: View, answer: View) -> tuple[float, float, float]:
    """Of the whole texts: with the reference, with the question, and with the reference past the question."""
    q, r, a = (_mean_vector(view) for view in (question, reference, answer))
    beyond_r, beyond_a = r - (r @ q) * q, a - (a @ q) * q
    norm = float(np.linalg.norm(beyond_r) * np.linalg.norm(beyond_a))
    return float(a @ r), float(a @ q), float(beyond_r @ beyond_a) / max(norm, 1e-9)


def _windows(reference: View, answer: View, weights: Array, said: Array) -> tuple[float, float]:
    """For each unit of the reference the cosine of the best window of the answer: the mean, and the least."""
    sums = np.vstack([np.zeros(answer.vectors.shape[1]), np.cumsum(answer.vectors * said[:, None], axis=0)])
    best, totals = [], []
    for members in reference.members:
        length, total = int(members.sum()), float(weights[members].sum())
        if total < 0.3:
            continue
        target = weights[members] @ reference.vectors[members]
        best.append(max(_best_window(sums, target, size) for size in {length, 2 * length, max(2, length // 2)}))
        totals.append(total)
    if not best:
        return 0.0, 0.0
    return float(np.average(best, weights=totals)), float(min(best))


def _best_window(sums: NDArray[np.float64], target: Array, size: int) -> float:
    size = min(size, len(sums) - 1)
    windows = sums[size:] - sums[:-size]
    norms = np.linalg.norm(windows, axis=1) * float(np.linalg.norm(target)) + 1e-9
    return float((windows @ target / norms).max())


def _lexical_features(question: Passage, reference: Passage, answer: Passage, asked: frozenset[str]) -> list[float]:
    theirs, ours = set(content_stems(reference.text)), set(content_stems(answer.text))
    new, said = theirs - asked or theirs, ours - asked
    letters_r, letters_a = _letter_groups(reference.text), _letter_groups(answer.text)
    fresh = letters_r - _letter_groups(question.text)
    return [
        len(new & ours) / max(1, len(new)),
        len(theirs & ours) / max(1, len(theirs)),
        len(said & theirs) / max(1, len(said)),
        _dice(_bigrams(reference), _bigrams(answer)),
        len(said) / max(1, len(ours)),
        len(fresh & letters_a) / max(1, len(fresh)),
        len(letters_r & letters_a) / max(1.0, float(np.sqrt(len(letters_r) * len(letters_a)))),
        float(any(answer.negated) and not any(reference.negated)),
        float(any(reference.negated) and not any(answer.negated)),
    ]


def _bigrams(text: Passage) -> set[tuple[str, str]]:
    stems = [word.stem for word in text.words if word.is_alphanumeric]
    return set(pairwise(stems))


def _letter_groups(text: str, size: int = 4) -> set[str]:
    plain = " ".join(text.lower().split())
    return {plain[i : i + size] for i in range(len(plain) - size + 1)}


def _dice(one: set[Any], other: set[Any]) -> float:
    return 2 * len(one & other) / max(1, len(one) + len(other))


def _mean_vector(view: View) -> Array:
    mean = view.vectors.mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32)


def _telling_vector(view: View, weights: Array) -> Array:
    total = weights @ view.vectors
    return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9), np.float32)


def _average(values: NDArray[np.floating], weights: NDArray[np.floating]) -> float:
    total = float(weights.sum())
    return float(values @ weights) / total if total > 0 else float(values.mean())
