import numpy as np


def check(boxes):
    boxes = np.asarray(boxes, dtype=np.float64)
    if boxes.ndim != 2 or boxes.shape[-1] != 4:
        raise ValueError("need a (k, 4) table")
    empty = (boxes[:, 2] <= boxes[:, 0]) | (boxes[:, 3] <= boxes[:, 1])
    boxes[empty] = 0
    return boxes


def box_iou(boxes_a, boxes_b):
    ax1, ay1, ax2, ay2 = check(boxes_a).T[:, :, None]
    bx1, by1, bx2, by2 = check(boxes_b).T[:, None, :]
    w = np.clip(np.minimum(ax2, bx2) - np.maximum(ax1, bx1), 0, None)
    h = np.clip(np.minimum(ay2, by2) - np.maximum(ay1, by1), 0, None)
    inter = w * h
    union = (ax2 - ax1) * (ay2 - ay1) + (bx2 - bx1) * (by2 - by1) - inter
    ok = (ax2 > ax1) & (ay2 > ay1) & (bx2 > bx1) & (by2 > by1)
    return np.where(ok, inter / np.where(ok, union, 1.0), 0.0)


def best_overlaps(boxes_a, boxes_b):
    iou = box_iou(boxes_a, boxes_b)
    n, m = iou.shape
    if m == 0:
        return np.full(n, -1), np.zeros(n)
    where = np.argmax(iou, axis=1)
    best = iou[np.arange(n), where]
    return np.where(best > 0, where, -1), best
