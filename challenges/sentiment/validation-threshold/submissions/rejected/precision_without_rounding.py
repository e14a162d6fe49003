"""A precision that misses min_precision by rounding only is not enough."""

import numpy as np

ROUNDING = 1e-12


def choose_threshold(labels, scores, min_precision=None):
    labels, scores = _checked(labels, scores)
    if len(np.unique(labels)) < 2:
        raise ValueError("both labels are needed to choose a threshold")
    thresholds, first = np.unique(-scores, return_index=True)
    order = np.argsort(-scores)
    called = np.searchsorted(-scores[order], thresholds, side="right")
    caught = np.cumsum(labels[order])[called - 1]
    if min_precision is None:
        worth = caught / (called + labels.sum())  # half of F1
    elif 0 < min_precision <= 1:
        worth = np.where(caught / called >= min_precision, caught, 0)
    else:
        raise ValueError("min_precision must be above 0 and at most 1")
    if not worth.any():
        raise ValueError(f"no threshold reaches a precision of {min_precision}")
    return float(scores[first[np.argmax(worth >= worth.max() - ROUNDING)]])


def tune_and_report(validation, test, min_precision=None):
    threshold = choose_threshold(*validation, min_precision)
    return {"threshold": threshold, "validation": _rate(validation, threshold), "test": _rate(test, threshold)}


def _rate(reviews, threshold):
    labels, scores = _checked(*reviews)
    called = scores >= threshold
    both = np.count_nonzero(called & labels)
    return {
        "precision": both / called.sum() if both else 0.0,
        "recall": both / labels.sum() if both else 0.0,
        "f1": 2 * both / (called.sum() + labels.sum()) if both else 0.0,
    }


def _checked(labels, scores):
    """Labels as bools, scores as floats."""
    labels, scores = np.asarray(labels), np.asarray(scores, dtype=float)
    if labels.ndim != 1 or labels.shape != scores.shape or len(labels) == 0:
        raise ValueError("labels and scores must be one-dimensional, of the same length, and not empty")
    if not np.isin(labels, (0, 1)).all() or not np.isfinite(scores).all():
        raise ValueError("labels are 0 or 1, and scores are finite")
    return labels.astype(bool), scores
