import numpy as np


def confusion_matrix(y_true, y_pred, labels=None):
    y_true, y_pred = np.asarray(y_true), np.asarray(y_pred)
    if y_true.ndim != 1 or y_true.shape != y_pred.shape or len(y_true) == 0:
        raise ValueError("y_true and y_pred must be one-dimensional, of one length, and not empty")
    labels = np.asarray(np.union1d(y_true, y_pred) if labels is None else labels)
    truth, called = y_true[:, None] == labels, y_pred[:, None] == labels
    if not ((truth.sum(axis=1) == 1) & (called.sum(axis=1) == 1)).all() or len(np.unique(labels)) != len(labels):
        raise ValueError("labels must hold every class that occurs, and each class once")
    return truth.T.astype(int) @ called


def scores(y_true, y_pred, average, labels=None):
    counts = confusion_matrix(y_true, y_pred, labels)
    hits, called, are = counts.diagonal(), counts.sum(axis=0), counts.sum(axis=1)
    weights = {"none": np.eye(len(hits)), "macro": np.ones(len(hits)), "weighted": are, "micro": np.ones(1)}
    if average not in weights:
        raise ValueError("average must be none, macro, weighted or micro")
    if average == "micro":
        hits, called, are = hits.sum()[None], called.sum()[None], are.sum()[None]
    weights = weights[average] / weights[average].sum(axis=-1)
    found = {"precision": _share(hits, called), "recall": _share(hits, are), "f1": _share(2 * hits, called + are)}
    return {name: weights @ values for name, values in found.items()}


def _share(part, whole):
    return part / whole
