"""A function for one pair, called for all of them."""
import numpy as np


def iou(p, q):
    if p[2] <= p[0] or p[3] <= p[1] or q[2] <= q[0] or q[3] <= q[1]:
        return 0.0
    width = min(p[2], q[2]) - max(p[0], q[0])
    height = min(p[3], q[3]) - max(p[1], q[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    return shared / ((p[2] - p[0]) * (p[3] - p[1]) + (q[2] - q[0]) * (q[3] - q[1]) - shared)


def rows(boxes):
    if np.ndim(boxes) != 2 or np.shape(boxes)[1] != 4:
        raise ValueError("no boxes")
    return np.asarray(boxes).astype(float).tolist()


def box_iou(boxes_a, boxes_b):
    a, b = rows(boxes_a), rows(boxes_b)
    return np.array([[iou(p, q) for q in b] for p in a], dtype=float).reshape(len(a), len(b))


def best_overlaps(boxes_a, boxes_b):
    table = box_iou(boxes_a, boxes_b)
    positions, values = [], []
    for row in table:
        best, where = 0.0, -1
        for j, value in enumerate(row):
            if value > best:
                best, where = value, j
        positions.append(where)
        values.append(best)
    return np.array(positions, dtype=int), np.array(values, dtype=float)
