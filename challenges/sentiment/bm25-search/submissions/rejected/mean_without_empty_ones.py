import heapq
import math
from collections import Counter, defaultdict


class Index:
    def __init__(self, k1=1.5, b=0.75):
        if not (k1 >= 0 and 0 <= b <= 1):
            raise ValueError("k1 must be at least 0, and b from 0 to 1")
        self.k1, self.b = k1, b
        self.lengths, self.postings = [], defaultdict(dict)

    def add(self, reviews):
        for review in reviews:
            _check_tokens(review)
        for review in reviews:
            for token, count in Counter(review).items():
                self.postings[token][len(self.lengths)] = count
            self.lengths.append(len(review))

    def scores(self, query):
        found = self._found(query)
        return [found.get(position, 0.0) for position in range(len(self.lengths))]

    def search(self, query, k):
        if k < 1:
            raise ValueError("k must be at least 1")
        found = self._found(query)
        return heapq.nsmallest(k, found.items(), key=lambda item: (-item[1], item[0]))

    def _found(self, query):
        """Scores by position, of the reviews that hold a token of the query."""
        _check_tokens(query)
        found = defaultdict(float)
        total = len(self.lengths)
        mean = sum(self.lengths) / max(sum(length > 0 for length in self.lengths), 1)
        for token in query:
            holders = self.postings.get(token, {})
            weight = math.log(1 + (total - len(holders) + 0.5) / (len(holders) + 0.5)) * (self.k1 + 1)
            for position, count in holders.items():
                norm = 1 - self.b + self.b * self.lengths[position] / mean
                found[position] += weight * count / (count + self.k1 * norm)
        return found


def _check_tokens(tokens):
    if isinstance(tokens, str) or not all(isinstance(token, str) for token in tokens):
        raise TypeError("a list of strings is needed")
