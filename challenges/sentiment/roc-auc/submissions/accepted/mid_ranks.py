"""AUC from the ranks of the positive reviews (Mann-Whitney), curve by searching in the sorted scores."""
import numpy as np


def _validate(y_true, scores):
    y = np.asarray(y_true)
    s = np.asarray(scores, dtype=np.float64)
    if y.ndim != 1 or s.ndim != 1 or len(y) != len(s):
        raise ValueError("need two vectors of one length")
    if not np.all((y == 0) | (y == 1)):
        raise ValueError("labels are 0 and 1")
    y = y.astype(bool)
    if y.all() or not y.any():
        raise ValueError("both labels must occur")
    if np.isnan(s).any() or np.isinf(s).any():
        raise ValueError("scores must be finite")
    return s[y], s[~y]


def roc_auc(y_true, scores):
    positive, negative = _validate(y_true, scores)
    negative = np.sort(negative)
    below = np.searchsorted(negative, positive, side="left")
    not_above = np.searchsorted(negative, positive, side="right")
    return float((below + not_above).mean() / (2 * len(negative)))


def roc_curve(y_true, scores):
    positive, negative = _validate(y_true, scores)
    thresholds = np.r_[np.inf, np.unique(np.r_[positive, negative])[::-1]]
    tpr = 1 - np.searchsorted(np.sort(positive), thresholds, side="left") / len(positive)
    fpr = 1 - np.searchsorted(np.sort(negative), thresholds, side="left") / len(negative)
    return fpr, tpr, thresholds
