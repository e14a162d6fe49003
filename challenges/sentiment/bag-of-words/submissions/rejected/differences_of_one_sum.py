from collections import Counter

import numpy as np


class BagOfWords:
    """Counts the words of reviews, for words that enough training reviews hold."""

    def __init__(self, min_reviews=1, max_words=None):
        self.min_reviews = min_reviews
        self.max_words = max_words

    def fit(self, reviews):
        if self.min_reviews < 1:
            raise ValueError("min_reviews must be at least 1")
        if self.max_words is not None and self.max_words < 1:
            raise ValueError("max_words must be None or at least 1")
        if len(reviews) == 0:
            raise ValueError("there are no reviews")
        frequency = Counter()
        for review in reviews:
            frequency.update(set(review))
        words = [word for word, count in frequency.items() if count >= self.min_reviews]
        words.sort(key=lambda word: (-frequency[word], word))
        if self.max_words is not None:
            words = words[: self.max_words]
        self.vocabulary_ = {word: column for column, word in enumerate(sorted(words))}
        return self

    def transform(self, reviews):
        if not hasattr(self, "vocabulary_"):
            raise RuntimeError("fit first")
        data, indices, indptr = [], [], [0]
        for review in reviews:
            counts = Counter(self.vocabulary_[word] for word in review if word in self.vocabulary_)
            for column in sorted(counts):
                indices.append(column)
                data.append(counts[column])
            indptr.append(len(data))
        return np.array(data, dtype=np.int64), np.array(indices, dtype=np.int64), np.array(indptr, dtype=np.int64)


def csr_dot(data, indices, indptr, weights):
    data = np.asarray(data, dtype=np.float64)
    indices = np.asarray(indices, dtype=np.int64)
    indptr = np.asarray(indptr, dtype=np.int64)
    weights = np.asarray(weights, dtype=np.float64)
    if len(data) != len(indices):
        raise ValueError("data and indices differ in length")
    if len(indptr) == 0 or indptr[0] != 0 or indptr[-1] != len(data):
        raise ValueError("indptr must go from 0 to the number of entries")
    if len(indices) and (indices.min() < 0 or indices.max() >= len(weights)):
        raise ValueError("a column has no weight")
    running = np.concatenate([[0.0], np.cumsum(data * weights[indices])])
    return running[indptr[1:]] - running[indptr[:-1]]
