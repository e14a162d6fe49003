import numpy as np


def checked(logits):
    z = np.asarray(logits).astype(np.float64)
    if z.ndim != 2 or not z.size or np.isnan(z).any() or np.isposinf(z).any() or np.isneginf(z).all(axis=1).any():
        raise ValueError("logits")
    return z - np.max(z, axis=-1, keepdims=True)


def softmax(logits):
    powers = np.exp(checked(logits))
    return powers / powers.sum(axis=-1, keepdims=True)


def log_softmax(logits):
    return checked(logits) - np.logaddexp.reduce(checked(logits), axis=-1, keepdims=True)


def cross_entropy(logits, labels, smoothing=0.0, ignore=-100):
    z = log_softmax(logits)
    labels = np.array(labels)
    if labels.shape != z.shape[:1] or labels.dtype.kind not in "ui" or np.isneginf(z).any():
        raise ValueError("labels or logits")
    if not 0 <= smoothing < 1:
        raise ValueError("smoothing")
    labels = labels.astype(np.int64)
    counts = labels != ignore
    places = np.where(counts, labels, 0)
    if (places < 0).any() or (places >= z.shape[1]).any():
        raise ValueError("labels")
    share = counts / max(counts.sum(), 1)
    truth = np.take_along_axis(z, places[:, None], axis=1)[:, 0]
    loss = -share @ ((1 - smoothing) * truth + smoothing * z.mean(axis=1))
    gradient = softmax(logits) - smoothing / z.shape[1]
    gradient[np.arange(len(z)), places] -= 1 - smoothing
    return float(loss), gradient * share[:, None]
