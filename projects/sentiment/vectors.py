"""Word2Vec: words as points, near each other when they keep the same company. Needs gensim."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from gensim.models import Word2Vec
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from projects.sentiment.data import Labels, Split
from projects.sentiment.grams import Tokens
from projects.sentiment.plan import VectorPlan
from projects.sentiment.scores import Scores

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class WordVectors:
    words: tuple[str, ...]
    """The most frequent first."""

    matrix: Matrix
    """(words, size)."""

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        return {word: number for number, word in enumerate(self.words)}

    def nearest(self, word: str, most: int) -> tuple[str, ...]:
        """The words at the smallest angle to `word`; none if it is unknown."""
        if word not in self.numbers:
            return ()
        unit = self.matrix / np.linalg.norm(self.matrix, axis=1, keepdims=True)
        order = np.argsort(-(unit @ unit[self.numbers[word]]))
        return tuple(self.words[k] for k in order[1 : most + 1])


def train_vectors(documents: Tokens, plan: VectorPlan) -> WordVectors:
    """Continuous bag of words, from `documents` alone. One thread: with more, no two runs are alike."""
    model = Word2Vec(
        documents,
        vector_size=plan.size,
        window=plan.window,
        epochs=plan.epochs,
        min_count=plan.min_count,
        workers=1,
        seed=1,
    )
    return WordVectors(words=tuple(model.wv.index_to_key), matrix=np.array(model.wv.vectors, dtype=np.float32))


def review_vectors(vectors: WordVectors, documents: Tokens, importance: Matrix) -> Matrix:
    """(documents, size): the mean of a review's words by their importance; zeros if none is known."""
    means = np.zeros((len(documents), vectors.matrix.shape[1]), dtype=np.float32)
    for mean, document in zip(means, documents, strict=True):
        numbers = [vectors.numbers[word] for word in document if word in vectors.numbers]
        if numbers:
            mean[:] = np.average(vectors.matrix[numbers], axis=0, weights=importance[numbers])
    return means


def inverse_frequency(vectors: WordVectors, documents: Tokens) -> Matrix:
    """log(reviews / reviews with the word), so that "the" does not drown "superb"; never quite zero."""
    found = Counter(word for document in documents for word in set(document))
    return np.array([np.log((1 + len(documents)) / found[word]) for word in vectors.words], dtype=np.float32)


def score_reviews(vectors: WordVectors, documents: Tokens, labels: Labels, split: Split) -> Sequence[Scores]:
    """Scores of the validation and of the test reviews by a logistic regression on mean vectors."""
    train = [documents[row] for row in split.train]
    importance = inverse_frequency(vectors, train)
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1_000))
    model.fit(review_vectors(vectors, train, importance), labels[split.train])
    return [
        model.decision_function(review_vectors(vectors, [documents[row] for row in rows], importance))
        for rows in (split.validation, split.test)
    ]
