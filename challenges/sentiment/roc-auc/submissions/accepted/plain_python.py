from itertools import groupby
from math import inf, isfinite


def _points(y_true, scores):
    try:
        labels, values = [float(y) for y in y_true], [float(s) for s in scores]
        flat = getattr(y_true, "ndim", 1) == 1 and getattr(scores, "ndim", 1) == 1
    except TypeError:
        raise ValueError("one dimension only")
    if not flat or len(labels) != len(values):
        raise ValueError("shapes")
    if set(labels) != {0.0, 1.0} or not all(map(isfinite, values)):
        raise ValueError("labels or scores")
    rows = sorted(zip(values, labels), reverse=True)
    tp = fp = 0
    points = [(0, 0, inf)]
    for value, group in groupby(rows, key=lambda row: row[0]):
        for _, label in group:
            if label:
                tp += 1
            else:
                fp += 1
        points.append((fp, tp, value))
    return points, fp, tp


def roc_curve(y_true, scores):
    points, n, p = _points(y_true, scores)
    return [f / n for f, _, _ in points], [t / p for _, t, _ in points], [v for _, _, v in points]


def roc_auc(y_true, scores):
    points, n, p = _points(y_true, scores)
    twice = sum((f1 - f0) * (t0 + t1) for (f0, t0, _), (f1, t1, _) in zip(points, points[1:]))
    return twice / (2 * n * p)
