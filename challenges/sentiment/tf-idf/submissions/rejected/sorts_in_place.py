from collections import Counter

import numpy as np


class TfidfVectorizer:
    def fit(self, reviews):
        seen_in = Counter(word for review in reviews for word in set(review))
        if not seen_in:
            raise ValueError("there are no words to learn from")
        self.vocabulary_ = sorted(seen_in)
        counts = np.array([seen_in[word] for word in self.vocabulary_])
        self.idf_ = np.log((1 + len(reviews)) / (1 + counts)) + 1
        return self

    def transform(self, reviews):
        for review in reviews:
            review.sort()
        if not hasattr(self, "idf_"):
            raise RuntimeError("fit before you transform")
        column = {word: number for number, word in enumerate(self.vocabulary_)}
        weights = np.zeros((len(reviews), len(column)))
        for row, review in enumerate(reviews):
            for word in filter(column.__contains__, review):
                weights[row, column[word]] += self.idf_[column[word]]
        lengths = np.linalg.norm(weights, axis=1, keepdims=True)
        return weights / np.where(lengths > 0, lengths, 1)
