"""One table of counts; document frequencies are its non-zero entries."""
import numpy as np


class TfidfVectorizer:
    def __init__(self):
        self.index_ = None

    def _counts(self, reviews):
        table = np.zeros((len(reviews), len(self.index_)))
        for i, review in enumerate(reviews):
            columns = [self.index_[w] for w in review if w in self.index_]
            np.add.at(table[i], columns, 1)
        return table

    def fit(self, reviews):
        words = sorted({w for review in reviews for w in review})
        if not words:
            raise ValueError("no words")
        self.vocabulary_ = words
        self.index_ = {w: j for j, w in enumerate(words)}
        document_frequency = np.count_nonzero(self._counts(reviews), axis=0)
        self.idf_ = 1.0 + np.log1p(len(reviews)) - np.log1p(document_frequency)
        return self

    def transform(self, reviews):
        if self.index_ is None:
            raise RuntimeError("not fitted")
        weights = self._counts(reviews) * self.idf_
        lengths = np.sqrt((weights ** 2).sum(axis=1, keepdims=True))
        return np.divide(weights, lengths, out=np.zeros_like(weights), where=lengths != 0)
