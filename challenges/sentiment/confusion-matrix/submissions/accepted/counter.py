from collections import Counter

import numpy as np


def plain(values):
    values = values.tolist() if isinstance(values, np.ndarray) else list(values)
    if any(isinstance(value, list | tuple) for value in values):
        raise ValueError("one dimension is needed")
    return values


def classes_of(y_true, y_pred, labels):
    y_true, y_pred = plain(y_true), plain(y_pred)
    if not y_true or len(y_true) != len(y_pred):
        raise ValueError("lengths")
    occurring = {*y_true, *y_pred}
    labels = sorted(occurring) if labels is None else plain(labels)
    if len({*labels}) < len(labels) or not occurring <= {*labels}:
        raise ValueError("labels")
    return Counter(zip(y_true, y_pred)), labels


def confusion_matrix(y_true, y_pred, labels=None):
    pairs, labels = classes_of(y_true, y_pred, labels)
    return np.array([[pairs[row, column] for column in labels] for row in labels])


def three(hits, called, are):
    return hits / called if called else 0.0, hits / are if are else 0.0, 2 * hits / (called + are) if called + are else 0.0


def scores(y_true, y_pred, average, labels=None):
    pairs, labels = classes_of(y_true, y_pred, labels)
    rows, columns = Counter(), Counter()
    for (row, column), count in pairs.items():
        rows[row] += count
        columns[column] += count
    each = [three(pairs[label, label], columns[label], rows[label]) for label in labels]
    total = sum(pairs.values())
    if average == "none":
        found = [np.array(values) for values in zip(*each)]
    elif average == "macro":
        found = [sum(values) / len(labels) for values in zip(*each)]
    elif average == "weighted":
        found = [sum(rows[label] * value for label, value in zip(labels, values)) / total for values in zip(*each)]
    elif average == "micro":
        found = three(sum(pairs[label, label] for label in labels), total, total)
    else:
        raise ValueError("average")
    return dict(zip(("precision", "recall", "f1"), found))
