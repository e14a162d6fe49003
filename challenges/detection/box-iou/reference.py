"""All pairs at once: the shared part of two boxes is a box itself."""

import numpy as np


def box_iou(boxes_a, boxes_b):
    a, b = _table(boxes_a), _table(boxes_b)
    low = np.maximum(a[:, None, :2], b[:, :2])
    high = np.minimum(a[:, None, 2:], b[:, 2:])
    shared = np.maximum(high - low, 0).prod(axis=2)
    covered = _area(a)[:, None] + _area(b) - shared
    # Where one of the two is empty nothing is shared; only two empty ones cover nothing.
    return shared / np.where(covered > 0, covered, 1)


def best_overlaps(boxes_a, boxes_b):
    iou = box_iou(boxes_a, boxes_b)
    # A column of zeros stands for "none"; argmax takes the first of equals, so it must come first.
    with_none = np.pad(iou, [(0, 0), (1, 0)])
    return with_none.argmax(axis=1) - 1, with_none.max(axis=1)


def _area(boxes):
    return np.maximum(boxes[:, 2:] - boxes[:, :2], 0).prod(axis=1)


def _table(boxes):
    table = np.asarray(boxes, dtype=float)
    if table.ndim != 2 or table.shape[1] != 4:
        raise ValueError("boxes must have two dimensions and four columns")
    return table
