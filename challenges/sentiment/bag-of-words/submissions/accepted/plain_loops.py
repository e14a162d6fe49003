"""Plain Python throughout; arrays only for what is returned."""
from collections import defaultdict

import numpy as np


class BagOfWords(object):
    def __init__(self, min_reviews=1, max_words=None):
        self.min_reviews = min_reviews
        self.max_words = max_words

    def fit(self, reviews):
        if len(reviews) < 1:
            raise ValueError("nothing to learn from")
        if not self.min_reviews >= 1:
            raise ValueError("min_reviews")
        if self.max_words is not None and not self.max_words >= 1:
            raise ValueError("max_words")
        holders = defaultdict(set)
        for number, review in enumerate(reviews):
            for word in review:
                holders[word].add(number)
        candidates = sorted(word for word in holders if len(holders[word]) >= self.min_reviews)
        candidates.sort(key=lambda word: len(holders[word]), reverse=True)
        if self.max_words is not None:
            del candidates[self.max_words:]
        self.vocabulary_ = {}
        for word in sorted(candidates):
            self.vocabulary_[word] = len(self.vocabulary_)
        return self

    def transform(self, reviews):
        try:
            vocabulary = self.vocabulary_
        except AttributeError:
            raise RuntimeError("fit first") from None
        data, indices, indptr = [], [], [0]
        for review in reviews:
            row = {}
            for word in review:
                column = vocabulary.get(word)
                if column is not None:
                    row[column] = row.get(column, 0) + 1
            for column, count in sorted(row.items()):
                indices.append(column)
                data.append(count)
            indptr.append(len(data))
        return np.array(data, dtype=int), np.array(indices, dtype=int), np.array(indptr)


def csr_dot(data, indices, indptr, weights):
    data, indices, indptr, weights = map(list, (data, indices, indptr, weights))
    if len(data) != len(indices) or indptr[0] or int(indptr[-1]) != len(data):
        raise ValueError("table")
    for column in indices:
        if column < 0 or column >= len(weights):
            raise ValueError("column")
    product = []
    for row in range(len(indptr) - 1):
        total = 0.0
        for place in range(indptr[row], indptr[row + 1]):
            total += float(data[place]) * float(weights[indices[place]])
        product.append(total)
    return np.array(product)
