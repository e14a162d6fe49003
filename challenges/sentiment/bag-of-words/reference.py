"""Counters for the words; for the product, each entry finds its row and adds itself there."""

from collections import Counter

import numpy as np


class BagOfWords:
    def __init__(self, min_reviews=1, max_words=None):
        self.min_reviews = min_reviews
        self.max_words = max_words

    def fit(self, reviews):
        if len(reviews) == 0 or self.min_reviews < 1 or (self.max_words is not None and self.max_words < 1):
            raise ValueError("there must be reviews, and both numbers must be at least 1")
        seen_in = Counter(word for review in reviews for word in set(review))
        frequent = [word for word, count in seen_in.items() if count >= self.min_reviews]
        kept = sorted(frequent, key=lambda word: (-seen_in[word], word))[: self.max_words]
        self.vocabulary_ = {word: column for column, word in enumerate(sorted(kept))}
        return self

    def transform(self, reviews):
        if not hasattr(self, "vocabulary_"):
            raise RuntimeError("fit before you transform")
        data, indices, indptr = [], [], [0]
        for review in reviews:
            counts = Counter(self.vocabulary_[word] for word in review if word in self.vocabulary_)
            indices.extend(sorted(counts))
            data.extend(counts[column] for column in sorted(counts))
            indptr.append(len(indices))
        return tuple(np.array(part, dtype=np.int64) for part in (data, indices, indptr))


def csr_dot(data, indices, indptr, weights):
    data, weights = (np.asarray(part, dtype=float) for part in (data, weights))
    indices, indptr = (np.asarray(part, dtype=int) for part in (indices, indptr))
    if indptr[0] != 0 or indptr[-1] != len(data) or len(data) != len(indices):
        raise ValueError("the three arrays do not fit together")
    if len(indices) and not 0 <= indices.min() <= indices.max() < len(weights):
        raise ValueError("a column has no weight")
    rows = np.repeat(np.arange(len(indptr) - 1), np.diff(indptr))
    return np.bincount(rows, weights=data * weights[indices], minlength=len(indptr) - 1)
