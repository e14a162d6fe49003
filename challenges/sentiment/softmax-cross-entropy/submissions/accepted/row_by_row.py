import math

import numpy as np


def table(logits):
    rows = np.asarray(logits)
    if rows.ndim != 2 or 0 in rows.shape:
        raise ValueError("logits")
    rows = [[float(value) for value in row] for row in rows]
    for row in rows:
        if any(math.isnan(value) for value in row) or math.isinf(max(row)):
            raise ValueError("logits")
    return rows


def logs(row):
    top = max(row)
    total = math.log(math.fsum(math.exp(value - top) for value in row))
    return [value - top - total for value in row]


def softmax(logits):
    return np.array([[math.exp(value) for value in logs(row)] for row in table(logits)])


def log_softmax(logits):
    return np.array([logs(row) for row in table(logits)])


def cross_entropy(logits, labels, smoothing=0.0, ignore=-100):
    rows, labels = table(logits), np.asarray(labels)
    if labels.ndim != 1 or len(labels) != len(rows) or not np.issubdtype(labels.dtype, np.integer):
        raise ValueError("labels")
    if smoothing < 0 or smoothing >= 1 or any(math.isinf(value) for row in rows for value in row):
        raise ValueError("smoothing or logits")
    count = len(rows[0])
    labels = [int(label) for label in labels]
    if any(label != ignore and not 0 <= label < count for label in labels):
        raise ValueError("labels")
    counted = sum(label != ignore for label in labels)
    loss, gradient = 0.0, [[0.0] * count for _ in rows]
    for i, (row, label) in enumerate(zip(rows, labels)):
        if label == ignore:
            continue
        for j, value in enumerate(logs(row)):
            target = smoothing / count + (1 - smoothing if j == label else 0)
            loss -= target * value / counted
            gradient[i][j] = (math.exp(value) - target) / counted
    return loss, np.array(gradient)
