"""One confusion matrix; the scores are its diagonal over its row and column sums."""
import numpy as np


def _confusion(y_true, y_pred):
    t, p = np.asarray(y_true), np.asarray(y_pred)
    if t.ndim != 1 or p.ndim != 1:
        raise ValueError("labels must be one-dimensional")
    if len(t) != len(p):
        raise ValueError("lengths differ")
    if len(t) == 0:
        raise ValueError("no labels")
    labels, codes = np.unique(np.concatenate([t, p]), return_inverse=True)
    matrix = np.zeros((len(labels), len(labels)), dtype=int)
    np.add.at(matrix, (codes[: len(t)], codes[len(t):]), 1)
    return labels, matrix


def _safe(a, b):
    return np.divide(a, b, out=np.zeros(len(a)), where=b > 0)


def _of(labels, scores, positive):
    return float(scores[labels == positive].sum())


def precision(y_true, y_pred, positive=1):
    labels, m = _confusion(y_true, y_pred)
    return _of(labels, _safe(m.diagonal(), m.sum(axis=0)), positive)


def recall(y_true, y_pred, positive=1):
    labels, m = _confusion(y_true, y_pred)
    return _of(labels, _safe(m.diagonal(), m.sum(axis=1)), positive)


def _f1s(m):
    return _safe(2 * m.diagonal(), m.sum(axis=0) + m.sum(axis=1))


def f1(y_true, y_pred, positive=1):
    labels, m = _confusion(y_true, y_pred)
    return _of(labels, _f1s(m), positive)


def macro_f1(y_true, y_pred):
    return float(_f1s(_confusion(y_true, y_pred)[1]).mean())
