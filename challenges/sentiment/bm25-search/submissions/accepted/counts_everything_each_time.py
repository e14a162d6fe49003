import math


class Index:
    def __init__(self, k1=1.5, b=0.75):
        if k1 < 0 or b < 0 or b > 1:
            raise ValueError("settings")
        self.k1 = k1
        self.b = b
        self.reviews = []
        self.counts = []

    def check(self, tokens):
        if isinstance(tokens, str):
            raise TypeError("a list is needed, not a string")
        for token in tokens:
            if not isinstance(token, str):
                raise TypeError("tokens are strings")

    def add(self, reviews):
        reviews = [list(review) if not isinstance(review, str) else review for review in reviews]
        for review in reviews:
            self.check(review)
        for review in reviews:
            counts = {}
            for token in review:
                counts[token] = counts.get(token, 0) + 1
            self.reviews.append(review)
            self.counts.append(counts)

    def scores(self, query):
        self.check(query)
        n = len(self.reviews)
        scores = [0.0] * n
        mean = sum(len(review) for review in self.reviews) / max(n, 1)
        for token in query:
            holding = [i for i, counts in enumerate(self.counts) if token in counts]
            idf = math.log1p((n - len(holding) + 0.5) / (len(holding) + 0.5))
            for i in holding:
                f = self.counts[i][token]
                length = len(self.reviews[i]) / mean
                scores[i] += idf * f * (self.k1 + 1) / (f + self.k1 * (1 - self.b + self.b * length))
        return scores

    def search(self, query, k):
        if k < 1:
            raise ValueError("k")
        scores = self.scores(query)
        wanted = set(query)
        hits = [i for i, counts in enumerate(self.counts) if any(token in counts for token in wanted)]
        hits.sort(key=lambda i: -scores[i])
        return [(i, scores[i]) for i in hits[:k]]
