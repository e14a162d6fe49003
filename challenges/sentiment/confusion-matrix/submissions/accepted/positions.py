import numpy as np


def confusion_matrix(y_true, y_pred, labels=None):
    y_true, y_pred = np.array(y_true), np.array(y_pred)
    if y_true.ndim != 1 or y_pred.ndim != 1 or y_true.size != y_pred.size or not y_true.size:
        raise ValueError("y_true, y_pred")
    occurring = np.unique(np.concatenate([y_true, y_pred]))
    labels = occurring if labels is None else np.array(labels)
    order = np.argsort(labels, kind="stable")
    ordered = labels[order]
    if (ordered[1:] == ordered[:-1]).any() or not set(occurring.tolist()) <= set(labels.tolist()):
        raise ValueError("labels")
    rows, columns = (order[np.searchsorted(ordered, values)] for values in (y_true, y_pred))
    return np.bincount(rows * len(labels) + columns, minlength=len(labels) ** 2).reshape(len(labels), -1)


def scores(y_true, y_pred, average, labels=None):
    matrix = confusion_matrix(y_true, y_pred, labels)
    hits, called, are = np.diag(matrix).astype(float), matrix.sum(0), matrix.sum(1)
    if average == "micro":
        accuracy = float(hits.sum() / matrix.sum())
        return {"precision": accuracy, "recall": accuracy, "f1": accuracy}
    result = {
        "precision": hits / np.maximum(called, 1),
        "recall": hits / np.maximum(are, 1),
        "f1": 2 * hits / np.maximum(called + are, 1),
    }
    if average == "none":
        return result
    if average == "macro":
        return {key: float(np.mean(value)) for key, value in result.items()}
    if average == "weighted":
        return {key: float(np.average(value, weights=are)) for key, value in result.items()}
    raise ValueError("average")
