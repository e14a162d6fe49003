"""A table of all pairs for each group."""
import numpy as np
def batched_nms(boxes, scores, classes, images, iou_threshold=0.5, max_per_image=None):
    boxes = np.array(boxes, float); scores = np.array(scores, float); classes = np.array(classes); images = np.array(images)
    n = len(boxes)
    if boxes.ndim != 2 or boxes.shape[1] != 4 or scores.shape != (n,) or classes.shape != (n,) or images.shape != (n,): raise ValueError
    if iou_threshold < 0 or iou_threshold > 1 or (max_per_image is not None and max_per_image <= 0): raise ValueError
    keep = np.zeros(n, bool)
    for im in np.unique(images):
        for c in np.unique(classes[images == im]):
            g = np.flatnonzero((images == im) & (classes == c)); g = g[np.argsort(-scores[g], kind="stable")]
            bb = boxes[g]
            wh = np.clip(np.minimum(bb[:, None, 2:], bb[None, :, 2:]) - np.maximum(bb[:, None, :2], bb[None, :, :2]), 0, None)
            inter = wh[..., 0] * wh[..., 1]; a = (bb[:, 2] - bb[:, 0]) * (bb[:, 3] - bb[:, 1])
            over = inter > iou_threshold * (a[:, None] + a - inter)
            dead = np.zeros(len(g), bool)
            for k in range(len(g)):
                if not dead[k]:
                    keep[g[k]] = True
                    dead |= over[k]
    idx = np.flatnonzero(keep)
    idx = idx[np.lexsort((idx, -scores[idx], images[idx]))]
    if max_per_image is None: return idx
    out, cnt = [], {}
    for i in idx:
        k = int(images[i]); cnt[k] = cnt.get(k, 0) + 1
        if cnt[k] <= max_per_image: out.append(i)
    return np.array(out, dtype=int)
