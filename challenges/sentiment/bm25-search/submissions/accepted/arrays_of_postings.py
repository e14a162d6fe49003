import numpy as np


class Index:
    def __init__(self, k1=1.5, b=0.75):
        if not k1 >= 0:
            raise ValueError("k1")
        if not 0 <= b <= 1:
            raise ValueError("b")
        self.k1, self.b = k1, b
        self.count = 0
        self.lengths = np.zeros(0)
        self.postings = {}

    def add(self, reviews):
        reviews = list(reviews)
        for review in reviews:
            if isinstance(review, str) or any(not isinstance(token, str) for token in review):
                raise TypeError("reviews are lists of strings")
        for number, review in enumerate(reviews, self.count):
            for token in dict.fromkeys(review):
                positions, counts = self.postings.setdefault(token, ([], []))
                positions.append(number)
                counts.append(list(review).count(token))
        self.lengths = np.append(self.lengths, [len(review) for review in reviews])
        self.count += len(reviews)

    def _scores(self, query):
        if isinstance(query, str) or any(not isinstance(token, str) for token in query):
            raise TypeError("queries are lists of strings")
        scores, hit = np.zeros(self.count), np.zeros(self.count, dtype=bool)
        for token in query:
            if token not in self.postings:
                continue
            positions, counts = (np.array(part) for part in self.postings[token])
            idf = np.log(1 + (self.count - len(positions) + 0.5) / (len(positions) + 0.5))
            length = self.lengths[positions] / self.lengths.mean()
            scores[positions] += idf * counts * (self.k1 + 1) / (counts + self.k1 * (1 - self.b + self.b * length))
            hit[positions] = True
        return scores, hit

    def scores(self, query):
        return self._scores(query)[0].tolist()

    def search(self, query, k):
        if k < 1:
            raise ValueError("k must be at least 1")
        scores, hit = self._scores(query)
        order = [int(i) for i in np.argsort(-scores, kind="stable") if hit[i]]
        return [(i, float(scores[i])) for i in order[:k]]
