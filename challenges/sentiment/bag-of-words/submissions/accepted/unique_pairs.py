"""One sort over (row, column) pairs; prefix sums for the product."""
import numpy as np


class BagOfWords:
    def __init__(self, min_reviews=1, max_words=None):
        self.least, self.most = min_reviews, max_words
        self.vocabulary_ = None

    def fit(self, reviews):
        if not reviews:
            raise ValueError("no reviews")
        if self.least < 1 or (self.most or 1) < 1 or self.most == 0:
            raise ValueError("settings")
        words = np.array([word for review in reviews for word in dict.fromkeys(review)], dtype=object)
        if len(words) == 0:
            self.vocabulary_ = {}
            return self
        distinct, counts = np.unique(words, return_counts=True)
        distinct, counts = distinct[counts >= self.least], counts[counts >= self.least]
        if self.most is not None:
            best = np.argsort(-counts, kind="stable")[: self.most]
            distinct = distinct[np.sort(best)]
        self.vocabulary_ = dict(zip(distinct.tolist(), range(len(distinct))))
        return self

    def transform(self, reviews):
        if self.vocabulary_ is None:
            raise RuntimeError("not fitted")
        width = max(len(self.vocabulary_), 1)
        codes = [
            row * width + self.vocabulary_[word]
            for row, review in enumerate(reviews)
            for word in review
            if word in self.vocabulary_
        ]
        codes, data = np.unique(np.array(codes, dtype=np.int64), return_counts=True)
        indptr = np.searchsorted(codes, np.arange(len(reviews) + 1) * width)
        return data, codes % width, indptr


def csr_dot(data, indices, indptr, weights):
    data, weights = np.array(data, dtype=float), np.array(weights, dtype=float)
    indices, indptr = np.array(indices, dtype=int), np.array(indptr, dtype=int)
    if data.size != indices.size or indptr[0] != 0 or indptr[-1] != data.size:
        raise ValueError("no CSR table")
    if np.any(indices < 0) or np.any(indices >= weights.size):
        raise ValueError("column")
    products = data * weights[indices]
    return np.array([products[start:end].sum() for start, end in zip(indptr[:-1], indptr[1:])])
