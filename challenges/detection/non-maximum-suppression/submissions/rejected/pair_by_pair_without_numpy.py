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
    order = np.argsort(-s, kind="stable").tolist()
    rows = b.tolist()
    keep = []
    for i in order:
        if len(keep) == max_kept:
            break
        x1, y1, x2, y2 = rows[i]
        for j in keep:
            u1, v1, u2, v2 = rows[j]
            w = max(min(x2, u2) - max(x1, u1), 0)
            h = max(min(y2, v2) - max(y1, v1), 0)
            shared = w * h
            covered = max(x2 - x1, 0) * max(y2 - y1, 0) + max(u2 - u1, 0) * max(v2 - v1, 0) - shared
            if shared > iou_threshold * covered:
                break
        else:
            keep.append(i)
    return np.array(keep, dtype=int)
