import numpy as np


def table(scores, grades, k):
    scores, grades = np.asarray(scores, dtype=np.float64), np.asarray(grades, dtype=np.float64)
    if scores.ndim != 1 or grades.ndim != 1 or scores.size != grades.size or scores.size == 0:
        raise ValueError("scores and grades")
    if np.any(grades < 0) or np.any(grades != np.floor(grades)) or (k is not None and k <= 0):
        raise ValueError("grades or k")
    ranks = np.empty(scores.size)
    ranks[np.lexsort((np.arange(scores.size), -scores))] = np.arange(1, scores.size + 1)
    return ranks, grades, np.inf if k is None else k


def reciprocal_rank(scores, grades, k=None):
    ranks, grades, k = table(scores, grades, k)
    first = np.min(ranks[grades > 0], initial=np.inf)
    return float(1 / first) if first <= k else 0.0


def average_precision(scores, grades, k=None):
    ranks, grades, k = table(scores, grades, k)
    hits = np.sort(ranks[grades > 0])
    if hits.size == 0:
        return 0.0
    precisions = np.arange(1, hits.size + 1) / hits
    return float(np.sum(precisions[hits <= k]) / min(hits.size, k))


def ndcg(scores, grades, k=None):
    ranks, grades, k = table(scores, grades, k)
    if not grades.any():
        return 0.0
    ideal = np.empty(grades.size)
    ideal[np.argsort(-grades)] = np.arange(1, grades.size + 1)
    gains = np.exp2(grades) - 1
    return float(np.sum((gains / np.log2(ranks + 1))[ranks <= k]) / np.sum((gains / np.log2(ideal + 1))[ideal <= k]))


def mean_over_queries(metric, queries, k=None):
    try:
        function = {"mrr": reciprocal_rank, "map": average_precision, "ndcg": ndcg}[metric]
    except KeyError:
        raise ValueError("unknown metric") from None
    values = [function(*query, k=k) for query in queries]
    if not values:
        raise ValueError("no queries")
    return float(np.mean(values))
