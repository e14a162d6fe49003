"""Ranking metrics. See the prompt for the contract."""


def reciprocal_rank(scores, grades, k=None):
    """1 / the rank of the first relevant result."""
    raise NotImplementedError


def average_precision(scores, grades, k=None):
    """Precision at the relevant results, on average."""
    raise NotImplementedError


def ndcg(scores, grades, k=None):
    """Discounted gain by that of the ideal order."""
    raise NotImplementedError


def mean_over_queries(metric, queries, k=None):
    """The mean of "mrr", "map" or "ndcg"."""
    raise NotImplementedError
