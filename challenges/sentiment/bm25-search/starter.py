"""Search by BM25. See the prompt for the contract."""


class Index:
    """An index of reviews."""

    def __init__(self, k1=1.5, b=0.75):
        pass

    def add(self, reviews):
        """Add reviews, each a list of tokens."""
        raise NotImplementedError

    def scores(self, query):
        """One score for each review."""
        raise NotImplementedError

    def search(self, query, k):
        """The best k, as (position, score)."""
        raise NotImplementedError
