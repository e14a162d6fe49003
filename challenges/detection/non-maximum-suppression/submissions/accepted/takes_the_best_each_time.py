"""Looks for the best score anew in each round instead of sorting."""
import numpy as np


def iou_with(box, others):
    left_top = np.maximum(box[:2], others[:, :2])
    right_bottom = np.minimum(box[2:], others[:, 2:])
    w, h = np.maximum(right_bottom - left_top, 0).T
    own = max(box[2] - box[0], 0) * max(box[3] - box[1], 0)
    theirs = np.maximum(others[:, 2] - others[:, 0], 0) * np.maximum(others[:, 3] - others[:, 1], 0)
    union = own + theirs - w * h
    return np.divide(w * h, union, out=np.zeros(len(others)), where=union > 0)


def nms(boxes, scores, iou_threshold=0.5, max_kept=None):
    boxes, scores = np.array(boxes, dtype=float), np.array(scores, dtype=float)
    if boxes.ndim != 2 or boxes.shape[1] != 4:
        raise ValueError("boxes need two dimensions and four columns")
    if scores.shape != (boxes.shape[0],):
        raise ValueError("one score a box")
    if np.isnan(scores).any():
        raise ValueError("a score is NaN")
    if not (0 <= iou_threshold <= 1):
        raise ValueError("iou_threshold")
    if max_kept is not None and max_kept < 1:
        raise ValueError("max_kept")
    keep, positions = [], np.arange(len(boxes))
    while len(positions) and (max_kept is None or len(keep) < max_kept):
        best = int(scores.argmax())
        keep.append(positions[best])
        stay = iou_with(boxes[best], boxes) <= iou_threshold
        stay[best] = False
        boxes, scores, positions = boxes[stay], scores[stay], positions[stay]
    return np.array(keep, dtype=int)
