"""Class-aware batched NMS: each group of one image and one class is suppressed by itself."""

import numpy as np


def _suppress(boxes, threshold):
    """Rows of `boxes` (best first) that survive."""
    x1, y1, x2, y2 = boxes.T
    area = (x2 - x1) * (y2 - y1)
    left = np.arange(len(boxes))
    kept = []
    while left.size:
        best, rest = left[0], left[1:]
        kept.append(best)
        width = np.minimum(x2[best], x2[rest]) - np.maximum(x1[best], x1[rest])
        height = np.minimum(y2[best], y2[rest]) - np.maximum(y1[best], y1[rest])
        shared = np.maximum(width, 0.0) * np.maximum(height, 0.0)
        left = rest[shared / (area[best] + area[rest] - shared) <= threshold]
    return kept


def batched_nms(boxes, scores, classes, images, iou_threshold=0.5, max_per_image=None):
    """Positions of the boxes that are kept, by image and then by score, shape (k,)."""
    boxes = np.array(boxes, dtype=np.float64)
    if boxes.ndim != 2 or boxes.shape[1] != 4:
        raise ValueError("boxes must have shape (n, 4)")
    n = len(boxes)
    scores = np.array(scores, dtype=np.float64)
    classes, images = np.asarray(classes), np.asarray(images)
    if scores.shape != (n,) or classes.shape != (n,) or images.shape != (n,):
        raise ValueError("one score, class and image for each box")
    if not 0 <= iou_threshold <= 1:
        raise ValueError("iou_threshold must be from 0 to 1")
    if max_per_image is not None and max_per_image < 1:
        raise ValueError("max_per_image must be at least 1")
    if n == 0:
        return np.zeros(0, dtype=np.int64)

    key = images * (classes.max() + 1) + classes
    order = np.lexsort((np.arange(n), -scores, key))
    starts = np.flatnonzero(np.diff(key[order])) + 1
    kept = []
    for group in np.split(order, starts):
        kept.append(group[_suppress(boxes[group], iou_threshold)])
    kept = np.concatenate(kept)

    kept = kept[np.lexsort((kept, -scores[kept], images[kept]))]
    if max_per_image is not None:
        of = images[kept]
        first = np.flatnonzero(np.r_[True, of[1:] != of[:-1]])
        size = np.diff(np.r_[first, len(kept)])
        rank = np.arange(len(kept)) - np.repeat(first, size)
        kept = kept[rank < max_per_image]
    return kept.astype(np.int64)
