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
    order = np.argsort(-s, kind="stable")
    removed = np.zeros(len(b), dtype=bool)
    keep = []
    for place, i in enumerate(order):
        if removed[i] or len(keep) == max_kept:
            continue
        keep.append(i)
        for j in order[place + 1 :]:
            if removed[j]:
                continue
            w = min(b[i, 2], b[j, 2]) - max(b[i, 0], b[j, 0])
            h = min(b[i, 3], b[j, 3]) - max(b[i, 1], b[j, 1])
            if w <= 0 or h <= 0:
                continue
            covered = (b[i, 2] - b[i, 0]) * (b[i, 3] - b[i, 1]) + (b[j, 2] - b[j, 0]) * (b[j, 3] - b[j, 1]) - w * h
            removed[j] = w * h > iou_threshold * covered
    return np.array(keep, dtype=int)
