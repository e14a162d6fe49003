"""A table of all pairs first, then a walk along its rows."""
import numpy as np


def nms(boxes, scores, iou_threshold=0.5, max_kept=None):
    boxes = np.asarray(boxes, dtype=float)
    scores = np.asarray(scores, dtype=float)
    if boxes.ndim != 2 or boxes.shape[1] != 4 or scores.ndim != 1 or len(boxes) != len(scores):
        raise ValueError("shapes")
    if np.isnan(scores).any() or not 0 <= iou_threshold <= 1 or (max_kept is not None and max_kept <= 0):
        raise ValueError("values")
    order = np.argsort(-scores, kind="mergesort")
    x1, y1, x2, y2 = boxes[order].T
    area = np.maximum(x2 - x1, 0) * np.maximum(y2 - y1, 0)
    overlap = np.minimum(x2[:, None], x2) - np.maximum(x1[:, None], x1)
    np.maximum(overlap, 0, out=overlap)
    height = np.minimum(y2[:, None], y2) - np.maximum(y1[:, None], y1)
    np.maximum(height, 0, out=height)
    overlap *= height
    table = overlap > iou_threshold * (area[:, None] + area - overlap)
    alive = np.ones(len(order), dtype=bool)
    keep = []
    for i, row in enumerate(table):
        if alive[i]:
            keep.append(i)
            alive &= ~row
    return order[np.array(keep[:max_kept], dtype=int)]
