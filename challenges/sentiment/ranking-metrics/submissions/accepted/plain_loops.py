import math


def order(scores, grades, k):
    scores, grades = list(scores), list(grades)
    if not scores or len(scores) != len(grades):
        raise ValueError("lengths")
    for value in scores + grades:
        if hasattr(value, "__len__"):
            raise ValueError("dimensions")
    if any(g < 0 or g != int(g) for g in grades):
        raise ValueError("grades")
    if k is not None and k < 1:
        raise ValueError("k")
    ranked = [int(g) for _, _, g in sorted((-float(s), i, g) for i, (s, g) in enumerate(zip(scores, grades)))]
    return ranked, ranked if k is None else ranked[:k]


def reciprocal_rank(scores, grades, k=None):
    for rank, grade in enumerate(order(scores, grades, k)[1], 1):
        if grade:
            return 1 / rank
    return 0.0


def average_precision(scores, grades, k=None):
    everything, seen = order(scores, grades, k)
    found, total = 0, 0.0
    for rank, grade in enumerate(seen, 1):
        if grade > 0:
            found += 1
            total += found / rank
    relevant = sum(grade > 0 for grade in everything)
    if k is not None:
        relevant = min(relevant, k)
    return total / relevant if relevant else 0.0


def ndcg(scores, grades, k=None):
    everything, seen = order(scores, grades, k)
    best = sorted(everything, reverse=True)[: len(seen)]
    gain = [sum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(one, 1)) for one in (seen, best)]
    return gain[0] / gain[1] if gain[1] > 0 else 0.0


def mean_over_queries(metric, queries, k=None):
    if metric not in ("mrr", "map", "ndcg"):
        raise ValueError("metric")
    if len(queries) == 0:
        raise ValueError("queries")
    function = {"mrr": reciprocal_rank, "map": average_precision}.get(metric, ndcg)
    return sum(function(scores, grades, k) for scores, grades in queries) / len(queries)
