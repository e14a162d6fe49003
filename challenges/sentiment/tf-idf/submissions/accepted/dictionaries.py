from collections import Counter, defaultdict
from math import hypot, log

import numpy as np


class TfidfVectorizer:
    _idf = None

    def fit(self, reviews):
        where = defaultdict(set)
        n = 0
        for n, review in enumerate(reviews, 1):
            for word in review:
                where[word].add(n)
        if not where:
            raise ValueError("nothing to learn from")
        self._idf = {word: 1 + log((n + 1) / (len(where[word]) + 1)) for word in sorted(where)}
        self.vocabulary_ = list(self._idf)
        self.idf_ = np.array(list(self._idf.values()))
        return self

    def _weigh(self, review):
        counts = Counter(review)
        weights = [counts[word] * idf for word, idf in self._idf.items()]
        length = hypot(*weights)
        return [w / length for w in weights] if length else weights

    def transform(self, reviews):
        if self._idf is None:
            raise RuntimeError("fit first")
        return np.array([self._weigh(review) for review in reviews], dtype=float).reshape(-1, len(self._idf))
