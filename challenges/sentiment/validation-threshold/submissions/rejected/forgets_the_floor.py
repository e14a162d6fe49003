import numpy as np


def checked(labels, scores):
    labels, scores = np.array(labels), np.array(scores, dtype=float)
    if labels.ndim != 1 or labels.shape != scores.shape or labels.size == 0:
        raise ValueError("shapes")
    if not np.isin(labels, [0, 1]).all() or not np.isfinite(scores).all():
        raise ValueError("values")
    return labels.astype(int), scores


def counts(labels, scores, t):
    called = scores >= t
    tp = int((called & (labels == 1)).sum())
    return tp, int(called.sum()) - tp, int(labels.sum()) - tp


def rate(labels, scores, t):
    tp, fp, fn = counts(labels, scores, t)
    return {
        "precision": tp / (tp + fp) if tp + fp else 0.0,
        "recall": tp / (tp + fn) if tp + fn else 0.0,
        "f1": 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 0.0,
    }


def choose_threshold(labels, scores, min_precision=None):
    labels, scores = checked(labels, scores)
    if labels.min() == labels.max():
        raise ValueError("one label")
    if min_precision is not None and not 0 < min_precision <= 1:
        raise ValueError("min_precision")
    order = np.argsort(-scores, kind="stable")
    tp, called = np.cumsum(labels[order]), np.arange(1, len(labels) + 1)
    last = np.append(np.diff(scores[order]) != 0, True)
    t, tp, called = scores[order][last], tp[last], called[last]
    if min_precision is None:
        worth = 2 * tp / (called + labels.sum())
    else:
        enough = tp / called >= min_precision - 1e-12
        if not enough.any():
            raise ValueError("precision")
        t, worth = t[enough], tp[enough] / labels.sum()
    return float(t[np.flatnonzero(worth >= worth.max() - 1e-12)[0]])


def tune_and_report(validation, test, min_precision=None):
    validation, test = checked(*validation), checked(*test)
    t = choose_threshold(*validation)
    return {"threshold": t, "validation": rate(*validation, t), "test": rate(*test, t)}
