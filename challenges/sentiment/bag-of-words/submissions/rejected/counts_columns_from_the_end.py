from collections import Counter

import numpy as np


class BagOfWords:
    def __init__(self, min_reviews=1, max_words=None):
        self.min_reviews = min_reviews
        self.max_words = max_words

    def fit(self, reviews):
        if not len(reviews):
            raise ValueError("reviews")
        if self.min_reviews < 1 or (self.max_words is not None and self.max_words < 1):
            raise ValueError("settings")
        frequency = Counter()
        for review in reviews:
            frequency.update(set(review))
        words = [word for word in frequency if frequency[word] >= self.min_reviews]
        words.sort(key=lambda word: (-frequency[word], word))
        words = words[: self.max_words]
        self.vocabulary_ = {word: column for column, word in enumerate(sorted(words))}
        return self

    def transform(self, reviews):
        if not hasattr(self, "vocabulary_"):
            raise RuntimeError("fit")
        data, indices, indptr = [], [], [0]
        for review in reviews:
            counts = Counter(word for word in review if word in self.vocabulary_)
            for word in sorted(counts):
                indices.append(self.vocabulary_[word])
                data.append(counts[word])
            indptr.append(len(data))
        return np.array(data, dtype=int), np.array(indices, dtype=int), np.array(indptr, dtype=int)


def csr_dot(data, indices, indptr, weights):
    data, weights = np.array(data, dtype=float), np.array(weights, dtype=float)
    indices, indptr = np.array(indices, dtype=int), np.array(indptr, dtype=int)
    if len(data) != len(indices) or indptr[0] != 0 or indptr[-1] != len(data):
        raise ValueError("table")
    if (indices >= len(weights)).any():
        raise ValueError("column")
    rows = np.repeat(np.arange(len(indptr) - 1), np.diff(indptr))
    product = np.zeros(len(indptr) - 1)
    np.add.at(product, rows, data * weights[indices])
    return product
