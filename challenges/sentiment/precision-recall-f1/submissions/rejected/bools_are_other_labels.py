"""The labels of macro F1 as text: True and 1 are two of them."""

import numpy as np


def precision(y_true, y_pred, positive=1):
    tp, fp, _ = _counts(y_true, y_pred, positive)
    return _ratio(tp, tp + fp)


def recall(y_true, y_pred, positive=1):
    tp, _, fn = _counts(y_true, y_pred, positive)
    return _ratio(tp, tp + fn)


def f1(y_true, y_pred, positive=1):
    tp, fp, fn = _counts(y_true, y_pred, positive)
    return _ratio(2 * tp, 2 * tp + fp + fn)


def macro_f1(y_true, y_pred):
    y_true, y_pred = (labels.astype(str) for labels in _checked(y_true, y_pred))
    labels = np.unique(np.concatenate([y_true, y_pred]))
    return float(np.mean([f1(y_true, y_pred, label) for label in labels]))


def _counts(y_true, y_pred, positive):
    """True positives, false positives, false negatives."""
    y_true, y_pred = _checked(y_true, y_pred)
    is_positive, called = y_true == positive, y_pred == positive
    tp = (is_positive & called).sum()
    return tp, called.sum() - tp, is_positive.sum() - tp


def _ratio(part, whole):
    return float(part / whole) if whole else 0.0


def _checked(y_true, y_pred):
    y_true, y_pred = np.asarray(y_true), np.asarray(y_pred)
    if y_true.ndim != 1 or y_true.shape != y_pred.shape or y_true.size == 0:
        raise ValueError("y_true and y_pred must be one-dimensional, of one length, and not empty")
    return y_true, y_pred
