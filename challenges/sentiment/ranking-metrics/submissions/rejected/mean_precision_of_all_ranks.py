import numpy as np


def reciprocal_rank(scores, grades, k=None):
    hits = np.flatnonzero(_ranked(scores, grades)[: _cut(k)])
    return float(1 / (hits[0] + 1)) if len(hits) else 0.0


def average_precision(scores, grades, k=None):
    relevant = _ranked(scores, grades) > 0
    looked_at = relevant[: _cut(k)]
    most = min(relevant.sum(), len(relevant) if k is None else k)
    precisions = looked_at.cumsum() / _ranks(looked_at)
    return float(precisions.mean() if relevant.any() else 0.0)


def ndcg(scores, grades, k=None):
    ranked = _ranked(scores, grades)
    ideal = _gain(np.sort(ranked)[::-1][: _cut(k)])
    return float(_gain(ranked[: _cut(k)]) / ideal) if ideal else 0.0


def mean_over_queries(metric, queries, k=None):
    metrics = {"mrr": reciprocal_rank, "map": average_precision, "ndcg": ndcg}
    if metric not in metrics or not len(queries):
        raise ValueError("a known metric and queries are needed")
    return float(np.mean([metrics[metric](scores, grades, k) for scores, grades in queries]))


def _ranked(scores, grades):
    """Grades by descending score."""
    scores, grades = np.array(scores, dtype=float), np.array(grades, dtype=float)
    if scores.ndim != 1 or scores.shape != grades.shape or len(scores) == 0:
        raise ValueError("one grade a score is needed")
    if (grades < 0).any() or (grades % 1).any():
        raise ValueError("grades must be whole numbers of at least 0")
    return grades[np.argsort(-scores, kind="stable")]


def _cut(k):
    if k is not None and k < 1:
        raise ValueError("k must be at least 1")
    return k


def _ranks(ranked):
    return np.arange(1, len(ranked) + 1)


def _gain(ranked):
    return ((2**ranked - 1) / np.log2(_ranks(ranked) + 1)).sum()
