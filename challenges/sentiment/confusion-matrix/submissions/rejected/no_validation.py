import numpy as np


def confusion_matrix(y_true, y_pred, labels=None):
    y_true, y_pred = np.asarray(y_true), np.asarray(y_pred)
    y_true, y_pred = y_true.ravel(), np.resize(y_pred, y_true.size)
    labels = np.asarray(np.union1d(y_true, y_pred) if labels is None else labels)
    truth, called = y_true[:, None] == labels, y_pred[:, None] == labels
    return truth.T.astype(int) @ called


def scores(y_true, y_pred, average, labels=None):
    counts = confusion_matrix(y_true, y_pred, labels)
    hits, called, are = counts.diagonal(), counts.sum(axis=0), counts.sum(axis=1)
    weights = {"none": np.eye(len(hits)), "macro": np.ones(len(hits)), "weighted": are, "micro": np.ones(1)}
    average = average if average in weights else "macro"
    if average == "micro":
        hits, called, are = hits.sum()[None], called.sum()[None], are.sum()[None]
    weights = weights[average] / weights[average].sum(axis=-1)
    found = {"precision": _share(hits, called), "recall": _share(hits, are), "f1": _share(2 * hits, called + are)}
    return {name: weights @ values for name, values in found.items()}


def _share(part, whole):
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)
