"""Cosine top-k, within a latency budget. See the prompt for the contract."""


class Vectors:
    """Many vectors, to be compared with queries."""

    def __init__(self, vectors):
        pass

    def similarities(self, queries):
        """Cosine similarities, shape (queries, vectors)."""
        raise NotImplementedError

    def top(self, queries, k):
        """Positions and similarities of the best k."""
        raise NotImplementedError
