"""How alike each unit of an answer and each phrasing of a question are, in several ways.

Every measure is a matrix of shape (units, phrasings). None of them grows with the length of the answer: a unit is a
clause, a sentence or two, however many of them there are.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from prep.concepts.answer import Passage, View
from prep.concepts.encoder import Array

_MIXTURE = (0.0, 0.35, 0.35, 0.15, 0.15)
"""What each measure contributes to `Likeness.overall`."""


class Likeness(NamedTuple):
    """Measures of likeness, each of shape (units, phrasings)."""

    cosine: Array
    centred: Array
    """Cosine after what all phrasings of the question share was taken off: it tells the points apart."""

    recall: Array
    """How much of the phrasing the unit holds."""

    precision: Array
    """How much of the unit the phrasing holds."""

    overlap: Array
    """The share of the phrasing's content words that the unit repeats."""

    @property
    def overall(self) -> Array:
        return np.asarray(sum(w * m for w, m in zip(_MIXTURE, self, strict=True)), np.float32)


@dataclass(frozen=True, eq=False)
class Bank:
    """The phrasings of a question, ready to be compared with."""

    phrasings: tuple[Passage, ...]
    owners: NDArray[np.intp]
    """The index of the statement that each phrasing belongs to."""

    statements: int
    spread: dict[str, float]
    """How much a stem says about which statement is meant: 1 in a single one, 0.3 if all share it."""

    vocabulary: dict[str, int]
    shares: Array
    """What share of a phrasing's content each stem is, shape (stems, phrasings)."""

    tokens: tuple["_TokenBank", ...]


class _TokenBank(NamedTuple):
    """The tokens of all phrasings in the eyes of one encoder."""

    vectors: NDArray[np.float16]
    """Kept in half precision: the questions in memory are mostly this."""

    weights: Array
    starts: NDArray[np.intp]
    pooled: Array
    centre: Array
    centred: Array


def bank(phrasings: tuple[Passage, ...], owners: NDArray[np.intp], statements: int) -> Bank:
    """Put phrasings together; each must hold at least one word."""
    seen: dict[str, set[int]] = {}
    for phrasing, owner in zip(phrasings, owners, strict=True):
        for found in phrasing.stems:
            seen.setdefault(found, set()).add(int(owner))
    spread = {word: 1 - 0.7 * (len(where) - 1) / max(1, statements - 1) for word, where in seen.items()}
    views = len(phrasings[0].views)
    tokens = tuple(_token_bank(phrasings, view, spread) for view in range(views))
    phrasings = tuple(_without_copies(phrasing, i, tokens) for i, phrasing in enumerate(phrasings))
    vocabulary = {word: row for row, word in enumerate(seen)}
    shares = np.zeros((len(vocabulary), len(phrasings)), np.float32)
    for column, phrasing in enumerate(phrasings):
        content = {word.stem for word in phrasing.words if word.is_content}
        total = sum(spread[word] for word in sorted(content))
        for word in content:
            shares[vocabulary[word], column] = spread[word] / total
    return Bank(phrasings, owners, statements, spread, vocabulary, shares, tokens)


def likeness(answer: Passage, phrasings: Bank) -> Likeness:
    """Compare every unit with every phrasing; the measures of several encoders are averaged."""
    overlap = _overlap(answer, phrasings)
    per_view = [
        _view_likeness(view, tokens, _spread_weights(answer, view, phrasings.spread))
        for view, tokens in zip(answer.views, phrasings.tokens, strict=True)
    ]
    cosine, centred, recall, precision = (
        np.asarray(np.mean(same, axis=0), np.float32) for same in zip(*per_view, strict=True)
    )
    return Likeness(cosine, centred, recall, precision, overlap)


def _token_bank(phrasings: tuple[Passage, ...], index: int, spread: dict[str, float]) -> _TokenBank:
    views = [phrasing.views[index] for phrasing in phrasings]
    weights = [_spread_weights(p, v, spread) for p, v in zip(phrasings, views, strict=True)]
    pooled = np.stack([_unit(w @ v.vectors) for v, w in zip(views, weights, strict=True)])
    centre = pooled.mean(axis=0)
    return _TokenBank(
        vectors=np.concatenate([view.vectors for view in views]).astype(np.float16),
        weights=np.concatenate(weights),
        starts=np.cumsum([0, *(len(weight) for weight in weights[:-1])]),
        pooled=pooled,
        centre=centre,
        centred=_unit(pooled - centre),
    )


def _without_copies(phrasing: Passage, index: int, tokens: tuple[_TokenBank, ...]) -> Passage:
    """The phrasing with its vectors as a window on those of the bank."""
    views = []
    for view, bank_of in zip(phrasing.views, tokens, strict=True):
        start = int(bank_of.starts[index])
        views.append(replace(view, vectors=bank_of.vectors[start : start + len(view.vectors)]))
    return replace(phrasing, views=tuple(views))


def _spread_weights(text: Passage, view: View, spread: dict[str, float]) -> Array:
    factors = np.array([spread.get(word.stem, 1.0) for word in text.words], np.float32)
    return view.weights * factors[view.owners]


@np.errstate(invalid="ignore")  # a product of small arrays may complain of what happened to stand beside them
def _view_likeness(view: View, tokens: _TokenBank, weights: Array) -> tuple[Array, Array, Array, Array]:
    pooled = _unit((view.members * weights) @ view.vectors)
    cosine = pooled @ tokens.pooled.T
    centred = _unit(pooled - tokens.centre) @ tokens.centred.T
    near = tokens.vectors.astype(np.float32) @ view.vectors.T
    recall, precision = np.zeros_like(cosine), np.zeros_like(cosine)
    totals = np.add.reduceat(tokens.weights, tokens.starts)
    for unit, inside in enumerate(view.members):
        if inside.any():
            part = near[:, inside]
            recall[unit] = np.add.reduceat(part.max(axis=1) * tokens.weights, tokens.starts) / totals
            best = np.maximum.reduceat(part, tokens.starts, axis=0)
            precision[unit] = best @ weights[inside] / max(float(weights[inside].sum()), 1e-9)
    return cosine, centred, recall, precision


def _overlap(answer: Passage, phrasings: Bank) -> Array:
    rows = [phrasings.vocabulary.get(word.stem, -1) for word in answer.words]
    said = np.zeros((len(answer.units), len(phrasings.vocabulary)), np.float32)
    for unit, indices in enumerate(answer.unit_words):
        said[unit, [rows[i] for i in indices if rows[i] >= 0]] = 1
    return np.asarray(said @ phrasings.shares, np.float32)


def _unit(vectors: Array) -> Array:
    return np.asarray(
        vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), np.float32(1e-9)), np.float32
    )
