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
        if not hasattr(self, "idf_"):
            raise RuntimeError("fit before you transform")
        column = {word: number for number, word in enumerate(self.vocabulary_)}
        weights = np.zeros((len(reviews), len(column)))
        for row, review in enumerate(reviews):
            for word in filter(column.__contains__, review):
                weights[row, column[word]] += self.idf_[column[word]]
        unseen = [Counter(w for w in review if w not in column) for review in reviews]
        rest = np.array([sum((n * self.idf_.max()) ** 2 for n in counts.values()) for counts in unseen]).reshape(-1, 1)
        lengths = np.sqrt(np.sum(weights**2, axis=1, keepdims=True) + rest)
        return weights / np.where(lengths > 0, lengths, 1)
