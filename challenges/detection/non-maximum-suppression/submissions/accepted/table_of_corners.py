"""All pairs of corners in one array of three dimensions."""
import numpy as np
def nms(boxes, scores, iou_threshold=0.5, max_kept=None):
    boxes = np.array(boxes, float); scores = np.array(scores, float)
    if boxes.ndim != 2 or boxes.shape[-1] != 4 or scores.ndim != 1 or scores.size != boxes.shape[0] or np.isnan(scores).any():
        raise ValueError("input")
    if iou_threshold < 0 or iou_threshold > 1 or (max_kept is not None and max_kept < 1):
        raise ValueError("settings")
    n = len(boxes)
    wh = np.maximum(boxes[:, 2:] - boxes[:, :2], 0)
    area = wh[:, 0] * wh[:, 1]
    lt = np.maximum(boxes[:, None, :2], boxes[None, :, :2])
    rb = np.minimum(boxes[:, None, 2:], boxes[None, :, 2:])
    d = np.clip(rb - lt, 0, None)
    inter = d[..., 0] * d[..., 1]
    union = area[:, None] + area[None] - inter
    iou = np.where(union > 0, inter / np.where(union > 0, union, 1), 0)
    alive = np.ones(n, bool); keep = []
    for i in np.argsort(-scores, kind="stable"):
        if not alive[i]: continue
        keep.append(i)
        if len(keep) == max_kept: break
        alive[iou[i] > iou_threshold] = False
    return np.array(keep, dtype=int)
