"""One pass for each box that is kept: it is compared with all that are left at once."""

import numpy as np


def nms(boxes, scores, iou_threshold=0.5, max_kept=None):
    boxes, scores = np.asarray(boxes, dtype=float), np.asarray(scores, dtype=float)
    if boxes.ndim != 2 or boxes.shape[1] != 4:
        raise ValueError("boxes must have two dimensions and four columns")
    if scores.shape != boxes.shape[:1] or np.isnan(scores).any():
        raise ValueError("scores must have one number for each box")
    if not 0 <= iou_threshold <= 1:
        raise ValueError("iou_threshold must lie between 0 and 1")
    if max_kept is not None and max_kept < 1:
        raise ValueError("max_kept must be 1 or more")
    low, high = boxes[:, :2], boxes[:, 2:]
    area = np.maximum(high - low, 0).prod(axis=1)
    left = np.argsort(-scores, stable=True)
    kept = []
    while left.size and len(kept) != max_kept:
        best, left = left[0], left[1:]
        kept.append(best)
        sides = np.minimum(high[left], high[best]) - np.maximum(low[left], low[best])
        shared = np.maximum(sides, 0).prod(axis=1)
        # A product instead of a quotient: two empty boxes share nothing and cover nothing.
        left = left[shared <= iou_threshold * (area[left] + area[best] - shared)]
    return np.array(kept, dtype=int)
