"""Counts single words and pairs of neighbours, once for all reviews, and weighs them by TF-IDF.

scikit-learn's CountVectorizer gives the same counts (a test compares them), but it builds a string for each of
the eleven million words and pairs, which takes four times as long as counting pairs of word numbers; and the
studies here count several times.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfTransformer

from projects.sentiment.data import Rows

Tokens = Sequence[Sequence[str]]

MIN_REVIEWS = 2
"""What occurs in one review alone can tell nothing about another."""

_ALONE = -1


@dataclass(frozen=True, kw_only=True)
class Grams:
    """A row for each review, a column for each word or pair that occurs in at least `MIN_REVIEWS` of them."""

    counts: csr_matrix
    words: tuple[str, ...]
    first: npt.NDArray[np.int64]
    second: npt.NDArray[np.int64]
    """`first` and `second`: the numbers of a column's words; the second is negative where there is none."""

    def name(self, column: int) -> str:
        first, second = self.first[column], self.second[column]
        return self.words[first] if second == _ALONE else f"{self.words[first]} {self.words[second]}"


@dataclass(frozen=True, kw_only=True)
class Weights:
    """TF-IDF as the training rows have it."""

    columns: Rows
    """Those that occur in at least `MIN_REVIEWS` training rows: no other reached the model."""

    transformer: TfidfTransformer

    def of(self, grams: Grams, rows: Rows) -> csr_matrix:
        """(rows, columns), each row of length 1."""
        return self.transformer.transform(_part(grams, rows, self.columns))


def count_grams(documents: Tokens, *, left_out: frozenset[str] = frozenset()) -> Grams:
    """Pairs are of words that are neighbours once those `left_out` are gone."""
    kept = [[word for word in document if word not in left_out] for document in documents]
    numbers: dict[str, int] = {}
    ids = np.fromiter((numbers.setdefault(word, len(numbers)) for word in chain.from_iterable(kept)), dtype=np.int64)
    rows = np.repeat(np.arange(len(kept)), [len(document) for document in kept])
    base = len(numbers) + 1
    neighbours = rows[1:] == rows[:-1]
    keys = np.concatenate([ids * base, (ids[:-1] * base + ids[1:] + 1)[neighbours]])
    names, columns = np.unique(keys, return_inverse=True)
    places = (np.concatenate([rows, rows[1:][neighbours]]), columns)
    counts = csr_matrix((np.ones(len(keys), dtype=np.float32), places), shape=(len(kept), len(names)))
    common = np.flatnonzero(_reviews_with(counts) >= MIN_REVIEWS)
    return Grams(
        counts=counts[:, common],
        words=tuple(numbers),
        first=names[common] // base,
        second=names[common] % base - 1,
    )


def learn_weights(grams: Grams, train: Rows) -> Weights:
    """Looks at the training rows alone: what the others hold changes neither the columns nor their weights."""
    columns = np.flatnonzero(_reviews_with(grams.counts[train]) >= MIN_REVIEWS)
    transformer = TfidfTransformer(sublinear_tf=True).fit(_part(grams, train, columns))
    return Weights(columns=columns, transformer=transformer)


def _reviews_with(counts: csr_matrix) -> Rows:
    return np.bincount(counts.indices, minlength=counts.shape[1])


def _part(grams: Grams, rows: Iterable[int], columns: Rows) -> csr_matrix:
    return grams.counts[rows][:, columns]
