import numpy as np


def nms(boxes, scores, iou_threshold=0.5, max_kept=None):
    b = np.array(boxes, dtype=np.float64)
    s = np.array(scores, dtype=np.float64)
    if b.ndim != 2 or b.shape[1] != 4:
        raise ValueError("boxes")
    if s.shape != (len(b),) or np.isnan(s).any():
        raise ValueError("scores")
    if iou_threshold < 0 or iou_threshold > 1:
        raise ValueError("iou_threshold")
    if max_kept is not None and max_kept < 1:
        raise ValueError("max_kept")
    order = np.lexsort((np.arange(len(s)), -s))
    x1, y1, x2, y2 = b[order].T
    areas = np.clip(x2 - x1, 0, None) * np.clip(y2 - y1, 0, None)
    removed = np.zeros(len(b), dtype=bool)
    keep = []
    for i in range(len(b)):
        if removed[i]:
            continue
        keep.append(order[i])
        if len(keep) == max_kept:
            break
        rest = slice(i + 1, None)
        w = np.clip(np.minimum(x2[i], x2[rest]) - np.maximum(x1[i], x1[rest]), 0, None)
        h = np.clip(np.minimum(y2[i], y2[rest]) - np.maximum(y1[i], y1[rest]), 0, None)
        shared = w * h
        covered = np.minimum(areas[i], areas[rest])
        iou = shared / np.where(covered > 0, covered, 1.0)
        removed[rest] |= iou > iou_threshold
    return np.array(keep, dtype=np.int64)
