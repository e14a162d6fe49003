import numpy as np


def softmax(z):
    z = np.exp(z - z.max(axis=-1, keepdims=True))
    return z / z.sum(axis=-1, keepdims=True)


def sigmoid(z):
    return 0.5 * (1.0 + np.tanh(0.5 * z))


def decode(levels, strides, bins=16, score_threshold=0.25):
    if len(levels) == 0 or len(levels) != len(strides):
        raise ValueError("levels and strides")
    channels = set()
    boxes, logits = [], []
    for level, stride in zip(levels, strides):
        level = np.asarray(level).astype(np.float64)
        if level.ndim != 3:
            raise ValueError("a level needs three dimensions")
        c, h, w = level.shape
        if c <= 4 * bins:
            raise ValueError("no classes")
        channels.add(c)
        cells = level.reshape(c, h * w).T
        dist = softmax(cells[:, : 4 * bins].reshape(h * w, 4, bins)) @ np.arange(bins, dtype=float)
        rows, cols = np.divmod(np.arange(h * w), max(w, 1))
        centre = np.stack([cols + 0.5, rows + 0.5], axis=1)
        boxes.append(np.hstack([centre - dist[:, :2], centre + dist[:, 2:]]) * stride)
        logits.append(cells[:, 4 * bins :])
    if len(channels) != 1:
        raise ValueError("classes differ")
    boxes, logits = np.vstack(boxes), np.vstack(logits)
    classes = np.argmax(logits, axis=1)
    scores = softmax(logits).max(axis=1)
    keep = np.flatnonzero(scores >= score_threshold)
    return boxes[keep], scores[keep], classes[keep]
