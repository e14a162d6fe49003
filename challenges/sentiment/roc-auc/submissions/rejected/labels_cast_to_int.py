"""Casts labels to whole numbers first: 0.5 becomes 0."""

import numpy as np


def roc_auc(y_true, scores):
    fpr, tpr, _ = roc_curve(y_true, scores)
    return float(np.diff(fpr) @ (tpr[1:] + tpr[:-1]) / 2)


def roc_curve(y_true, scores):
    y_true, scores = _checked(y_true, scores)
    values, group = np.unique(scores, return_inverse=True)
    return _rates(group, 1 - y_true), _rates(group, y_true), np.append(values, np.inf)[::-1]


def _rates(group, counted):
    """Of the counted reviews, the share that has come in at each distinct score, with none in front."""
    arriving = np.append(np.bincount(group, weights=counted), 0)[::-1]
    return np.cumsum(arriving) / counted.sum()


def _checked(y_true, scores):
    y_true, scores = np.asarray(y_true).astype(int), np.asarray(scores)
    if not y_true.shape == scores.shape == (scores.size,):
        raise ValueError("y_true and scores must be one-dimensional and of one length")
    if not np.array_equal(np.unique(y_true), [0, 1]):
        raise ValueError("labels must be 0 and 1, and both must occur")
    if not np.isfinite(scores).all():
        raise ValueError("scores must be finite")
    return y_true, scores
