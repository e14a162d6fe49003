"""One level after the other; distances are expectations over bins, as in generalised focal loss (Li et al. 2020)."""

import numpy as np


def decode(levels, strides, bins=16, score_threshold=0.25):
    levels = [np.asarray(level, dtype=float) for level in levels]
    if not levels or len(levels) != len(strides):
        raise ValueError("there must be as many strides as levels, and at least one")
    if any(level.ndim != 3 or len(level) <= 4 * bins for level in levels):
        raise ValueError("each level must have three dimensions and a channel for a class")
    if len({len(level) for level in levels}) > 1:
        raise ValueError("levels must have the same number of classes")
    decoded = [_decode_level(level, stride, bins) for level, stride in zip(levels, strides, strict=True)]
    boxes, scores, classes = (np.concatenate(parts) for parts in zip(*decoded, strict=True))
    kept = scores >= score_threshold
    return boxes[kept], scores[kept], classes[kept]


def _decode_level(level, stride, bins):
    """Boxes, scores and classes of all cells of a level, row by row."""
    rows, columns = level.shape[1:]
    left, top, right, bottom = _expectation(level[: 4 * bins].reshape(4, bins, rows, columns))
    y, x = np.indices((rows, columns)) + 0.5
    boxes = np.stack([x - left, y - top, x + right, y + bottom], axis=-1) * stride
    logits = level[4 * bins :]
    # The logarithm of 1 + exp(-z) does not overflow where exp(-z) would.
    scores = np.exp(-np.logaddexp(0, -logits.max(axis=0)))
    return boxes.reshape(-1, 4), scores.ravel(), logits.argmax(axis=0).ravel()


def _expectation(logits):
    """The expected bin under the softmax over the second axis."""
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.einsum("b,sbij->sij", np.arange(logits.shape[1]), weights) / weights.sum(axis=1)
