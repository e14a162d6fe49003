import numpy as np


def softmax(logits):
    return np.exp(log_softmax(logits))


def log_softmax(logits):
    logits = np.array(logits, dtype=float)
    if logits.ndim != 2 or logits.size == 0:
        raise ValueError("logits must be a table")
    top = logits.max(axis=1)[:, None]
    if not np.isfinite(top).all():
        raise ValueError("a row's largest logit must be finite")
    shifted = logits - top
    return shifted - np.log(np.exp(shifted).sum(axis=1))[:, None]


def cross_entropy(logits, labels, smoothing=0.0, ignore=-100):
    logs, labels = log_softmax(logits), np.asarray(labels)
    rows, classes = logs.shape
    if labels.shape != (rows,) or not np.issubdtype(labels.dtype, np.integer):
        raise ValueError("one whole number a row is needed as label")
    counted = np.flatnonzero(labels != ignore)
    known = labels[counted]
    if not np.isin(known, range(classes)).all():
        raise ValueError("labels must be classes")
    if not (0 <= smoothing < 1 and np.isfinite(logs).all()):
        raise ValueError("smoothing must be at least 0 and below 1, and logits finite")
    gradient = np.zeros(logs.shape)
    if len(counted) == 0:
        return 0.0, gradient
    targets = smoothing / classes + (1 - smoothing) * np.eye(classes)[known]
    gradient[counted] = (np.exp(logs[counted]) - targets) / len(counted)
    return float(-(targets * logs[counted]).sum()), gradient
