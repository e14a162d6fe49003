import numpy as np


def log_softmax(logits):
    logits = np.array(logits, dtype=float)
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def softmax(logits):
    return np.exp(log_softmax(logits))


def cross_entropy(logits, labels, smoothing=0.0, ignore=-100):
    logs = log_softmax(logits)
    labels = np.asarray(labels)
    counts = labels != ignore
    target = (1 - smoothing) * np.eye(logs.shape[1])[np.where(counts, labels, 0)] + smoothing / logs.shape[1]
    share = (counts / max(counts.sum(), 1))[:, None]
    return float(-(share * target * logs).sum()), share * (np.exp(logs) - target)
